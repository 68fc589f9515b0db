"""Reading instances and solutions: good ones come back the same, bad ones say what is wrong."""

import json

import pytest

from idetorg.grouping.solver import BadInstance, Instance, Solution, solve
from idetorg.grouping.solver.files import solve_file

from .helpers import DATA, make, read

GOOD = make({"a": ["x", ["y", "z"]], "b": []}, ["x", "y", "z"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"participants": None}, "participants"),
        ({"topics": "x"}, "topics"),
        ({"min": "two"}, "min"),
        ({"min": 0}, "least group size"),
        ({"max": 1}, "at least 2 and at most 1"),
        ({"max_groups": -1}, "max_groups"),
        ({"participants": [{"id": "a"}, {"id": "a"}]}, "'a'"),
        ({"participants": [{"id": ""}]}, "id of a participant"),
        ({"participants": ["a"]}, "must be an object"),
        ({"participants": [{"id": "a", "wishes": ["q"]}]}, "no topic"),
        ({"participants": [{"id": "a", "wishes": ["x", "x"]}]}, "twice"),
        ({"participants": [{"id": "a", "wishes": [[]]}]}, "without any topic"),
        ({"participants": [{"id": "a", "remote": "yes"}]}, "remote"),
        ({"topics": [{"id": "x", "owner": "q"}]}, "owner"),
        ({"topics": [{"id": "x"}, {"id": "x"}]}, "Two topics"),
        ({"topics": [{"id": "x", "copies": 0}]}, "copy"),
        ({"topics": [{"id": "x", "min": 9}]}, "at least 9"),
        ({"absent": ["q"]}, "'q'"),
        ({"keep_together": [["a"]]}, "pairs"),
        ({"keep_apart": [["a", "a"]]}, "themselves"),
        ({"keep_apart": [["a", "q"]]}, "'q'"),
        ({"locked": {"a": "q"}}, "no topic"),
        ({"locked": ["a"]}, "locked"),
        ({"history": [{"groups": [{"members": []}]}]}, "history"),
    ],
)
def test_bad_instance_is_told_in_a_sentence(change, words):
    data = {**GOOD, **change}
    if "topics" in change:
        data["participants"] = [{"id": "a"}]

    with pytest.raises(BadInstance, match=words):
        Instance.from_json(data)


def test_instance_survives_the_round_trip():
    for data in (GOOD, read("dev_200_extras")):
        instance = Instance.from_json(data)
        assert Instance.from_json(json.loads(json.dumps(instance.as_json()))) == instance


def test_hash_ignores_order_and_description_but_not_wishes():
    one = Instance.from_json(GOOD)
    reordered = {
        **GOOD,
        "name": "spring",
        "participants": GOOD["participants"][::-1],
        "topics": GOOD["topics"][::-1],
    }
    other = make({"a": [["y", "z"], "x"], "b": []}, ["x", "y", "z"])

    assert Instance.from_json(reordered).hash() == one.hash()
    assert Instance.from_json(other).hash() != one.hash()


def test_solution_survives_the_round_trip():
    solution = solve(Instance.from_json(read("dev_24")))
    data = json.loads(json.dumps(solution.as_json()))

    assert Solution.from_json(data).as_json() == data
    assert set(data) == {"groups", "unassigned", "levels", "solver_version", "input_hash"}


def test_bare_groups_can_be_the_previous_solution():
    with pytest.raises(BadInstance):
        Solution.from_json({"groups": [{"topic": "x"}]})
    assert Solution.from_json({"groups": []}).groups == []


def test_file_is_solved_and_resolved(tmp_path, capfd):
    answer = solve_file(DATA / "dev_24.json")
    (tmp_path / "old.json").write_text(json.dumps(answer), encoding="utf-8")

    again = solve_file(DATA / "dev_24.json", previous=tmp_path / "old.json", time_limit=20)

    assert again["groups"] == answer["groups"]
    assert capfd.readouterr().out == ""


def test_file_without_json_is_told(tmp_path):
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInstance, match=r"bad\.json"):
        solve_file(tmp_path / "bad.json")
