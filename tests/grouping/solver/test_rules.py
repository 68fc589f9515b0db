"""Hand-made cases, one rule each."""

import pytest

from idetorg.grouping.solver import Instance, solve

from .helpers import by_topic, checked, make


def solved(data, **options):
    solution = solve(Instance.from_json(data), **options)
    checked(data, solution)
    return solution


def values(solution):
    return {level.name: level.value for level in solution.levels}


def test_everyone_gets_the_first_wish_when_that_fits():
    data = make({"a": ["x"], "b": ["x"], "c": ["y"], "d": ["y"]}, ["x", "y"])

    solution = solved(data)

    assert by_topic(solution) == {"x": ["a", "b"], "y": ["c", "d"]}
    assert solution.key == [0, 0, 0, 1, 4]
    assert solution.proven


def test_topic_without_enough_people_stays_closed():
    data = make({"a": ["y", "x"], "b": ["x"], "c": ["x"]}, ["x", "y"])

    solution = solved(data)

    assert by_topic(solution) == {"x": ["a", "b", "c"]}
    assert values(solution)["worst_rank"] == 2


def test_worst_rank_goes_before_the_sum():
    wishes = {
        "a": ["x"],
        "b": ["x", "z", "y"],
        "c": ["x", "y"],
        "d": ["y"],
        "e": ["x", "y", "z"],
        "f": ["z"],
    }
    data = make(wishes, ["x", "y", "z"], max=2)

    solution = solved(data)

    assert values(solution)["worst_rank"] == 2
    assert by_topic(solution) == {"x": ["a", "e"], "y": ["c", "d"], "z": ["b", "f"]}


def test_open_topic_has_its_owner():
    data = make(
        {"a": ["x", "y"], "b": ["x", "y"], "c": ["y", "x"]},
        [{"id": "x", "owner": "c"}, "y"],
        max_groups=1,
    )

    solution = solved(data)

    for topic, members in by_topic(solution).items():
        assert topic != "x" or "c" in members


def test_two_topics_of_one_owner_do_not_both_open():
    data = make(
        {"a": ["x"], "b": ["x"], "c": ["y"], "d": ["y"]},
        [{"id": "x", "owner": "a"}, {"id": "y", "owner": "a"}],
    )

    solution = solved(data)

    assert len(solution.groups) == 1
    assert len(solution.unassigned) == 1


def test_topic_of_an_absent_owner_may_open():
    data = make({"a": ["x"], "b": ["x"], "c": ["x"]}, [{"id": "x", "owner": "c"}], absent=["c"])

    assert by_topic(solved(data)) == {"x": ["a", "b"]}


def test_own_sizes_of_a_topic_count():
    wishes = {p: ["x"] for p in "abcde"}

    solution = solved(make(wishes, [{"id": "x", "min": 5, "max": 5}]))

    assert by_topic(solution) == {"x": list("abcde")}


def test_popular_topic_gets_parallel_groups():
    wishes = {p: ["x", "y"] for p in "abcdef"}

    solution = solved(make(wishes, [{"id": "x", "copies": 2, "owner": "c"}, "y"]))

    assert [(group.topic, len(group.members)) for group in solution.groups] == [("x", 3), ("x", 3)]
    assert solution.key == [0, 0, 0, 1, 6]


def test_people_of_one_organisation_are_spread_over_parallel_groups():
    wishes = {p: ["x"] for p in "abcd"}
    people = {p: {"organisation": "lib" if p in "ab" else "mus"} for p in "abcd"}

    solution = solved(make(wishes, [{"id": "x", "copies": 2}], people=people))

    assert values(solution)["clashes"] == 0


def test_max_groups_holds():
    data = make({p: ["x"] if p < "c" else ["y"] for p in "abcd"}, ["x", "y"], max=4, max_groups=1)

    solution = solved(data)

    assert len(solution.groups) == 1
    assert values(solution) == {
        "unassigned": 0,
        "no_wish": 2,
        "clashes": 0,
        "worst_rank": 1,
        "rank_sum": 2,
    }


def test_clash_goes_before_ranks():
    wishes = {"a": ["x", "y"], "b": ["x", "y"], "c": ["x"], "d": ["y"]}
    people = {"a": {"organisation": "lib"}, "b": {"organisation": "lib"}}

    solution = solved(make(wishes, ["x", "y"], people=people))

    assert values(solution)["clashes"] == 0
    assert values(solution)["worst_rank"] == 2


def test_pair_stays_together_even_where_only_one_wished_it():
    wishes = {"a": ["x"], "b": ["y"], "c": ["x"], "d": ["y"], "e": ["x"], "f": ["y"]}

    solution = solved(make(wishes, ["x", "y"], keep_together=[["a", "b"]]))

    group = next(g for g in solution.groups if "a" in g.members)
    assert "b" in group.members
    assert solution.proven


def test_pair_is_kept_apart():
    data = make({p: ["x"] for p in "abc"} | {"d": ["y"]}, ["x", "y"], keep_apart=[["a", "b"]])

    solution = solved(data)

    assert all(not {"a", "b"} <= set(group.members) for group in solution.groups)
    assert values(solution)["no_wish"] == 1


def test_lock_holds_though_it_was_not_wished():
    data = make({"a": ["x"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"], locked={"a": "y"})

    assert by_topic(solved(data)) == {"x": ["b", "c"], "y": ["a", "d"]}


def test_remote_people_share_the_groups_with_video():
    wishes = {p: ["x"] if p in "abc" else ["y"] for p in "abcdef"}
    people = {p: {"remote": True} for p in "ad"}

    solution = solved(make(wishes, ["x", "y"], people=people, max_video_groups=1))

    assert sum(bool({"a", "d"} & set(group.members)) for group in solution.groups) == 1
    assert values(solution)["unassigned"] == 0


def test_topic_is_not_had_twice_but_by_its_owner():
    past = [{"groups": [{"topic": "x", "members": ["a", "b"]}]}]
    data = make(
        {p: ["x", "y"] for p in "abcd"}, [{"id": "x", "owner": "a"}, "y"], history=past, max=3
    )

    solution = solved(data)

    assert "b" not in by_topic(solution).get("x", [])
    assert values(solution)["unassigned"] == 0


def test_those_who_met_meet_others_when_it_costs_nothing():
    past = [
        {"groups": [{"topic": "z", "members": ["a", "b"]}, {"topic": "w", "members": ["c", "d"]}]}
    ]
    data = make({p: [["x", "y"]] for p in "abcd"}, ["x", "y", "z", "w"], history=past, max=2)

    solution = solved(data)

    assert values(solution)["repeats"] == 0
    assert solution.key[:5] == [0, 0, 0, 1, 4]


def test_tied_wishes_have_one_rank():
    data = make({p: [["x", "y"]] for p in "abcd"}, ["x", "y"], max=2)

    assert solved(data).key == [0, 0, 0, 1, 4]


def test_people_without_a_wish_fill_up_and_count_neither_way():
    data = make({"a": ["x"], "b": [], "c": []}, ["x"])

    solution = solved(data)

    assert by_topic(solution) == {"x": ["a", "b", "c"]}
    assert solution.key == [0, 0, 0, 1, 1]


def test_leximin_counts_people_at_each_rank():
    data = make({"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"])

    solution = solved(data, fairness="leximin")

    assert [level.name for level in solution.levels] == [
        "unassigned",
        "no_wish",
        "clashes",
        "rank_2",
    ]
    assert solution.key == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("data", "unassigned"),
    [
        (make({}, ["x"]), []),
        (make({"a": []}, []), ["a"]),
        (make({"a": ["x"]}, ["x"]), ["a"]),
        (make({"a": ["x"], "b": ["x"]}, ["x"], max_groups=0), ["a", "b"]),
        (make({"a": ["x"], "b": ["x"]}, ["x"], keep_apart=[["a", "b"]]), ["a", "b"]),
        (
            make(
                {p: ["x"] for p in "abcd"},
                ["x"],
                keep_together=[["a", "b"]],
                keep_apart=[["a", "b"]],
            ),
            ["a", "b"],
        ),
        (
            make(
                {p: ["x"] for p in "abcd"},
                ["x"],
                keep_together=[["a", "b"], ["b", "c"], ["c", "d"]],
            ),
            ["a", "b", "c", "d"],
        ),
        (
            make(
                {p: ["x"] for p in "abc"}, ["x"], people={"a": {"remote": True}}, max_video_groups=0
            ),
            ["a"],
        ),
        (make({"a": ["x"], "b": ["x"]}, ["x"], absent=["a", "b"]), []),
    ],
)
def test_impossible_rules_leave_people_unassigned(data, unassigned):
    solution = solved(data)

    assert solution.unassigned == unassigned
    assert solution.proven


def test_lock_that_cannot_hold_is_said_and_leaves_the_person_out():
    topics = ["x", {"id": "y", "min": 4, "max": 4}]
    data = make({"a": ["x"], "b": ["x"], "c": ["x"]}, topics, locked={"a": "y"})

    solution = solve(Instance.from_json(data))

    assert solution.unassigned == ["a"]
    assert solution.levels[0].name == "locks"
    assert solution.levels[0].value == 1


def test_new_person_joins_without_moving_anybody():
    data = make({"a": ["x"], "b": ["x"], "c": ["y"], "d": ["y"]}, ["x", "y"])
    first = solved(data)
    data["participants"].append({"id": "e", "wishes": ["x"]})

    second = solve(Instance.from_json(data), previous=first)

    assert by_topic(second) == {"x": ["a", "b", "e"], "y": ["c", "d"]}


def test_resolve_keeps_parallel_groups_as_they_were():
    data = make({p: ["x"] for p in "abcdef"}, [{"id": "x", "copies": 2, "owner": "f"}])
    first = solved(data)

    second = solve(Instance.from_json({**data, "absent": ["a"]}), previous=first)

    assert {level.name: level.value for level in second.levels}["moved"] == 0


def test_progress_only_goes_forward():
    seen = []
    data = make({"a": ["x"], "b": ["x"], "c": ["y"], "d": ["y"]}, ["x", "y"])

    solve(Instance.from_json(data), progress=lambda stage, share: seen.append((stage, share)))

    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert seen[-1] == ("done", 1.0)
