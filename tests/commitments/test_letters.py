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


# The pages -------------------------------------------------------------------------------


def url(name: str, letter: LeaderLetter) -> str:
    return reverse(f"commitments:{name}", args=[letter.participation.seminar.slug, letter.pk])


def page_of(client: Client, name: str, letter: LeaderLetter) -> str:
    answer = client.get(url(name, letter))
    assert answer.status_code == 200, name
    return answer.content.decode()


def seal_in(page: str) -> str:
    found = re.search(r'name="seal" value="([0-9a-f]{64})"', page)
    assert found, "no letter to approve on this page"
    return found.group(1)


OWNERS = {"letter": "get", "approve_letter": "post", "decline_letter": "post"}
OWNERS["take_back_letter"] = "post"
ORGANISERS = {"letter_sheet": "get", "letter_pdf": "get"}
ORGANISERS |= {"hand_over_letter": "post", "drop_letter": "post"}


def test_an_organiser_asks_and_sees_no_task(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    taken_home(participant, Visibility.SEMINAR, change=SHARED)
    client = as_person(organiser)
    listed = reverse("commitments:letters", args=[seminar.slug])
    new = reverse("commitments:new_letter", args=[seminar.slug])
    assert "Ingen brev ennå" in client.get(listed).content.decode()
    page = client.get(new).content.decode()
    assert SHARED not in page
    assert "Én ting" in page

    given = {
        "person": participant.pk,
        "kind": "half_year",
        "to_name": DIRECTOR,
        "request": REQUEST,
        "language": "nn",
    }
    assert client.post(new, given).status_code == 302
    letter = LeaderLetter.objects.get()
    assert (letter.participation, letter.kind, letter.to_name, letter.request) == (
        participant,
        "half_year",
        DIRECTOR,
        REQUEST,
    )
    assert (letter.language, letter.state, letter.made_by) == ("nn", "proposed", organiser)
    assert not letter.tasks.exists()
    page = client.get(listed).content.decode()
    assert "Venter på den det gjelder" in page
    assert SHARED not in page
    assert REQUEST not in page


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"request": ""}, "Skriv det ene du ber om."),
        ({"request": "x" * 301}, "x" * 301),
        ({"person": ""}, REQUEST),
        ({"person": "stranger"}, REQUEST),
        ({"kind": "before"}, REQUEST),
        ({"kind": "end"}, "La feltet stå tomt"),
        ({"language": "se"}, REQUEST),
        ({"to_name": " "}, REQUEST),
    ],
)
def test_bad_input_is_told_and_the_words_are_kept(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: AsPerson,
    bad: dict[str, str],
    said: str,
) -> None:
    given = {
        "person": str(participant.pk),
        "kind": "right_after",
        "to_name": DIRECTOR,
        "request": REQUEST,
        "language": "nb",
        **bad,
    }
    if given["person"] == "stranger":
        given["person"] = str(stranger.pk)
    answer = as_person(organiser).post(
        reverse("commitments:new_letter", args=[seminar.slug]), given
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "HEMMELIG" not in page
    assert not LeaderLetter.objects.exists()


def test_the_owner_reads_ticks_sees_and_approves_without_a_script(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    shared = taken_home(participant, change=SHARED)
    taken_home(participant, change=SECRET)
    DraftFactory(participation=participant, change="HEMMELIG utkast")
    client = as_person(participant)

    mine = client.get(reverse("web:mine", args=[seminar.slug])).content.decode()
    assert "Et brev om biblioteket ditt venter på deg" in mine
    first = page_of(client, "letter", letter)
    assert REQUEST in first
    assert SHARED in first
    assert "HEMMELIG utkast" not in first
    assert "checked" not in first
    assert 'name="seal"' not in first

    words = {"tasks": [shared.pk], "results": "Vi har åpnet.", "stuck": "Nøklene."}
    seen = client.post(url("letter", letter), words)
    assert seen.status_code == 200
    page = seen.content.decode()
    assert f"«{SHARED}»" in page
    assert "«Vi har åpnet.»" in page
    letter.refresh_from_db()
    assert (letter.state, letter.body, letter.results) == ("proposed", "", "")

    words["seal"] = seal_in(page)
    assert client.post(url("approve_letter", letter), words).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.APPROVED
    assert (letter.results, letter.stuck) == ("Vi har åpnet.", "Nøklene.")
    assert "Du godkjente det" in page_of(client, "letter", letter)
    assert client.post(url("approve_letter", letter), words).status_code == 302  # pressed twice
    mine = client.get(reverse("web:mine", args=[seminar.slug])).content.decode()
    assert "venter på deg" not in mine
    assert "Brev om biblioteket mitt" in mine

    desk = as_person(organiser)
    sheet = page_of(desk, "letter_sheet", letter)
    printed = desk.get(url("letter_pdf", letter))
    assert printed["Content-Type"] == "application/pdf"
    assert page_count(printed.content) == 1
    told = text_of(printed.content)
    for paragraph in letter.body.split("\n\n"):
        assert " ".join(paragraph.split()) in told
    listed = desk.get(reverse("commitments:letters", args=[seminar.slug])).content.decode()
    for text in (sheet, told, listed, printed.content.decode("latin-1")):
        assert "HEMMELIG" not in text
        assert SECRET not in text
    assert SHARED in told


def test_what_was_not_ticked_is_nowhere(
    participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, Visibility.EVERYONE, change=SECRET)
    letter = proposed(participant, organiser)
    owner, desk = as_person(participant), as_person(organiser)
    page = owner.post(url("letter", letter), {}).content.decode()
    owner.post(url("approve_letter", letter), {"seal": seal_in(page)})
    letter.refresh_from_db()
    assert letter.state == LetterState.APPROVED
    assert SECRET not in letter.body
    assert not LetterTask.objects.filter(task=task).exists()
    assert SECRET not in page_of(owner, "letter", letter)
    assert SECRET not in page_of(desk, "letter_sheet", letter)
    assert "HEMMELIG" not in text_of(desk.get(url("letter_pdf", letter)).content)


def test_a_changed_letter_is_shown_again_before_a_yes(
    participant: Participation, letter: LeaderLetter, as_person: AsPerson
) -> None:
    task = taken_home(participant, change=SHARED)
    client = as_person(participant)
    seal = seal_in(client.post(url("letter", letter), {}).content.decode())
    for given in ({"tasks": [task.pk], "seal": seal}, {"tasks": [task.pk]}):
        again = client.post(url("approve_letter", letter), given)
        assert again.status_code == 409
        page = again.content.decode()
        assert "Noe er endret" in page
        assert f"«{SHARED}»" in page
        assert seal_in(page) != seal
    letter.refresh_from_db()
    assert letter.state == LetterState.PROPOSED


def test_a_letter_of_two_pages_is_told_before_it_can_be_approved(
    participant: Participation, letter: LeaderLetter, as_person: AsPerson
) -> None:
    tasks = [taken_home(participant, change="Ord og mer ord. " * 120) for _n in range(2)]
    client = as_person(participant)
    given = {"tasks": [t.pk for t in tasks]}
    for name in ("letter", "approve_letter"):
        answer = client.post(url(name, letter), given)
        assert answer.status_code == (422 if name == "letter" else 409)
        page = answer.content.decode()
        assert "Brevet er lengre enn én side" in page
        assert page.count("checked") == 2
        assert 'name="seal"' not in page


@pytest.mark.parametrize("whose", ["draft", "other", "elsewhere", "nonsense"])
def test_no_other_task_can_be_slipped_in(
    participant: Participation,
    other_participant: Participation,
    other_seminar: Seminar,
    letter: LeaderLetter,
    as_person: AsPerson,
    whose: str,
) -> None:
    elsewhere = ParticipationFactory(seminar=other_seminar, user=participant.user)
    pk = {
        "draft": DraftFactory(participation=participant, change=SECRET).pk,
        "other": taken_home(other_participant, Visibility.EVERYONE, change=SECRET).pk,
        "elsewhere": taken_home(elsewhere, Visibility.EVERYONE, change=SECRET).pk,
        "nonsense": "alt",
    }[whose]
    client = as_person(participant)
    for name in ("letter", "approve_letter"):
        answer = client.post(url(name, letter), {"tasks": [pk]})
        assert answer.status_code == 422
        assert "HEMMELIG" not in answer.content.decode()
    assert not LetterTask.objects.exists()


def test_words_that_are_too_long_are_kept(
    participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    client = as_person(participant)
    given = {"results": "a" * 601, "stuck": "b" * 401}
    for name in ("letter", "approve_letter"):
        answer = client.post(url(name, letter), given)
        assert answer.status_code == 422
        for words in given.values():
            assert words in answer.content.decode()


def test_words_without_a_place_in_the_letter_are_not_asked_for(
    participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    fields = {}
    for kind in EVERY_KIND:
        page = page_of(client, "letter", proposed(participant, organiser, kind=kind))
        fields[kind.value] = [n for n in ("results", "stuck") if f'name="{n}"' in page]
    assert fields == {"right_after": [], "half_year": ["results", "stuck"], "end": ["results"]}


def test_no_and_taking_back_leave_the_organiser_without_a_word(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    letter: LeaderLetter,
    as_person: AsPerson,
) -> None:
    owner, desk = as_person(participant), as_person(organiser)
    approved(letter, taken_home(participant, change=SHARED))
    assert SHARED in page_of(desk, "letter_sheet", letter)
    assert owner.post(url("take_back_letter", letter)).status_code == 302
    listed = reverse("commitments:letters", args=[seminar.slug])
    for state in ("Trukket tilbake", "Nei takk"):
        for name in ("letter_sheet", "letter_pdf"):
            assert desk.get(url(name, letter)).status_code == 404
        page = desk.get(listed).content.decode()
        assert state in page
        assert SHARED not in page
        owner.post(url("decline_letter", letter))
    assert desk.post(url("hand_over_letter", letter), {"day": "2020-01-01"}).status_code == 409
    assert "ombestemme deg" in page_of(owner, "letter", letter)


def test_the_organiser_never_sees_what_the_owner_has_not_approved(
    participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    letter = proposed(participant, organiser, kind=LetterKind.HALF_YEAR)
    approved(letter, results="HEMMELIG resultat", stuck="HEMMELIG hinder")
    actions.take_back_letter(letter, by=participant)
    desk = as_person(organiser)
    slug = participant.seminar.slug
    for path in ("brev", "brev/nytt", "oppgaver", "mer", "lead"):
        assert "HEMMELIG" not in desk.get(f"/s/{slug}/{path}").content.decode()


def test_handing_over_takes_a_day_that_can_be(
    participant: Participation,
    organiser: Participation,
    letter: LeaderLetter,
    as_person: AsPerson,
) -> None:
    approved(letter)
    owner, desk = as_person(participant), as_person(organiser)
    today = now().date()
    for day in ("", "i går", str(today + timedelta(days=3)), str(today - timedelta(days=3))):
        answer = desk.post(url("hand_over_letter", letter), {"day": day})
        assert answer.status_code == 422
        assert participant.user.name in answer.content.decode()
    assert desk.post(url("hand_over_letter", letter), {"day": str(today)}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert letter.handed_over_at is not None
    assert "kan ikke hentes tilbake" in page_of(owner, "letter", letter)
    assert owner.post(url("take_back_letter", letter)).status_code == 409
    assert "Overlevert" in page_of(desk, "letter_sheet", letter)
    assert desk.get(url("letter_pdf", letter)).status_code == 200


def test_everyone_else_finds_nothing(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    other_participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    letter: LeaderLetter,
    as_person: AsPerson,
) -> None:
    approved(letter, taken_home(participant, change=SHARED))
    administrator = ParticipationFactory(seminar=stranger.seminar, user__is_administrator=True).user
    nobody = [Client(), as_person(outsider), as_person(stranger), as_person(administrator)]
    for name, method in (OWNERS | ORGANISERS).items():
        for client in nobody:
            assert getattr(client, method)(url(name, letter)).status_code == 404
        answer = getattr(as_person(facilitator), method)(url(name, letter))
        assert answer.status_code == 403, name
    for name, method in OWNERS.items():
        other = getattr(as_person(other_participant), method)(url(name, letter))
        assert other.status_code == 404, name
        assert getattr(as_person(organiser), method)(url(name, letter)).status_code == 403
    for name, method in ORGANISERS.items():
        for person in (participant, other_participant):
            assert getattr(as_person(person), method)(url(name, letter)).status_code == 403
    for name in ("letters", "new_letter"):
        address = reverse(f"commitments:{name}", args=[seminar.slug])
        for client in nobody:
            assert client.get(address).status_code == 404
        for person in (participant, facilitator):
            assert as_person(person).get(address).status_code == 403
    letter.refresh_from_db()
    assert letter.state == LetterState.APPROVED


def test_another_seminars_letter_does_not_exist_here(
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_seminar: Seminar,
    as_person: AsPerson,
) -> None:
    there = ParticipationFactory(seminar=other_seminar, is_organiser=True)
    about = ParticipationFactory(seminar=other_seminar, user=participant.user)
    approved(proposed(about, there, request="HEMMELIG"))
    foreign = LeaderLetter.objects.get()
    for name, method in (OWNERS | ORGANISERS).items():
        person = participant if name in OWNERS else organiser
        address = reverse(f"commitments:{name}", args=[seminar.slug, foreign.pk])
        assert getattr(as_person(person), method)(address).status_code == 404, name
    page = as_person(organiser).get(reverse("commitments:letters", args=[seminar.slug]))
    assert about.user.name not in page.content.decode()


def test_wrong_methods_are_refused(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    letter: LeaderLetter,
    as_person: AsPerson,
) -> None:
    for name, method in (OWNERS | ORGANISERS).items():
        client = as_person(participant if name in OWNERS else organiser)
        assert client.delete(url(name, letter)).status_code == 405, name
        if method == "post":
            assert client.get(url(name, letter)).status_code == 405, name
    for name in ("letters", "new_letter"):
        address = reverse(f"commitments:{name}", args=[seminar.slug])
        assert as_person(organiser).delete(address).status_code == 405


def test_the_organiser_takes_away_a_letter_nobody_has_answered(
    participant: Participation, organiser: Participation, letter: LeaderLetter, as_person: AsPerson
) -> None:
    desk = as_person(organiser)
    assert desk.post(url("drop_letter", letter)).status_code == 302
    assert not LeaderLetter.objects.exists()
    kept = proposed(participant, organiser)
    actions.decline_letter(kept, by=participant)
    assert desk.post(url("drop_letter", kept)).status_code == 409
    assert LeaderLetter.objects.exists()


@pytest.mark.parametrize("how", ["removed", "erased"])
def test_letters_of_those_who_have_left_are_neither_listed_nor_printed(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    letter: LeaderLetter,
    as_person: AsPerson,
    how: str,
) -> None:
    approved(letter, taken_home(participant, change=SHARED))
    addresses = {name: url(name, letter) for name in (*ORGANISERS, *OWNERS)}
    owner, desk = as_person(participant), as_person(organiser)
    name = participant.user.name
    if how == "removed":
        Participation.objects.filter(pk=participant.pk).update(removed_at=now())
        assert owner.get(addresses["letter"]).status_code == 404
    else:
        erase(participant.user)
        assert not LeaderLetter.objects.exists()
    page = desk.get(reverse("commitments:letters", args=[seminar.slug])).content.decode()
    assert name not in page
    assert DIRECTOR not in page
    for deed, method in ORGANISERS.items():
        assert getattr(desk, method)(addresses[deed]).status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_for_many(
    seminar: Seminar,
    organiser: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        approved(proposed(person, organiser))
    client = as_person(organiser)
    address = reverse("commitments:letters", args=[seminar.slug])
    client.get(address)
    with django_assert_num_queries(4):
        page = client.get(address)
    assert len(page.context["rows"]) == count


def test_only_an_organiser_is_led_to_the_letters(
    seminar: Seminar, organiser: Participation, facilitator: Participation, as_person: AsPerson
) -> None:
    address = reverse("commitments:letters", args=[seminar.slug])
    for path in ("oppgaver", "mer"):
        shown = f"/s/{seminar.slug}/{path}"
        assert address in as_person(organiser).get(shown).content.decode()
        assert address not in as_person(facilitator).get(shown).content.decode()
