"""Writing events: one transaction with the deed, numbers without holes, old ones pruned."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from idetorg.core.time import real_now
from idetorg.live import wake
from idetorg.live.actions import emit, emit_all, prune, revoke
from idetorg.live.errors import NotInTransaction
from idetorg.live.models import Event, Topic
from idetorg.live.outbox import for_database, newer_rows
from idetorg.live.queries import cursors


@pytest.mark.django_db
def test_events_of_a_topic_are_numbered_from_one() -> None:
    assert [emit("a", "said", {"n": n}).seq for n in range(3)] == [1, 2, 3]
    assert emit("b", "said").seq == 1
    assert cursors(["a", "b", "c"]) == {"a": 3, "b": 1, "c": 0}


@pytest.mark.django_db(transaction=True)
def test_emit_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransaction):
        emit("a", "said")
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_undone_deed_leaves_no_event_and_wakes_nobody() -> None:
    woken: list[str] = []
    wake.listen(woken.append)
    try:
        with transaction.atomic():
            emit("a", "said")
            transaction.set_rollback(True)
        with transaction.atomic():
            emit("a", "said")
            assert woken == []
    finally:
        wake.unlisten(woken.append)
    assert woken == ["a"]
    assert list(Event.objects.values_list("seq", flat=True)) == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "kind"), [("a b", "x"), ("a,b", "x"), ("", "x"), ("a", "x\ny"), ("a", "resync")]
)
def test_odd_names_are_refused(key: str, kind: str) -> None:
    with pytest.raises(ValueError, match="Not a"):
        emit(key, kind)


@pytest.mark.django_db
def test_same_event_to_several_topics_goes_once_to_each() -> None:
    assert [str(event.topic) for event in emit_all(["b", "a", "b"], "said")] == ["a:1", "b:1"]


@pytest.mark.django_db
def test_prune_keeps_two_days_and_a_thousand() -> None:
    first = emit("old", "said")
    emit("old", "said")
    Event.objects.filter(pk=first.pk).update(created_at=real_now() - timedelta(days=2, minutes=1))
    topic = Topic.objects.create(key="busy", seq=1005)
    Event.objects.bulk_create(
        Event(topic=topic, seq=n, kind="said", created_at=real_now()) for n in range(1, 1006)
    )
    assert prune() == 6
    assert Event.objects.filter(topic=topic).count() == 1000
    assert Event.objects.get(topic__key="old").seq == 2


@pytest.mark.django_db
def test_busy_topic_is_kept_short_on_the_way() -> None:
    topic = Topic.objects.create(key="busy", seq=1087)
    Event.objects.bulk_create(
        Event(topic=topic, seq=n, kind="said", created_at=real_now()) for n in range(1, 1088)
    )
    assert emit("busy", "said").seq == 1088
    assert Event.objects.filter(topic=topic).count() == 1000


@pytest.mark.django_db
def test_reading_gives_rows_newer_than_each_cursor() -> None:
    outbox = for_database()
    outbox.load({}, restart=True)
    emit_all(["a", "b", "c"], "said")
    emit("a", "said", {"when": real_now()})
    newest = {"a": 1, "b": 0}
    rows = outbox.read(newest)
    news = sorted((row.topic, row.seq) for row in rows if row.seq > newest[row.topic])
    assert news == [("a", 2), ("b", 1)]
    shelves = outbox.load({"a": 1, "c": 1, "none": 0}, restart=False)
    assert {key: (s.seq, [r.seq for r in s.rows]) for key, s in shelves.items()} == {
        "a": (2, [2]),
        "c": (1, []),
        "none": (0, []),
    }


@pytest.mark.django_db
def test_reading_many_topics_takes_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(250):
        emit(f"topic-{n}", "said")
    with django_assert_max_num_queries(3):
        assert len(list(newer_rows({f"topic-{n}": 0 for n in range(250)}))) == 250


@pytest.mark.django_db
def test_revoke_names_the_person_only() -> None:
    revoke("person:7")
    assert Event.objects.get().payload == {"person": "person:7"}
    assert connection.in_atomic_block
