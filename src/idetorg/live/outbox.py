"""Reading the outbox for the hub, in the hub's one reading thread."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Max, Q

from idetorg.live.models import Event, Topic

MOST_ROWS = 512  # a browser further behind fetches the page again
_TOPICS_A_QUERY = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One event as the hub needs it; `written` is true time in seconds."""

    topic: str
    seq: int
    kind: str
    payload: dict[str, Any]
    written: float


@dataclass(slots=True)
class Shelf:
    """A topic when it is opened: its newest number and rows up to it, oldest first."""

    seq: int = 0
    rows: list[Row] = field(default_factory=list)


class Outbox(Protocol):
    """Where the hub reads from. Called in one thread, never in the event loop."""

    def load(self, after: Mapping[str, int], *, restart: bool) -> dict[str, Shelf]:
        """Return a shelf for each topic: rows newer than the number, the last 512 at most."""

    def read(self, newest: Mapping[str, int]) -> list[Row]:
        """Return rows newer than the given numbers, by topic in order."""

    def close(self) -> None:
        """Let go of the connection; it is opened again when needed."""


class _Database:
    """What both databases have in common."""

    def load(self, after: Mapping[str, int], *, restart: bool) -> dict[str, Shelf]:
        """See Outbox."""
        shelves = {key: Shelf() for key in after}
        for keys in _chunks(after, _TOPICS_A_QUERY):
            for key, seq in Topic.objects.filter(key__in=keys).values_list("key", "seq"):
                shelves[key].seq = seq
        behind = {
            key: max(seq, shelves[key].seq - MOST_ROWS)
            for key, seq in after.items()
            if shelves[key].seq > seq
        }
        for row in newer_rows(behind):
            if row.seq <= shelves[row.topic].seq:
                shelves[row.topic].rows.append(row)
        return shelves

    def close(self) -> None:
        """See Outbox."""
        connection.close()


class SqliteOutbox(_Database):
    """SQLite has one writer at a time, so row ids follow the order of commits."""

    def __init__(self) -> None:
        self._last_id = 0

    def load(self, after: Mapping[str, int], *, restart: bool) -> dict[str, Shelf]:
        """See Outbox; on restart, skip what came while nobody listened."""
        if restart:
            self._last_id = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
        return super().load(after, restart=restart)

    def read(self, newest: Mapping[str, int]) -> list[Row]:
        """Return every row since the last reading: one query, however many topics."""
        found = list(_values(Event.objects.filter(pk__gt=self._last_id).order_by("pk")))
        if found:
            self._last_id = found[-1][0]
        return [_row(values) for _pk, *values in found if values[0] in newest]


class PostgresOutbox(_Database):
    """Row ids of concurrent transactions become visible out of order: ask by topic."""

    def read(self, newest: Mapping[str, int]) -> list[Row]:
        """See Outbox; one query for every 200 topics that may have news."""
        return list(newer_rows(newest))


def for_database() -> Outbox:
    """Return the reader for the configured database."""
    return SqliteOutbox() if connection.vendor == "sqlite" else PostgresOutbox()


def newer_rows(after: Mapping[str, int]) -> Iterator[Row]:
    """Give rows newer than the given number of each topic, by topic in order."""
    ids = dict(Topic.objects.filter(key__in=after).values_list("key", "pk")) if after else {}
    for keys in _chunks(ids, _TOPICS_A_QUERY):
        wanted = Q()
        for key in keys:
            wanted |= Q(topic_id=ids[key], seq__gt=after[key])
        for _pk, *values in _values(Event.objects.filter(wanted).order_by("topic_id", "seq")):
            yield _row(values)


def frame(topic: str, seq: int, kind: str, payload: Mapping[str, Any]) -> bytes:
    """Return one event in the wire format of an event stream (UTF-8, ready to send)."""
    data = json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return f"id: {topic}:{seq}\nevent: {kind}\ndata: {data}\n\n".encode()


def _values(events: Any) -> Iterator[tuple[Any, ...]]:
    found: Iterator[tuple[Any, ...]] = events.values_list(
        "pk", "topic__key", "seq", "kind", "payload", "created_at"
    ).iterator()
    return found


def _row(values: list[Any]) -> Row:
    topic, seq, kind, payload, created_at = values
    return Row(topic, seq, kind, payload, created_at.timestamp())


def _chunks(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    every = list(keys)
    for begin in range(0, len(every), size):
        yield every[begin : begin + size]
