"""The organiser's list: whom to ring, what was agreed, and what was heard on the phone.

Source: DOMAIN, principles 1, 2, 6, 9 and 11.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import CallNote, ChangeTask, FollowUp
from idetorg.commitments.queries import calling
from idetorg.core.time import now
from idetorg.mailer.actions import pause
from idetorg.mailer.models import StoppedAddress, hash_of
from idetorg.people.actions import give_consent, withdraw
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


def _withdraw(task: ChangeTask, row: FollowUp) -> None:
    owner = task.participation
    give_consent(owner.user, scope=owner.seminar.scope, purpose="follow_up")
    withdraw(owner.user, scope=owner.seminar.scope, purpose="follow_up")


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
        *(_stop_mail, _withdraw, _leave, _end, _reach, _wish, _ask_anew),
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


def test_a_break_that_is_over_and_a_consent_given_anew_hide_nobody(
    seminar: Seminar, participant: Participation
) -> None:
    task = taken_home(participant)
    row = asked_in_vain(task)
    pause(person_id=participant.user_id, scope=seminar.scope, until=now() - timedelta(days=1))
    _withdraw(task, row)
    give_consent(participant.user, scope=seminar.scope, purpose="follow_up")
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
    with django_assert_num_queries(7):
        assert calling.counts(seminar, now()).to_call == count
