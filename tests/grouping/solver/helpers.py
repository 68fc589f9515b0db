"""Shared by the solver's tests: instances from files, short hand-made ones, the outside scorer."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path
from typing import Any

from idetorg.grouping.solver import Instance, Solution
from tests.data.groups.score_groups import score

DATA = Path(__file__).parents[2] / "data" / "groups"
BEST = json.loads((DATA / "best_known.json").read_text(encoding="utf-8"))


def read(name: str) -> dict[str, Any]:
    """An instance by name, from the tests' own data or the folder in IDETORG_DATA."""
    path = DATA / f"{name}.json"
    if not path.exists():
        path = Path(os.environ["IDETORG_DATA"]) / f"{name}.json"
        if not path.exists():
            path = path.parent / "groups" / path.name
    return json.loads(path.read_text(encoding="utf-8"))


def make(wishes: dict[str, list[Any]], topics: list[Any], **more: Any) -> dict[str, Any]:
    """Instance data. ``topics`` are ids or whole rows; ``people`` adds fields per participant."""
    people = more.pop("people", {})
    return {
        "participants": [{"id": p, "wishes": w, **people.get(p, {})} for p, w in wishes.items()],
        "topics": [{"id": t} if isinstance(t, str) else t for t in topics],
        "min": 2,
        "max": 3,
        **more,
    }


def checked(data: dict[str, Any], solution: Solution, previous: Solution | None = None) -> Any:
    """The outside scorer's counts, after asserting that it agrees with the solution's levels."""
    out = score(data, solution.as_json(), previous.as_json() if previous else None)
    assert out["violations"] == []
    for level in solution.levels:
        assert level.bound <= level.value
        if level.name in out:
            assert level.value == out[level.name], level.name
    return out


def by_topic(solution: Solution) -> dict[str, list[str]]:
    """Topic to members, for solutions without parallel groups."""
    return {group.topic: list(group.members) for group in solution.groups}


def best_by_trying_all(
    data: dict[str, Any], *, leximin: bool = False, previous: Solution | None = None
) -> list[int]:
    """The best key (locks first) over every way to seat everyone; for a handful of people only."""
    before = previous.as_json() if previous is not None else None
    absent = set(data.get("absent", []))
    people = [p["id"] for p in data["participants"] if p["id"] not in absent]
    slots = [(t["id"], k) for t in data["topics"] for k in range(t.get("copies", 1))]
    best: list[int] | None = None
    locked = data.get("locked", {})
    # Whoever cannot have the topic they are locked to is left out, not put somewhere else.
    allowed = [
        [None, *(slot for slot in slots if locked.get(person, slot[0]) == slot[0])]
        for person in people
    ]
    for choice in product(*allowed):
        groups: dict[Any, list[str]] = {}
        for person, slot in zip(people, choice, strict=True):
            groups.setdefault(slot, []).append(person)
        unassigned = groups.pop(None, [])
        answer = {
            "groups": [{"topic": slot[0], "members": m} for slot, m in groups.items()],
            "unassigned": unassigned,
        }
        out = score(data, answer, before)
        locks = sum("locked" in v for v in out["violations"])
        if locks < len(out["violations"]):
            continue
        key = [locks, *(out["leximin_key"] if leximin else out["key"])]
        if before is not None:
            key.insert(2, out.get("moved", 0))
        best = key if best is None else min(best, key)
    assert best is not None
    return best


def instance(data: dict[str, Any]) -> Instance:
    return Instance.from_json(data)
