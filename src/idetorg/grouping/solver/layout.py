"""The instance as the solver sees it: units that sit together and slots they may sit in.

A unit is one person, or several who must stay together. A slot is one possible group: topic and
copy number. Everything is sorted by id here, so that the same input in any order gives the same
model and the same groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from .instance import Instance
from .solution import Solution


@dataclass(frozen=True)
class Slot:
    """One possible group. ``copy`` counts from 0 within the topic."""

    topic: str
    copy: int
    low: int
    high: int


@dataclass
class Unit:
    """People who sit together. ``lock``: topic they must have; ``fill``: may be put, uncounted by
    name, in a topic that none of them wished for."""

    people: tuple[str, ...]
    stated: int
    remote: bool
    organisations: Counter[str]
    had: frozenset[str]
    lock: str | None
    locked_people: int
    possible: bool
    fill: bool = True
    owns: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Option:
    """A unit in a slot: how many get nothing they wished for, and the ranks of the others."""

    unit: int
    slot: int
    no_wish: int
    ranks: tuple[int, ...]

    @property
    def worst(self) -> int:
        return max(self.ranks, default=0)


@dataclass
class Layout:
    """Units, slots, and the options that get a variable of their own.

    ``dense`` units have an option for every slot they may sit in; the others only for topics that
    somebody in the unit wished for, owns, is locked to, or sat in before.
    """

    instance: Instance
    units: list[Unit]
    slots: list[Slot]
    slots_of: dict[str, list[int]]
    unit_of: dict[str, int]
    apart: list[tuple[int, int]]
    owner_unit: dict[str, int]
    video_limit: int | None
    old_slot: dict[str, int] = field(default_factory=dict)
    has_previous: bool = False
    dense: frozenset[int] = frozenset()

    @cached_property
    def apart_of(self) -> dict[int, frozenset[int]]:
        """Unit to the units it must be kept from."""
        pairs: dict[int, set[int]] = {}
        for a, b in self.apart:
            pairs.setdefault(a, set()).add(b)
            pairs.setdefault(b, set()).add(a)
        return {unit: frozenset(others) for unit, others in pairs.items()}

    def may_sit(self, unit: int, slot: int) -> bool:
        """Whether the unit's own rules allow the slot's topic, whoever else is there."""
        it, topic = self.units[unit], self.slots[slot].topic
        return (
            it.possible
            and topic not in it.had
            and (it.lock is None or it.lock == topic)
            and it.weight <= self.slots[slot].high
        )

    def option(self, unit: int, slot: int) -> Option:
        """What the unit gets in the slot."""
        topic = self.slots[slot].topic
        ranks: list[int] = []
        no_wish = 0
        for person in self.units[unit].people:
            rank = self.instance.ranks[person].get(topic)
            if rank is not None:
                ranks.append(rank)
            elif self.instance.participant_by_id[person].wishes:
                no_wish += 1
        return Option(unit, slot, no_wish, tuple(ranks))

    @cached_property
    def options(self) -> list[Option]:
        """All options with a variable, by unit and slot."""
        found: list[Option] = []
        for index, unit in enumerate(self.units):
            if index in self.dense:
                wanted = set(range(len(self.slots)))
            else:
                topics = {t for person in unit.people for t in self.instance.ranks[person]}
                if unit.lock is not None:
                    topics.add(unit.lock)
                wanted = {slot for topic in topics for slot in self.slots_of[topic]}
                wanted |= {self.old_slot[p] for p in unit.people if p in self.old_slot}
            found += [self.option(index, s) for s in sorted(wanted) if self.may_sit(index, s)]
        return found

    @cached_property
    def options_of(self) -> dict[int, list[Option]]:
        """Unit to its options."""
        found: dict[int, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.unit, []).append(option)
        return found

    def with_dense(self, units: Iterable[int]) -> Layout:
        """The same layout with more units spelled out."""
        dense = self.dense | frozenset(units)
        spelled = [
            Unit(**{**vars(unit), "fill": unit.fill and index not in dense})
            for index, unit in enumerate(self.units)
        ]
        return Layout(
            instance=self.instance,
            units=spelled,
            slots=self.slots,
            slots_of=self.slots_of,
            unit_of=self.unit_of,
            apart=self.apart,
            owner_unit=self.owner_unit,
            video_limit=self.video_limit,
            old_slot=self.old_slot,
            has_previous=self.has_previous,
            dense=dense,
        )


def lay_out(instance: Instance, previous: Solution | None = None) -> Layout:
    """Build units and slots. Groups of ``previous`` on unknown topics are forgotten."""
    slots: list[Slot] = []
    slots_of: dict[str, list[int]] = {}
    for topic in sorted(instance.topics, key=lambda topic: topic.id):
        low, high = instance.sizes(topic.id)
        # More parallel groups than people can fill only add variables.
        useful = max(1, len(instance.present_ids) // low)
        slots_of[topic.id] = []
        for copy in range(min(topic.copies, useful)):
            slots_of[topic.id].append(len(slots))
            slots.append(Slot(topic.id, copy, low, high))

    apart_pairs = {
        (a, b) for a, b in instance.keep_apart if a in instance.ranks and b in instance.ranks
    }
    owned: dict[str, list[str]] = {}
    for topic_id, owner in sorted(instance.owner_by_topic.items()):
        owned.setdefault(owner, []).append(topic_id)
    units = [_unit(instance, people, apart_pairs, owned) for people in _households(instance)]
    unit_of = {person: index for index, unit in enumerate(units) for person in unit.people}
    remote = any(unit.remote for unit in units)
    layout = Layout(
        instance=instance,
        units=units,
        slots=slots,
        slots_of=slots_of,
        unit_of=unit_of,
        apart=sorted(
            {
                (min(unit_of[a], unit_of[b]), max(unit_of[a], unit_of[b]))
                for a, b in apart_pairs
                if unit_of[a] != unit_of[b]
            }
        ),
        owner_unit={topic: unit_of[owner] for topic, owner in instance.owner_by_topic.items()},
        video_limit=instance.max_video_groups if remote else None,
        has_previous=previous is not None,
    )
    if previous is not None:
        layout.old_slot = _old_slots(instance, layout, previous)
    return layout


def _households(instance: Instance) -> list[tuple[str, ...]]:
    """Present people joined by keep_together, each household sorted, the list sorted."""
    parent = {person: person for person in instance.present_ids}

    def root(person: str) -> str:
        while parent[person] != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    for a, b in instance.keep_together:
        if a in parent and b in parent:
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    homes: dict[str, list[str]] = {}
    for person in instance.present_ids:
        homes.setdefault(root(person), []).append(person)
    return [tuple(people) for _, people in sorted(homes.items())]


def _unit(
    instance: Instance,
    people: tuple[str, ...],
    apart_pairs: set[tuple[str, str]],
    owned: dict[str, list[str]],
) -> Unit:
    members = [instance.participant_by_id[person] for person in people]
    locks = {instance.locked[person] for person in people if person in instance.locked}
    inside = set(people)
    lock = min(locks, default=None)
    return Unit(
        people=people,
        stated=sum(bool(member.wishes) for member in members),
        remote=any(member.remote for member in members),
        organisations=Counter(m.organisation for m in members if m.organisation is not None),
        had=frozenset().union(*(instance.had_topics.get(person, ()) for person in people)),
        lock=lock,
        locked_people=sum(person in instance.locked for person in people),
        possible=len(locks) <= 1 and not any(a in inside and b in inside for a, b in apart_pairs),
        fill=lock is None
        and len(locks) <= 1
        and not any(a in inside and b in inside for a, b in apart_pairs),
        owns=tuple(topic for person in people for topic in owned.get(person, ())),
    )


def _old_slots(instance: Instance, layout: Layout, previous: Solution) -> dict[str, int]:
    """Present person to the slot that continues the group they had."""
    used: Counter[str] = Counter()
    old: dict[str, int] = {}
    for group in sorted(previous.groups):
        slots = layout.slots_of.get(group.topic, [])
        if used[group.topic] < len(slots):
            slot = slots[used[group.topic]]
            used[group.topic] += 1
            old.update({m: slot for m in group.members if m in instance.ranks})
    return old
