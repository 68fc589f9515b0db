"""Solve a whole instance: levels by the model, names by seating, everything counted again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from .instance import Instance
from .layout import Layout, lay_out
from .model import Fairness, Model, build, level_names
from .score import Score, score, violations
from .search import Clock, Found, Search
from .seating import Seating, seat_fillers, seat_greedily
from .solution import SOLVER_VERSION, Group, Level, Solution

logger = logging.getLogger(__name__)

Progress = Callable[[str, float], None]
MAX_PASSES = 4
MAX_ALL_DENSE = 20_000
"""Up to this many people times groups, everyone is spelled out when counting was not enough."""


@dataclass(frozen=True)
class _Candidate:
    groups: list[Group]
    unassigned: list[str]
    score: Score

    def key(self, names: list[str]) -> list[int]:
        return [self.score.level(name) for name in names]


def solve(
    instance: Instance,
    *,
    time_limit: float | None = None,
    fairness: Fairness = "worst",
    previous: Solution | None = None,
    progress: Progress | None = None,
) -> Solution:
    """Form groups: the best on the first level, among those the best on the second, and so on.

    Levels: unassigned, no_wish, clashes, then worst_rank and rank_sum, or with
    ``fairness="leximin"`` the number of people at the worst rank, at the next, and so on down to
    ``rank_2``. With ``previous`` (a re-solve after people came, left or were locked) ``moved``
    stands after unassigned, so that as few as possible change groups. ``repeats`` (pairs who
    meet again) comes last when there is a history, ``locks`` first when a lock cannot be kept.

    ``time_limit``: seconds for the whole call; at the limit the best groups so far are returned,
    with what is proven about them. ``progress(stage, share)`` is called from the same thread.
    The same input gives the same groups, whatever its order, unless the limit was hit. Rules that
    cannot be kept leave people in ``unassigned``. Never raises for a checked instance.
    Source: Kwanashie, Irving, Manlove and Sng, "Profile-based optimal matchings in the
    student-project allocation problem", 2014, for the two orders of fairness.
    """
    clock = Clock(time_limit)
    report = _forward_only(progress)
    layout = lay_out(instance, previous)
    names = level_names(layout, fairness)
    best: _Candidate | None = None
    bounds: dict[str, int] = {}
    for _ in range(MAX_PASSES if layout.units else 0):
        searched = _search(layout, names, clock, report)
        if searched is None:
            break
        model, found = searched
        report("seating", 0.95)
        candidate = _candidate(layout, _seat(model, found), previous)
        if candidate is not None:
            if best is None or candidate.key(names) < best.key(names):
                best, bounds = candidate, found.bounds
            elif candidate.key(names) == best.key(names):
                bounds = {n: max(b, bounds.get(n, 0)) for n, b in found.bounds.items()}
        reached = _model_key(model, found, names)
        if (candidate is not None and candidate.key(names) == reached) or clock.out():
            break
        wider = layout.with_dense(_to_spell_out(model, found))
        if wider.dense == layout.dense:
            break
        layout = wider
    if best is None:
        best = _candidate(layout, seat_greedily(layout), previous) or _nobody(instance, previous)
    report("done", 1.0)
    return Solution(
        groups=best.groups,
        unassigned=best.unassigned,
        levels=_levels(names, best, bounds),
        solver_version=SOLVER_VERSION,
        input_hash=instance.hash(),
        seconds=clock.spent(),
    )


def _forward_only(progress: Progress | None) -> Progress:
    """The caller's progress, whose share never goes back when a second pass is needed."""
    reached = 0.0

    def report(stage: str, share: float) -> None:
        nonlocal reached
        reached = max(reached, share)
        if progress is not None:
            progress(stage, reached)

    return report


def _search(
    layout: Layout, names: list[str], clock: Clock, report: Progress
) -> tuple[Model, Found] | None:
    """One pass of the solver, leaving time to seat by name; None without an answer."""
    if clock.out():
        return None
    model = build(layout)
    limit: float | None = None
    left = clock.left()
    if left is not None:
        limit = left - max(0.05 * left, len(layout.units) / 5000)
        if limit <= 0:
            return None

    def within(stage: str, share: float) -> None:
        report(stage, 0.9 * share)

    try:
        found = Search(model, names, Clock(limit), within).run()
    except ImportError:
        logger.warning("highspy is missing; groups are formed by the plain method.")
        return None
    return None if found.values is None else (model, found)


def _seat(model: Model, found: Found) -> Seating:
    """Who sits where: the seats of the model, then the people it only counted."""
    values = found.values
    assert values is not None
    layout = model.layout
    seating = Seating(
        layout,
        {slot for slot, column in enumerate(model.opens) if values[column] > 0.5},
        {slot for slot, column in enumerate(model.video) if values[column] > 0.5},
    )
    for option, column in zip(layout.options, model.seats, strict=True):
        if values[column] > 0.5:
            seating.put(option.unit, option.slot)
    out = [unit for unit, column in enumerate(model.unplaced) if values[column] > 0.5]
    fillers = [unit for unit in out if layout.units[unit].fill]
    left_out = (
        round(model.levels["unassigned"].value(values)) if "unassigned" in model.levels else 0
    )
    left_out -= sum(layout.units[unit].weight for unit in out if not layout.units[unit].fill)
    seat_fillers(seating, fillers, left_out)
    return seating


def _candidate(layout: Layout, seating: Seating, previous: Solution | None) -> _Candidate | None:
    """The groups with their score, or None when they break a hard rule."""
    groups = seating.groups()
    placed = {member for group in groups for member in group.members}
    unassigned = [person for person in layout.instance.present_ids if person not in placed]
    if violations(layout.instance, groups, unassigned):
        return None
    old = previous.groups if previous is not None else None
    return _Candidate(groups, unassigned, score(layout.instance, groups, old))


def _nobody(instance: Instance, previous: Solution | None) -> _Candidate:
    old = previous.groups if previous is not None else None
    return _Candidate([], list(instance.present_ids), score(instance, [], old))


def _model_key(model: Model, found: Found, names: list[str]) -> list[int]:
    """The level values as the model counts them."""
    values = found.values
    assert values is not None
    key = []
    for name in names:
        if name == "worst_rank":
            pairs = zip(model.options, model.seats, strict=True)
            key.append(max((o.worst for o, c in pairs if values[c] > 0.5), default=0))
        else:
            expression = model.levels.get(name)
            key.append(0 if expression is None else round(expression.value(values)))
    return key


def _to_spell_out(model: Model, found: Found) -> set[int]:
    """Units to give variables by name: those that were counted; next time all, when that is few."""
    layout = model.layout
    if layout.dense and len(layout.units) * len(layout.slots) <= MAX_ALL_DENSE:
        return set(range(len(layout.units)))
    values = found.values
    assert values is not None
    return {
        unit
        for unit, column in enumerate(model.unplaced)
        if values[column] > 0.5 and layout.units[unit].fill
    }


def _levels(names: list[str], best: _Candidate, bounds: dict[str, int]) -> list[Level]:
    levels: list[Level] = []
    proven = True
    for name in names:
        value = best.score.level(name)
        bound = min(value, bounds.get(name, 0))
        proven = proven and bound == value
        if name != "locks" or value:
            levels.append(Level(name, value, bound, proven))
    return levels
