"""Writing to the outbox, always inside the transaction of the deed itself."""

import functools
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from idetorg.core.time import real_now
from idetorg.live import keys, wake
from idetorg.live.errors import NotInTransaction
from idetorg.live.models import Event, Topic

KEEP_EVENTS = 1000
KEEP_FOR = timedelta(days=2)
_PRUNE_EVERY = 64


def emit(topic_key: str, kind: str, payload: Mapping[str, Any] | None = None) -> Event:
    """Add one event to a topic, in the caller's transaction.

    Everyone who may open the topic's stream sees the payload: never put in what one of
    its listeners may not see. Writers of one topic take turns from here until commit.
    Raises NotInTransaction outside `atomic`, ValueError for a key or kind with odd
    characters. Source: DESIGN §3.
    """
    keys.checked_kind(kind)
    return _emit(topic_key, kind, payload)


def emit_all(
    topic_keys: Iterable[str], kind: str, payload: Mapping[str, Any] | None = None
) -> list[Event]:
    """Emit the same event to several topics, each once, in the order of their keys.

    The fixed order keeps two transactions from waiting for each other (PostgreSQL would
    end one of them as a deadlock).
    """
    return [emit(key, kind, payload) for key in sorted(set(topic_keys))]


def revoke(person_key: str) -> None:
    """Close every open stream of a person, and refuse tokens made before now.

    Call it in the transaction that takes a right away; the browser then asks for a new
    token and gets what the person may still see.
    """
    _emit(keys.REVOCATIONS, keys.REVOKED, {"person": person_key})


def prune() -> int:
    """Delete events older than two days or beyond 1,000 a topic; return how many went."""
    removed, _ = Event.objects.filter(created_at__lt=real_now() - KEEP_FOR).delete()
    for pk, seq in Topic.objects.filter(seq__gt=KEEP_EVENTS).values_list("pk", "seq"):
        count, _ = Event.objects.filter(topic_id=pk, seq__lte=seq - KEEP_EVENTS).delete()
        removed += count
    return removed


def _emit(topic_key: str, kind: str, payload: Mapping[str, Any] | None) -> Event:
    if not connection.in_atomic_block:
        raise NotInTransaction("Emit inside the transaction that makes the change.")
    keys.checked_key(topic_key)
    mine = Topic.objects.filter(key=topic_key)
    if not mine.update(seq=F("seq") + 1):
        # Two first events at once: the second waits here for the first to commit.
        Topic.objects.bulk_create([Topic(key=topic_key)], ignore_conflicts=True)
        mine.update(seq=F("seq") + 1)
    topic = mine.get()
    event = Event.objects.create(
        topic=topic, seq=topic.seq, kind=kind, payload=dict(payload or {}), created_at=real_now()
    )
    if topic.seq % _PRUNE_EVERY == 0:
        _prune_topic(topic)
    transaction.on_commit(functools.partial(wake.after_commit, topic_key), robust=True)
    return event


def _prune_topic(topic: Topic) -> None:
    """Keep a busy topic short on the way, without waiting for the nightly job."""
    events = Event.objects.filter(topic=topic)
    events.filter(seq__lte=topic.seq - KEEP_EVENTS).delete()
    events.filter(created_at__lt=real_now() - KEEP_FOR).delete()
