"""Why here? What one person may know about where they sit, without the names of others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from .instance import Instance
from .layout import Layout, lay_out
from .model import Model, build
from .score import Score, score
from .solution import Group, Solution

Reason = Literal[
    "locked",
    "had_before",
    "not_opened",
    "leads_own",
    "full",
    "arranged",
    "video",
    "clash",
    "needed_here",
    "seat_free",
]

SWAP_COST = {"locks": 100_000, "unassigned": 20_000, "no_wish": 500, "clashes": 50, "rank_sum": 1}
SWAP_WORST_COST = 30
"""For each person who would get a worse rank than anyone has now."""
SWAP_MOVE_COST = 0.0001
"""Far below one rank even when everybody moves: the shortest of the equally cheap chains."""


class UnknownParticipant(ValueError):
    """The id is nobody who takes part."""


@dataclass(frozen=True)
class Swap:
    """What it would cost all together to grant one wish with the same groups open.

    Differences, more is worse: ``unassigned``, ``no_wish``, ``clashes``, ``worst_rank``,
    ``rank_sum`` (the asker's own gain is in it). ``others``: for each other person who would
    change groups, the rank before and after, None for no wish; sorted, without names.
    """

    unassigned: int
    no_wish: int
    clashes: int
    worst_rank: int
    rank_sum: int
    others: tuple[tuple[int | None, int | None], ...]

    @property
    def others_worse_off(self) -> int:
        """How many of the others would get a worse wish, or none."""
        return sum(_worse(before, after) for before, after in self.others)

    @property
    def cost(self) -> tuple[int, int, int, int, int]:
        """The differences in the order of the levels, to compare swaps by."""
        return (self.unassigned, self.no_wish, self.clashes, self.worst_rank, self.rank_sum)


@dataclass(frozen=True)
class MissedWish:
    """A wish better than what the person got, and the first reason that stood in its way.

    ``seats``: the most who can sit in its open groups (0 when it did not open); ``ranked_first``
    and ``wished``: how many present people did so. ``swap`` is None when no swap can grant it.

    Reasons: ``locked`` to a topic by an organiser · ``had_before`` in an earlier round ·
    ``not_opened`` · ``leads_own`` open topic · ``full`` · ``arranged``: a rule about who sits
    together or apart · ``video``: no group with video left · ``clash`` with someone of the same
    organisation · ``needed_here``: the present group would be too small · ``seat_free``.
    """

    topic: str
    rank: int
    reason: Reason
    seats: int
    ranked_first: int
    wished: int
    swap: Swap | None = None


@dataclass(frozen=True)
class Explanation:
    """Facts for one person. ``topic`` is None for the unassigned; ``rank`` is None when no wish
    was stated (``stated`` False) or none was got."""

    participant_id: str
    topic: str | None
    rank: int | None
    stated: bool
    own_topic: bool
    locked: bool
    group_size: int
    missed: tuple[MissedWish, ...]

    @property
    def cheapest(self) -> MissedWish | None:
        """The missed wish whose swap costs least, if any can be granted."""
        able = [wish for wish in self.missed if wish.swap is not None]
        return min(able, key=lambda w: (w.swap.cost if w.swap else (), w.rank), default=None)


class Explainer:
    """Explains one solution to many people; the model for swaps is built once, when needed."""

    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.instance = instance
        self.solution = solution
        self._group_index = {
            person: index for index, group in enumerate(solution.groups) for person in group.members
        }
        self._groups_of: dict[str, list[int]] = {}
        for index, group in enumerate(solution.groups):
            self._groups_of.setdefault(group.topic, []).append(index)

    def explain(self, participant_id: str, *, swaps: bool = True) -> Explanation:
        """Facts, and with ``swaps`` the cheapest swap for each missed wish.

        Raises UnknownParticipant for an id that is not present.
        """
        instance = self.instance
        if participant_id not in instance.ranks:
            raise UnknownParticipant(f"{participant_id!r} takes no part.")
        index = self._group_index.get(participant_id)
        group = self.solution.groups[index] if index is not None else None
        ranks = instance.ranks[participant_id]
        rank = ranks.get(group.topic) if group is not None else None
        missed = [
            self._missed(participant_id, topic, its_rank)
            for topic, its_rank in sorted(ranks.items(), key=lambda item: (item[1], item[0]))
            if rank is None or its_rank < rank
        ]
        if swaps:
            missed = [
                replace(wish, swap=self._swap(participant_id, wish.topic))
                if wish.reason not in ("locked", "had_before", "not_opened")
                else wish
                for wish in missed
            ]
        topic = group.topic if group is not None else None
        return Explanation(
            participant_id=participant_id,
            topic=topic,
            rank=rank,
            stated=bool(instance.participant_by_id[participant_id].wishes),
            own_topic=topic is not None and instance.owner_by_topic.get(topic) == participant_id,
            locked=participant_id in instance.locked,
            group_size=len(group.members) if group is not None else 0,
            missed=tuple(missed),
        )

    def _missed(self, person: str, topic: str, rank: int) -> MissedWish:
        open_groups = self._groups_of.get(topic, [])
        return MissedWish(
            topic=topic,
            rank=rank,
            reason=self._reason(person, topic),
            seats=self.instance.sizes(topic)[1] * len(open_groups),
            ranked_first=self._ranked_first[topic],
            wished=self._wished[topic],
        )

    def _reason(self, person: str, topic: str) -> Reason:
        instance, layout = self.instance, self._layout
        groups = [self.solution.groups[index] for index in self._groups_of.get(topic, [])]
        index = self._group_index.get(person)
        here = self.solution.groups[index] if index is not None else None
        unit = layout.units[layout.unit_of[person]]
        if instance.locked.get(person, topic) != topic:
            return "locked"
        if topic in instance.had_topics.get(person, ()):
            return "had_before"
        if not groups:
            return "not_opened"
        if here is not None and instance.owner_by_topic.get(here.topic) == person:
            return "leads_own"
        high = instance.sizes(topic)[1]
        groups = [group for group in groups if len(group.members) + unit.weight <= high]
        if not groups:
            return "full"
        apart = {
            p
            for other in layout.apart_of.get(layout.unit_of[person], frozenset())
            for p in layout.units[other].people
        }
        groups = [group for group in groups if not apart & set(group.members)]
        if not groups or not unit.possible:
            return "arranged"
        if unit.remote and layout.video_limit is not None:
            groups = [group for group in groups if self._may_have_video(group, here)]
            if not groups:
                return "video"
        if all(self._clashes(person, group) for group in groups):
            return "clash"
        if unit.weight > 1:
            return "arranged"
        if here is not None and len(here.members) <= instance.sizes(here.topic)[0]:
            return "needed_here"
        return "seat_free"

    def _may_have_video(self, group: Group, leaving: Group | None) -> bool:
        people = self.instance.participant_by_id
        with_remote = {
            index
            for index, other in enumerate(self.solution.groups)
            if any(people[member].remote for member in other.members)
        }
        limit = self.instance.max_video_groups
        if limit is None or any(people[member].remote for member in group.members):
            return True
        freed = leaving is not None and sum(people[m].remote for m in leaving.members) == 1
        return len(with_remote) - freed < limit

    def _clashes(self, person: str, group: Group) -> bool:
        people = self.instance.participant_by_id
        mine = people[person].organisation
        return mine is not None and any(people[m].organisation == mine for m in group.members)

    @cached_property
    def _wished(self) -> Counter[str]:
        return Counter(topic for ranks in self.instance.ranks.values() for topic in ranks)

    @cached_property
    def _ranked_first(self) -> Counter[str]:
        return Counter(
            topic
            for ranks in self.instance.ranks.values()
            for topic, rank in ranks.items()
            if rank == 1
        )

    @cached_property
    def _layout(self) -> Layout:
        return lay_out(self.instance, self.solution)

    @cached_property
    def _score(self) -> Score:
        return score(self.instance, self.solution.groups)

    @cached_property
    def _model(self) -> Model:
        """The model with exactly the groups of the solution open."""
        model = build(self._layout)
        used: Counter[str] = Counter()
        open_slots = set()
        for group in self.solution.groups:
            slots = self._layout.slots_of.get(group.topic, [])
            open_slots.update(slots[used[group.topic] : used[group.topic] + 1])
            used[group.topic] += 1
        for slot, column in enumerate(model.opens):
            is_open = float(slot in open_slots)
            model.milp.set_bounds([column], is_open, is_open)
        return model

    @cached_property
    def _cost(self) -> dict[int, float]:
        """What a swap costs, by column."""
        model = self._model
        cost: dict[int, float] = {}
        for name, weight in {**SWAP_COST, "moved": SWAP_MOVE_COST}.items():
            if name in model.levels:
                for column, coefficient in model.levels[name].terms.items():
                    cost[column] = cost.get(column, 0) + weight * coefficient
        for option, column in zip(model.options, model.seats, strict=True):
            if option.worst > self._score.worst_rank:
                cost[column] = cost.get(column, 0) + SWAP_WORST_COST
        return cost

    @cached_property
    def _basis(self) -> Any:
        """Where every swap starts from, so that the order of questions does not matter."""
        self._model.milp.solve_relaxed(self._cost)
        return self._model.milp.basis()

    def _swap(self, person: str, topic: str) -> Swap | None:
        """Force the wish and let the others give way as cheaply as they can (topics as open)."""
        model, layout, basis = self._model, self._layout, self._basis
        milp = model.milp
        unit = layout.unit_of[person]
        mine = [
            (option, column)
            for option, column in zip(model.options, model.seats, strict=True)
            if option.unit == unit
        ]
        closed = [c for option, c in mine if layout.slots[option.slot].topic != topic]
        closed.append(model.unplaced[unit])
        before = [(milp.lower[column], milp.upper[column]) for column in closed]
        milp.set_bounds(closed, 0, 0)
        answer = milp.solve_relaxed(self._cost, basis=basis)
        if answer.values is not None and not model.seats_are_whole(answer.values):
            answer = milp.solve(self._cost, absolute_gap=SWAP_MOVE_COST / 2, nodes=200)
        for column, (lower, upper) in zip(closed, before, strict=True):
            milp.set_bounds([column], lower, upper)
        return None if answer.values is None else self._read_swap(person, answer.values)

    def _read_swap(self, person: str, values: list[float]) -> Swap:
        model, layout, instance = self._model, self._layout, self.instance
        topic_after: dict[str, str] = {}
        for option, column in zip(model.options, model.seats, strict=True):
            if values[column] > 0.5:
                for member in layout.units[option.unit].people:
                    topic_after[member] = layout.slots[option.slot].topic
        others: list[tuple[int | None, int | None]] = []
        ranks_after: Counter[int] = Counter()
        for member, ranks in instance.ranks.items():
            group = self.solution.group_of.get(member)
            old = group.topic if group is not None else ""
            new = topic_after.get(member, "")
            if new in ranks:
                ranks_after[ranks[new]] += 1
            if member != person and new != old:
                others.append((ranks.get(old), ranks.get(new)))
        now = self._score

        def change(name: str) -> int:
            level = model.levels.get(name)
            return (round(level.value(values)) if level else 0) - now.level(name)

        return Swap(
            unassigned=change("unassigned"),
            no_wish=change("no_wish"),
            clashes=change("clashes"),
            worst_rank=max(ranks_after, default=0) - now.worst_rank,
            rank_sum=sum(r * n for r, n in ranks_after.items()) - now.rank_sum,
            others=tuple(sorted(others, key=lambda pair: [r or 99 for r in pair])),
        )


def _worse(before: int | None, after: int | None) -> bool:
    return before is not None and (after is None or after > before)


def explain(
    instance: Instance, solution: Solution, participant_id: str, *, swaps: bool = True
) -> Explanation:
    """Why one person sits where they sit; for many people at once, use one Explainer.

    Raises UnknownParticipant. Facts take no solving; each swap is one small solve with the open
    topics held, in the spirit of contrastive explanations (Zehtabi, Pozanco, Bloch, Borrajo and
    Kraus, "Contrastive explanations of centralized multi-agent optimization solutions", 2023).
    """
    return Explainer(instance, solution).explain(participant_id, swaps=swaps)
