"""Properties of every answer, on small random instances; tiny ones against trying everything."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idetorg.grouping.solver import Explainer, Instance, solve

from .helpers import best_by_trying_all, checked

SMALL = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def instances(draw, most_people=9, most_topics=4, copies=True):
    people = [f"p{i}" for i in range(draw(st.integers(1, most_people)))]
    topics = [f"t{i}" for i in range(draw(st.integers(1, most_topics)))]
    low = draw(st.integers(1, 3))
    some = st.sampled_from(people)
    pairs = st.lists(st.tuples(some, some).filter(lambda p: p[0] != p[1]), max_size=1)
    if len(people) < 2:
        pairs = st.just([])
    data = {
        "participants": [
            {
                "id": person,
                "wishes": draw(st.lists(st.sampled_from(topics), max_size=3, unique=True)),
                "organisation": draw(st.sampled_from([None, "o1", "o2"])),
                "remote": draw(st.integers(0, 4)) == 0,
            }
            for person in people
        ],
        "topics": [
            {
                "id": topic,
                "owner": draw(st.none() | some),
                "copies": draw(st.sampled_from([1, 1, 1, 2])) if copies else 1,
            }
            for topic in topics
        ],
        "min": low,
        "max": low + draw(st.integers(0, 3)),
        "max_groups": draw(st.none() | st.integers(1, 4)),
    }
    data["keep_together"] = [list(pair) for pair in draw(pairs)]
    data["keep_apart"] = [list(pair) for pair in draw(pairs)]
    data["max_video_groups"] = draw(st.none() | st.integers(0, 2))
    data["locked"] = dict(draw(st.lists(st.tuples(some, st.sampled_from(topics)), max_size=1)))
    if draw(st.integers(0, 3)) == 0:
        members = draw(st.lists(some, max_size=3, unique=True))
        data["history"] = [{"groups": [{"topic": topics[0], "members": members}]}]
    return data


def scored(data, solution):
    """The outside scorer, which knows no lock that cannot hold."""
    if solution.levels[0].name == "locks":
        data = {**data, "locked": {}}
    return checked(data, solution)


@SMALL
@given(instances())
def test_hard_rules_hold_and_everyone_is_somewhere_once(data):
    instance = Instance.from_json(data)

    solution = solve(instance)

    scored(data, solution)
    seated = [member for group in solution.groups for member in group.members]
    assert sorted(seated + solution.unassigned) == list(instance.present_ids)
    owners = {topic["id"]: topic["owner"] for topic in data["topics"]}
    for topic in {group.topic for group in solution.groups}:
        if owners[topic]:
            assert solution.group_of[owners[topic]].topic == topic


@SMALL
@given(instances(most_people=4, most_topics=3), st.booleans())
def test_tiny_instances_are_solved_to_the_optimum(data, leximin):
    solution = solve(Instance.from_json(data), fairness="leximin" if leximin else "worst")

    key = [level.value for level in solution.levels if level.name != "repeats"]
    if solution.levels[0].name != "locks":
        key = [0, *key]
    best = best_by_trying_all(data, leximin=leximin)
    if leximin and len(best) == 4:  # nobody wished for more than one topic
        best.append(key[-1])
    assert key == best
    assert all(level.proven for level in solution.levels if level.name != "repeats")


@SMALL
@given(instances(), st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(data, rng: random.Random):
    first = solve(Instance.from_json(data))
    again = solve(Instance.from_json(data))
    shuffled = {**data, "participants": list(data["participants"]), "topics": list(data["topics"])}
    rng.shuffle(shuffled["participants"])
    rng.shuffle(shuffled["topics"])

    other = solve(Instance.from_json(shuffled))

    assert again.as_json() == first.as_json()
    assert other.as_json() == first.as_json()


@SMALL
@given(instances(most_people=4, most_topics=3, copies=False), st.data())
def test_resolve_moves_as_few_as_possible(data, draw):
    instance = Instance.from_json(data)
    first = solve(instance)
    away = draw.draw(st.lists(st.sampled_from(instance.present_ids), max_size=2, unique=True))
    later = {**data, "absent": away}

    second = solve(Instance.from_json(later), previous=first)

    key = [level.value for level in second.levels if level.name != "repeats"]
    if second.levels[0].name != "locks":
        key = [0, *key]
    assert key == best_by_trying_all(later, previous=first)
    assert all(level.proven for level in second.levels if level.name != "repeats")
    if not away:
        assert key[2] == 0


@SMALL
@given(instances())
def test_everyone_can_ask_why(data):
    instance = Instance.from_json(data)
    solution = solve(instance)
    explainer = Explainer(instance, solution)
    everyone = set(instance.present_ids)

    for person in instance.present_ids:
        answer = explainer.explain(person)
        group = solution.group_of.get(person)
        assert answer.topic == (group.topic if group else None)
        assert not (everyone - {person}) & set(repr(answer).replace("'", " ").split())
