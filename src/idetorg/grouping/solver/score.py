"""Count what a set of groups is worth, and check the hard rules, apart from how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from .instance import Instance
from .solution import Group


@dataclass(frozen=True)
class Score:
    """All counts of one answer. ``ranks``: rank to number of people who got a wish of that rank."""

    locks: int
    unassigned: int
    moved: int
    no_wish: int
    clashes: int
    ranks: dict[int, int]
    repeats: int

    @property
    def worst_rank(self) -> int:
        return max(self.ranks, default=0)

    @property
    def rank_sum(self) -> int:
        return sum(rank * people for rank, people in self.ranks.items())

    def level(self, name: str) -> int:
        """The value of a level by name, ``rank_3`` counting the people at rank 3."""
        if name.startswith("rank_") and name != "rank_sum":
            return self.ranks.get(int(name.removeprefix("rank_")), 0)
        value = getattr(self, name)
        assert isinstance(value, int)
        return value


def score(
    instance: Instance, groups: Sequence[Group], previous: Sequence[Group] | None = None
) -> Score:
    """Count every level for these groups; whoever is present and in none is unassigned.

    A person counts as moved when the new group is not the parallel group that took over the old
    one; for topics with a single group that is: when the topic is another.
    """
    people = instance.participant_by_id
    where = {person: index for index, group in enumerate(groups) for person in group.members}
    ranks: Counter[int] = Counter()
    no_wish = 0
    for person, index in where.items():
        topic = groups[index].topic
        rank = instance.ranks[person].get(topic)
        if rank is not None:
            ranks[rank] += 1
        elif people[person].wishes:
            no_wish += 1
    clashes = repeats = 0
    met = met_pairs(instance)
    for group in groups:
        organisations = Counter(people[member].organisation for member in group.members)
        del organisations[None]
        clashes += sum(count - 1 for count in organisations.values())
        if met:
            repeats += sum(
                (a, b) in met for i, a in enumerate(group.members) for b in group.members[i + 1 :]
            )
    return Score(
        locks=sum(
            person in instance.ranks
            and (person not in where or groups[where[person]].topic != topic)
            for person, topic in instance.locked.items()
        ),
        unassigned=len(instance.present_ids) - len(where),
        moved=len(moved_people(instance, groups, previous)) if previous is not None else 0,
        no_wish=no_wish,
        clashes=clashes,
        ranks=dict(ranks),
        repeats=repeats,
    )


def moved_people(
    instance: Instance, groups: Sequence[Group], previous: Sequence[Group]
) -> set[str]:
    """Ids of present people who had a group in ``previous`` and are not in what continues it."""
    here = set(instance.present_ids)
    old = {m: i for i, group in enumerate(previous) for m in group.members if m in here}
    new = {m: i for i, group in enumerate(groups) for m in group.members}
    overlap: Counter[tuple[int, int]] = Counter()
    for person, i in old.items():
        j = new.get(person)
        if j is not None and groups[j].topic == previous[i].topic:
            overlap[i, j] += 1
    follows: dict[int, int] = {}
    for topic in {previous[i].topic for i, _ in overlap}:
        before = [i for i, group in enumerate(previous) if group.topic == topic]
        after = [j for j, group in enumerate(groups) if group.topic == topic]
        follows.update(_pair_up(before, after, overlap))
    return {person for person, i in old.items() if new.get(person, -1) != follows.get(i, -2)}


def _pair_up(
    before: list[int], after: list[int], overlap: Counter[tuple[int, int]]
) -> dict[int, int]:
    """Old group to the new one that continues it, so that most people stay. Exact up to six
    parallel groups, largest overlap first beyond that."""
    if len(before) <= 1 and len(after) <= 1:
        return dict(zip(before, after, strict=False))
    if max(len(before), len(after)) <= 6:
        padded = after + [-1] * (len(before) - len(after))
        best = max(
            permutations(padded, len(before)),
            key=lambda order: sum(overlap[pair] for pair in zip(before, order, strict=True)),
        )
        return {i: j for i, j in zip(before, best, strict=True) if j >= 0}
    follows: dict[int, int] = {}
    for i, j in sorted(overlap, key=lambda pair: (-overlap[pair], pair)):
        if i in before and i not in follows and j not in follows.values():
            follows[i] = j
    return follows


def met_pairs(instance: Instance) -> set[tuple[str, str]]:
    """Sorted id pairs of people who shared a group in an earlier round."""
    met: set[tuple[str, str]] = set()
    for past in instance.history:
        for group in past:
            members = sorted(group.members)
            met.update((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
    return met


def violations(
    instance: Instance, groups: Sequence[Group], unassigned: Iterable[str]
) -> list[tuple[str, int]]:
    """Hard rules that are broken, as (rule, index of the group or -1); an empty list is good.

    Locks count apart, in Score: they alone can be impossible to keep.
    """
    bad: list[tuple[str, int]] = []
    here = set(instance.present_ids)
    where: dict[str, int] = {}
    opened: Counter[str] = Counter()
    for index, group in enumerate(groups):
        if group.topic not in instance.topic_by_id:
            bad.append(("topic", index))
            continue
        opened[group.topic] += 1
        low, high = instance.sizes(group.topic)
        if not low <= len(group.members) <= high:
            bad.append(("size", index))
        for member in group.members:
            if member not in here or member in where:
                bad.append(("member", index))
            where[member] = index
            if group.topic in instance.had_topics.get(member, ()):
                bad.append(("had", index))
    left = set(unassigned)
    if left & set(where) or left | set(where) != here:
        bad.append(("placed_once", -1))
    if instance.max_groups is not None and len(groups) > instance.max_groups:
        bad.append(("max_groups", -1))
    for index, group in enumerate(groups):
        topic = group.topic
        if topic not in instance.topic_by_id:
            continue
        if opened[topic] > instance.topic_by_id[topic].copies:
            bad.append(("copies", index))
        owner = instance.owner_by_topic.get(topic)
        if owner is not None and (owner not in where or groups[where[owner]].topic != topic):
            bad.append(("owner", index))
    for a, b in instance.keep_together:
        if a in here and b in here and where.get(a) != where.get(b):
            bad.append(("together", where.get(a, where.get(b, -1))))
    for a, b in instance.keep_apart:
        if a in where and where[a] == where.get(b):
            bad.append(("apart", where[a]))
    if instance.max_video_groups is not None:
        video = {i for p, i in where.items() if p in here and instance.participant_by_id[p].remote}
        if len(video) > instance.max_video_groups:
            bad.append(("video", -1))
    return bad
