"""The audit knows that something was written, never what."""

import pytest
from django.db import transaction

from idetorg.audit import actions, queries
from idetorg.audit.errors import AppendOnly
from idetorg.audit.models import Deed, Entry

pytestmark = pytest.mark.django_db
SECRET = "Vi tør ikke si det høyt på jobben."


@pytest.fixture
def thing() -> Deed:
    """Any stored object."""
    return Deed.objects.create(person_id=1, route="x", client_key=actions.key_from("a"))


@pytest.fixture
def entry(thing: Deed) -> Entry:
    """An entry about a text."""
    return actions.record(
        scope="s1",
        actor_id=7,
        actor="Kari",
        action="task.write",
        obj=thing,
        field="what",
        text=SECRET,
        hand="helper",
    )


def test_record_keeps_length_and_digest_but_not_the_text(entry: Entry, thing: Deed) -> None:
    stored = Entry.objects.values().get()

    assert SECRET not in repr(stored)
    assert stored["length"] == len(SECRET)
    assert stored["digest"] == actions.digest(SECRET)
    assert (stored["object_type"], stored["object_pk"]) == ("audit.deed", str(thing.pk))
    assert (stored["hand"], stored["field"], stored["actor_id"]) == ("helper", "what", 7)


def test_digest_depends_on_the_key_of_the_installation(settings: object) -> None:
    here = actions.digest(SECRET)
    settings.SECRET_KEY = "another" * 10  # type: ignore[attr-defined]

    assert actions.digest(SECRET) != here


def test_record_without_text_has_no_length(thing: Deed) -> None:
    entry = actions.record(scope="", actor_id=None, action="step.next", obj=thing, hand="system")

    assert (entry.length, entry.digest) == (None, "")


def test_entry_can_not_be_changed_or_deleted(entry: Entry) -> None:
    entry.action = "other"
    for deed in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="other"),
        lambda: Entry.objects.bulk_update([entry], ["action"]),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            deed()
    assert Entry.objects.get().action == "task.write"


def test_forget_actor_blanks_the_person_and_keeps_the_deed(entry: Entry, thing: Deed) -> None:
    other = actions.record(scope="s1", actor_id=8, actor="Nils", action="see", obj=thing)

    assert actions.forget_actor(7) == 1

    assert list(queries.for_object(thing).values_list("actor_id", "actor_label")) == [
        (None, ""),
        (8, "Nils"),
    ]
    assert list(queries.for_person(8)) == [other]
    assert queries.for_scope("s1").count() == 2
