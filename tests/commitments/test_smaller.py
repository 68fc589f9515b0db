"""A smaller first step by the link in the mail: the owner's words, one more version."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.errors import NotYours
from idetorg.commitments.models import ChangeTask, FollowUp, Version
from idetorg.commitments.tokens import follow_up_token
from idetorg.people.models import User
from idetorg.seminars.models import Participation
from tests.commitments.factories import DraftFactory, MakkerPairFactory, asked, taken_home
from tests.factories import UserFactory

AsPerson = Callable[[Participation | User], Client]
STEP = "Jeg tømmer det innerste rommet og setter inn to bord."
SMALL = "Jeg måler opp det innerste rommet på mandag."
OFFER = "Gjør det første steget mindre"


def _url(row: FollowUp) -> str:
    return reverse("commitments:smaller", args=[follow_up_token(row)])


def _answer_url(row: FollowUp) -> str:
    return reverse("commitments:answer", args=[follow_up_token(row)])


def _said(row: FollowUp, **changed: Any) -> dict[str, Any]:
    """Return the form as a browser sends it back, with something written anew."""
    task = row.task
    kept = {name: getattr(task, name) for name in ("first_step", "when_text", "then_text")}
    return {**kept, "by_when": task.by_when.isoformat(), **changed}


@pytest.fixture
def row(participant: Participation) -> FollowUp:
    """Day 14's question, sent."""
    return asked(taken_home(participant), "day_14")


def test_a_smaller_step_is_one_more_version_and_the_first_words_are_still_shown(
    client: Client, row: FollowUp
) -> None:
    page = client.get(_url(row)).content.decode()
    assert page.count(STEP) == 2  # as it was written, and in the owner's own field
    assert "Vil du gjøre det første steget mindre?" in page

    went = client.post(_url(row), _said(row, first_step=SMALL))
    assert went.url == _answer_url(row) + "?nytt=1"
    after = client.get(went.url).content.decode()
    assert SMALL in after
    assert STEP in after
    row.task.refresh_from_db()
    row.refresh_from_db()
    first, second = row.task.versions.all()
    assert (first.words["first_step"], second.words["first_step"]) == (STEP, SMALL)
    assert row.task.first_step == SMALL
    assert (row.task.state, row.answered_at) == (TaskState.COMMITTED, None)  # it answers nothing
    later = asked(row.task, "month_6")
    assert first.words["change"] in client.get(_answer_url(later)).content.decode()


def test_a_new_date_and_a_new_plan_may_be_written_alone(client: Client, row: FollowUp) -> None:
    later = date.today() + timedelta(days=200)
    said = _said(row, by_when=later.isoformat(), when_text="Når jeg låser opp", then_text="måler")
    went = client.post(_url(row), said)
    assert "Skrevet om" in client.get(went.url).content.decode()
    row.task.refresh_from_db()
    assert row.task.by_when == later
    assert (row.task.when_text, row.task.first_step) == ("Når jeg låser opp", STEP)
    assert row.task.versions.count() == 2


def test_a_date_that_has_passed_may_stand_and_none_is_the_one_there_is(
    client: Client, row: FollowUp
) -> None:
    passed = date.today() - timedelta(days=3)
    ChangeTask.objects.update(by_when=passed)
    client.post(_url(row), _said(row, first_step=SMALL, by_when=passed.isoformat()))
    client.post(_url(row), _said(row, first_step=SMALL + " Alene.", by_when=""))
    row.task.refresh_from_db()
    assert (row.task.by_when, row.task.first_step) == (passed, SMALL + " Alene.")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first_step": ""}, "Her mangler det noe"),
        ({"first_step": "x" * 2001}, "2000"),
        ({"first_step": SMALL, "by_when": "2013-11-01"}, "Den dagen er forbi"),
        ({"first_step": SMALL, "by_when": "snart"}, "Skriv datoen som"),
        ({"first_step": STEP}, "Det står som før"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_lost(
    client: Client, row: FollowUp, wrong: dict[str, str], told: str
) -> None:
    ChangeTask.objects.update(then_text="blir jeg sittende")
    row.task.refresh_from_db()
    refused = client.post(_url(row), _said(row, **wrong))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert told in page
    assert wrong["first_step"] in page
    assert "blir jeg sittende" in page
    assert Version.objects.count() == 1


def test_it_is_asked_of_those_who_have_not_begun(
    client: Client, participant: Participation
) -> None:
    task = taken_home(participant)
    own_words = asked(task, "own_words")
    assert OFFER not in client.get(_answer_url(own_words)).content.decode()
    assert client.get(_url(own_words)).url == _answer_url(own_words)
    assert client.post(_url(own_words), {"first_step": SMALL}).url == _answer_url(own_words)
    row = asked(task, "day_14")
    assert OFFER in client.get(_answer_url(row)).content.decode()
    for tap in ({"first_step": "not_taken"}, {"to": "same"}):
        thanks = client.get(client.post(_answer_url(row), tap).url).content.decode()
        assert _url(row) in thanks
    client.post(_answer_url(row), {"to": "started"})
    for end in ("", "?takk=1"):
        assert OFFER not in client.get(_answer_url(row) + end).content.decode()
    # Begun on another phone meanwhile: the words are still the owner's to send.
    row.task.refresh_from_db()
    assert client.post(_url(row), _said(row, first_step=SMALL)).url.endswith("?nytt=1&takk=1")


def test_a_scanner_changes_nothing(client: Client, row: FollowUp) -> None:
    before = [list(m.objects.order_by("pk").values()) for m in (ChangeTask, FollowUp, Version)]
    for address in (_url(row), _answer_url(row) + "?nytt=1", _answer_url(row) + "?nytt=1&takk=1"):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
        assert "Skrevet om" not in client.get(address).content.decode()
    assert client.delete(_url(row)).status_code == 405
    assert [
        list(m.objects.order_by("pk").values()) for m in (ChangeTask, FollowUp, Version)
    ] == before


def test_no_other_link_opens_it(client: Client, row: FollowUp) -> None:
    good = _url(row)
    said = _said(row, first_step=SMALL)
    for forged in ("tull", follow_up_token(row)[:-4] + "AAAA", str(row.pk), f"{row.pk}.1"):
        address = reverse("commitments:smaller", args=[forged])
        assert client.get(address).status_code == client.post(address, said).status_code == 404

    owner = row.task.participation
    owner.link_version += 1
    owner.save()
    assert client.get(good).status_code == client.post(good, said).status_code == 410
    fresh = FollowUp.objects.select_related("task__participation").get(pk=row.pk)
    actions.close(row.task, by=owner)
    assert client.post(_url(fresh), said).status_code == 410
    assert Version.objects.count() == 1


def test_nobody_else_can_write_it(
    row: FollowUp,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    task = row.task
    actions.set_visibility(task, by=participant, chosen=set(Visibility))
    MakkerPairFactory(one=participant, other=other_participant)
    administrator = UserFactory(is_administrator=True)
    theirs = asked(taken_home(other_participant), "day_14")
    for who in (other_participant, facilitator, organiser, stranger, outsider, administrator):
        their_client = as_person(who)
        own_page = reverse("commitments:reword", args=[participant.seminar.slug, task.pk])
        assert their_client.post(own_page, {"first_step": SMALL}).status_code in {403, 404}
        if isinstance(who, Participation):
            with pytest.raises(NotYours):
                actions.reword(task, by=who, values={"first_step": {"first_step": SMALL}})
    # A link is to one person's question: another's own link writes another's own words.
    as_person(other_participant).post(_url(theirs), _said(theirs, first_step=SMALL, pk=task.pk))
    task.refresh_from_db()
    assert task.first_step == STEP
    assert list(Version.objects.filter(number=2).values_list("task", flat=True)) == [theirs.task_id]


def test_the_hand_is_the_owners_and_no_word_is_in_the_audit(client: Client, row: FollowUp) -> None:
    client.post(_url(row), _said(row, first_step=SMALL))
    entry = Entry.objects.get(action="commitments.reworded")
    assert (entry.actor_id, entry.field) == (row.task.participation.user_id, "first_step")
    assert not [e for e in Entry.objects.values() if SMALL in str(e)]


def test_the_reader_meets_their_own_language(client: Client, participant: Participation) -> None:
    participant.user.language = "nn"
    participant.user.save()
    row = asked(taken_home(participant), "week_7")
    text = client.get(_url(row)).content.decode()
    assert "Vil du gjere det første steget mindre?" in text
    assert 'lang="nn"' in text


def test_a_draft_has_no_such_page(client: Client, participant: Participation) -> None:
    task = DraftFactory(participation=participant)
    row = FollowUp.objects.create(task=task, kind="day_14", due_at=task.created_at)
    assert client.get(_url(row)).status_code == 410
