"""Go through the levels of the objective: one blended start, then each level proven and fixed.

A level alone is flat and gives the relaxation nothing to steer by, so every level is minimised as
W * level + rank_sum, with W so large that a bound on the sum is a bound on the level (Michail,
"Reducing rank-maximal to maximum weight matching", 2007: scale level by level, no exponential
weights).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from .milp import TOLERANCE, Answer
from .model import Expression, Model

Progress = Callable[[str, float], None]

BLEND = {
    "locks": 5000,
    "unassigned": 1000,
    "moved": 200,
    "no_wish": 60,
    "clashes": 20,
    "rank_sum": 1,
}
BLEND_GAP = 0.005
BLEND_NODES = 2000
"""Enough for a good start; a count, not a clock, so that it stops at the same place each time."""

WHOLE_GAP = 0.9
"""Proves an objective that is a whole number, with room for tolerances."""

LARGE = 3000
"""Columns from which the presolve of HiGHS costs more than it saves."""
HUGE = 15_000
"""Columns from which it does not pay to try first whether nobody has to give way at all, and the
start comes from rounding the relaxation."""

COLUMNS_PER_SECOND = 2000
"""What a round of cuts takes, during which HiGHS does not look at its clock."""


class Clock:
    """What is left of the whole call; None is without end."""

    def __init__(self, seconds: float | None) -> None:
        self.began = time.monotonic()
        self.seconds = seconds

    def spent(self) -> float:
        return time.monotonic() - self.began

    def left(self, share: float = 1.0) -> float | None:
        """Seconds left, times ``share``, never below 0."""
        if self.seconds is None:
            return None
        return max(0.0, (self.seconds - self.spent()) * share)

    def out(self) -> bool:
        return self.seconds is not None and self.spent() >= self.seconds


@dataclass
class Found:
    """The best answer to the model, by column, and a lower bound per level name."""

    values: list[float] | None = None
    bounds: dict[str, int] = field(default_factory=dict)


@dataclass
class Search:
    """One pass over the levels of one model."""

    model: Model
    names: list[str]
    clock: Clock
    progress: Progress
    found: Found = field(default_factory=Found)
    known: dict[str, int] = field(default_factory=dict)
    whole: bool = False

    def run(self) -> Found:
        """Find and prove level by level. ``values`` is None when the time gave no answer."""
        self.progress("start", 0.0)
        if not self._start_without_conflict() and not self._start_blended():
            return self.found
        for index, name in enumerate(self.names):
            self.progress(name, 0.4 + 0.6 * index / len(self.names))
            if name == "worst_rank":
                self._prove_worst_rank()
            else:
                self._prove(name)
        return self.found

    def _expression(self, name: str) -> Expression:
        return self.model.levels.get(name, Expression())

    def _value(self, name: str) -> int:
        assert self.found.values is not None
        return round(self._expression(name).value(self.found.values))

    def _solve(
        self,
        cost: Mapping[int, float],
        *,
        seconds: float | None,
        start: list[float] | None = None,
        absolute_gap: float = WHOLE_GAP,
        relative_gap: float = 0.0,
        nodes: int | None = None,
        solutions: int | None = None,
    ) -> Answer:
        presolve = len(self.model.milp.lower) < LARGE
        answer = self.model.milp.solve(
            cost,
            seconds=seconds,
            start=start,
            absolute_gap=absolute_gap,
            relative_gap=relative_gap,
            nodes=nodes,
            solutions=solutions,
            presolve=presolve,
        )
        if solutions or relative_gap or self._is_sound(answer, cost, start, absolute_gap):
            return answer
        # Now and then HiGHS loses the start, or calls an answer optimal with a bound that does
        # not say so. Solving once more the other way round brings the proof.
        again = self.model.milp.solve(
            cost,
            seconds=self.clock.left(0.5),
            start=answer.values or start,
            absolute_gap=absolute_gap,
            nodes=nodes,
            presolve=not presolve,
        )
        values = answer.values if again.values is None else again.values
        return Answer(again.status, values, max(answer.bound, again.bound))

    def _is_sound(
        self,
        answer: Answer,
        cost: Mapping[int, float],
        start: list[float] | None,
        absolute_gap: float,
    ) -> bool:
        """Whether the answer is one that this start and gap should give."""
        if self.clock.out():
            return True
        if answer.values is None:
            return start is None
        reached = sum(value * answer.values[column] for column, value in cost.items())
        return answer.status != "optimal" or reached - answer.bound <= absolute_gap + TOLERANCE

    def _start_without_conflict(self) -> bool:
        """Try the usual case: everyone has a wish and no organisation sits together.

        Then those levels stand at 0 and only the ranks are left, which one or two solves prove.
        Gives up (False) when that cannot be, or not be seen soon enough.
        """
        milp = self.model.milp
        if "moved" in self.names or len(milp.lower) > HUGE:
            return False
        closed = {
            column
            for name in ("locks", "unassigned", "no_wish", "clashes")
            for column in self._expression(name).terms
        }
        with self._closed(sorted(closed)):
            if milp.relaxed_is_infeasible(seconds=self.clock.left(0.3)):
                return False
            depth = self.model.layout.instance.depth
            if "worst_rank" not in self.names:
                return self._try_ranks(depth)[0]
            for worst in range(1, depth + 1):
                with self._closed(self._seats_above(worst)):
                    if milp.relaxed_is_infeasible(seconds=self.clock.left(0.3)):
                        continue
                    started, impossible = self._try_ranks(depth)
                    if started:
                        self.known["worst_rank"] = worst
                        return True
                    if not impossible:
                        return False
        return False

    def _try_ranks(self, depth: int) -> tuple[bool, bool]:
        """Minimise the ranks as things stand; returns (found an answer, it is impossible)."""
        cost = self._expression("rank_sum").terms
        answer = self._solve(cost, seconds=self.clock.left(0.4), nodes=BLEND_NODES)
        if not self._take(answer, cost):
            return False, answer.status == "infeasible"
        if self.model.seats_are_whole(answer.values or []):
            self.known["rank_sum"] = math.ceil(answer.bound - TOLERANCE)
        return True, False

    @contextmanager
    def _closed(self, columns: list[int]) -> Iterator[None]:
        """Hold columns at 0 for a while."""
        milp = self.model.milp
        before = [(milp.lower[column], milp.upper[column]) for column in columns]
        milp.set_bounds(columns, 0, 0)
        try:
            yield
        finally:
            for column, (lower, upper) in zip(columns, before, strict=True):
                milp.set_bounds([column], lower, upper)

    def _seats_above(self, rank: int) -> list[int]:
        """Columns of the options in which somebody gets a wish of a worse rank."""
        return [
            column
            for option, column in zip(self.model.options, self.model.seats, strict=True)
            if option.worst > rank
        ]

    def _start_blended(self) -> bool:
        """One weighted sum of all levels: a good start, no proof."""
        cost: dict[int, float] = {}
        for name, weight in BLEND.items():
            if name in self.names or name == "rank_sum":
                for column, coefficient in self._expression(name).terms.items():
                    cost[column] = cost.get(column, 0) + weight * coefficient
        if len(self.model.milp.lower) > HUGE and self._start_rounded(cost):
            return True
        answer = self._solve(
            cost,
            seconds=self.clock.left(0.85),
            relative_gap=BLEND_GAP,
            nodes=BLEND_NODES,
        )
        return self._take(answer, cost)

    def _start_rounded(self, cost: dict[int, float]) -> bool:
        """Hold the groups that the relaxation opens or closes outright, then solve the rest."""
        milp = self.model.milp
        relaxed = milp.solve_relaxed(cost, seconds=self.clock.left(0.8))
        if relaxed.values is None:
            return False
        gates = [*self.model.opens, *self.model.video]
        before = [(milp.lower[column], milp.upper[column]) for column in gates]
        for column in gates:
            value = relaxed.values[column]
            if abs(value - round(value)) < 0.001:
                milp.set_bounds([column], round(value), round(value))
        answer = milp.solve(
            cost, seconds=self.clock.left(0.8), relative_gap=BLEND_GAP, nodes=BLEND_NODES
        )
        for column, (lower, upper) in zip(gates, before, strict=True):
            milp.set_bounds([column], lower, upper)
        return self._take(answer, cost)

    def _too_late(self) -> bool:
        """Whether a solve begun now could not even get through its first round in time."""
        left = self.clock.left()
        slow = 2 if self.whole else 1
        return left is not None and left < slow * len(self.model.milp.lower) / COLUMNS_PER_SECOND

    def _take(self, answer: Answer, cost: dict[int, float]) -> bool:
        """Keep the answer, made whole in its seats if need be."""
        if answer.values is None:
            return False
        values = answer.values
        if not self.model.seats_are_whole(values):
            whole = self._make_whole(values, cost)
            if whole is None:
                return False
            values = whole
        self.found.values = values
        return True

    def _make_whole(self, values: list[float], cost: dict[int, float]) -> list[float] | None:
        """The best whole seats with the same groups open."""
        milp = self.model.milp
        gates = [*self.model.opens, *self.model.video]
        bounds = [(milp.lower[column], milp.upper[column]) for column in gates]
        for column in gates:
            milp.set_bounds([column], round(values[column]), round(values[column]))
        loose = self._loose_seats()
        milp.set_integer(loose, True)
        answer = self._solve(cost, seconds=self.clock.left(0.5), nodes=BLEND_NODES)
        milp.set_integer(loose, False)
        for column, (lower, upper) in zip(gates, bounds, strict=True):
            milp.set_bounds([column], lower, upper)
        return answer.values

    def _loose_seats(self) -> list[int]:
        integer = self.model.milp.integer
        return [c for c in (*self.model.seats, *self.model.unplaced) if not integer[c]]

    def _prove(self, name: str) -> None:
        """Bring one level to its optimum, or as near as time allows, and hold it there."""
        level = self._expression(name)
        value = self._value(name)
        bound = 0
        if self.known.get(name) == value or not level.terms:
            bound = value
        elif name in ("rank_sum", "repeats"):
            bound, value = self._minimise(name, level.terms, 1, 0, WHOLE_GAP)
        elif value > 0:
            # The largest sum that the ranks can add below one step of the level.
            most = self._most_rank_sum()
            weight = 2 * most
            cost = {column: weight * c for column, c in level.terms.items()}
            for column, coefficient in self._expression("rank_sum").terms.items():
                cost[column] = cost.get(column, 0) + coefficient
            bound, value = self._minimise(name, cost, weight, most, most - 1)
        self.found.bounds[name] = bound
        self._hold(name, value)

    def _most_rank_sum(self) -> int:
        most: dict[int, int] = {}
        for option in self.model.options:
            most[option.unit] = max(most.get(option.unit, 0), sum(option.ranks))
        return max(1, sum(most.values()))

    def _minimise(
        self, name: str, cost: dict[int, float], weight: int, most: int, gap: float
    ) -> tuple[int, int]:
        """Minimise and return (bound, value) of the level. ``most``: what the cost adds at most
        beyond weight * level."""
        if self._too_late():
            return 0, self._value(name)
        if name == "repeats":
            self._be_whole()
        bound = 0.0
        for _ in range(2):
            answer = self._solve(
                cost,
                start=self.found.values,
                seconds=self.clock.left(0.8),
                absolute_gap=gap,
            )
            bound = max(bound, answer.bound)
            if answer.values is None:
                break
            if self.model.seats_are_whole(answer.values):
                self._take_better(name, answer.values)
                break
            # Fractional seats: first try whole ones with the same groups, then whole everywhere.
            whole = self._make_whole(answer.values, cost)
            if whole is not None:
                self._take_better(name, whole)
            lower = math.ceil((bound - most) / weight - TOLERANCE)
            if self._value(name) <= lower:
                break
            self._be_whole()
            if self._too_late():
                break
        lower = (
            max(0, math.ceil((bound - most) / weight - TOLERANCE)) if math.isfinite(bound) else 0
        )
        value = self._value(name)
        return min(lower, value), value

    def _take_better(self, name: str, values: list[float]) -> None:
        """Whole values replace what there is unless this level gets worse."""
        if round(self._expression(name).value(values)) <= self._value(name):
            self.found.values = values

    def _be_whole(self) -> None:
        if not self.whole:
            self.whole = True
            self.model.milp.set_integer(self._loose_seats(), True)

    def _hold(self, name: str, value: int) -> None:
        """Fix a level. At 0 by closing the columns, which keeps the rest a network."""
        level = self._expression(name)
        if not level.terms:
            return
        if value == 0 and min(level.terms.values()) > 0:
            self.model.milp.set_bounds(list(level.terms), 0, 0)
        else:
            # No slack: counted people are continuous, and parts of a person would be used.
            self.model.milp.add_row(level.terms, upper=value)

    def _prove_worst_rank(self) -> None:
        """Forbid the worst rank reached until that is impossible: the last one reached is best."""
        bound = 0
        if self.known.get("worst_rank") == self._worst_rank():
            bound = self._worst_rank()
        while bound == 0 and (value := self._worst_rank()) > 0 and not self._too_late():
            with self._closed(self._seats_above(value - 1)):
                cost = dict(self._expression("rank_sum").terms)
                if self.model.milp.relaxed_is_infeasible(seconds=self.clock.left(0.3)):
                    bound = value
                    break
                answer = self._solve(
                    cost, seconds=self.clock.left(0.6), relative_gap=1e9, solutions=1
                )
                if not self._take(answer, cost):
                    bound = value if answer.status == "infeasible" else 0
                    break
        self.found.bounds["worst_rank"] = bound
        self.model.milp.set_bounds(self._seats_above(self._worst_rank()), 0, 0)

    def _worst_rank(self) -> int:
        values = self.found.values
        assert values is not None
        return max(
            (
                option.worst
                for option, column in zip(self.model.options, self.model.seats, strict=True)
                if values[column] > 0.5
            ),
            default=0,
        )
