"""A deed that comes twice is done once."""

import uuid
from datetime import UTC, datetime

import pytest

from idetorg.audit import actions
from idetorg.audit.errors import BadClientKey, GoneSince
from idetorg.audit.models import Deed, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> list[Entry]:
    """What was made so far."""
    return []


@pytest.fixture
def do(made: list[Entry]) -> object:
    """A deed that makes one row each time it runs."""

    def make() -> Entry:
        made.append(
            Entry.objects.create(action=f"n{len(made)}", object_type="x", object_pk="1", scope="s1")
        )
        return made[-1]

    return make


def test_once_repeat_returns_the_stored_object(do, made) -> None:
    key = str(uuid.uuid4())

    first, was_done = actions.once(person_id=1, route="post", client_key=key, do=do)
    again, was_done_again = actions.once(person_id=1, route="post", client_key=key, do=do)

    assert (was_done, was_done_again) == (True, False)
    assert again == first
    assert len(made) == Entry.objects.count() == 1


@pytest.mark.parametrize(("person_id", "route"), [(2, "post"), (1, "mark")])
def test_once_key_of_another_person_or_route_is_another_deed(do, made, person_id, route) -> None:
    key = str(uuid.uuid4())
    actions.once(person_id=1, route="post", client_key=key, do=do)

    _, was_done = actions.once(person_id=person_id, route=route, client_key=key, do=do)

    assert was_done
    assert len(made) == 2


@pytest.mark.parametrize("key", [None, ""])
def test_once_without_a_key_is_simply_done(do, made, key) -> None:
    for _ in range(2):
        assert actions.once(person_id=1, route="post", client_key=key, do=do)[1]
    assert len(made) == 2
    assert not Deed.objects.exists()


def test_once_deed_that_fails_can_be_sent_again(do, made) -> None:
    key = str(uuid.uuid4())

    def fail() -> Entry:
        do()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        actions.once(person_id=1, route="post", client_key=key, do=fail)
    assert not Deed.objects.exists()
    assert not Entry.objects.exists()
    assert actions.once(person_id=1, route="post", client_key=key, do=do)[1]


def test_once_bad_key_is_refused_kindly(do, made) -> None:
    with pytest.raises(BadClientKey) as refused:
        actions.once(person_id=1, route="post", client_key="'; drop", do=do)
    assert refused.value.status == 422
    assert not made


def test_once_result_deleted_since_is_told_and_not_done_again(do, made) -> None:
    key = str(uuid.uuid4())
    deed, _ = actions.once(
        person_id=1,
        route="post",
        client_key=key,
        do=lambda: Deed.objects.create(person_id=9, route="r", client_key=uuid.uuid4()),
    )
    deed.delete()

    with pytest.raises(GoneSince):
        actions.once(person_id=1, route="post", client_key=key, do=do)
    assert not made


def test_forget_person_and_prune_remove_keys(do) -> None:
    for person_id in (1, 2):
        actions.once(person_id=person_id, route="r", client_key=str(uuid.uuid4()), do=do)

    actions.forget_person(1)
    assert list(Deed.objects.values_list("person_id", flat=True)) == [2]
    assert actions.prune_deeds(datetime(2099, 1, 1, tzinfo=UTC)) == 1
