"""A thin layer over HiGHS: columns, rows, one linear objective at a time.

One thread and the default seed throughout, so that two runs give the same answer. highspy is
imported on the first solve only: it brings a large library that pages never need.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

INFINITY = float("inf")
TOLERANCE = 1e-6

# The three heuristics cost more time than they save here: rounding finds good answers by itself
# (1000 people: 4 s instead of 13 s to the same proof).
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_feasibility_jump": False,
}

_FIRST = threading.Lock()
_greeted = False


def _quiet_highs() -> Any:
    """A new solver. The library prints a banner to standard output with the first one in a
    process; it goes to standard error instead, since commands print JSON."""
    global _greeted  # noqa: PLW0603  (one banner per process, whoever comes first)
    import highspy

    make: Any = highspy.Highs
    with _FIRST:
        if _greeted:
            return make()
        _greeted = True
        try:
            kept = os.dup(1)
            os.dup2(2, 1)
        except OSError:  # no such streams, as under some service managers
            return make()
        try:
            return make()
        finally:
            os.dup2(kept, 1)
            os.close(kept)


@dataclass(frozen=True)
class Answer:
    """``values`` by column, or None when nothing was found; ``bound`` is below every answer."""

    status: Literal["optimal", "infeasible", "stopped"]
    values: list[float] | None
    bound: float


@dataclass
class Milp:
    """A mixed integer linear programme, minimised. Build first, then solve as often as needed."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    row_start: list[int] = field(default_factory=lambda: [0])
    row_index: list[int] = field(default_factory=list)
    row_value: list[float] = field(default_factory=list)
    _highs: Any = None

    def add_column(
        self, upper: float = INFINITY, *, lower: float = 0, integer: bool = False
    ) -> int:
        """Add a variable and return its index; only before the first solve."""
        assert self._highs is None
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.lower) - 1

    def add_row(
        self,
        terms: Mapping[int, float] | Iterable[tuple[int, float]],
        *,
        lower: float = -INFINITY,
        upper: float = INFINITY,
    ) -> None:
        """Add lower <= sum(coefficient * column) <= upper; at any time."""
        pairs = list(terms.items() if isinstance(terms, Mapping) else terms)
        if self._highs is not None:
            index = [column for column, _ in pairs]
            self._highs.addRow(lower, upper, len(pairs), index, [value for _, value in pairs])
            return
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.row_index += [column for column, _ in pairs]
        self.row_value += [value for _, value in pairs]
        self.row_start.append(len(self.row_index))

    def set_bounds(self, columns: Sequence[int], lower: float, upper: float) -> None:
        """Give these columns the same new bounds."""
        for column in columns:
            self.lower[column] = lower
            self.upper[column] = upper
            if self._highs is not None:
                self._highs.changeColBounds(column, lower, upper)

    def set_integer(self, columns: Sequence[int], integer: bool) -> None:
        """Declare these columns integer, or continuous again."""
        for column in columns:
            self.integer[column] = integer
        if self._highs is not None:
            import highspy

            kind = highspy.HighsVarType.kInteger if integer else highspy.HighsVarType.kContinuous
            for column in columns:
                self._highs.changeColIntegrality(column, kind)

    def solve(
        self,
        cost: Mapping[int, float],
        *,
        start: Sequence[float] | None = None,
        seconds: float | None = None,
        absolute_gap: float = 0.99,
        relative_gap: float = 0.0,
        nodes: int | None = None,
        solutions: int | None = None,
        presolve: bool = True,
    ) -> Answer:
        """Minimise ``cost``. Stops at either gap, at ``seconds``, at ``nodes`` searched, or after
        ``solutions`` improving answers. ``start`` is a known answer to improve on."""
        import highspy

        highs = self._ready()
        self._set_cost(cost)
        highs.setOptionValue("mip_abs_gap", absolute_gap)
        highs.setOptionValue("mip_rel_gap", relative_gap)
        highs.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else nodes)
        highs.setOptionValue("mip_max_improving_sols", solutions or 2**31 - 1)
        highs.setOptionValue("presolve", "choose" if presolve else "off")
        self._limit(seconds)
        # Without this an earlier answer would be tried as a start of its own.
        highs.clearSolver()
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = list(start)
            highs.setSolution(known)
        highs.run()
        info = highs.getInfo()
        status = highs.getModelStatus()
        values: list[float] | None = None
        if info.primal_solution_status == 2:  # feasible
            values = [float(value) for value in highs.getSolution().col_value]
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer("infeasible", None, INFINITY)
        bound = info.mip_dual_bound if any(self.integer) else info.objective_function_value
        if status == highspy.HighsModelStatus.kOptimal:
            return Answer("optimal", values, float(bound))
        return Answer("stopped", values, float(bound) if any(self.integer) else -INFINITY)

    def relaxed_is_infeasible(self, *, seconds: float | None = None) -> bool:
        """Whether not even the relaxation (integers forgotten) has an answer."""
        return self.solve_relaxed({}, seconds=seconds).status == "infeasible"

    def solve_relaxed(
        self, cost: Mapping[int, float], *, seconds: float | None = None, basis: Any = None
    ) -> Answer:
        """Minimise with the integers forgotten; ``bound`` is the optimum, if it was reached.

        ``basis``, from basis() after such a solve, is where to go on from: a matter of a
        millisecond for a question that differs little.
        """
        import highspy

        highs = self._ready()
        self._set_cost(cost)
        highs.setOptionValue("solve_relaxation", True)
        highs.setOptionValue("presolve", "off" if basis is not None else "choose")
        self._limit(seconds)
        highs.clearSolver()
        if basis is not None:
            highs.setBasis(basis)
        highs.run()
        highs.setOptionValue("solve_relaxation", False)
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer("infeasible", None, INFINITY)
        if status != highspy.HighsModelStatus.kOptimal:
            return Answer("stopped", None, -INFINITY)
        values = [float(value) for value in highs.getSolution().col_value]
        return Answer("optimal", values, float(highs.getInfo().objective_function_value))

    def basis(self) -> Any:
        """Where the last solve_relaxed ended."""
        return self._highs.getBasis()

    def _set_cost(self, cost: Mapping[int, float]) -> None:
        count = len(self.lower)
        dense = [0.0] * count
        for column, value in cost.items():
            dense[column] = value
        self._highs.changeColsCost(count, list(range(count)), dense)

    def _limit(self, seconds: float | None) -> None:
        """The limit of HiGHS counts the time of all runs so far."""
        until = INFINITY
        if seconds is not None:
            until = self._highs.getRunTime() + max(0.01, seconds)
        self._highs.setOptionValue("time_limit", until)

    def _ready(self) -> Any:
        if self._highs is None:
            import highspy
            import numpy as np

            model = highspy.HighsLp()
            model.num_col_ = len(self.lower)
            model.num_row_ = len(self.row_lower)
            model.col_cost_ = np.zeros(len(self.lower))
            model.col_lower_ = np.array(self.lower, dtype=np.double)
            model.col_upper_ = np.array(self.upper, dtype=np.double)
            model.row_lower_ = np.array(self.row_lower, dtype=np.double)
            model.row_upper_ = np.array(self.row_upper, dtype=np.double)
            model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
            model.a_matrix_.num_col_ = len(self.lower)
            model.a_matrix_.num_row_ = len(self.row_lower)
            model.a_matrix_.start_ = np.array(self.row_start, dtype=np.int32)
            model.a_matrix_.index_ = np.array(self.row_index, dtype=np.int32)
            model.a_matrix_.value_ = np.array(self.row_value, dtype=np.double)
            kinds = highspy.HighsVarType
            model.integrality_ = [
                kinds.kInteger if integer else kinds.kContinuous for integer in self.integer
            ]
            self._highs = _quiet_highs()
            for option, value in OPTIONS.items():
                self._highs.setOptionValue(option, value)
            self._highs.passModel(model)
        return self._highs
