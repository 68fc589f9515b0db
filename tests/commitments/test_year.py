"""The year after by the clock: due questions become mail, once; silence stays silence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from idetorg.commitments import actions, tasks
from idetorg.commitments.enums import TaskState
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.core.time import now
from idetorg.jobs.worker import registered
from idetorg.mailer.actions import pause
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, MakkerPairFactory, taken_home
from tests.factories import ParticipationFactory

COMMITTED = datetime(2013, 11, 21, 11, 26, tzinfo=UTC)
KINDS = {
    "day_1_3": datetime(2013, 11, 22, 8, tzinfo=UTC),
    "day_14": datetime(2013, 12, 5, 8, tzinfo=UTC),
    "week_6_8": datetime(2014, 1, 9, 8, tzinfo=UTC),
    "month_3": datetime(2014, 2, 21, 8, tzinfo=UTC),
    "month_6": datetime(2014, 5, 21, 8, tzinfo=UTC),
    "month_12": datetime(2014, 11, 21, 8, tzinfo=UTC),
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stand on the day of the seminar."""
    with time_machine.travel(COMMITTED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def task(clock: time_machine.Traveller, participant: Participation) -> ChangeTask:
    """A task taken home that day."""
    return taken_home(participant, by_when=COMMITTED.date() + timedelta(days=100))


def _run(clock: time_machine.Traveller, moment: datetime) -> list[str]:
    """Let the clock run to a moment and the job twice; return the kinds of new mail."""
    clock.move_to(moment, tick=False)
    before = set(Mail.objects.values_list("pk", flat=True))
    tasks.send_due_follow_ups(now())
    tasks.send_due_follow_ups(now())
    return list(Mail.objects.exclude(pk__in=before).order_by("pk").values_list("kind", flat=True))


def test_the_job_is_registered_with_the_worker() -> None:
    assert registered()["commitments.send_due_follow_ups"].fn is tasks.send_due_follow_ups


def test_each_question_of_the_year_is_asked_once(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    assert not tasks.something_is_due(now())
    for kind, due in KINDS.items():
        assert kind in _run(clock, due), kind
        row = FollowUp.objects.filter(task=task).exclude(sent_at=None).order_by("-due_at")[0]
        if kind != "day_1_3":
            actions.answer_follow_up(row, by=task.participation, answer="same")
    assert list(Mail.objects.order_by("pk").values_list("kind", flat=True)) == list(KINDS)
    assert _run(clock, datetime(2015, 3, 2, 9, tzinfo=UTC)) == []


def test_the_mail_holds_the_first_words_whatever_they_were_reworded_to(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    actions.reword(task, by=task.participation, values={"change": {"change": "Noe helt annet nå"}})
    _run(clock, KINDS["day_1_3"])

    mail = Mail.objects.get()
    assert WORDS in mail.text
    assert "Noe helt annet nå" not in mail.text
    assert "21. november skrev du dette" in mail.text


def test_the_answer_link_is_in_the_mail_with_pause_and_stop(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    _run(clock, KINDS["month_6"])

    mail = Mail.objects.get()
    assert mail.kind == "month_6"
    assert "/o/" in mail.text
    assert "/m/" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_reminder_after_five_working_days_that_does_not_count(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    assert _run(clock, KINDS["day_14"]) == ["day_14"]  # a Thursday
    assert _run(clock, datetime(2013, 12, 11, 9, tzinfo=UTC)) == []
    assert _run(clock, datetime(2013, 12, 12, 9, tzinfo=UTC)) == ["reminder"]
    assert _run(clock, datetime(2013, 12, 19, 9, tzinfo=UTC)) == []
    assert not Mail.objects.get(kind="reminder").counts


def test_no_reminder_for_one_who_has_told_since(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    _run(clock, KINDS["day_14"])
    clock.shift(timedelta(days=1))
    actions.move_state(task, by=task.participation, to=TaskState.STARTED)

    assert _run(clock, datetime(2013, 12, 16, 9, tzinfo=UTC)) == []


def test_no_reminder_of_a_question_that_the_outbox_stopped(
    clock: time_machine.Traveller, task: ChangeTask, other_participant: Participation
) -> None:
    """The tenth mail within a year does not come as a reminder of it."""
    got_it = taken_home(other_participant)
    _run(clock, KINDS["day_14"])
    Mail.objects.filter(kind="day_14", person_id=task.participation.user_id).update(
        state=State.STOPPED, reason=Reason.YEARLY_LIMIT
    )

    assert _run(clock, datetime(2013, 12, 12, 9, tzinfo=UTC)) == ["reminder"]
    assert Mail.objects.get(kind="reminder").person_id == got_it.participation.user_id
    assert not tasks.something_is_due(now())
    actions.answer_follow_up(
        task.follow_ups.get(kind="day_14"), by=task.participation, answer="started"
    )


@pytest.mark.parametrize(
    ("ends", "asked_at"),
    [
        (datetime(2014, 2, 22, 9, tzinfo=UTC), datetime(2014, 2, 24, 7, tzinfo=UTC)),  # a Saturday
        (datetime(2014, 2, 21, 20, 30, tzinfo=UTC), datetime(2014, 2, 24, 7, tzinfo=UTC)),  # night
        (datetime(2014, 4, 16, 9, tzinfo=UTC), datetime(2014, 4, 22, 7, tzinfo=UTC)),  # Easter week
        (datetime(2014, 7, 4, 9, tzinfo=UTC), datetime(2014, 8, 1, 7, tzinfo=UTC)),  # July
    ],
)
def test_what_a_pause_held_back_waits_for_a_working_day(
    clock: time_machine.Traveller, task: ChangeTask, ends: datetime, asked_at: datetime
) -> None:
    owner = task.participation
    pause(person_id=owner.user_id, scope=owner.seminar.scope, until=ends)

    moment = ends
    while not _run(clock, moment):
        moment += timedelta(hours=1)
        assert moment <= asked_at
    assert moment.date() == asked_at.date()
    assert Mail.objects.count() == 1


def test_a_reminder_waits_for_a_working_day(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    _run(clock, KINDS["day_14"])
    assert _run(clock, datetime(2013, 12, 14, 9, tzinfo=UTC)) == []  # a Saturday, server was away
    assert _run(clock, datetime(2013, 12, 16, 5, tzinfo=UTC)) == []  # before seven
    assert _run(clock, datetime(2013, 12, 16, 9, tzinfo=UTC)) == ["reminder"]


def test_no_reminder_after_a_stop_and_the_link_still_takes_an_answer(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    _run(clock, KINDS["day_14"])
    clock.shift(timedelta(days=1))
    actions.stop_questions(task, by=task.participation)
    assert _run(clock, datetime(2013, 12, 16, 9, tzinfo=UTC)) == []

    asked = task.follow_ups.get(kind="day_14")
    actions.answer_follow_up(asked, by=task.participation, answer="started")
    task.refresh_from_db()
    assert task.state == TaskState.STARTED


@pytest.mark.parametrize("how", ["put_aside", "closed", "stopped", "no_mail", "removed", "paused"])
def test_nobody_is_asked_who_should_not_be(
    clock: time_machine.Traveller, task: ChangeTask, how: str
) -> None:
    owner = task.participation
    if how == "put_aside":
        actions.move_state(task, by=owner, to=TaskState.PUT_ASIDE, reason="For stort")
    elif how == "closed":
        actions.close(task, by=owner)
    elif how == "stopped":
        actions.stop_questions(task, by=owner)
    elif how == "no_mail":
        owner.user.email = None
        owner.user.save()
    elif how == "removed":
        owner.removed_at = now()
        owner.save()
    else:
        pause(
            person_id=owner.user_id,
            scope=owner.seminar.scope,
            until=KINDS["month_12"] + timedelta(days=90),
        )
    for due in KINDS.values():
        assert _run(clock, due) == []


def test_after_a_pause_only_the_latest_question_is_asked(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    owner = task.participation
    pause(person_id=owner.user_id, scope=owner.seminar.scope, until=KINDS["month_3"])
    assert _run(clock, KINDS["week_6_8"]) == []
    assert _run(clock, KINDS["month_3"] + timedelta(hours=1)) == ["month_3"]
    assert _run(clock, KINDS["month_3"] + timedelta(hours=2)) == []


def test_several_tasks_of_a_person_are_one_mail(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    taken_home(task.participation, change="En leseplan for bussen.")

    assert _run(clock, KINDS["day_1_3"]) == ["day_1_3"]
    text = Mail.objects.get().text
    assert WORDS in text
    assert "En leseplan for bussen." in text
    assert not FollowUp.objects.filter(kind="own_words", sent_at=None).exists()


def test_silence_leaves_the_row_unanswered_and_the_state_as_told(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    for due in KINDS.values():
        _run(clock, due)

    task.refresh_from_db()
    assert task.state == TaskState.COMMITTED
    assert not task.follow_ups.exclude(answered_at=None).exists()
    assert not task.moves.exists()


def test_a_makker_without_a_task_is_asked_to_ring_and_never_told_what(
    clock: time_machine.Traveller, task: ChangeTask, other_participant: Participation
) -> None:
    MakkerPairFactory(one=task.participation, other=other_participant)

    assert _run(clock, KINDS["day_14"]) == ["day_14", "makker_day_14"]
    mail = Mail.objects.get(kind="makker_day_14")
    assert mail.to_address == other_participant.user.email
    assert WORDS not in mail.text
    assert "Nils er makkeren din" in Mail.objects.get(kind="day_14").text


def test_not_now_is_thanked_once_the_bus_has_left_and_never_asked(
    clock: time_machine.Traveller, seminar: Seminar
) -> None:
    person = ParticipationFactory(seminar=seminar)
    actions.not_now(person, reason="Vi flytter")
    assert _run(clock, COMMITTED + timedelta(hours=1)) == []

    RoomPosition.objects.create(seminar=seminar, finished_at=now())
    assert _run(clock, COMMITTED + timedelta(hours=3)) == ["day_1_3_not_now"]
    mail = Mail.objects.get()
    assert mail.not_before == datetime(2013, 11, 22, 7, tzinfo=UTC)
    assert "Vi flytter" not in mail.text
    for due in KINDS.values():
        assert _run(clock, due) == []


def test_one_whose_mail_cannot_be_queued_holds_nobody_else_up(
    clock: time_machine.Traveller, task: ChangeTask
) -> None:
    seminar = task.participation.seminar
    others = [taken_home(ParticipationFactory(seminar=seminar)) for _ in range(2)]
    User.objects.filter(pk=task.participation.user_id).update(email="not an address")

    clock.move_to(KINDS["day_14"], tick=False)
    with pytest.raises(RuntimeError, match="Mail to 1 could not be queued"):
        tasks.send_due_follow_ups(now())

    told = Mail.objects.filter(kind="day_14").values_list("person_id", flat=True)
    assert set(told) == {other.participation.user_id for other in others}
    assert not FollowUp.objects.filter(task=task).exclude(sent_at=None).exists()


def test_one_of_another_seminar_in_the_same_chunk_gets_mail_from_their_own(
    clock: time_machine.Traveller, task: ChangeTask, other_seminar: Seminar
) -> None:
    elsewhere = taken_home(ParticipationFactory(seminar=other_seminar), change="Noe helt annet")
    _run(clock, KINDS["day_1_3"])

    mails = {mail.person_id: mail for mail in Mail.objects.all()}
    assert set(mails) == {task.participation.user_id, elsewhere.participation.user_id}
    for owner, other in ((task, elsewhere), (elsewhere, task)):
        mail = mails[owner.participation.user_id]
        assert mail.scope == owner.participation.seminar.scope
        assert owner.versions.get(number=1).words["change"] in mail.text
        assert other.versions.get(number=1).words["change"] not in mail.text


@pytest.mark.parametrize("moment", ["day_14", "reminder", "thanks"])
def test_a_chunk_of_mail_takes_the_same_statements_for_one_and_three(
    clock: time_machine.Traveller, participant: Participation, moment: str
) -> None:
    seminar = participant.seminar
    people = [participant, *(ParticipationFactory(seminar=seminar) for _ in range(2))]
    if moment == "thanks":
        RoomPosition.objects.create(seminar=seminar, finished_at=COMMITTED)

    def at_once(owners: list[Participation]) -> int:
        if moment == "thanks":
            for owner in owners:
                actions.not_now(owner)
        else:
            for owner in owners:
                taken_home(owner)
        clock.move_to(KINDS["day_14"], tick=False)
        if moment == "reminder":
            tasks.send_due_follow_ups(now())
            clock.move_to(datetime(2013, 12, 12, 9, tzinfo=UTC), tick=False)
        with CaptureQueriesContext(connection) as seen:
            assert tasks.send_due_follow_ups(now()) == len(owners)
        clock.move_to(COMMITTED, tick=False)
        return len(seen)

    assert at_once(people[:1]) == at_once(people[1:])
