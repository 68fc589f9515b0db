"""Letters to municipal directors: nothing stands in one without its owner's yes.

Source: DOMAIN, principles 1–3 and 12; letters.yaml, numbers 2, 4 and 5.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, letters
from idetorg.commitments.enums import LetterKind, LetterState, TaskState, Visibility
from idetorg.commitments.errors import (
    BadValue,
    LetterAnswered,
    LetterHandedOver,
    LetterNotApproved,
    LetterNotRead,
    NotTheOrganiser,
    NotYourLetter,
)
from idetorg.commitments.models import ChangeTask, LeaderLetter, LetterTask
from idetorg.core.sentences import remarks
from idetorg.core.time import now
from idetorg.documents.actions import page_count
from idetorg.mailer.models import Mail
from idetorg.people.actions import erase
from idetorg.people.models import User
from idetorg.seminars.models import Initiative, Participation, Seminar
from tests.commitments.factories import DraftFactory, taken_home
from tests.documents.samples import text_of
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation | User], Client]

REQUEST = "Kan biblioteket få nøkkelkort til ungdomsrådet i vår?"
DIRECTOR = "Rita Rådmann"
SHARED = "Ungdommene skal kunne være her etter klokka fire."
SECRET = "HEMMELIG: Vi rydder i magasinet."
EVERY_KIND = list(LetterKind)
EVERY_LANGUAGE = ["nb", "nn", "en"]


def proposed(about: Participation, by: Participation, **fields: Any) -> LeaderLetter:
    """Return a letter the organiser has asked for."""
    asked: dict[str, Any] = {"kind": LetterKind.RIGHT_AFTER, "to_name": DIRECTOR, **fields}
    if letters.needs_request(asked["kind"]):
        asked.setdefault("request", REQUEST)
    return actions.propose_letter(about, by=by, **asked)


def approved(letter: LeaderLetter, *tasks: ChangeTask, **own: str) -> LeaderLetter:
    """Return a letter its owner has read and said yes to, as the page does it."""
    text = letters.build(letter, tasks=[t.change for t in tasks], **own)
    read = letters.preview(letter, text, now())
    assert read.fits
    return actions.approve_letter(
        letter, by=letter.participation, seal=read.seal, tasks=[t.pk for t in tasks], **own
    )


@pytest.fixture
def letter(participant: Participation, organiser: Participation) -> LeaderLetter:
    """A letter that waits for the participant."""
    return proposed(participant, organiser)


# What it says ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_letter_has_one_request_and_only_what_its_owner_gave(
    participant: Participation, organiser: Participation, kind: LetterKind, language: str
) -> None:
    letter = proposed(participant, organiser, kind=kind, language=language)
    bare = letters.build(letter)
    full = letters.build(letter, tasks=[SHARED], results="Vi har åpnet.", stuck="Nøklene.")

    marks = "“{}”" if language == "en" else "«{}»"
    assert marks.format(SHARED) in full.body
    assert bare.body.count(REQUEST) == full.body.count(REQUEST) == (kind != LetterKind.END)
    assert DIRECTOR in bare.body
    for text in (bare, full):
        said = f"{text.subject}\n{text.body}"
        assert "{" not in said
        assert not re.search(r"^\W*$", text.subject)
        assert ":\n\n" not in said  # a heading with nothing under it is left out
        assert "“”" not in said
        assert "«»" not in said
        assert remarks(said, language=language, n=1) == []
    assert SHARED not in bare.body
    has_results = kind != LetterKind.RIGHT_AFTER
    assert (marks.format("Vi har åpnet.") in full.body) is has_results
    assert (marks.format("Nøklene.") in full.body) is (kind == LetterKind.HALF_YEAR)


def test_what_was_planned_never_stands_under_what_has_happened(
    participant: Participation, organiser: Participation
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    body = letters.build(letter, tasks=[SHARED]).body
    assert "Dette har skjedd" not in body
    assert f"Dette ville biblioteksjefen endre:\n«{SHARED}»" in body


def test_words_are_never_read_as_places_to_fill(
    participant: Participation, organiser: Participation
) -> None:
    letter = proposed(participant, organiser, request="Hva er {library_director}?")
    text = letters.build(letter, tasks=["{request} {0} %(x)s {{ x }}"])
    assert "«{request} {0} %(x)s {{ x }}»" in text.body
    assert "Hva er {library_director}?" in text.body


def test_the_last_letter_names_the_initiative_when_there_is_one(
    participant: Participation, organiser: Participation, seminar: Seminar
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.END)
    assert "Nå er Bibliotekromseminar over." in letters.build(letter).body
    seminar.initiative = Initiative.objects.create(
        organiser=seminar.organiser, name="Bibliotekrommet"
    )
    letter.participation.seminar = seminar
    assert "Nå er Bibliotekrommet over." in letters.build(letter).body


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_longest_words_an_organiser_and_an_owner_may_write_are_one_page(
    participant: Participation, organiser: Participation, kind: LetterKind, language: str
) -> None:
    def long(letters_: int) -> str:
        return ("Ungdommene møtes her på onsdager etter skolen. " * 20)[: letters_ - 1] + "."

    letter = proposed(
        participant,
        organiser,
        kind=kind,
        language=language,
        to_name=("Rita Rådmann " * 10)[:119],
        **({"request": long(letters.LONGEST_REQUEST)} if letters.needs_request(kind) else {}),
    )
    text = letters.build(
        letter,
        tasks=[long(160), long(160)],
        results=long(letters.LONGEST_RESULTS),
        stuck=long(letters.LONGEST_STUCK),
    )
    pdf = letters.pdf_of(letter, text, now())
    assert page_count(pdf) == 1
    printed = text_of(pdf)
    for paragraph in text.body.split("\n\n"):
        assert " ".join(paragraph.split()) in printed


# Who may do what -------------------------------------------------------------------------


def test_only_an_organiser_of_the_seminar_asks_for_a_letter(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    facilitator: Participation,
    stranger: Participation,
) -> None:
    for person in (facilitator, stranger, participant):
        with pytest.raises(NotTheOrganiser):
            proposed(participant, person)
    organiser.removed_at = now()
    with pytest.raises(NotTheOrganiser):
        proposed(participant, organiser)
    assert not LeaderLetter.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"request": ""},
        {"request": "x" * 301},
        {"to_name": "  "},
        {"language": "se"},
        {"kind": LetterKind.END, "request": "Og en ting til"},
    ],
)
def test_a_letter_has_a_name_a_language_and_one_request(
    participant: Participation, organiser: Participation, bad: dict[str, Any]
) -> None:
    with pytest.raises(BadValue):
        proposed(participant, organiser, **bad)


def test_a_letter_is_about_a_participant_whose_library_we_know(
    seminar: Seminar, organiser: Participation, stranger: Participation
) -> None:
    without = ParticipationFactory(seminar=seminar, institution=None)
    gone = ParticipationFactory(seminar=seminar, removed_at=now())
    for person in (without, gone, organiser):
        with pytest.raises(BadValue):
            proposed(person, organiser)
    with pytest.raises(NotTheOrganiser):
        proposed(stranger, organiser)


def test_a_request_is_one_paragraph(participant: Participation, organiser: Participation) -> None:
    letter = proposed(participant, organiser, request="  Et\n\nmøte  \r\n i mai? ")
    assert letter.request == "Et møte i mai?"


def test_an_approved_letter_is_frozen_with_a_consent_for_each_task(
    letter: LeaderLetter, participant: Participation
) -> None:
    task, other = taken_home(participant, change=SHARED), taken_home(participant, change=SECRET)
    row = approved(letter, task)

    stored = LeaderLetter.objects.get(pk=letter.pk)
    assert (stored.state, row.state) == (LetterState.APPROVED, LetterState.APPROVED)
    assert stored.answered_at is not None
    assert f"«{SHARED}»" in stored.body
    assert SECRET not in stored.body
    consents = LetterTask.objects.filter(letter=letter)
    assert [(c.task_id, c.consented_at) for c in consents] == [(task.pk, stored.answered_at)]
    before = (stored.subject, stored.body)

    later = {"first_step": {"first_step": "x"}, "by_when": {"by_when": task.by_when}}
    actions.reword(task, by=participant, values={"change": {"change": "Nye ord"}, **later})
    actions.set_visibility(other, by=participant, chosen={Visibility.EVERYONE})
    actions.move_state(task, by=participant, to=TaskState.PUT_ASIDE, reason="Flyttet")
    actions.close(task, by=participant)
    stored.refresh_from_db()
    assert (stored.subject, stored.body) == before
    assert stored.state == LetterState.APPROVED


def test_the_words_are_those_that_stand_now(
    letter: LeaderLetter, participant: Participation
) -> None:
    task = taken_home(participant, change="Gamle ord")
    values = {
        "change": {"change": "Nye ord"},
        "first_step": {"first_step": task.first_step},
        "by_when": {"by_when": task.by_when},
    }
    actions.reword(task, by=participant, values=values)
    task.refresh_from_db()
    body = approved(letter, task).body
    assert "«Nye ord»" in body
    assert "Gamle ord" not in body


def test_a_letter_is_approved_only_as_it_was_read(
    letter: LeaderLetter, participant: Participation
) -> None:
    task = taken_home(participant, change=SHARED)
    bare = letters.preview(letter, letters.build(letter), now())
    for seal, tasks in (("", []), (bare.seal, [task.pk]), ("x" * 64, []), ("æ", [])):
        with pytest.raises(LetterNotRead):
            actions.approve_letter(letter, by=participant, seal=seal, tasks=tasks)

    read = letters.preview(letter, letters.build(letter, tasks=[SHARED]), now())
    ChangeTask.objects.filter(pk=task.pk).update(change="Andre ord")
    with pytest.raises(LetterNotRead):
        actions.approve_letter(letter, by=participant, seal=read.seal, tasks=[task.pk])
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (LetterState.PROPOSED, "")
    assert not LetterTask.objects.exists()


def test_a_seal_fits_one_letter_alone(
    letter: LeaderLetter, participant: Participation, organiser: Participation
) -> None:
    twin = proposed(participant, organiser)
    read = letters.preview(letter, letters.build(letter), now())
    with pytest.raises(LetterNotRead):
        actions.approve_letter(twin, by=participant, seal=read.seal)


def test_more_than_a_page_has_no_seal(letter: LeaderLetter) -> None:
    read = letters.preview(letter, letters.build(letter, tasks=["Ord og mer. " * 160] * 3), now())
    assert (read.pages > 1, read.fits, read.seal) == (True, False, "")


def test_drafts_and_others_tasks_never_stand_in_a_letter(
    letter: LeaderLetter,
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    other_seminar: Seminar,
) -> None:
    elsewhere = ParticipationFactory(seminar=other_seminar, user=participant.user)
    closed = taken_home(participant, change=SECRET)
    actions.close(closed, by=participant)
    typed = DraftFactory(participation=participant, owner_confirmed=False, change=SECRET)
    for task in (
        DraftFactory(participation=participant, change=SECRET, seen_by_everyone=True),
        taken_home(other_participant, Visibility.EVERYONE, change=SECRET),
        taken_home(elsewhere, Visibility.EVERYONE, change=SECRET),
        closed,
        typed,
    ):
        text = letters.build(letter, tasks=[task.change])
        read = letters.preview(letter, text, now())
        with pytest.raises(BadValue):
            actions.approve_letter(letter, by=participant, seal=read.seal, tasks=[task.pk])
    assert not LetterTask.objects.exists()


def test_only_its_owner_answers_a_letter(
    letter: LeaderLetter,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    stranger: Participation,
) -> None:
    seal = letters.seal_of(letter, letters.build(letter))
    for person in (other_participant, organiser, stranger):
        with pytest.raises(NotYourLetter):
            actions.approve_letter(letter, by=person, seal=seal)
        with pytest.raises(NotYourLetter):
            actions.decline_letter(letter, by=person)
        with pytest.raises(NotYourLetter):
            actions.take_back_letter(letter, by=person)
    letter.refresh_from_db()
    assert letter.state == LetterState.PROPOSED


def test_no_thank_you_needs_no_reason_and_may_be_changed(
    letter: LeaderLetter, participant: Participation
) -> None:
    actions.decline_letter(letter, by=participant)
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (LetterState.DECLINED, "")
    assert approved(letter).state == LetterState.APPROVED


def test_taking_back_takes_the_words_and_the_consents(
    participant: Participation, organiser: Participation
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    approved(letter, taken_home(participant, change=SHARED), results="Åpnet", stuck="Nøkler")
    actions.take_back_letter(letter, by=participant)

    letter.refresh_from_db()
    assert (letter.state, letter.subject, letter.body) == (LetterState.WITHDRAWN, "", "")
    assert (letter.results, letter.stuck) == ("Åpnet", "Nøkler")  # its owner's, to go on with
    assert not LetterTask.objects.exists()
    with pytest.raises(LetterNotApproved):
        actions.hand_over_letter(letter, by=organiser, at=now())
    assert approved(letter, results="Åpnet igjen").state == LetterState.APPROVED


def test_paper_cannot_be_called_back(
    letter: LeaderLetter, participant: Participation, organiser: Participation
) -> None:
    approved(letter)
    actions.hand_over_letter(letter, by=organiser, at=now())
    body = LeaderLetter.objects.get(pk=letter.pk).body
    for deed in (actions.take_back_letter, actions.decline_letter):
        with pytest.raises(LetterHandedOver):
            deed(letter, by=participant)
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (LetterState.SENT, body)


def test_only_an_organiser_hands_over_and_only_what_is_approved(
    letter: LeaderLetter,
    participant: Participation,
    organiser: Participation,
    facilitator: Participation,
    stranger: Participation,
) -> None:
    with pytest.raises(LetterNotApproved):
        actions.hand_over_letter(letter, by=organiser, at=now())
    approved(letter)
    for person in (facilitator, stranger, participant):
        with pytest.raises(NotTheOrganiser):
            actions.hand_over_letter(letter, by=person, at=now())
        with pytest.raises(NotTheOrganiser):
            actions.drop_letter(letter, by=person)
    with pytest.raises(BadValue):
        actions.hand_over_letter(letter, by=organiser, at=now() + timedelta(days=1))
    once = actions.hand_over_letter(letter, by=organiser, at=now() - timedelta(days=9))
    assert once.handed_over_at == once.answered_at  # not before it was approved
    twice = actions.hand_over_letter(letter, by=organiser, at=now())
    assert twice.handed_over_at == once.handed_over_at


def test_an_organiser_may_take_away_what_nobody_has_answered(
    letter: LeaderLetter, participant: Participation, organiser: Participation
) -> None:
    answered = proposed(participant, organiser)
    actions.decline_letter(answered, by=participant)
    with pytest.raises(LetterAnswered):
        actions.drop_letter(answered, by=organiser)
    actions.drop_letter(letter, by=organiser)
    assert list(LeaderLetter.objects.all()) == [answered]


def test_the_database_keeps_no_approved_letter_without_words(letter: LeaderLetter) -> None:
    for state in (LetterState.APPROVED, LetterState.SENT):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeaderLetter.objects.filter(pk=letter.pk).update(state=state)


def test_the_audit_tells_who_and_how_long_and_no_word_is_mailed(
    participant: Participation, organiser: Participation
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    task = taken_home(participant, change=SHARED)
    Mail.objects.all().delete()
    row = approved(letter, task, results="Vi har åpnet", stuck="Nøklene")
    actions.take_back_letter(letter, by=participant)
    approved(letter)
    actions.hand_over_letter(letter, by=organiser, at=now())

    entries = list(
        Entry.objects.filter(object_type="commitments.leaderletter").order_by("pk").values()
    )
    assert [(e["action"], e["actor_id"]) for e in entries] == [
        ("commitments.proposed_letter:half_year", organiser.user_id),
        ("commitments.approved_letter", participant.user_id),
        ("commitments.took_back_letter", participant.user_id),
        ("commitments.approved_letter", participant.user_id),
        ("commitments.handed_over_letter", organiser.user_id),
    ]
    assert entries[0]["length"] == len(REQUEST)
    assert entries[1]["length"] == len(row.body)
    kept = repr(entries)
    for words in (SHARED, REQUEST, "Vi har åpnet", "Nøklene", DIRECTOR):
        assert words not in kept
    assert not Mail.objects.exists()
