"""The group formation model: which slots open is integer, who sits where is a flow.

With the open slots fixed, person -> (organisation, slot) -> slot is a network with integer
bounds, so the seats come out whole by themselves. People who get none of their wishes are counted
per slot, not spelled out, unless the layout says so. The model is then a relaxation only in what
concerns them: its bounds hold, and seating them by name shows whether it is exact.

Method: own model; the closing of groups below a least size makes the problem NP-hard (Arulselvan,
Cseh, Gross, Manlove and Matuschke, "Matchings with lower quotas", Algorithmica 2018).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from .layout import Layout, Option
from .milp import INFINITY, Milp
from .score import met_pairs

Fairness = Literal["worst", "leximin"]
MAX_REPEAT_ROWS = 20_000


@dataclass
class Expression:
    """A linear count: the sum of coefficient times column."""

    terms: dict[int, float] = field(default_factory=dict)

    def add(self, column: int, coefficient: float) -> None:
        if coefficient:
            self.terms[column] = self.terms.get(column, 0) + coefficient

    def value(self, values: list[float]) -> float:
        return sum(c * values[column] for column, c in self.terms.items())


@dataclass
class Model:
    """The programme with the columns by meaning and one expression per level (by name)."""

    layout: Layout
    milp: Milp
    opens: list[int]
    video: list[int]
    seats: list[int]  # one column per option
    unplaced: list[int]  # one column per unit: sits in none of its options
    plain_fill: list[int]
    remote_fill: list[int]
    levels: dict[str, Expression]

    @property
    def options(self) -> list[Option]:
        return self.layout.options

    def seats_are_whole(self, values: list[float]) -> bool:
        """Whether nobody is split between seats."""
        return all(
            abs(values[column] - round(values[column])) < 1e-5
            for column in (*self.seats, *self.unplaced)
        )


def level_names(layout: Layout, fairness: Fairness) -> list[str]:
    """The levels in order, most important first."""
    names = ["locks"] if any(unit.locked_people for unit in layout.units) else []
    names.append("unassigned")
    if layout.has_previous:
        names.append("moved")
    names += ["no_wish", "clashes"]
    if fairness == "worst":
        names += ["worst_rank", "rank_sum"]
    else:
        names += [f"rank_{rank}" for rank in range(layout.instance.depth, 1, -1)]
        if layout.instance.depth == 1:
            names.append("rank_sum")
    if layout.instance.history:
        names.append("repeats")
    return names


def build(layout: Layout) -> Model:
    """Set up the whole programme for this layout."""
    milp = Milp()
    slots, units, options = layout.slots, layout.units, layout.options
    opens = [milp.add_column(1, integer=True) for _ in slots]
    video = (
        [milp.add_column(1, integer=True) for _ in slots] if layout.video_limit is not None else []
    )
    # In pairs the network argument fails, so these few are declared whole.
    paired = {unit for pair in layout.apart for unit in pair}
    seats = [
        milp.add_column(1, integer=units[option.unit].weight > 1 or option.unit in paired)
        for option in options
    ]
    unplaced = [milp.add_column(1) for _ in units]
    levels: dict[str, Expression] = defaultdict(Expression)

    by_unit: dict[int, list[int]] = defaultdict(list)
    by_slot: dict[int, list[int]] = defaultdict(list)
    column_at: dict[tuple[int, int], int] = {}
    for option, column in zip(options, seats, strict=True):
        by_unit[option.unit].append(column)
        by_slot[option.slot].append(column)
        column_at[option.unit, option.slot] = column
        levels["no_wish"].add(column, option.no_wish)
        levels["rank_sum"].add(column, sum(option.ranks))
        for rank, people in Counter(option.ranks).items():
            levels[f"rank_{rank}"].add(column, people)
    for index, unit in enumerate(units):
        columns = [*by_unit[index], unplaced[index]]
        milp.add_row([(column, 1) for column in columns], lower=1, upper=1)
        levels["locks"].add(unplaced[index], unit.locked_people)
        if not unit.fill:
            levels["unassigned"].add(unplaced[index], unit.weight)

    plain_fill, remote_fill = _count_fillers(layout, milp, unplaced, levels)
    _size_rows(layout, milp, opens, seats, by_slot, plain_fill, remote_fill)
    _join_rows(layout, milp, opens, video, seats, remote_fill)
    _owner_rows(layout, milp, opens, column_at, by_slot)
    if layout.instance.max_groups is not None:
        milp.add_row([(column, 1) for column in opens], upper=layout.instance.max_groups)
    _clash_rows(layout, milp, opens, seats, levels)
    for a, b in layout.apart:
        for slot, column in enumerate(opens):
            if (a, slot) in column_at and (b, slot) in column_at:
                both = [(column_at[a, slot], 1.0), (column_at[b, slot], 1.0), (column, -1.0)]
                milp.add_row(both, upper=0)
    for person, slot in sorted(layout.old_slot.items()):
        moved = milp.add_column(1)
        levels["moved"].add(moved, 1)
        stay = column_at.get((layout.unit_of[person], slot))
        milp.add_row([(moved, 1), *([(stay, 1.0)] if stay is not None else [])], lower=1)
    _repeat_rows(layout, milp, opens, column_at, levels)
    return Model(layout, milp, opens, video, seats, unplaced, plain_fill, remote_fill, dict(levels))


def _count_fillers(
    layout: Layout, milp: Milp, unplaced: list[int], levels: dict[str, Expression]
) -> tuple[list[int], list[int]]:
    """Counted people without a wished topic: those unplaced are seated somewhere or unassigned.

    Whoever stated a wish counts in no_wish when seated; the others count neither way.
    """
    fills: list[list[int]] = []
    for remote in (False, True):
        units = [
            (unplaced[index], unit)
            for index, unit in enumerate(layout.units)
            if unit.fill and (unit.remote and layout.video_limit is not None) == remote
        ]
        if not units:
            fills.append([])
            continue
        total = sum(unit.weight for _, unit in units)
        columns = [milp.add_column(min(slot.high, total)) for slot in layout.slots]
        flow: dict[int, float] = {column: float(unit.weight) for column, unit in units}
        flow.update(dict.fromkeys(columns, -1.0))
        for stated in (True, False):
            size = {c: u.stated if stated else u.weight - u.stated for c, u in units}
            size = {column: people for column, people in size.items() if people}
            if not size:
                continue
            out = milp.add_column(sum(size.values()))
            flow[out] = -1.0
            milp.add_row({out: 1.0, **{column: -float(p) for column, p in size.items()}}, upper=0)
            levels["unassigned"].add(out, 1)
            if stated:
                for column, people in size.items():
                    levels["no_wish"].add(column, people)
                levels["no_wish"].add(out, -1)
        milp.add_row(flow, lower=0, upper=0)
        fills.append(columns)
    return fills[0], fills[1]


def _size_rows(
    layout: Layout,
    milp: Milp,
    opens: list[int],
    seats: list[int],
    by_slot: dict[int, list[int]],
    plain_fill: list[int],
    remote_fill: list[int],
) -> None:
    weight = {
        column: layout.units[option.unit].weight
        for option, column in zip(layout.options, seats, strict=True)
    }
    for index, slot in enumerate(layout.slots):
        people: dict[int, float] = {column: float(weight[column]) for column in by_slot[index]}
        for fill in (plain_fill, remote_fill):
            if fill:
                people[fill[index]] = 1.0
        milp.add_row({**people, opens[index]: -float(slot.low)}, lower=0)
        milp.add_row({**people, opens[index]: -float(slot.high)}, upper=0)


def _join_rows(
    layout: Layout,
    milp: Milp,
    opens: list[int],
    video: list[int],
    seats: list[int],
    remote_fill: list[int],
) -> None:
    """Sit only where it is open, remote people only where there is video. One row each: summed
    rows are far weaker."""
    for option, column in zip(layout.options, seats, strict=True):
        gate = video if video and layout.units[option.unit].remote else opens
        milp.add_row([(column, 1), (gate[option.slot], -1)], upper=0)
    if not video:
        return
    assert layout.video_limit is not None
    milp.add_row([(column, 1) for column in video], upper=layout.video_limit)
    for index, slot in enumerate(layout.slots):
        milp.add_row([(video[index], 1), (opens[index], -1)], upper=0)
        if remote_fill:
            milp.add_row([(remote_fill[index], 1), (video[index], -slot.high)], upper=0)


def _owner_rows(
    layout: Layout,
    milp: Milp,
    opens: list[int],
    column_at: dict[tuple[int, int], int],
    by_slot: dict[int, list[int]],
) -> None:
    """An open topic has its owner. Parallel groups are alike, so the owner takes the first and
    they open in turn, except where an earlier answer tells them apart."""
    for topic, slots in layout.slots_of.items():
        owner = layout.owner_unit.get(topic)
        ordered = not layout.has_previous
        if ordered:
            for first, second in pairwise(slots):
                milp.add_row([(opens[second], 1), (opens[first], -1)], upper=0)
        if owner is None:
            continue
        own = [column_at[owner, slot] for slot in slots if (owner, slot) in column_at]
        if not own:
            milp.set_bounds([opens[slot] for slot in slots], 0, 0)
        elif len(slots) == 1 or ordered:
            milp.add_row([(own[0], 1), (opens[slots[0]], -1)], lower=0, upper=0)
            milp.set_bounds(own[1:], 0, 0)
        else:
            for slot in slots:
                milp.add_row([*((column, 1.0) for column in own), (opens[slot], -1.0)], lower=0)


def _clash_rows(
    layout: Layout,
    milp: Milp,
    opens: list[int],
    seats: list[int],
    levels: dict[str, Expression],
) -> None:
    present: dict[tuple[int, str], dict[int, float]] = defaultdict(dict)
    for option, column in zip(layout.options, seats, strict=True):
        for organisation, people in layout.units[option.unit].organisations.items():
            present[option.slot, organisation][column] = float(people)
    for (slot, _), people_at in sorted(present.items()):
        if sum(people_at.values()) >= 2:
            clash = milp.add_column(INFINITY)
            levels["clashes"].add(clash, 1)
            milp.add_row({**people_at, opens[slot]: -1.0, clash: -1.0}, upper=0)


def _repeat_rows(
    layout: Layout,
    milp: Milp,
    opens: list[int],
    column_at: dict[tuple[int, int], int],
    levels: dict[str, Expression],
) -> None:
    """Pairs who met before and may meet again over a wished topic; left out when far too many."""
    slots_by_unit: dict[int, set[int]] = defaultdict(set)
    for unit, slot in column_at:
        slots_by_unit[unit].add(slot)
    rows: list[tuple[int, int, int]] = []
    for a, b in sorted(met_pairs(layout.instance)):
        first, second = layout.unit_of.get(a), layout.unit_of.get(b)
        if first is None or second is None or first == second:
            continue
        rows += [(first, second, s) for s in sorted(slots_by_unit[first] & slots_by_unit[second])]
    if len(rows) > MAX_REPEAT_ROWS:
        return
    for first, second, slot in rows:
        again = milp.add_column(1)
        levels["repeats"].add(again, 1)
        both = {column_at[first, slot]: 1.0, column_at[second, slot]: 1.0}
        milp.add_row({**both, opens[slot]: -1.0, again: -1.0}, upper=0)
