"""The organiser's list: whom to ring, what was agreed, and what was heard on the phone.

Source: DOMAIN, principles 1, 2, 6, 9 and 11.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, queries
from idetorg.commitments.enums import FollowUpKind, TaskState, Visibility
from idetorg.commitments.errors import (
    BadValue,
    DateMissing,
    NotAllowed,
    NotTheCaller,
    NotYours,
    ReasonMissing,
)
from idetorg.commitments.models import CallNote, ChangeTask, FollowUp
from idetorg.commitments.queries import calling
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.time import now
from idetorg.mailer.actions import pause
from idetorg.mailer.models import Mail, StoppedAddress, hash_of
from idetorg.mailer.queries import named_log
from idetorg.people.actions import erase
from idetorg.people.belongings import encoder, export
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import DraftFactory, asked, taken_home
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation | User], Client]


def asked_in_vain(task: ChangeTask, kind: str = "week_7", days_ago: int = 30) -> FollowUp:
    """Return a question asked and reminded of, long enough ago, with nothing heard since."""
    row = task.follow_ups.get(kind=kind)
    row.sent_at = row.due_at = now() - timedelta(days=days_ago)
    row.reminded_at = row.sent_at + timedelta(days=8)
    row.save()
    ChangeTask.objects.filter(pk=task.pk).update(state_at=row.sent_at - timedelta(days=40))
    task.refresh_from_db()
    return row


def to_call(seminar: Seminar) -> list[Participation]:
    return calling.people_to_call(seminar, now())


# Who is on it ------------------------------------------------------------------------------


def test_a_person_reminded_in_vain_is_on_the_list_once(
    seminar: Seminar, participant: Participation, stranger: Participation
) -> None:
    for _n in range(2):
        asked_in_vain(taken_home(participant))
    asked_in_vain(taken_home(stranger))
    assert to_call(seminar) == [participant]


def test_nobody_is_on_it_before_the_reminder_has_had_five_working_days(
    seminar: Seminar, participant: Participation
) -> None:
    row = asked_in_vain(taken_home(participant))
    row.reminded_at = None
    row.save()
    assert to_call(seminar) == []
    row.reminded_at = now() - timedelta(days=4)
    row.save()
    assert to_call(seminar) == []


def test_silence_before_a_question_and_not_now_are_no_reasons(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    actions.not_now(participant, reason="Vi flytter")
    DraftFactory(participation=other_participant)
    ParticipationFactory(seminar=seminar)  # wrote nothing at all
    own_words = ParticipationFactory(seminar=seminar)
    asked_in_vain(taken_home(own_words), "own_words")  # it asks nothing
    assert to_call(seminar) == []


def _answer(task: ChangeTask, row: FollowUp) -> None:
    actions.answer_follow_up(row, by=task.participation, answer="same")


def _answer_another(task: ChangeTask, row: FollowUp) -> None:
    other = taken_home(task.participation)
    actions.answer_follow_up(asked(other), by=task.participation, answer="started")


def _move(task: ChangeTask, row: FollowUp) -> None:
    actions.move_state(task, by=task.participation, to=TaskState.STARTED)


def _put_aside(task: ChangeTask, row: FollowUp) -> None:
    actions.move_state(task, by=task.participation, to=TaskState.PUT_ASIDE, reason="Ny jobb")


def _close(task: ChangeTask, row: FollowUp) -> None:
    actions.close(task, by=task.participation)


def _stop_questions(task: ChangeTask, row: FollowUp) -> None:
    actions.stop_questions(task, by=task.participation)


def _pause(task: ChangeTask, row: FollowUp) -> None:
    owner = task.participation
    until = now() + timedelta(weeks=4)
    pause(person_id=owner.user_id, scope=owner.seminar.scope, until=until)


def _stop_mail(task: ChangeTask, row: FollowUp) -> None:
    owner = task.participation
    StoppedAddress.objects.create(
        address_hash=hash_of(owner.user.mail_to), scope=owner.seminar.scope
    )


def _leave(task: ChangeTask, row: FollowUp) -> None:
    Participation.objects.filter(pk=task.participation_id).update(removed_at=now())


def _end(task: ChangeTask, row: FollowUp) -> None:
    User.objects.filter(pk=task.participation.user_id).update(is_active=False)


def _reach(task: ChangeTask, row: FollowUp) -> None:
    CallNote.objects.create(participation=task.participation, reached=True)


def _wish(task: ChangeTask, row: FollowUp) -> None:
    actions.ask_help(task, by=task.participation, to="organiser", text="Ring meg")


def _ask_anew(task: ChangeTask, row: FollowUp) -> None:
    asked(task, "month_3")


@pytest.mark.parametrize(
    "deed",
    [
        *(_answer, _answer_another, _move, _put_aside, _close, _stop_questions, _pause),
        *(_stop_mail, _leave, _end, _reach, _wish, _ask_anew),
    ],
)
def test_whoever_has_been_heard_from_or_wants_quiet_is_gone(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    deed: Callable[[ChangeTask, FollowUp], None],
) -> None:
    task = taken_home(participant)
    row = asked_in_vain(task)
    asked_in_vain(taken_home(other_participant))
    assert participant in to_call(seminar)
    deed(task, row)
    assert to_call(seminar) == [other_participant]


def test_not_reached_and_old_calls_take_nobody_off(
    seminar: Seminar, participant: Participation
) -> None:
    asked_in_vain(taken_home(participant))
    CallNote.objects.create(participation=participant, reached=False)
    CallNote.objects.create(participation=participant, at=now() - timedelta(days=60))
    assert to_call(seminar) == [participant]


def test_a_break_that_is_over_hides_nobody(seminar: Seminar, participant: Participation) -> None:
    asked_in_vain(taken_home(participant))
    pause(person_id=participant.user_id, scope=seminar.scope, until=now() - timedelta(days=1))
    assert to_call(seminar) == [participant]


def test_the_order_says_nothing_of_silence(seminar: Seminar) -> None:
    people = [
        ParticipationFactory(seminar=seminar, institution__name=name, user__name=name)
        for name in ("Bardu", "Alta", "Dyrøy")
    ]
    for person, days in zip(people, (40, 60, 30), strict=True):
        asked_in_vain(taken_home(person), days_ago=days)
    assert [p.user.name for p in to_call(seminar)] == ["Alta", "Bardu", "Dyrøy"]


def test_the_four_numbers_count_persons(
    seminar: Seminar, participant: Participation, stranger: Participation
) -> None:
    assert calling.counts(seminar, now()).is_empty
    asker, aside, done = ParticipationFactory.create_batch(3, seminar=seminar)
    asked_in_vain(taken_home(participant))
    for _n in range(2):
        actions.ask_help(taken_home(asker), by=asker, to="organiser", text="Ring")
    actions.move_state(taken_home(aside), by=aside, to=TaskState.PUT_ASIDE, reason="Nei")
    actions.move_state(taken_home(done), by=done, to=TaskState.DONE)
    actions.move_state(taken_home(stranger), by=stranger, to=TaskState.DONE)
    assert calling.counts(seminar, now()) == calling.CallCounts(1, 1, 1, 1)


def test_words_are_there_only_by_their_owners_choice(
    seminar: Seminar, organiser: Participation
) -> None:
    people = ParticipationFactory.create_batch(4, seminar=seminar)
    shown = taken_home(people[0], Visibility.ORGANISER)
    actions.move_state(shown, by=people[0], to=TaskState.DONE)
    for person in people[1:3]:
        task = taken_home(person, Visibility.MAKKER)
        actions.move_state(task, by=person, to=TaskState.DONE)
    aside = taken_home(people[3])
    actions.move_state(aside, by=people[3], to=TaskState.PUT_ASIDE, reason="Nei")
    put_aside, good_news = calling.put_aside_and_good_news(seminar, organiser)
    assert (put_aside.shown, put_aside.hidden) == ([], 1)
    assert (good_news.shown, good_news.hidden) == ([shown], 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_numbers_cost_the_same_for_many(
    seminar: Seminar, count: int, django_assert_num_queries: Any
) -> None:
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        asked_in_vain(taken_home(person))
    with django_assert_num_queries(6):
        assert calling.counts(seminar, now()).to_call == count


# The page ----------------------------------------------------------------------------------


def _calls(seminar: Seminar) -> str:
    return reverse("commitments:calls", args=[seminar.slug])


def _call(person: Participation) -> str:
    return reverse("commitments:call", args=[person.seminar.slug, person.pk])


def test_the_list_names_a_person_and_a_number_and_nothing_of_the_task(
    seminar: Seminar, organiser: Participation, stranger: Participation, as_person: AsPerson
) -> None:
    silent = ParticipationFactory(
        seminar=seminar, user__name="Sissel Stille", user__phone="77 00 11 22"
    )
    asked_in_vain(taken_home(silent, Visibility.SEMINAR, change="HEMMELIG her"))
    quiet = ParticipationFactory(seminar=seminar, user__name="Uten Oppgave")
    actions.not_now(ParticipationFactory(seminar=seminar, user__name="Ikke Nå"))
    asked_in_vain(taken_home(stranger, Visibility.EVERYONE, change="HEMMELIG annet"))

    page = as_person(organiser).get(_calls(seminar)).content.decode()
    assert "Sissel Stille" in page
    assert silent.institution is not None
    assert silent.institution.name in page
    assert 'href="tel:77001122"' in page
    for hidden in ("HEMMELIG", "tatt med hjem", "i gang", quiet.user.name, "Ikke Nå"):
        assert hidden not in page, hidden
    assert stranger.user.name not in page


def test_the_list_shows_help_put_aside_and_good_news_as_owners_chose(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    people = ParticipationFactory.create_batch(4, seminar=seminar)
    own = taken_home(people[0], change="HEMMELIG ønske")
    wish = actions.ask_help(own, by=people[0], to="organiser", text="Ring meg på mandag")
    actions.ask_help(own, by=people[0], to="makker", text="HEMMELIG til makker")
    shown = taken_home(people[1], Visibility.ORGANISER, change="Vist til arrangøren")
    actions.move_state(shown, by=people[1], to=TaskState.DONE)
    for person in people[2:]:
        task = taken_home(person, Visibility.MAKKER, change="HEMMELIG")
        actions.move_state(task, by=person, to=TaskState.DONE)
    aside = taken_home(people[0], change="HEMMELIG")
    actions.move_state(aside, by=people[0], to=TaskState.PUT_ASIDE, reason="HEMMELIG grunn")

    client = as_person(organiser)
    page = client.get(_calls(seminar)).content.decode()
    for words in (
        "Ring meg på mandag",
        "Vist til arrangøren",
        "Og 2 til, for seg selv.",
        "1 person, som har ordene for seg selv.",
        f"mailto:{people[0].user.email}",
    ):
        assert words in page, words
    assert "HEMMELIG" not in page
    assert people[2].user.name not in page

    url = reverse("commitments:take_help", args=[seminar.slug, wish.pk])
    answer = client.post(url, {"from_the_list": "1"})
    assert answer["Location"] == _calls(seminar)
    assert "Ring meg på mandag" not in client.get(_calls(seminar)).content.decode()


def test_an_empty_list_says_something_human(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    assert "Ingen å ringe i dag." in as_person(organiser).get(_calls(seminar)).content.decode()


def test_the_pages_are_for_organisers_of_the_seminar(
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    asked_in_vain(taken_home(participant))
    note = actions.write_call_note(participant, by=organiser, reached=False)
    hear = reverse("commitments:hear_for", args=[seminar.slug, participant.pk])
    drop = reverse("commitments:drop_call_note", args=[seminar.slug, note.pk])
    for who, status in (
        (facilitator, 403),
        (participant, 403),
        (stranger, 404),
        (outsider, 404),
    ):
        client = as_person(who)
        assert client.get(_calls(seminar)).status_code == status
        assert client.get(_call(participant)).status_code == status
        assert client.post(_call(participant), {"call-reached": "yes"}).status_code == status
        assert client.post(hear, {"heard-answer": "done"}).status_code == status
        assert client.post(drop).status_code == status
    client = as_person(organiser)
    assert client.get(_call(participant)).status_code == 200
    assert client.post(_calls(seminar)).status_code == 405
    assert client.put(hear).status_code == 405
    assert client.get(drop).status_code == 405
    assert CallNote.objects.count() == 1


def test_nobody_can_go_through_all_people(
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    """Nobody has reason to ring them: with a task, without one, in another house."""
    taken_home(participant)
    other_house = reverse("commitments:call", args=[seminar.slug, stranger.pk])
    asked_in_vain(taken_home(stranger))
    client = as_person(organiser)
    idle = ParticipationFactory(seminar=seminar)
    for url in (_call(participant), _call(idle), other_house):
        assert client.get(url).status_code == 404
        assert client.post(url, {"call-reached": "yes"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(
    seminar: Seminar,
    organiser: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        asked_in_vain(taken_home(person))
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        task = taken_home(person, Visibility.SEMINAR)
        actions.ask_help(task, by=person, to="organiser", text="Ring")
        actions.move_state(task, by=person, to=TaskState.DONE)
    client = as_person(organiser)
    client.get(_calls(seminar))
    with django_assert_num_queries(12):
        page = client.get(_calls(seminar))
    assert len(page.context["people"]) == len(page.context["wishes"]) == count


def test_those_who_organise_find_the_list_where_they_look(
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    as_person: AsPerson,
) -> None:
    asked(taken_home(participant))
    for name in ("commitments:overview", "web:more"):
        url = reverse(name, args=[seminar.slug])
        assert _calls(seminar) in as_person(organiser).get(url).content.decode(), name
        assert _calls(seminar) not in as_person(facilitator).get(url).content.decode(), name


# Notes -------------------------------------------------------------------------------------


def test_a_note_is_read_by_organisers_and_the_one_it_is_about(
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    as_person: AsPerson,
) -> None:
    task = taken_home(participant, Visibility.SEMINAR)
    asked_in_vain(task)
    client = as_person(organiser)
    form = client.get(_call(participant)).content.decode()
    assert "Kari Deltaker kan lese dette" in form
    sent = client.post(
        _call(participant), {"call-reached": "yes", "call-text": "Vi snakkes i mai"}, follow=True
    )
    assert "Vi snakkes i mai" in sent.content.decode()
    assert participant not in to_call(seminar)
    entry = Entry.objects.get(action="commitments.wrote_call_note")
    assert (entry.actor_id, entry.length, entry.hand) == (organiser.user_id, 16, "organiser")
    assert not Mail.objects.filter(kind__contains="call").exists()

    own_page = reverse("commitments:task", args=[seminar.slug, task.pk])
    mine = reverse("web:mine", args=[seminar.slug])
    for url in (own_page, mine):
        assert "Vi snakkes i mai" in as_person(participant).get(url).content.decode()
        for reader in (other_participant, facilitator):
            assert "Vi snakkes i mai" not in as_person(reader).get(url).content.decode()


def test_a_note_too_long_is_told_kindly_and_kept_on_the_page(
    seminar: Seminar, organiser: Participation, participant: Participation, as_person: AsPerson
) -> None:
    asked_in_vain(taken_home(participant))
    answer = as_person(organiser).post(
        _call(participant), {"call-reached": "yes", "call-text": "Ordene mine " * 100}
    )
    assert answer.status_code == 422
    assert "Ordene mine" in answer.content.decode()
    assert not CallNote.objects.exists()


def test_one_takes_away_ones_own_note_and_no_other(
    seminar: Seminar, organiser: Participation, participant: Participation, as_person: AsPerson
) -> None:
    asked_in_vain(taken_home(participant))
    colleague = ParticipationFactory(seminar=seminar, is_organiser=True, is_participant=False)
    note = actions.write_call_note(participant, by=organiser, text="Enige")
    drop = reverse("commitments:drop_call_note", args=[seminar.slug, note.pk])
    assert as_person(colleague).post(drop).status_code == 404
    with pytest.raises(NotTheCaller):
        actions.drop_call_note(note, by=colleague)
    as_person(organiser).post(drop)
    assert not CallNote.objects.exists()
    assert to_call(seminar) == [participant]
    assert Entry.objects.filter(action="commitments.dropped_call_note").exists()


def test_only_organisers_of_the_seminar_write_notes_and_hear_answers(
    participant: Participation, facilitator: Participation, stranger: Participation
) -> None:
    row = asked_in_vain(taken_home(participant))
    for by in (participant, facilitator, stranger):
        with pytest.raises(NotTheCaller):
            actions.write_call_note(participant, by=by, text="Nei")
        with pytest.raises(NotTheCaller):
            actions.hear_answer(row, by=by, answer="done")
    assert not CallNote.objects.exists()


def test_notes_and_what_was_heard_are_handed_out_and_erased_with_the_person(
    organiser: Participation, participant: Participation
) -> None:
    row = asked_in_vain(taken_home(participant))
    actions.write_call_note(participant, by=organiser, text="Vi snakkes i mai")
    actions.hear_answer(row, by=organiser, answer="done", note="Det er i gang")
    mine = json.dumps(export(participant.user), cls=encoder, ensure_ascii=False)
    assert "Vi snakkes i mai" in mine
    assert "Det er i gang" in mine
    theirs = json.dumps(export(organiser.user), cls=encoder, ensure_ascii=False)
    assert "Vi snakkes i mai" not in theirs
    assert "Det er i gang" not in theirs
    erase(participant.user)
    assert not CallNote.objects.exists()
    assert not FollowUp.objects.exists()


# Heard on the phone ------------------------------------------------------------------------


@pytest.fixture
def heard(organiser: Participation, participant: Participation) -> FollowUp:
    """An answer written down for a participant, who has not said yes to it."""
    row = asked_in_vain(taken_home(participant), "month_6")
    return actions.hear_answer(row, by=organiser, answer="done", note="To bord er på plass")


def test_an_answer_heard_moves_nothing_and_is_in_no_figure(
    seminar: Seminar, heard: FollowUp, organiser: Participation
) -> None:
    heard.refresh_from_db()
    task = heard.task
    assert (heard.answer, heard.answered_at, heard.happened) == ("", None, "")
    assert (task.state, task.done_at, task.moves.count()) == (TaskState.COMMITTED, None, 0)
    for kind in (None, FollowUpKind.MONTH_6):
        results = queries.results(seminar, kind)
        assert (results.committed, results.answered, results.done) == (1, 0, 0)
    assert calling.counts(seminar, now()) == calling.CallCounts(0, 0, 0, 0)
    assert calling.silent_count(seminar) == 1
    assert not queries.last_moves(seminar, now() - timedelta(days=1))
    entry = Entry.objects.get(action="commitments.heard:month_6")
    assert (entry.hand, entry.actor_id) == ("organiser", organiser.user_id)


def test_one_mail_asks_whether_it_is_right_and_says_nothing_of_what_was_heard(
    seminar: Seminar, heard: FollowUp, organiser: Participation, client: Client
) -> None:
    mail = Mail.objects.get(kind="heard_confirm")
    assert (mail.person_id, mail.asked_for, mail.counts) == (
        heard.task.participation.user_id,
        True,
        False,
    )
    assert "To bord" not in mail.text
    assert "Gjennomført" not in mail.text
    path = reverse("commitments:answer", args=[follow_up_token(heard)])
    assert path in mail.text
    assert "To bord er på plass" in client.get(path).content.decode()
    actions.hear_answer(heard, by=organiser, answer="partly", note="Ett bord")  # put right
    assert Mail.objects.filter(kind="heard_confirm").count() == 1
    # Who has told what is not to be read out of the organiser's log.
    assert named_log(seminar.scope) == []


def test_whoever_has_no_address_is_not_mailed(
    organiser: Participation, participant: Participation
) -> None:
    row = asked_in_vain(taken_home(participant), "month_6")
    User.objects.filter(pk=participant.user_id).update(email=None)
    actions.hear_answer(row, by=organiser, answer="done")
    assert not Mail.objects.filter(kind="heard_confirm").exists()


def test_its_owner_confirms_and_it_is_their_own_answer(
    seminar: Seminar, heard: FollowUp, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    own_page = reverse("commitments:task", args=[seminar.slug, heard.task_id])
    assert own_page in client.get(reverse("web:mine", args=[seminar.slug])).content.decode()
    page = client.get(own_page).content.decode()
    for words in ("Åse Arrangør skrev ned på telefonen", "Gjennomført", "To bord er på plass"):
        assert words in page, words
    url = reverse("commitments:heard", args=[seminar.slug, heard.task_id])
    for _twice in range(2):
        assert client.post(url, {"deed": "heard_yes"}).status_code == 302
    heard.refresh_from_db()
    assert (heard.answer, heard.happened) == ("done", "To bord er på plass")
    assert (heard.heard, heard.heard_by, heard.heard_at) == ({}, None, None)
    assert heard.task.state == TaskState.DONE
    assert heard.task.moves.count() == 1
    assert queries.results(seminar).done == 1
    told = Entry.objects.get(action="commitments.told:done")
    assert told.actor_id == participant.user_id
    assert "To bord er på plass" not in client.get(own_page).content.decode()


def test_its_owner_says_no_and_it_is_gone(
    seminar: Seminar, heard: FollowUp, participant: Participation, as_person: AsPerson
) -> None:
    url = reverse("commitments:heard", args=[seminar.slug, heard.task_id])
    as_person(participant).post(url, {"deed": "heard_no"})
    heard.refresh_from_db()
    assert (heard.heard, heard.heard_at, heard.answered_at) == ({}, None, None)
    assert heard.task.state == TaskState.COMMITTED
    assert to_call(seminar) == []  # they have been reached all the same


def test_an_own_answer_stands_instead(
    seminar: Seminar, heard: FollowUp, participant: Participation
) -> None:
    actions.answer_follow_up(heard, by=participant, answer="same")
    row = FollowUp.objects.get(pk=heard.pk)
    assert (row.answer, row.heard, row.heard_at) == (TaskState.COMMITTED, {}, None)


def test_the_page_behind_the_personal_link_asks_too(
    seminar: Seminar, heard: FollowUp, client: Client
) -> None:
    url = reverse("commitments:answer", args=[follow_up_token(heard)])
    page = client.get(url).content.decode()
    assert "To bord er på plass" in page
    assert FollowUp.objects.get(pk=heard.pk).answered_at is None  # a look changes nothing
    client.post(url, {"deed": "heard_yes"})
    assert FollowUp.objects.get(pk=heard.pk).answer == "done"
    assert "To bord er på plass" not in client.get(url).content.decode()


def test_only_its_owner_confirms(
    seminar: Seminar,
    heard: FollowUp,
    organiser: Participation,
    other_participant: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    url = reverse("commitments:heard", args=[seminar.slug, heard.task_id])
    for who, status in ((organiser, 403), (other_participant, 404), (stranger, 404)):
        assert as_person(who).post(url, {"deed": "heard_yes"}).status_code == status
    for by in (organiser, other_participant):
        with pytest.raises(NotYours):
            actions.confirm_heard(heard, by=by)
        with pytest.raises(NotYours):
            actions.reject_heard(heard, by=by)
    assert as_person(heard.task.participation).get(url).status_code == 405
    bad = as_person(heard.task.participation).post(url, {"deed": "noe annet"})
    assert bad.status_code == 422
    assert FollowUp.objects.get(pk=heard.pk).heard_at is not None


def test_what_no_longer_fits_is_refused_and_nothing_moves(
    seminar: Seminar, participant: Participation, organiser: Participation, client: Client
) -> None:
    row = asked_in_vain(taken_home(participant))
    tomorrow = date.today() + timedelta(days=1)
    actions.hear_answer(row, by=organiser, answer="postponed", note="Vinter", new_date=tomorrow)
    heard = FollowUp.objects.get(pk=row.pk)
    heard.heard["new_date"] = (date.today() - timedelta(days=3)).isoformat()
    heard.save()
    url = reverse("commitments:answer", args=[follow_up_token(row)])
    answer = client.post(url, {"deed": "heard_yes"})
    assert answer.status_code == 422
    assert "Velg en ny dato" in answer.content.decode()
    assert ChangeTask.objects.get().state == TaskState.COMMITTED


@pytest.mark.parametrize("to", ["started", "partly", "postponed", "put_aside", "same"])
def test_each_answer_that_can_be_heard_can_be_confirmed(
    participant: Participation, organiser: Participation, to: str
) -> None:
    row = asked_in_vain(taken_home(participant))
    later = date.today() + timedelta(days=60)
    actions.hear_answer(row, by=organiser, answer=to, note="Slik er det", new_date=later)
    actions.confirm_heard(FollowUp.objects.get(pk=row.pk), by=participant)
    task = ChangeTask.objects.get()
    row.refresh_from_db()
    assert task.state == (TaskState.COMMITTED if to == "same" else to)
    is_reason = to in {"postponed", "put_aside"}
    assert task.state_reason == ("Slik er det" if is_reason else "")
    assert row.happened == ("" if is_reason else "Slik er det")
    assert task.postponed_to == (later if to == "postponed" else None)


def test_what_is_missing_or_can_not_be_heard_is_refused(
    participant: Participation, organiser: Participation
) -> None:
    task = taken_home(participant)
    unsent = task.follow_ups.get(kind="month_12")
    row = asked_in_vain(task)
    for answer, error in (
        ("lasting", BadValue),
        ("draft", BadValue),
        ("put_aside", ReasonMissing),
        ("postponed", ReasonMissing),
    ):
        with pytest.raises(error):
            actions.hear_answer(row, by=organiser, answer=answer)
    with pytest.raises(DateMissing):
        actions.hear_answer(row, by=organiser, answer="postponed", note="Vinter")
    with pytest.raises(NotAllowed):
        actions.hear_answer(unsent, by=organiser, answer="done")
    actions.close(task, by=participant)
    with pytest.raises(NotAllowed):
        actions.hear_answer(row, by=organiser, answer="done")
    assert FollowUp.objects.get(pk=row.pk).heard_at is None


def test_an_organiser_writes_it_down_and_does_not_read_it_again(
    seminar: Seminar, organiser: Participation, participant: Participation, as_person: AsPerson
) -> None:
    row = asked_in_vain(taken_home(participant, change="HEMMELIG"))
    other = asked_in_vain(taken_home(ParticipationFactory(seminar=seminar)))
    client = as_person(organiser)
    assert "HEMMELIG" not in client.get(_call(participant)).content.decode()
    url = reverse("commitments:hear_for", args=[seminar.slug, participant.pk])
    bad = client.post(
        url, {"heard-follow_up": row.pk, "heard-answer": "postponed", "heard-note": "Til våren"}
    )
    assert bad.status_code == 422
    assert "Til våren" in bad.content.decode()
    assert (
        client.post(url, {"heard-follow_up": other.pk, "heard-answer": "done"}).status_code == 422
    )

    client.post(
        url, {"heard-follow_up": row.pk, "heard-answer": "done", "heard-note": "Bordene står"}
    )
    assert FollowUp.objects.get(pk=row.pk).heard["note"] == "Bordene står"
    page = client.get(_call(participant)).content.decode()
    assert "venter på at Kari Deltaker sier at det stemmer" in page
    assert "Bordene står" not in page
    assert "Bordene står" not in client.get(_calls(seminar)).content.decode()


def test_an_answer_that_waits_is_no_silence_also_without_the_note(
    seminar: Seminar, heard: FollowUp
) -> None:
    CallNote.objects.all().delete()
    assert to_call(seminar) == []


def test_a_wish_goes_with_its_task(seminar: Seminar, participant: Participation) -> None:
    task = taken_home(participant)
    actions.ask_help(task, by=participant, to="organiser", text="Ring meg")
    assert len(queries.help_wanted(seminar)) == 1
    actions.move_state(task, by=participant, to=TaskState.PUT_ASIDE, reason="Rommet ble solgt")
    assert queries.help_wanted(seminar) == []
    actions.ask_help(task, by=participant, to="organiser", text="Ring likevel")
    assert [wish.text for wish in queries.help_wanted(seminar)] == ["Ring likevel"]
    ChangeTask.objects.filter(pk=task.pk).update(closed_at=now())
    assert queries.help_wanted(seminar) == []


def test_one_who_answers_a_later_question_is_silent_no_more(
    seminar: Seminar, participant: Participation
) -> None:
    task = taken_home(participant)
    asked_in_vain(task, "day_14", days_ago=60)
    assert calling.silent_count(seminar) == 1
    row = asked_in_vain(task, "week_7", days_ago=20)
    assert calling.silent_count(seminar) == 1
    actions.answer_follow_up(row, by=participant, answer="same")
    assert calling.silent_count(seminar) == 0


def test_loading_a_refused_phone_answer_anew_leads_to_the_persons_page(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    asked_in_vain(taken_home(participant))
    url = reverse("commitments:hear_for", args=[seminar.slug, participant.pk])
    answer = as_person(organiser).get(url)
    assert (answer.status_code, answer["Location"]) == (302, _call(participant))
    assert as_person(participant).get(url).status_code == 403


def test_an_address_stands_where_there_is_no_number(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    asked_in_vain(taken_home(ParticipationFactory(seminar=seminar, user__phone="77 00 11 22")))
    bare = ParticipationFactory(seminar=seminar, user__email="uten.nummer@example.org")
    asked_in_vain(taken_home(bare))
    page = as_person(organiser).get(_calls(seminar)).content.decode()
    assert "Ikke noe telefonnummer" in page
    assert 'href="mailto:uten.nummer@example.org"' in page
    assert page.count("mailto:") == 1
