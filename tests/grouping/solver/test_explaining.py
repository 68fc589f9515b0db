"""Why here? Reasons and swaps on cases small enough to see."""

import pytest

from idetorg.grouping.solver import Explainer, Instance, Swap, UnknownParticipant, explain, solve

from .helpers import make, read


def explained(data, person, **options):
    instance = Instance.from_json(data)
    return explain(instance, solve(instance), person, **options)


def test_first_wish_leaves_nothing_to_ask():
    answer = explained(make({"a": ["x"], "b": ["x"]}, [{"id": "x", "owner": "a"}]), "a")

    assert (answer.topic, answer.rank, answer.own_topic, answer.missed) == ("x", 1, True, ())
    assert answer.cheapest is None


def test_full_topic_says_how_many_wished_it():
    data = make({"a": ["x"], "b": ["x"], "c": ["x", "y"], "d": ["y"]}, ["x", "y"], max=2)

    answer = explained(data, "c", swaps=False)

    first = answer.missed[0]
    assert (answer.topic, answer.rank) == ("y", 2)
    assert (first.topic, first.rank, first.reason, first.seats) == ("x", 1, "full", 2)
    assert (first.ranked_first, first.wished, first.swap) == (3, 3, None)


def test_swap_reports_levels_and_nameless_others():
    data = make({"a": ["x"], "b": ["x"], "c": ["x", "y"], "d": ["y"]}, ["x", "y"], max=2)

    answer = explained(data, "c")

    assert answer.rank == 2
    assert answer.missed[0].swap == Swap(
        unassigned=0, no_wish=1, clashes=0, worst_rank=-1, rank_sum=-2, others=((1, None),)
    )
    assert answer.cheapest is answer.missed[0]
    assert answer.missed[0].swap.others_worse_off == 1


def test_closed_topic_has_a_reason_and_no_swap():
    answer = explained(make({"a": ["y", "x"], "b": ["x"], "c": ["x"]}, ["x", "y"]), "a")

    assert [(wish.reason, wish.swap, wish.seats) for wish in answer.missed] == [
        ("not_opened", None, 0)
    ]


def test_reasons_name_the_rule():
    locked = make({"a": ["x"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"], locked={"a": "y"})
    assert explained(locked, "a").missed[0].reason == "locked"
    assert explained(locked, "a").locked

    people = {"a": {"organisation": "lib"}, "b": {"organisation": "lib"}}
    clash = make(
        {"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"], max=4, people=people
    )
    assert explained(clash, "a").missed[0].reason == "clash"

    past = [{"groups": [{"topic": "x", "members": ["a"]}]}]
    had = make({"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"], history=past)
    assert explained(had, "a").missed[0].reason == "had_before"

    apart = make(
        {"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["y"]},
        ["x", "y"],
        max=4,
        keep_apart=[["a", "b"]],
    )
    assert explained(apart, "a").missed[0].reason == "arranged"

    needed = make({"a": ["x", "y"], "b": ["x"], "c": ["x"], "d": ["y"]}, ["x", "y"], max=4)
    assert explained(needed, "a").missed[0].reason == "needed_here"


def test_no_wish_stated_is_told_apart_from_none_got():
    data = make({"a": ["x"], "b": ["x"], "c": []}, ["x"])

    answer = explained(data, "c")

    assert (answer.rank, answer.stated, answer.missed) == (None, False, ())


def test_unassigned_person_has_no_topic():
    answer = explained(make({"a": ["x"]}, ["x"]), "a")

    assert (answer.topic, answer.rank, answer.group_size) == (None, None, 0)
    assert answer.missed[0].reason == "not_opened"


def test_absent_or_unknown_person_is_refused():
    data = make({"a": ["x"], "b": ["x"], "c": ["x"]}, ["x"], absent=["c"])

    for person in ("c", "nobody"):
        with pytest.raises(UnknownParticipant):
            explained(data, person)


def test_facts_for_all_of_two_hundred():
    instance = Instance.from_json(read("dev_200"))
    explainer = Explainer(instance, solve(instance))

    answers = [explainer.explain(person, swaps=False) for person in instance.present_ids]

    assert all(wish.reason != "seat_free" for answer in answers for wish in answer.missed)
