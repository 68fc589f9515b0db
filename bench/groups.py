"""Group formation against what people use instead: one table, all in one run.

    python bench/groups.py [--limit SECONDS] [--only NAME ...]

Columns: people and groups that may open; for first come and for popular topics with the cheapest
seats, and for the solver: seconds, people without a wish, worst rank, rank sum; whether all levels
are proven; and two ratios that hold across machines: the share without any wish relative to first
come, and the time of a re-solve with late absences relative to a solve anew. Every answer is
checked by the outside scorer.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "groups"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from idetorg.grouping.solver import Explainer, Instance, Solution, solve  # noqa: E402
from idetorg.grouping.solver.layout import Layout, lay_out  # noqa: E402
from idetorg.grouping.solver.milp import Milp  # noqa: E402
from idetorg.grouping.solver.seating import Seating, finish, open_popular  # noqa: E402
from tests.data.groups.score_groups import score  # noqa: E402

LIMITS = {"dev_1000": 15.0, "dev_5000": 10.0}
NAMES = ["dev_24", "dev_60", "dev_200", "dev_200_tight", "dev_200_extras", "dev_1000", "dev_5000"]


def first_come(instance: Instance) -> dict[str, Any]:
    """Topics by popularity; people in order of sign-up take the best wish that has a seat."""
    layout = lay_out(instance)
    seating = Seating(layout, set())
    open_popular(seating)
    order = {person.id: index for index, person in enumerate(instance.participants)}
    by_unit: dict[int, list[tuple[int, int]]] = {}
    for option in layout.options:
        by_unit.setdefault(option.unit, []).append((sum(option.ranks), option.slot))
    for unit in sorted(by_unit, key=lambda u: min(order[p] for p in layout.units[u].people)):
        for _, slot in sorted(by_unit[unit]):
            if unit not in seating.slot_of and seating.fits(unit, slot):
                seating.put(unit, slot)
    return _answer(layout, finish(seating))


def popular_then_cheapest(instance: Instance) -> dict[str, Any]:
    """Topics by popularity; then the assignment of people to seats with the least rank sum."""
    layout = lay_out(instance)
    seating = Seating(layout, set())
    open_popular(seating)
    milp = Milp()
    cost: dict[int, float] = {}
    rows: dict[tuple[str, int], dict[int, float]] = {}
    column: dict[int, tuple[int, int]] = {}
    for option in layout.options:
        loose = option.unit not in seating.slot_of
        if loose and option.ranks and seating.fits(option.unit, option.slot):
            index = milp.add_column(1)
            column[index] = (option.unit, option.slot)
            cost[index] = sum(option.ranks) - 100 * len(option.ranks)
            rows.setdefault(("unit", option.unit), {})[index] = 1
            rows.setdefault(("slot", option.slot), {})[index] = layout.units[option.unit].weight
    for (kind, key), terms in rows.items():
        milp.add_row(terms, upper=1 if kind == "unit" else seating.room(key))
    values = milp.solve_relaxed(cost).values or []
    for index, (unit, slot) in column.items():
        if values[index] > 0.5 and seating.fits(unit, slot):
            seating.put(unit, slot)
    return _answer(layout, finish(seating))


def _answer(layout: Layout, seating: Seating) -> dict[str, Any]:
    groups = seating.groups()
    placed = {person for group in groups for person in group.members}
    return {
        "groups": [{"topic": group.topic, "members": list(group.members)} for group in groups],
        "unassigned": [p for p in layout.instance.present_ids if p not in placed],
    }


def timed(make: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return make(), time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, help="seconds per solve, instead of the usual")
    parser.add_argument("--only", nargs="*", default=NAMES, help="instances to run")
    asked = parser.parse_args()
    best = json.loads((DATA / "best_known.json").read_text(encoding="utf-8"))
    head = ["instance", "people", "method", "seconds", "left out", "no wish", "clashes"]
    head += ["worst", "sum", "proven", "best known", "no wish : first come", "re-solve : solve"]
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for name in asked.only:
        data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
        _rows(name, data, best.get(name), asked.limit or LIMITS.get(name))


def _rows(name: str, data: dict[str, Any], best: Any, limit: float | None) -> None:
    instance = Instance.from_json(data)
    base = 0
    for label, method in (("first come", first_come), ("popular", popular_then_cheapest)):
        answer, seconds = timed(lambda method=method: method(instance))
        out = score(data, answer)
        base = out["no_wish"] + out["unassigned"] if label == "first come" else base
        _print(name, out, label, seconds)
    solution, seconds = timed(lambda: solve(instance, time_limit=limit))
    out = score(data, solution.as_json())
    later = instance.with_absent(data["absent_later"])
    again, again_seconds = timed(lambda: solve(later, time_limit=limit, previous=solution))
    moved = score({**data, "absent": data["absent_later"]}, again.as_json(), solution.as_json())
    if not moved["feasible"]:
        raise SystemExit(f"{name}: the re-solve breaks {moved['violations'][:3]}")
    versus = "" if best is None else _versus(out["key"], best["key"])
    without = out["no_wish"] + out["unassigned"]
    _print(
        name,
        out,
        "solver",
        seconds,
        "yes" if solution.proven else f"to {_proven_until(solution)}",
        versus,
        f"{without}:{base}",
        f"{again_seconds / seconds:.2f}, {moved['moved']} moved",
    )
    if len(instance.participants) <= 200:
        explainer = Explainer(instance, solution)
        _, facts = timed(
            lambda: [explainer.explain(person, swaps=False) for person in instance.present_ids]
        )
        reasons = Counter(
            wish.reason
            for person in instance.present_ids
            for wish in explainer.explain(person, swaps=False).missed
        )
        _, swaps = timed(lambda: [explainer.explain(p) for p in instance.present_ids])
        told = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
        print(
            f"| {name} | | why here, all | facts {facts:.3f}, swaps {swaps:.2f} | {told} |",
            flush=True,
        )


def _versus(key: list[int], best: list[int]) -> str:
    return "equal" if key == best else "better" if key < best else "worse"


def _proven_until(solution: Solution) -> str:
    proven = [level.name for level in solution.levels if level.proven]
    return proven[-1] if proven else "none"


def _print(name: str, out: dict[str, Any], method: str, seconds: float, *more: str) -> None:
    if not out["feasible"]:
        raise SystemExit(f"{name}, {method}: breaks {out['violations'][:3]}")
    cells = [name, str(out["participants"]), method, f"{seconds:.2f}"]
    cells += [str(out[key]) for key in ("unassigned", "no_wish", "clashes")]
    cells += [str(out["worst_rank"]), str(out["rank_sum"]), *more]
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
