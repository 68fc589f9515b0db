"""Seat units in slots one by one: by name where the model only counted, or without the model.

``seat_fillers`` turns the counts of the model into names. ``seat_greedily`` is the answer of last
resort when the solver has none in time: plain, valid, not good.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field

from .layout import Layout
from .milp import Milp
from .solution import Group

MAX_EXACT_COLUMNS = 40_000


@dataclass
class Seating:
    """Who sits where so far. Slots in ``open`` may be sat in; ``video`` marks those with video."""

    layout: Layout
    open: set[int]
    video: set[int] = field(default_factory=set)
    slot_of: dict[int, int] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    size: Counter[int] = field(default_factory=Counter)
    organisations: dict[int, Counter[str]] = field(default_factory=dict)

    def put(self, unit: int, slot: int) -> None:
        it = self.layout.units[unit]
        self.slot_of[unit] = slot
        self.members.setdefault(slot, set()).add(unit)
        self.size[slot] += it.weight
        self.organisations.setdefault(slot, Counter()).update(it.organisations)

    def take(self, unit: int) -> int:
        """Remove the unit and return where it sat."""
        it = self.layout.units[unit]
        slot = self.slot_of.pop(unit)
        self.members[slot].discard(unit)
        self.size[slot] -= it.weight
        self.organisations[slot] -= it.organisations
        return slot

    def room(self, slot: int) -> int:
        return self.layout.slots[slot].high - self.size[slot]

    def need(self, slot: int) -> int:
        """Seats to fill before the group is big enough."""
        return self.layout.slots[slot].low - self.size[slot]

    def clashes(self, unit: int, slot: int) -> int:
        """Clashes that the unit would add."""
        here = self.organisations.get(slot, Counter())
        return sum(
            count if here[organisation] else count - 1
            for organisation, count in self.layout.units[unit].organisations.items()
        )

    def fits(self, unit: int, slot: int) -> bool:
        """Whether hard rules let the unit sit down here now."""
        layout = self.layout
        it = layout.units[unit]
        if slot not in self.open or it.weight > self.room(slot) or not layout.may_sit(unit, slot):
            return False
        if it.remote and layout.video_limit is not None and slot not in self.video:
            return False
        return not (layout.apart_of.get(unit, frozenset()) & self.members.get(slot, set()))

    def fits_well(self, unit: int, slot: int) -> bool:
        """Whether the unit fits and adds no clash."""
        return self.fits(unit, slot) and self.clashes(unit, slot) == self.clashes_inside(unit)

    def clashes_inside(self, unit: int) -> int:
        """Clashes within the unit itself, which no slot can avoid."""
        return sum(count - 1 for count in self.layout.units[unit].organisations.values())

    def groups(self) -> list[Group]:
        """The groups as they stand, sorted."""
        layout = self.layout
        return sorted(
            Group(
                layout.slots[slot].topic,
                tuple(sorted(p for unit in units for p in layout.units[unit].people)),
            )
            for slot, units in self.members.items()
            if units
        )


def seat_fillers(seating: Seating, fillers: list[int], leave: int) -> bool:
    """Seat those without a wished topic; about ``leave`` people may stay unassigned.

    First by hand with swaps, which nearly always gets along without a new clash; else exactly.
    Returns whether every group is big enough.
    """
    trial = Seating(
        seating.layout,
        seating.open,
        seating.video,
        dict(seating.slot_of),
        {slot: set(units) for slot, units in seating.members.items()},
        Counter(seating.size),
        {slot: Counter(count) for slot, count in seating.organisations.items()},
    )
    if not (_seat_by_hand(trial, fillers, leave) or _seat_exactly(trial, seating, fillers)):
        return False
    seating.slot_of, seating.members = trial.slot_of, trial.members
    seating.size, seating.organisations = trial.size, trial.organisations
    return all(seating.need(slot) <= 0 for slot in seating.open)


def _seat_by_hand(seating: Seating, fillers: list[int], leave: int) -> bool:
    """One by one where it is needed most; True when as many sit as can and no clash came in."""
    layout = seating.layout
    crowd = Counter(o for unit in fillers for o in layout.units[unit].organisations)
    slots = sorted(seating.open)
    # The neediest slot first, then the roomiest.
    queue = [(-seating.need(slot), -seating.room(slot), slot) for slot in slots]
    heapq.heapify(queue)

    def hardest(unit: int) -> tuple[bool, int, bool, int, int]:
        it = layout.units[unit]
        most = max((crowd[o] for o in it.organisations), default=0)
        # When some must be left out, the levels want the indifferent seated first.
        return (leave > 0 and it.stated > 0, -it.weight, not it.remote, -most, unit)

    left = 0
    for unit in sorted(fillers, key=hardest):
        passed: list[tuple[int, int, int]] = []
        while queue and not seating.fits_well(unit, queue[0][2]):
            passed.append(heapq.heappop(queue))
        if queue:
            slot = heapq.heappop(queue)[2]
            seating.put(unit, slot)
            if seating.room(slot) > 0:
                passed.append((-seating.need(slot), -seating.room(slot), slot))
            for entry in passed:
                heapq.heappush(queue, entry)
            continue
        queue = passed
        if not _seat_by_swap(seating, unit, fillers, slots):
            left += layout.units[unit].weight
            if left > leave:
                return False
        queue = [
            (-seating.need(slot), -seating.room(slot), slot)
            for slot in slots
            if seating.room(slot) > 0
        ]
        heapq.heapify(queue)
    movable = set(fillers)
    for slot in slots:
        while seating.need(slot) > 0:
            source = next(
                (
                    unit
                    for unit in sorted(movable & set(seating.slot_of))
                    if seating.need(seating.slot_of[unit]) + layout.units[unit].weight <= 0
                    and seating.fits_well(unit, slot)
                ),
                None,
            )
            if source is None:
                return False
            seating.take(source)
            seating.put(source, slot)
    return True


def _seat_by_swap(seating: Seating, unit: int, fillers: list[int], slots: list[int]) -> bool:
    """Move one seated filler elsewhere to make room for the unit."""
    for other in fillers:
        if other not in seating.slot_of or other == unit:
            continue
        home = seating.take(other)
        if seating.fits_well(unit, home):
            away = [slot for slot in slots if slot != home and seating.fits_well(other, slot)]
            if away:
                seating.put(unit, home)
                seating.put(other, max(away, key=lambda s: (seating.need(s), -s)))
                return True
        seating.put(other, home)
    return False


def _seat_exactly(trial: Seating, base: Seating, fillers: list[int]) -> bool:
    """The best seating of the fillers as a small programme of its own, if it is small enough."""
    layout = base.layout
    slots = sorted(base.open)
    pairs = [(u, s) for u in fillers for s in slots if base.fits(u, s)]
    if not pairs or len(pairs) > MAX_EXACT_COLUMNS:
        return False
    milp = Milp()
    cost: dict[int, float] = {}
    column = {pair: milp.add_column(1, integer=True) for pair in pairs}
    for unit in fillers:
        out = milp.add_column(1, integer=True)
        cost[out] = 1000 * layout.units[unit].weight
        here = [(column[unit, s], 1.0) for s in slots if (unit, s) in column]
        milp.add_row([*here, (out, 1.0)], lower=1, upper=1)
    for slot in slots:
        coming = {
            column[u, slot]: float(layout.units[u].weight) for u in fillers if (u, slot) in column
        }
        missing = milp.add_column(layout.slots[slot].high)
        cost[missing] = 100_000
        milp.add_row({**coming, missing: 1.0}, lower=base.need(slot))
        milp.add_row(coming, upper=base.room(slot))
        by_organisation: dict[str, dict[int, float]] = {}
        for unit in fillers:
            if (unit, slot) in column:
                for organisation, count in layout.units[unit].organisations.items():
                    by_organisation.setdefault(organisation, {})[column[unit, slot]] = count
        for organisation, coming_from in sorted(by_organisation.items()):
            clash = milp.add_column()
            cost[clash] = 1
            sitting = min(1, base.organisations.get(slot, Counter())[organisation])
            milp.add_row({**coming_from, clash: -1.0}, upper=1 - sitting)
        for a, b in layout.apart:
            if (a, slot) in column and (b, slot) in column:
                milp.add_row([(column[a, slot], 1), (column[b, slot], 1)], upper=1)
    answer = milp.solve(cost, nodes=500, seconds=5)
    if answer.values is None:
        return False
    trial.slot_of, trial.members = dict(base.slot_of), {s: set(u) for s, u in base.members.items()}
    trial.size = Counter(base.size)
    trial.organisations = {s: Counter(c) for s, c in base.organisations.items()}
    for (unit, slot), index in column.items():
        if answer.values[index] > 0.5:
            trial.put(unit, slot)
    return True


def seat_greedily(layout: Layout) -> Seating:
    """Open the most wished topics, seat by rank, then close what stays too small.

    Valid whatever the rules say: whoever cannot be seated is left out.
    """
    seating = Seating(layout, set())
    open_popular(seating)
    order = sorted(
        (option for option in layout.options if option.ranks),
        key=lambda option: (
            layout.units[option.unit].lock is None,
            option.no_wish,
            sum(option.ranks),
            option.unit,
            option.slot,
        ),
    )
    for option in order:
        if option.unit not in seating.slot_of and seating.fits(option.unit, option.slot):
            seating.put(option.unit, option.slot)
    return finish(seating)


def finish(seating: Seating) -> Seating:
    """Seat the rest where there is room and close what stays too small."""
    _seat_loose(seating)
    while small := [slot for slot in seating.open if seating.need(slot) > 0]:
        slot = min(small, key=lambda s: (seating.size[s], s))
        _close(seating, slot)
        _close_followers(seating)
        _seat_loose(seating)
    return seating


def _seat_loose(seating: Seating) -> None:
    """Seat everyone loose: at a wish with a free seat, else where people are needed most."""
    layout = seating.layout
    slots = sorted(
        (slot for slot in seating.open if seating.room(slot) > 0),
        key=lambda slot: (-seating.need(slot), slot),
    )
    for unit in range(len(layout.units)):
        if unit in seating.slot_of:
            continue
        wishes = [o for o in layout.options_of.get(unit, []) if seating.fits(unit, o.slot)]
        if wishes:
            wish = min(
                wishes,
                key=lambda o: (o.no_wish, seating.clashes(unit, o.slot), sum(o.ranks), o.slot),
            )
            slot: int | None = wish.slot
        else:
            slot = next((s for s in slots if seating.fits_well(unit, s)), None)
            if slot is None:
                slot = next((s for s in slots if seating.fits(unit, s)), None)
        if slot is not None:
            seating.put(unit, slot)
            if seating.room(slot) <= 0 and slot in slots:
                slots.remove(slot)


def open_popular(seating: Seating) -> None:
    """Open slots by how wished they are, as many as people and limits allow, owners seated."""
    layout = seating.layout
    instance = layout.instance
    wished: Counter[int] = Counter()
    for option in layout.options:
        weight = layout.units[option.unit].weight
        locked = layout.units[option.unit].lock is not None
        wished[option.slot] += 100 * weight if locked else weight
    limit = len(layout.slots) if instance.max_groups is None else instance.max_groups
    seats = 0
    for slot in sorted(wished, key=lambda s: (layout.slots[s].copy, -wished[s], s)):
        if len(seating.open) >= limit or seats >= len(instance.present_ids):
            break
        topic = layout.slots[slot].topic
        owner = layout.owner_unit.get(topic)
        needs_owner = owner is not None and layout.slots[slot].copy == 0
        if layout.slots[slot].copy and layout.slots_of[topic][0] not in seating.open:
            continue
        seating.open.add(slot)
        if (
            layout.video_limit is not None
            and len(seating.video) < layout.video_limit
            and (not needs_owner or owner is None or layout.units[owner].remote)
        ):
            seating.video.add(slot)
        if needs_owner:
            assert owner is not None
            if owner in seating.slot_of or not seating.fits(owner, slot):
                seating.open.discard(slot)
                seating.video.discard(slot)
                continue
            seating.put(owner, slot)
        seats += layout.slots[slot].high
    if layout.video_limit is not None:
        for slot in sorted(seating.open):
            if len(seating.video) < layout.video_limit:
                seating.video.add(slot)


def _close_followers(seating: Seating) -> None:
    """A topic whose owner is out of it closes its parallel groups as well."""
    layout = seating.layout
    for slot in sorted(seating.open):
        topic = layout.slots[slot].topic
        owner = layout.owner_unit.get(topic)
        if owner is None:
            continue
        at = seating.slot_of.get(owner)
        if at is None or layout.slots[at].topic != topic:
            _close(seating, slot)


def _close(seating: Seating, slot: int) -> None:
    seating.open.discard(slot)
    seating.video.discard(slot)
    for unit in seating.members.pop(slot, set()):
        del seating.slot_of[unit]
    seating.size[slot] = 0
    seating.organisations.pop(slot, None)
