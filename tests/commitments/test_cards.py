"""The owner's own pages of an experience card: nobody else writes, shows or answers.

Source: DOMAIN, principles 2 and 3, "The loop". How others meet it: `tests/showcase/test_cards.py`.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from idetorg.commitments import actions
from idetorg.commitments.actions.cards import may_have_card, save_card
from idetorg.commitments.enums import OriginKind, TaskState, Visibility
from idetorg.commitments.errors import NotCarriedOut, NotYours
from idetorg.commitments.models import ChangeTask, Obstacle
from idetorg.core.time import now
from idetorg.files.models import Picture
from idetorg.people.actions import erase
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions as showcase
from idetorg.showcase.errors import CardConflict
from idetorg.showcase.models import ExperienceCard
from tests.commitments.factories import WORDS, asked, in_a_group, taken_home
from tests.commitments.factories import MakkerPairFactory as Pair
from tests.factories import ParticipationFactory, SeminarFactory

AsPerson = Callable[[Participation | User], Client]
SAID = {
    "title": "Åpen dør til seks",
    "before": "Det var stengt klokka tre.",
    "after": "Ungdommene låser seg inn selv.",
    "took": "Et nøkkelkort.",
    "went_wrong": "Alarmen gikk.",
    "ask": "Kari, 77 00 00 01",
}
PAGES = ("card_edit", "card_pictures")
DEEDS = ("card_show", "card_answer")


def url(name: str, task: ChangeTask) -> str:
    return reverse(f"commitments:{name}", args=[task.participation.seminar.slug, task.pk])


def carried_out(owner: Participation, *shown_to: Visibility) -> ChangeTask:
    """Return a task its owner says is done."""
    return actions.move_state(taken_home(owner, *shown_to), by=owner, to=TaskState.DONE)


def with_card(owner: Participation, *shown_to: Visibility) -> ChangeTask:
    """Return a done task with a card that only its owner sees."""
    task = carried_out(owner, *shown_to)
    save_card(task, SAID, by=owner, revision=0)
    task.refresh_from_db()
    return task


def upload(name: str = "bilde.jpg") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (64, 48), "#27508f").save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")


@pytest.fixture
def done(participant: Participation) -> ChangeTask:
    """A task of the participant's that is carried out, shown to everyone, without a card."""
    return carried_out(participant, *Visibility)


@pytest.fixture
def task(participant: Participation) -> ChangeTask:
    """The same with a card."""
    return with_card(participant, *Visibility)


# Who writes -----------------------------------------------------------------------------------


def test_only_the_owner_reaches_the_cards_pages_whatever_the_task_shows(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    task: ChangeTask,
    as_person: AsPerson,
) -> None:
    makker, member = ParticipationFactory.create_batch(2, seminar=seminar)
    Pair(one=participant, other=makker)
    in_a_group(participant, member)
    administrator = User.objects.create(name="Ada", email="ada@example.org", is_administrator=True)
    before = ExperienceCard.objects.values().get()
    refused: dict[str, tuple[Client, int]] = {
        "makker": (as_person(makker), 404),
        "member": (as_person(member), 404),
        "other participant": (as_person(other_participant), 404),
        "facilitator": (as_person(facilitator), 403),
        "organiser": (as_person(organiser), 403),
        "other seminar": (as_person(stranger), 404),
        "outsider": (as_person(outsider), 404),
        "administrator": (as_person(administrator), 404),
        "nobody": (Client(), 404),
    }
    for who, (client, status) in refused.items():
        for name in PAGES:
            assert client.get(url(name, task)).status_code == status, (who, name)
        for name, data in (
            ("card_edit", {**SAID, "revision": "2", "title": "Kapret"}),
            ("card_show", {"deed": "show"}),
            ("card_answer", {"answer": "yes"}),
            ("card_pictures", {"which": "after", "deed": "remove"}),
        ):
            assert client.post(url(name, task), data).status_code == status, (who, name)
    assert ExperienceCard.objects.values().get() == before
    for other in (makker, other_participant, organiser, facilitator, stranger):
        with pytest.raises(NotYours):
            save_card(task, SAID, by=other, revision=2)


def test_a_task_of_another_seminar_is_not_here(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    elsewhere: Seminar = SeminarFactory(slug="tredje")
    ParticipationFactory(seminar=elsewhere, user=participant.user)
    for name in PAGES:
        address = reverse(f"commitments:{name}", args=[elsewhere.slug, task.pk])
        assert as_person(participant).get(address).status_code == 404
        assert as_person(participant).post(address, SAID).status_code == 404


def test_wrong_methods_are_refused(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    for name in DEEDS:
        assert client.get(url(name, task)).status_code == 405
    for name in PAGES:
        assert client.put(url(name, task)).status_code == 405
        assert client.delete(url(name, task)).status_code == 405


@pytest.mark.parametrize("state", list(TaskState))
def test_a_card_begins_when_the_task_is_carried_out(
    participant: Participation, as_person: AsPerson, state: TaskState
) -> None:
    task = taken_home(participant)
    fields: dict[str, object] = {"state": state, "done_at": now() - timedelta(days=200)}
    if state in {TaskState.POSTPONED, TaskState.PUT_ASIDE}:
        fields |= {"state_reason": "Penger", "postponed_to": now().date()}
    ChangeTask.objects.filter(pk=task.pk).update(**fields)
    task.refresh_from_db()
    may = state in {TaskState.DONE, TaskState.LASTING}
    client = as_person(participant)
    assert may_have_card(task) is may
    assert client.get(url("card_edit", task)).status_code == (200 if may else 409)
    answer = client.post(url("card_edit", task), {**SAID, "revision": "0"})
    assert answer.status_code == (302 if may else 409)
    assert ExperienceCard.objects.exists() is may
    if not may:
        with pytest.raises(NotCarriedOut):
            save_card(task, SAID, by=participant, revision=0)
    leads_on = url("card_edit", task) in client.get(url("task", task)).content.decode()
    assert leads_on is may


def test_a_card_stays_its_owners_when_the_task_goes_out_of_use(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    actions.move_state(task, by=participant, to=TaskState.PARTLY)
    client = as_person(participant)
    assert client.get(url("card_edit", task)).status_code == 200
    assert client.post(url("card_show", task), {"deed": "show"}).status_code == 302
    actions.close(task, by=participant)
    assert client.post(url("card_show", task), {"deed": "withdraw"}).status_code == 302
    assert ExperienceCard.objects.get().published_at is None


@pytest.mark.parametrize("name", [*DEEDS, "card_pictures"])
def test_without_a_card_there_is_nothing_to_show_or_answer(
    done: ChangeTask, participant: Participation, as_person: AsPerson, name: str
) -> None:
    assert as_person(participant).post(url(name, done)).status_code == 409


# Words ----------------------------------------------------------------------------------------


def test_a_card_starts_empty_with_own_earlier_words_beside(
    done: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    page = as_person(participant).get(url("card_edit", done))
    for name in SAID:
        assert not page.context["form"][name].value(), name
    text = page.content.decode()
    assert WORDS in text
    assert "Kopier" in text
    assert not ExperienceCard.objects.exists()  # looking makes nothing


def test_the_task_never_writes_the_card(done: ChangeTask, participant: Participation) -> None:
    card = save_card(done, dict.fromkeys(SAID, ""), by=participant, revision=0)
    assert [getattr(card, name) for name in SAID] == [""] * len(SAID)


def test_own_words_are_copied_on_a_press_and_saved_by_nobody(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(
        participant, takes="Et nøkkelkort", origin_kind=OriginKind.PROBLEM, origin_label="Hvordan?"
    )
    Obstacle.objects.create(task=task, words="Alarmen", code="TECH")
    answered = asked(task)
    actions.answer_follow_up(answered, by=participant, answer="done")
    actions.add_details(
        answered, by=participant, happened="Det står åpent.", helped="Rådet", stopped="Vaktmesteren"
    )
    client = as_person(participant)
    page = client.get(url("card_edit", task)).content.decode()
    for own in ("Hvordan?", WORDS, "Det står åpent.", "Et nøkkelkort", "Rådet", "Alarmen"):
        assert own in page, own
    keys = re.findall(r'name="copy" value="(r\d+)"', page)
    typed = {**dict.fromkeys(SAID, ""), "after": "Alt er nytt.", "revision": "0"}
    seen = []
    for key in keys:
        copied = client.post(url("card_edit", task), {**typed, "copy": key})
        assert copied.status_code == 200
        form = copied.context["form"]
        assert form["after"].value().startswith("Alt er nytt.")  # what was typed stays
        seen += [f"{name}: {form[name].value()}" for name in SAID if form[name].value()]
    assert "before: Hvordan?" in seen
    assert f"after: Alt er nytt.\n{WORDS}" in seen
    assert "took: Et nøkkelkort" in seen
    assert "went_wrong: Vaktmesteren" in seen
    assert not ExperienceCard.objects.exists()
    nothing = client.post(url("card_edit", task), {**typed, "copy": "r99"})
    assert nothing.context["form"]["after"].value() == "Alt er nytt."


def test_saved_words_are_the_owners_alone(
    done: ChangeTask,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    client = as_person(participant)
    answer = client.post(url("card_edit", done), {**SAID, "revision": "0"}, follow=True)
    assert "Lagret. Bare du ser det." in answer.content.decode()
    card = ExperienceCard.objects.get()
    assert {name: getattr(card, name) for name in SAID} == SAID
    assert (card.seminar, card.participation) == (participant.seminar, participant)
    assert card.institution == participant.institution
    for reader in (as_person(other_participant), as_person(organiser), Client()):
        assert reader.get(reverse("showcase:card", args=[card.pk])).status_code == 404
        task_page = reader.get(url("task", done)).content.decode()
        assert SAID["title"] not in task_page


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "x" * 161},
        {"after": "x" * 3001},
        {"ask": "x" * 201},
    ],
)
def test_too_long_words_are_told_and_kept(
    done: ChangeTask, participant: Participation, as_person: AsPerson, bad: dict[str, str]
) -> None:
    answer = as_person(participant).post(url("card_edit", done), {**SAID, **bad, "revision": "0"})
    assert answer.status_code == 422
    text = answer.content.decode()
    for words in {**SAID, **bad}.values():
        assert words in text
    assert not ExperienceCard.objects.exists()


def test_a_shown_card_that_would_lose_its_title_is_told_and_the_words_kept(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    client.post(url("card_show", task), {"deed": "show"})
    revision = ExperienceCard.objects.get().revision
    answer = client.post(
        url("card_edit", task),
        {**SAID, "title": " ", "after": "Nye ord.", "revision": revision},
    )
    assert answer.status_code == 422
    assert "Nye ord." in answer.content.decode()
    card = ExperienceCard.objects.get()
    assert (card.title, card.after, card.revision) == (SAID["title"], SAID["after"], revision)


@pytest.mark.parametrize("revision", ["1", "0", "", "999", "x"])
def test_two_phones_keep_both_words(
    task: ChangeTask, participant: Participation, as_person: AsPerson, revision: str
) -> None:
    client = as_person(participant)
    mine = {**SAID, "after": "Skrevet på den andre telefonen."}
    answer = client.post(url("card_edit", task), {**mine, "revision": revision})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert mine["after"] in text
    assert SAID["after"] in text
    assert text.count("Slik står det der:") == 1  # only at the field that differs
    card = ExperienceCard.objects.get()
    assert card.after == SAID["after"]
    # Saved once more, on purpose, one's own words stand.
    again = client.post(url("card_edit", task), {**mine, "revision": answer.context["revision"]})
    assert again.status_code == 302
    card.refresh_from_db()
    assert card.after == mine["after"]


def test_two_phones_that_begin_at_once_make_one_card(
    done: ChangeTask, participant: Participation
) -> None:
    old = ChangeTask.objects.get(pk=done.pk)
    save_card(done, SAID, by=participant, revision=0)
    with pytest.raises(CardConflict):
        save_card(old, {**SAID, "after": "Den andre"}, by=participant, revision=0)
    assert ExperienceCard.objects.get().after == SAID["after"]


@pytest.mark.parametrize("many", [1, 3])
def test_statements_of_the_cards_page_do_not_grow(
    participant: Participation, as_person: AsPerson, many: int
) -> None:
    for number in range(many):
        task = with_card(participant)
        Obstacle.objects.create(task=task, words=f"Hindring {number}", code="TECH")
    client = as_person(participant)
    counts = {}
    for name in PAGES:
        client.get(url(name, task))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(name, task)).status_code == 200
        counts[name] = len(seen.captured_queries)
    assert counts == {"card_edit": 8, "card_pictures": 6}


# To show it -----------------------------------------------------------------------------------


def test_showing_and_taking_back_are_the_owners_press(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    page = reverse("showcase:card", args=[task.card_id])
    assert "Bare du ser det til du viser det" in client.get(url("card_edit", task)).content.decode()
    client.post(url("card_show", task), {"deed": "show"})
    assert SAID["after"] in Client().get(page).content.decode()
    saved = client.post(
        url("card_edit", task),
        {**SAID, "after": "Nå til sju.", "revision": ExperienceCard.objects.get().revision},
        follow=True,
    )
    assert "Alle ser de nye ordene" in saved.content.decode()
    assert "Nå til sju." in Client().get(page).content.decode()
    client.post(url("card_show", task), {"deed": "withdraw"})
    assert Client().get(page).status_code == 404
    assert "Nå til sju." in client.get(page).content.decode()


@pytest.mark.parametrize("lacking", ["title", "before", "after"])
def test_a_card_that_lacks_something_is_not_shown(
    done: ChangeTask, participant: Participation, as_person: AsPerson, lacking: str
) -> None:
    save_card(done, {**SAID, lacking: ""}, by=participant, revision=0)
    client = as_person(participant)
    assert 'value="show"' not in client.get(url("card_edit", done)).content.decode()
    assert client.post(url("card_show", done), {"deed": "show"}).status_code == 422
    assert ExperienceCard.objects.get().published_at is None


def test_a_shown_card_shows_nothing_of_the_task(
    participant: Participation, as_person: AsPerson
) -> None:
    task = with_card(participant)  # the task itself is shown to nobody
    as_person(participant).post(url("card_show", task), {"deed": "show"})
    page = Client().get(reverse("showcase:card", args=[task.card_id])).content.decode()
    assert WORDS not in page
    assert participant.user.name not in page
    task.refresh_from_db()
    assert not task.seen_by_everyone


# Pictures -------------------------------------------------------------------------------------


def test_a_picture_is_put_in_described_and_thrown_away(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    address = url("card_pictures", task)
    given = {"which": "after", "after-caption": "Døra i mai", "after-alt": "En grønn dør"}
    kept = client.post(address, {**given, "after-file": upload()}, follow=True)
    assert "Bildet er tatt vare på, og vises ikke før alle har sagt ja" in kept.content.decode()
    assert "Samtykke fra dem som er på bildet" in kept.content.decode()
    picture = Picture.objects.get()
    assert (picture.caption, picture.alt, picture.consent) == ("Døra i mai", "En grønn dør", "none")

    yes = client.post(address, {**given, "after-consent": "on"}, follow=True)
    assert "Bildet vises med kortet" in yes.content.decode()
    picture.refresh_from_db()
    assert picture.consent == "open"
    client.post(address, {**given, "after-alt": "En blå dør"})  # the yes is taken back
    picture.refresh_from_db()
    assert (picture.alt, picture.consent) == ("En blå dør", "none")

    client.post(address, {"which": "after", "deed": "remove"})
    assert not Picture.objects.exists()
    assert client.post(address, {"which": "after", "deed": "remove"}).status_code == 302


@pytest.mark.parametrize(
    ("bad", "file"),
    [
        ({"after-caption": ""}, upload()),
        ({"after-alt": ""}, upload()),
        ({"after-alt": "DØRA I MAI"}, upload()),
        ({}, None),
        ({}, SimpleUploadedFile("bilde.jpg", b"no picture", "image/jpeg")),
    ],
)
def test_a_bad_picture_is_told_and_its_words_are_kept(
    task: ChangeTask,
    participant: Participation,
    as_person: AsPerson,
    bad: dict[str, str],
    file: SimpleUploadedFile | None,
) -> None:
    given = {
        "which": "after",
        "after-caption": "Døra i mai",
        "after-alt": "En grønn dør",
        "after-consent": "on",
        **bad,
    }
    data = {**given, "after-file": file} if file else given
    answer = as_person(participant).post(url("card_pictures", task), data)
    assert answer.status_code == 422
    form = answer.context["rows"][1]["form"]
    for name in ("caption", "alt"):
        assert form[name].value() == given[f"after-{name}"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("which", ["", "title", "institution"])
def test_there_is_no_third_picture(
    task: ChangeTask, participant: Participation, as_person: AsPerson, which: str
) -> None:
    answer = as_person(participant).post(
        url("card_pictures", task), {"which": which, "deed": "remove"}
    )
    assert answer.status_code == 422


# An invitation --------------------------------------------------------------------------------


@pytest.fixture
def coming(
    seminar: Seminar, organiser: Participation, participant: Participation, task: ChangeTask
) -> Seminar:
    """The organiser's next seminar, that has asked the owner to present the card."""
    found: Seminar = SeminarFactory(organiser=seminar.organiser, slug="neste", name="Vårsamling")
    asks = ParticipationFactory(seminar=found, user=organiser.user, is_organiser=True)
    ParticipationFactory(seminar=found, user=participant.user, institution=participant.institution)
    card = ExperienceCard.objects.get()
    showcase.publish_card(card, by=participant)
    showcase.invite_card(card, found, by=asks)
    return found


def test_the_owner_finds_the_invitation_under_mine_and_says_yes(
    seminar: Seminar,
    coming: Seminar,
    task: ChangeTask,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    client = as_person(participant)
    for slug in (seminar.slug, coming.slug):
        page = client.get(reverse("web:mine", args=[slug])).content.decode()
        assert "Vårsamling spør om du vil vise fram dette" in page
        assert SAID["title"] in page
    mine = reverse("web:mine", args=[seminar.slug])
    assert "Vårsamling" not in as_person(other_participant).get(mine).content.decode()
    assert "Vårsamling spør" in client.get(url("card_edit", task)).content.decode()
    answer = client.post(url("card_answer", task), {"answer": "yes"})
    made = ExperienceCard.objects.get().presentation
    assert made is not None
    assert answer["Location"] == reverse("showcase:presentation", args=[coming.slug, made.pk])
    assert SAID["after"] in client.get(answer["Location"]).content.decode()
    assert "Vårsamling spør" not in client.get(mine).content.decode()
    assert client.post(url("card_answer", task), {"answer": "no"}).status_code == 409


def test_the_owner_says_no_thank_you(
    coming: Seminar, task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    thanked = client.post(url("card_answer", task), {"answer": "no"}, follow=True)
    assert "Takk for at du svarte" in thanked.content.decode()
    card = ExperienceCard.objects.get()
    assert (card.invitation_answer, card.presentation) == ("no", None)
    assert "Vårsamling spør" not in client.get(url("card_edit", task)).content.decode()


def test_a_presenter_who_has_left_is_told(
    coming: Seminar, task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    Participation.objects.filter(seminar=coming, user=participant.user).update(removed_at=now())
    answer = as_person(participant).post(url("card_answer", task), {"answer": "yes"})
    assert answer.status_code == 409
    assert "er ikke med på dette seminaret" in answer.content.decode()


# Exports and erasure --------------------------------------------------------------------------


def test_own_data_hold_the_card_and_nobody_elses(
    task: ChangeTask,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    with_card(other_participant)
    ExperienceCard.objects.filter(participation=other_participant).update(title="LEKKASJE")
    address = reverse("people:export")
    mine = as_person(participant).get(address)
    assert [row["title"] for row in mine.json()["tables"]["showcase.experiencecard"]] == [
        SAID["title"]
    ]
    assert "LEKKASJE" not in mine.content.decode()
    theirs = as_person(organiser).get(address).content.decode()
    assert SAID["title"] not in theirs
    assert "LEKKASJE" not in theirs


def test_erasing_oneself_takes_task_card_and_pictures(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    client.post(
        url("card_pictures", task),
        {
            "which": "before",
            "before-file": upload(),
            "before-caption": "Før",
            "before-alt": "En låst dør",
            "before-consent": "on",
        },
    )
    client.post(url("card_show", task), {"deed": "show"})
    page = reverse("showcase:card", args=[task.card_id])
    assert "En låst dør" in Client().get(page).content.decode()
    erase(participant.user)
    assert not ExperienceCard.objects.exists()
    assert not Picture.objects.exists()
    assert Client().get(page).status_code == 404
    assert SAID["title"] not in Client().get(reverse("showcase:cards")).content.decode()


def test_the_form_says_what_is_needed_before_it_is_shown(
    done: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    page = as_person(participant).get(url("card_edit", done)).content.decode()
    assert page.count("Trengs før du viser det.") == 3
    labels = [row.partition("</label>")[0] for row in page.split('<label for="id_')[1:]]
    may_be_left = {row.partition('"')[0] for row in labels if "(kan stå tomt)" in row}
    assert may_be_left == {"took", "went_wrong", "ask"}
