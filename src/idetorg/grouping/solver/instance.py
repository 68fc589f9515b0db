"""What the solver is asked: people with wishes, topics with sizes, and the hard rules.

The JSON form is the one of the group-formation instances: one object with ``participants``,
``topics``, ``min``, ``max`` and optional rules. Ids are strings. A wish list is best first;
each rank is a tuple of tied topics.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any


class BadInstance(ValueError):
    """The instance breaks the format; the message says where, in a sentence."""


@dataclass(frozen=True)
class Participant:
    """One person. ``wishes`` is a tuple of ranks, best first, each a tuple of tied topic ids."""

    id: str
    wishes: tuple[tuple[str, ...], ...] = ()
    organisation: str | None = None
    remote: bool = False
    category: str | None = None


@dataclass(frozen=True)
class Topic:
    """One topic. ``owner`` leads it; ``min`` and ``max`` override the instance's sizes;
    ``copies`` is how many parallel groups it may have."""

    id: str
    owner: str | None = None
    min: int | None = None
    max: int | None = None
    copies: int = 1


@dataclass(frozen=True)
class PastGroup:
    """A group of an earlier round: its topic and who was in it (people may have left since)."""

    topic: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Instance:
    """A whole question. Checked when made: raises BadInstance with a readable message.

    ``locked`` maps participant to topic; ``history`` is a tuple of rounds, each a tuple of groups.
    ``absent`` people take no part; the topic of an absent owner may still open.
    """

    participants: tuple[Participant, ...]
    topics: tuple[Topic, ...]
    min: int
    max: int
    max_groups: int | None = None
    absent: tuple[str, ...] = ()
    absent_later: tuple[str, ...] = ()
    keep_together: tuple[tuple[str, str], ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    max_video_groups: int | None = None
    locked: Mapping[str, str] = field(default_factory=dict)
    history: tuple[tuple[PastGroup, ...], ...] = ()
    name: str = ""
    source: str = ""
    licence: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Instance:
        """Read the JSON form. Unknown extra fields are ignored. Raises BadInstance."""
        if not isinstance(data, Mapping):
            raise BadInstance("An instance is a JSON object with participants and topics.")
        return cls(
            participants=tuple(_participant(row) for row in _list(data, "participants", True)),
            topics=tuple(_topic(row) for row in _list(data, "topics", True)),
            min=_count(data, "min", "the instance"),
            max=_count(data, "max", "the instance"),
            max_groups=_optional_count(data, "max_groups", "the instance"),
            absent=_ids(data, "absent"),
            absent_later=_ids(data, "absent_later"),
            keep_together=_pairs(data, "keep_together"),
            keep_apart=_pairs(data, "keep_apart"),
            max_video_groups=_optional_count(data, "max_video_groups", "the instance"),
            locked=_locked(data),
            history=_history(data),
            name=_text(data, "name"),
            source=_text(data, "source"),
            licence=_text(data, "licence"),
            note=_text(data, "note"),
        )

    def as_json(self) -> dict[str, Any]:
        """The JSON form that from_json reads; fields without a value are left out."""
        data: dict[str, Any] = {
            "participants": [_participant_json(person) for person in self.participants],
            "topics": [_topic_json(topic) for topic in self.topics],
            "min": self.min,
            "max": self.max,
            "max_groups": self.max_groups,
            "absent": list(self.absent),
            "absent_later": list(self.absent_later),
            "keep_together": [list(pair) for pair in self.keep_together],
            "keep_apart": [list(pair) for pair in self.keep_apart],
            "max_video_groups": self.max_video_groups,
            "locked": dict(self.locked),
            "history": [
                {"groups": [{"topic": g.topic, "members": list(g.members)} for g in past]}
                for past in self.history
            ],
            "name": self.name,
            "source": self.source,
            "licence": self.licence,
            "note": self.note,
        }
        kept_empty = ("participants", "topics")
        return {
            key: value
            for key, value in data.items()
            if key in kept_empty or value not in (None, [], {}, "")
        }

    def hash(self) -> str:
        """SHA-256 (hex) of what decides the answer. The order of people, topics and pairs, and
        the descriptive fields, do not count."""
        data = self.as_json()
        for key in ("name", "source", "licence", "note", "absent_later"):
            data.pop(key, None)
        data["participants"].sort(key=lambda row: row["id"])
        data["topics"].sort(key=lambda row: row["id"])
        data["absent"] = sorted(set(self.absent))
        for key in ("keep_together", "keep_apart"):
            data[key] = sorted(sorted(pair) for pair in getattr(self, key))
        data["history"] = [
            sorted((group.topic, sorted(group.members)) for group in past) for past in self.history
        ]
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def with_absent(self, ids: Iterable[str]) -> Instance:
        """The same question with these people away as well, for a re-solve."""
        return replace(self, absent=tuple(sorted({*self.absent, *ids})))

    @cached_property
    def participant_by_id(self) -> dict[str, Participant]:
        return {person.id: person for person in self.participants}

    @cached_property
    def topic_by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def present_ids(self) -> tuple[str, ...]:
        """Ids of those who take part, sorted."""
        away = set(self.absent)
        return tuple(sorted(person.id for person in self.participants if person.id not in away))

    @cached_property
    def owner_by_topic(self) -> dict[str, str]:
        """Topic id to the id of its owner, for owners who are present."""
        here = set(self.present_ids)
        return {t.id: t.owner for t in self.topics if t.owner is not None and t.owner in here}

    @cached_property
    def ranks(self) -> dict[str, dict[str, int]]:
        """For each present person: topic id to rank (1 = best). The own topic counts as 1."""
        ranks: dict[str, dict[str, int]] = {}
        for person_id in self.present_ids:
            wishes = self.participant_by_id[person_id].wishes
            ranks[person_id] = {t: rank for rank, tied in enumerate(wishes, 1) for t in tied}
        for topic, owner in self.owner_by_topic.items():
            ranks[owner][topic] = 1
        return ranks

    @cached_property
    def depth(self) -> int:
        """The longest wish list among those present, at least 1."""
        people = self.participant_by_id
        return max((len(people[person].wishes) for person in self.present_ids), default=0) or 1

    @cached_property
    def had_topics(self) -> dict[str, frozenset[str]]:
        """Person id to topics had in earlier rounds that may not come again (own ones may)."""
        had: dict[str, set[str]] = {}
        for past in self.history:
            for group in past:
                for person in group.members:
                    if self.owner_by_topic.get(group.topic) != person:
                        had.setdefault(person, set()).add(group.topic)
        return {person: frozenset(topics) for person, topics in had.items()}

    def sizes(self, topic_id: str) -> tuple[int, int]:
        """The least and the greatest size of a group on this topic."""
        topic = self.topic_by_id[topic_id]
        return (
            self.min if topic.min is None else topic.min,
            self.max if topic.max is None else topic.max,
        )


def _check(instance: Instance) -> None:
    people: set[str] = set()
    for person in instance.participants:
        if person.id in people:
            raise BadInstance(f"Two participants have the id {person.id!r}.")
        people.add(person.id)
    topics: set[str] = set()
    for topic in instance.topics:
        if topic.id in topics:
            raise BadInstance(f"Two topics have the id {topic.id!r}.")
        topics.add(topic.id)
    for topic in instance.topics:
        if topic.owner is not None and topic.owner not in people:
            raise BadInstance(f"The owner {topic.owner!r} of topic {topic.id!r} is no participant.")
        if topic.copies < 1:
            raise BadInstance(f"Topic {topic.id!r} needs at least one copy.")
        low, high = instance.sizes(topic.id)
        _check_sizes(low, high, f"Topic {topic.id!r}")
    _check_sizes(instance.min, instance.max, "The instance")
    for name in ("max_groups", "max_video_groups"):
        value = getattr(instance, name)
        if value is not None and value < 0:
            raise BadInstance(f"{name} cannot be below 0.")
    for person in instance.participants:
        seen: set[str] = set()
        for topic_id in (t for tied in person.wishes for t in tied):
            if topic_id not in topics:
                raise BadInstance(f"{person.id!r} wishes for {topic_id!r}, which is no topic.")
            if topic_id in seen:
                raise BadInstance(f"{person.id!r} wishes for {topic_id!r} twice.")
            seen.add(topic_id)
    for name in ("absent", "absent_later"):
        for person_id in getattr(instance, name):
            if person_id not in people:
                raise BadInstance(f"{name} names {person_id!r}, who is no participant.")
    for name in ("keep_together", "keep_apart"):
        for pair in getattr(instance, name):
            for person_id in pair:
                if person_id not in people:
                    raise BadInstance(f"{name} names {person_id!r}, who is no participant.")
            if pair[0] == pair[1]:
                raise BadInstance(f"{name} pairs {pair[0]!r} with themselves.")
    for person_id, topic_id in instance.locked.items():
        if person_id not in people:
            raise BadInstance(f"locked names {person_id!r}, who is no participant.")
        if topic_id not in topics:
            raise BadInstance(f"{person_id!r} is locked to {topic_id!r}, which is no topic.")


def _check_sizes(low: int, high: int, what: str) -> None:
    if low < 1:
        raise BadInstance(f"{what} has a least group size of {low}; it must be 1 or more.")
    if high < low:
        raise BadInstance(f"{what} has groups of at least {low} and at most {high} people.")


def _list(data: Mapping[str, Any], key: str, required: bool = False) -> list[Any]:
    value = data.get(key)
    if value is None:
        if required:
            raise BadInstance(f"The list {key!r} is missing.")
        return []
    if not isinstance(value, list | tuple):
        raise BadInstance(f"{key!r} must be a list.")
    return list(value)


def _id(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise BadInstance(f"{what} must be a text that is not empty, not {value!r}.")
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _count(data: Mapping[str, Any], key: str, where: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInstance(f"{key!r} in {where} must be a whole number, not {value!r}.")
    return value


def _optional_count(data: Mapping[str, Any], key: str, where: str) -> int | None:
    return None if data.get(key) is None else _count(data, key, where)


def _participant(row: Any) -> Participant:
    if not isinstance(row, Mapping):
        raise BadInstance(f"A participant must be an object, not {row!r}.")
    person = _id(row.get("id"), "The id of a participant")
    wishes = []
    for wish in _list(row, "wishes"):
        tied = wish if isinstance(wish, list | tuple) else [wish]
        if not tied:
            raise BadInstance(f"{person!r} has a rank without any topic.")
        wishes.append(tuple(_id(topic, f"A wish of {person!r}") for topic in tied))
    remote = row.get("remote", False)
    if not isinstance(remote, bool):
        raise BadInstance(f"'remote' of {person!r} must be true or false.")
    return Participant(
        id=person,
        wishes=tuple(wishes),
        organisation=_label(row, "organisation", person),
        remote=remote,
        category=_label(row, "category", person),
    )


def _label(row: Mapping[str, Any], key: str, person: str) -> str | None:
    value = row.get(key)
    return _id(value, f"{key!r} of {person!r}") if value not in (None, "") else None


def _topic(row: Any) -> Topic:
    if not isinstance(row, Mapping):
        raise BadInstance(f"A topic must be an object, not {row!r}.")
    topic = _id(row.get("id"), "The id of a topic")
    where = f"topic {topic!r}"
    owner = row.get("owner")
    return Topic(
        id=topic,
        owner=None if owner in (None, "") else _id(owner, f"The owner of {where}"),
        min=_optional_count(row, "min", where),
        max=_optional_count(row, "max", where),
        copies=_count(row, "copies", where) if row.get("copies") is not None else 1,
    )


def _ids(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_id(value, f"An id in {key!r}") for value in _list(data, key))


def _pairs(data: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for pair in _list(data, key):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise BadInstance(f"{key!r} holds pairs of ids, not {pair!r}.")
        pairs.append((_id(pair[0], f"An id in {key!r}"), _id(pair[1], f"An id in {key!r}")))
    return tuple(pairs)


def _locked(data: Mapping[str, Any]) -> dict[str, str]:
    value = data.get("locked")
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadInstance("'locked' must be an object from participant to topic.")
    return {_id(p, "An id in 'locked'"): _id(t, "A topic in 'locked'") for p, t in value.items()}


def _history(data: Mapping[str, Any]) -> tuple[tuple[PastGroup, ...], ...]:
    rounds = []
    for past in _list(data, "history"):
        if not isinstance(past, Mapping):
            raise BadInstance("Each round in 'history' must be an object with groups.")
        groups = []
        for group in _list(past, "groups"):
            if not isinstance(group, Mapping):
                raise BadInstance("Each group in 'history' must be an object.")
            topic = _id(group.get("topic"), "The topic of a group in 'history'")
            groups.append(PastGroup(topic, _ids(group, "members")))
        rounds.append(tuple(groups))
    return tuple(rounds)


def _participant_json(person: Participant) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": person.id,
        "wishes": [tied[0] if len(tied) == 1 else sorted(tied) for tied in person.wishes],
    }
    if person.organisation is not None:
        row["organisation"] = person.organisation
    if person.remote:
        row["remote"] = True
    if person.category is not None:
        row["category"] = person.category
    return row


def _topic_json(topic: Topic) -> dict[str, Any]:
    row: dict[str, Any] = {"id": topic.id}
    for key in ("owner", "min", "max"):
        if getattr(topic, key) is not None:
            row[key] = getattr(topic, key)
    if topic.copies != 1:
        row["copies"] = topic.copies
    return row
