"""What the solver answers: groups, who is left over, and what is proven on each level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .instance import BadInstance

SOLVER_VERSION = "1"


class Group(NamedTuple):
    """One group: its topic id and the ids of its members, sorted."""

    topic: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """One level of the objective; smaller is better, earlier levels come first.

    ``value`` is what the groups have, ``bound`` what no groups can be below, given the values of
    the levels before. ``proven``: this level and every one before it stand at their bound.
    """

    name: str
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True)
class Solution:
    """Groups sorted by topic and members; ``unassigned`` sorted ids; levels in order.

    ``seconds`` is how long it took and is left out of the JSON, which depends on the input alone.
    """

    groups: list[Group]
    unassigned: list[str]
    levels: list[Level]
    solver_version: str
    input_hash: str
    seconds: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether every level is proven best."""
        return all(level.proven for level in self.levels)

    @property
    def key(self) -> list[int]:
        """The values of the levels, in order."""
        return [level.value for level in self.levels]

    @cached_property
    def group_of(self) -> dict[str, Group]:
        """Participant id to group."""
        return {person: group for group in self.groups for person in group.members}

    def as_json(self) -> dict[str, Any]:
        """The JSON form: groups, unassigned, levels, solver_version, input_hash."""
        return {
            "groups": [{"topic": g.topic, "members": list(g.members)} for g in self.groups],
            "unassigned": list(self.unassigned),
            "levels": [
                {
                    "name": level.name,
                    "value": level.value,
                    "bound": level.bound,
                    "proven": level.proven,
                }
                for level in self.levels
            ],
            "solver_version": self.solver_version,
            "input_hash": self.input_hash,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Solution:
        """Read what as_json wrote, or bare groups made by hand. Raises BadInstance."""
        try:
            return cls(
                groups=sorted(
                    Group(str(g["topic"]), tuple(sorted(str(m) for m in g["members"])))
                    for g in data["groups"]
                ),
                unassigned=sorted(str(person) for person in data.get("unassigned", [])),
                levels=[
                    Level(
                        str(row["name"]), int(row["value"]), int(row["bound"]), bool(row["proven"])
                    )
                    for row in data.get("levels", [])
                ],
                solver_version=str(data.get("solver_version", "")),
                input_hash=str(data.get("input_hash", "")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInstance(
                "A solution is an object with groups of topic and members."
            ) from error
