"""Principles 4–7 and 12 where one line could break them: each test has seen its break."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.errors import AlreadyTakenHome, NotAskedYet, NotYours
from idetorg.commitments.exports import task_card
from idetorg.commitments.models import ChangeTask, FollowUp, NotNow
from idetorg.commitments.presenting import task_rows, year_of
from idetorg.commitments.queries import (
    calling,
    coverage,
    not_answered_yet,
    own_sources,
    results,
    tasks_of,
)
from idetorg.commitments.tasks import send_due_follow_ups
from idetorg.commitments.tokens import follow_up_token, leader_token
from idetorg.core.time import now
from idetorg.invitations.models import SignUp
from idetorg.mailer.models import Mail
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import (
    WORDS,
    DraftFactory,
    MakkerPairFactory,
    asked,
    taken_home,
)
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation], Client]
ROOT = Path(__file__).parents[2]


def test_principle_4_who_said_not_now_is_never_waited_for(
    seminar: Seminar, participant: Participation, facilitator: Participation
) -> None:
    assert not_answered_yet(seminar, facilitator) == [participant]
    actions.not_now(participant)
    assert not_answered_yet(seminar, facilitator) == []


RED = re.compile(r'class="[^"]*\b(error|danger|warning|failed)\b[^"]*"')


def test_principle_4_no_page_shows_put_aside_in_red(
    client: Client, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    """On every page that tells of it: the owner's, the list, the question, the overview."""
    seminar = participant.seminar
    task = taken_home(participant, Visibility.SEMINAR)
    row = asked(task)
    owner = as_person(participant)
    own_page = reverse("commitments:task", args=[seminar.slug, task.pk])
    link = reverse("commitments:answer", args=[follow_up_token(row)])
    assert not RED.search(owner.get(own_page).content.decode())
    assert not RED.search(client.get(link).content.decode())

    actions.answer_follow_up(row, by=participant, answer="put_aside", reason="Rommet ble solgt")
    for page in (
        owner.get(own_page),
        owner.get(reverse("web:mine", args=[seminar.slug])),
        client.get(link + "?takk=1"),
        as_person(organiser).get(reverse("commitments:overview", args=[seminar.slug])),
    ):
        text = page.content.decode()
        assert re.search("[Ll]agt bort", text)
        assert not RED.search(text)


def test_principle_4_no_style_knows_the_state_put_aside() -> None:
    styles = (ROOT / "frontend" / "src").rglob("*.css")
    assert not [p.name for p in styles if re.search("put.?aside", p.read_text(encoding="utf-8"))]


def test_principle_4_put_aside_is_an_answer_and_needs_no_lesson(
    seminar: Seminar, participant: Participation
) -> None:
    task = taken_home(participant)
    row = asked(task)
    assert calling.silent_count(seminar) == 1

    actions.move_state(task, by=participant, to=TaskState.PUT_ASIDE, reason="Rommet ble solgt")

    found = results(seminar)
    assert (found.committed, found.answered, found.put_aside, found.unknown) == (1, 1, 1, 0)
    assert calling.silent_count(seminar) == 0
    assert task_rows(tasks_of(participant), participant)[0].next_on is None
    row.refresh_from_db()
    assert row.answered_at is None


def test_principle_4_not_now_without_a_reason_is_thanked_and_a_change_of_mind_is_not(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    actions.not_now(participant)
    actions.not_now(other_participant, reason="Vi flytter")
    NotNow.objects.filter(participation=other_participant).update(withdrawn_at=now())
    RoomPosition.objects.create(seminar=seminar, finished_at=now() - timedelta(minutes=1))

    send_due_follow_ups(now())

    assert [m.to_address for m in Mail.objects.all()] == [participant.user.email]


REWORDED = {
    "change": {"change": "Omskrevet etterpå"},
    "first_step": {"first_step": "Et annet første steg"},
}
FIRST_STEP = "Jeg tømmer det innerste rommet og setter inn to bord."


def test_principle_5_page_card_and_mail_give_back_the_first_words(
    client: Client, participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    actions.reword(task, by=participant, values=REWORDED)
    task.refresh_from_db()
    seminar = participant.seminar

    card = task_card(task, "nb")
    assert (card["words"], card["first_step"]) == (WORDS, FIRST_STEP)
    home = as_person(participant).get(reverse("commitments:home", args=[seminar.slug, task.pk]))
    assert home.context["words"]["change"] == WORDS
    assert home.context["words"]["first_step"] == FIRST_STEP
    assert "Omskrevet" not in home.content.decode()
    page = as_person(participant).get(reverse("commitments:task", args=[seminar.slug, task.pk]))
    assert f'<blockquote class="keep-lines">{WORDS}</blockquote>' in page.content.decode()

    actions.mail_own_words(task, by=participant)
    sent = Mail.objects.get().text
    assert WORDS in sent
    assert FIRST_STEP in sent
    assert "Omskrevet" not in sent


@pytest.mark.usefixtures("a_working_morning")
@pytest.mark.parametrize("kind", ["own_words", "day_14"])
def test_principle_5_the_first_step_asked_for_is_the_first_one_written(
    client: Client, participant: Participation, kind: str
) -> None:
    task = taken_home(participant)
    actions.reword(task, by=participant, values=REWORDED)
    FollowUp.objects.exclude(kind=kind).update(cancelled_at=now())
    FollowUp.objects.filter(kind=kind).update(due_at=now() - timedelta(minutes=1))
    send_due_follow_ups(now())

    sent = Mail.objects.get().text
    row = task.follow_ups.get(kind=kind)
    page = client.get(reverse("commitments:answer", args=[follow_up_token(row)]))
    for text in (sent, page.content.decode()):
        assert FIRST_STEP in text
        assert "Et annet første steg" not in text


def test_principle_5_a_note_is_not_picked_up_into_frozen_words(participant: Participation) -> None:
    SignUp.objects.create(participation=participant, stuck_with="Ingen kommer")
    source = own_sources(participant)[0]
    task = taken_home(participant)

    with pytest.raises(AlreadyTakenHome):
        actions.pick_up_origin(task, by=participant, kind=source.kind, pk=source.pk)

    task.refresh_from_db()
    assert task.change == WORDS


def test_principle_6_the_states_are_what_an_owner_can_say() -> None:
    assert set(TaskState.values) == {
        *("draft", "committed", "started", "partly", "done", "lasting"),
        *("postponed", "put_aside"),
    }


@pytest.mark.usefixtures("a_working_morning")
def test_principle_6_a_reminder_is_no_answer(seminar: Seminar, participant: Participation) -> None:
    task = taken_home(participant)
    row = asked(task)
    FollowUp.objects.exclude(pk=row.pk).update(cancelled_at=now())
    FollowUp.objects.filter(pk=row.pk).update(sent_at=now() - timedelta(days=20))
    ChangeTask.objects.update(state_at=now() - timedelta(days=40))

    send_due_follow_ups(now())

    row.refresh_from_db()
    assert row.reminded_at is not None
    assert row.answered_at is None
    assert (results(seminar).answered, calling.silent_count(seminar)) == (0, 1)


def test_principle_6_what_others_have_seen_is_no_answer_of_the_owners(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    task = taken_home(participant, Visibility.MAKKER)
    MakkerPairFactory(one=participant, other=other_participant)
    actions.confirm(task, role="makker", by=other_participant)

    found = results(seminar)
    assert (found.answered, found.done, found.confirmed, found.unknown) == (0, 0, 0, 1)


def test_principle_6_a_silent_question_is_unknown_on_the_years_thread(
    participant: Participation,
) -> None:
    task = taken_home(participant)
    told, current = task.follow_ups.get(kind="week_7"), task.follow_ups.get(kind="month_6")
    told.answered_at = now()
    told.save()

    knots = {knot.kind.value: knot.state for knot in year_of(task, current)}

    assert knots == {
        "day_14": "unknown",
        "week_7": "past",
        "month_3": "unknown",
        "month_6": "now",
        "month_12": "next",
    }


def test_principles_6_7_pages_say_for_how_many_we_do_not_know_with_both_ends_of_the_range(
    client: Client, seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    """Nine took a task home, seven answered, five have done it: at least 5, at most 7 of 9."""
    people = ParticipationFactory.create_batch(9, seminar=seminar)
    for n, person in enumerate(people):
        row = asked(taken_home(person))
        if n < 7:
            said = "done" if n < 5 else "partly"
            actions.answer_follow_up(row, by=person, answer=said)
    RoomPosition.objects.create(seminar=seminar, finished_at=now() - timedelta(days=190))

    overview = as_person(organiser).get(reverse("commitments:overview", args=[seminar.slug]))
    public = client.get(reverse("web:seminar", args=[seminar.slug]))
    for page in (overview, public):
        text = page.content.decode()
        chart = re.search(r"<svg[^>]*aria-label=\"Minst 5, høyst 7 av 9.*?</svg>", text, re.DOTALL)
        assert chart
        assert ">minst 5<" in chart[0]
        assert ">høyst 7<" in chart[0]
        assert 'class="dashes"' in chart[0]
        assert "Minst 5 av 9" in text
        assert "5 av 7" in text
        assert "Høyst 7 av 9" in text
    table = overview.content.decode().split('id="outcome"')[1]
    assert re.search(r"[Vv]et (vi )?ikke</th><td class=\"n\">2</td>", table)


def test_principle_6_the_silent_are_told_to_the_organiser_as_a_number(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    asked(taken_home(participant))
    page = as_person(organiser).get(reverse("commitments:overview", args=[seminar.slug]))
    assert calling.silent_count(seminar) == 1
    assert "Kari" not in page.content.decode()


def test_principle_7_the_six_month_chart_is_of_what_was_told_then(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant)
    actions.move_state(task, by=participant, to=TaskState.DONE)
    FollowUp.objects.filter(kind="month_6").update(due_at=now() + timedelta(days=1))

    page = as_person(organiser).get(reverse("commitments:overview", args=[seminar.slug]))

    assert page.context["chart"].at_least == 1
    assert page.context["month_6"] is None  # nobody has been asked yet


def test_principle_7_a_count_in_the_room_says_of_how_many(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    taken_home(participant)
    text = render_to_string("commitments/_coverage.html", {"coverage": coverage(seminar)})
    assert re.search(r"<li><b>1</b> av 2 tar", text)


@pytest.mark.parametrize(
    "ticked",
    [set(), {Visibility.ORGANISER}, {Visibility.SEMINAR, Visibility.MAKKER, Visibility.GROUP}],
    ids=["only me", "organiser", "seminar"],
)
def test_principle_12_a_named_leader_hears_nothing_without_the_owners_tick(
    client: Client, participant: Participation, ticked: set[Visibility]
) -> None:
    task = taken_home(participant)
    named = {"leader_name": "Rune Rådmann", "leader_email": "rune@example.org"}
    task = actions.set_visibility(task, by=participant, chosen=ticked, **named)

    with pytest.raises(NotAskedYet):
        actions.ask_leader(task, by=participant)

    assert not Mail.objects.exists()
    seen = client.get(reverse("commitments:seen", args=[leader_token(task)]))
    assert seen.status_code == 410
    assert WORDS not in seen.content.decode()


def test_principle_12_only_the_owner_asks_the_leader_and_never_of_a_draft(
    participant: Participation, organiser: Participation, other_participant: Participation
) -> None:
    draft = DraftFactory(participation=participant)
    named = {"leader_name": "Rune Rådmann", "leader_email": "rune@example.org"}
    shown = {Visibility.LEADER}
    draft = actions.set_visibility(draft, by=participant, chosen=shown, **named)
    with pytest.raises(NotAskedYet):
        actions.ask_leader(draft, by=participant)

    task = actions.commit(draft, by=participant)
    for other in (organiser, other_participant):
        with pytest.raises(NotYours):
            actions.ask_leader(task, by=other)
    assert not Mail.objects.exists()
