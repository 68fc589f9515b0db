"""States and answers: only the owner tells; others may confirm."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from idetorg.commitments import actions, queries, tasks
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.errors import (
    BadValue,
    DateMissing,
    NoMakker,
    NotAllowed,
    NotAskedYet,
    NotYours,
    ReasonMissing,
    TooEarly,
)
from idetorg.commitments.models import ChangeTask, Confirmation, FollowUp, HelpRequest
from idetorg.commitments.rules import MOVES
from idetorg.core.time import now
from idetorg.mailer.models import Mail
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import MakkerPairFactory, asked, taken_home
from tests.factories import ParticipationFactory

S = TaskState
EXTRA = {
    S.POSTPONED: {"reason": "Vi venter på penger", "new_date": date.today() + timedelta(days=200)},
    S.PUT_ASIDE: {"reason": "Det ble gjort av andre", "learning": "Spør først"},
}


def _in_state(owner: Participation, state: TaskState) -> ChangeTask:
    task = taken_home(owner)
    task.state = state
    task.state_reason = "Fordi"
    task.postponed_to = date.today() + timedelta(days=30)
    task.done_at = now() - timedelta(days=300)
    task.save()
    return task


@pytest.mark.parametrize("before", [s for s in S if s != S.DRAFT])
def test_states_move_as_the_table_says_and_nowhere_else(
    participant: Participation, before: TaskState
) -> None:
    for to in S:
        task = _in_state(participant, before)
        if to in MOVES[before]:
            moved = actions.move_state(task, by=participant, to=to, **EXTRA.get(to, {}))
            assert moved.state == to
            assert moved.moves.get().to_state == to
        else:
            with pytest.raises(NotAllowed):
                actions.move_state(task, by=participant, to=to, **EXTRA.get(to, {}))
        task.participation.change_tasks.all().delete()


def test_a_draft_goes_nowhere_by_telling() -> None:
    assert MOVES[S.DRAFT] == frozenset()
    assert all(S.DRAFT not in to and S.COMMITTED not in to for to in MOVES.values())


def test_nobody_but_the_owner_moves_a_state(
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    facilitator: Participation,
) -> None:
    task = taken_home(participant, Visibility.EVERYONE)
    MakkerPairFactory(one=participant, other=other_participant)
    for person in (other_participant, organiser, facilitator):
        with pytest.raises(NotYours):
            actions.move_state(task, by=person, to=S.DONE)
    task.refresh_from_db()
    assert task.state == S.COMMITTED


def test_put_aside_takes_a_reason_and_postponed_a_date_too(participant: Participation) -> None:
    task = taken_home(participant)
    with pytest.raises(ReasonMissing):
        actions.move_state(task, by=participant, to=S.PUT_ASIDE, reason="  ")
    for day in (None, date.today(), date.today() - timedelta(days=1)):
        with pytest.raises(DateMissing):
            actions.move_state(task, by=participant, to=S.POSTPONED, reason="Penger", new_date=day)
    task = actions.move_state(task, by=participant, to=S.PUT_ASIDE, reason="For stort")
    assert (task.state, task.state_reason, task.learning) == (S.PUT_ASIDE, "For stort", "")


def test_lasting_waits_six_months_after_done(participant: Participation) -> None:
    task = actions.move_state(taken_home(participant), by=participant, to=S.DONE)
    assert task.done_at is not None
    with pytest.raises(TooEarly):
        actions.move_state(task, by=participant, to=S.LASTING)

    with time_machine.travel(task.done_at + timedelta(days=190)):
        task = actions.move_state(task, by=participant, to=S.LASTING)
    assert task.state == S.LASTING
    assert task.confirmations.get().by_role == "owner"


def test_each_telling_is_kept(participant: Participation) -> None:
    task = taken_home(participant)
    actions.move_state(task, by=participant, to=S.STARTED)
    actions.move_state(task, by=participant, to=S.PUT_ASIDE, reason="Trangt", learning="Spør før")
    actions.move_state(task, by=participant, to=S.STARTED)

    assert [(m.to_state, m.learning) for m in task.moves.all()] == [
        ("started", ""),
        ("put_aside", "Spør før"),
        ("started", ""),
    ]


def test_an_answer_stores_the_state_and_no_change_is_an_answer(
    participant: Participation,
) -> None:
    task = taken_home(participant)
    row = actions.answer_follow_up(asked(task), by=participant, answer="done")
    task.refresh_from_db()
    assert (row.answer, task.state) == ("done", S.DONE)
    assert row.answered_at is not None

    again = actions.answer_follow_up(asked(task, "month_12"), by=participant, answer="same")
    assert again.answer == "done"
    with pytest.raises(BadValue):
        actions.answer_follow_up(row, by=participant, answer="finished")


def test_day_14_asks_about_the_step_and_not_yet_moves_nothing(
    participant: Participation,
) -> None:
    task = taken_home(participant)
    row = actions.answer_first_step(asked(task, "day_14"), by=participant, taken="not_taken")
    task.refresh_from_db()
    assert (row.first_step, row.answer, task.state) == ("not_taken", S.COMMITTED, S.COMMITTED)

    actions.answer_first_step(row, by=participant, taken="taken")
    task.refresh_from_db()
    assert task.state == S.STARTED


def test_details_are_kept_beside_the_answer(participant: Participation) -> None:
    row = asked(taken_home(participant))
    actions.add_details(
        row, by=participant, helped="Makkeren ringte", obstacle_code="TIME", anyway="later"
    )
    row.refresh_from_db()
    assert (row.helped, row.obstacle_code, row.anyway) == ("Makkeren ringte", "TIME", "later")
    with pytest.raises(BadValue):
        actions.add_details(row, by=participant, anyway="of_course")
    with pytest.raises(BadValue):
        actions.add_details(row, by=participant, obstacle_code="SNOW")


def test_makkers_are_chosen_by_people_and_agreed_by_both(
    participant: Participation, other_participant: Participation, stranger: Participation
) -> None:
    task = taken_home(participant, Visibility.MAKKER)
    pair = actions.ask_makker(participant, other=other_participant)
    assert not ChangeTask.objects.visible_to(other_participant).exists()
    with pytest.raises(NotYours):  # the one who asks can't say yes for the other
        actions.agree_makker(pair, by=participant)

    actions.agree_makker(pair, by=other_participant)
    assert ChangeTask.objects.visible_to(other_participant).get() == task
    actions.end_makker(pair, by=participant)
    assert not ChangeTask.objects.visible_to(other_participant).exists()

    for nobody in (participant, stranger):
        with pytest.raises(NoMakker):
            actions.ask_makker(participant, other=nobody)


def test_asked_by_both_is_agreed_and_three_is_the_most(
    participant: Participation, other_participant: Participation
) -> None:
    third, fourth = ParticipationFactory.create_batch(2, seminar=participant.seminar)
    actions.ask_makker(participant, other=other_participant)
    assert actions.ask_makker(other_participant, other=participant).agreed_at is not None
    actions.agree_makker(actions.ask_makker(participant, other=third), by=third)
    with pytest.raises(NoMakker):
        actions.ask_makker(fourth, other=participant)


def test_a_makker_confirms_and_no_state_moves(
    participant: Participation, other_participant: Participation, organiser: Participation
) -> None:
    task = taken_home(participant, Visibility.MAKKER, Visibility.ORGANISER)
    MakkerPairFactory(one=participant, other=other_participant)
    actions.confirm(task, role="makker", by=other_participant)
    actions.confirm(task, role="makker", by=other_participant, answer="partly")

    assert Confirmation.objects.get().answer == "partly"
    task.refresh_from_db()
    assert task.state == S.COMMITTED
    for person in (organiser, participant):
        with pytest.raises(NotYours):
            actions.confirm(task, role="makker", by=person)


def test_a_leader_is_asked_with_the_owners_tick_and_confirms_by_link(
    participant: Participation,
) -> None:
    task = taken_home(participant)
    with pytest.raises(NotAskedYet):
        actions.ask_leader(task, by=participant)
    with pytest.raises(NotYours):
        actions.confirm(task, role="leader", leader_token_valid=True)

    task = actions.set_visibility(
        task,
        by=participant,
        chosen={Visibility.LEADER},
        leader_name="Rune Rådmann",
        leader_email="rune@example.org",
    )
    actions.ask_leader(task, by=participant)
    mail = Mail.objects.get()
    assert (mail.kind, mail.to_address) == ("confirmer", "rune@example.org")
    with pytest.raises(NotYours):
        actions.confirm(task, role="leader")
    row = actions.confirm(task, role="leader", leader_token_valid=True, text="Så det i går")
    assert (row.by_name, row.answer) == ("Rune Rådmann", "yes")


def test_help_is_asked_by_the_owner_and_taken_by_those_who_lead(
    participant: Participation, other_participant: Participation, organiser: Participation
) -> None:
    task = taken_home(participant)
    wish = actions.ask_help(task, by=participant, to="organiser", text="Ring meg")
    actions.ask_help(task, by=participant, to="organiser", text="Ring meg på mandag")
    assert HelpRequest.objects.get().text == "Ring meg på mandag"
    with pytest.raises(NotYours):
        actions.ask_help(task, by=other_participant, to="organiser")
    with pytest.raises(BadValue):
        actions.ask_help(task, by=participant, to="the_king")
    with pytest.raises(NotYours):
        actions.take_help(wish, by=other_participant)
    assert actions.take_help(wish, by=organiser).taken_at is not None


@pytest.mark.parametrize(("days_after", "moves"), [(0, True), (8, True), (50, True), (80, False)])
def test_the_last_question_waits_some_weeks_until_lasting_can_be_answered(
    participant: Participation, days_after: int, moves: bool
) -> None:
    """Month 6 is answered some days after it was asked; month 12 came always too early."""
    committed = datetime(2013, 11, 21, 11, 26, tzinfo=UTC)
    with time_machine.travel(committed, tick=False) as clock:
        task = taken_home(participant, by_when=date(2014, 3, 1))
        planned = task.follow_ups.get(kind="month_12").due_at
        month_6 = task.follow_ups.get(kind="month_6")
        clock.move_to(month_6.due_at + timedelta(days=days_after, hours=3), tick=False)
        FollowUp.objects.filter(pk=month_6.pk).update(sent_at=month_6.due_at)
        month_6.refresh_from_db()
        actions.answer_follow_up(month_6, by=participant, answer="done")
        last = task.follow_ups.get(kind="month_12")
        assert (last.due_at > planned) == moves
        clock.move_to(last.due_at, tick=False)
        FollowUp.objects.filter(pk=last.pk).update(sent_at=last.due_at)
        last.refresh_from_db()
        if moves:
            actions.answer_follow_up(last, by=participant, answer="lasting")
            assert ChangeTask.objects.get(pk=task.pk).state == TaskState.LASTING


ANSWERED = datetime(2014, 1, 9, 9, tzinfo=UTC)  # week 7, asked and answered the same morning
MONTH_3 = date(2014, 2, 21)


@pytest.mark.parametrize(
    ("new_date", "asked_on"),
    [
        (date(2014, 1, 10), MONTH_3),  # long before the next question: it comes as planned
        (date(2014, 2, 8), date(2014, 2, 10)),  # a Saturday shortly before it: on the Monday
        (date(2014, 3, 20), date(2014, 3, 20)),  # after it: it waits
        (date(2014, 4, 16), date(2014, 4, 22)),  # in Easter week: when Easter is over
        (date(2014, 5, 14), None),  # close before month 6: that question is enough
        (date(2016, 3, 1), None),  # after everything
    ],
)
def test_postponed_is_asked_on_its_new_date(
    participant: Participation, new_date: date, asked_on: date | None
) -> None:
    with time_machine.travel(datetime(2013, 11, 21, 11, 26, tzinfo=UTC), tick=False) as clock:
        task = taken_home(participant, by_when=date(2014, 3, 1))
        before = {f.kind: f.due_at for f in task.follow_ups.all()}
        clock.move_to(ANSWERED, tick=False)
        FollowUp.objects.filter(kind__in=["own_words", "day_14", "week_7"]).update(sent_at=now())
        week_7 = task.follow_ups.get(kind="week_7")
        actions.answer_follow_up(
            week_7, by=participant, answer="postponed", reason="Budsjettet", new_date=new_date
        )
        month_3 = task.follow_ups.get(kind="month_3")
        if asked_on is None:  # with month 6, and overtaken by it
            assert month_3.due_at == before["month_6"]
        else:
            assert month_3.due_at.astimezone(ZoneInfo("Europe/Oslo")).date() == asked_on
            assert month_3.due_at.astimezone(ZoneInfo("Europe/Oslo")).hour == 8
        assert month_3.cancelled_at is None
        after = {f.kind: f.due_at for f in task.follow_ups.all()}
        assert {k for k in after if after[k] != before[k]} <= {"month_3"}  # measures stay


def _at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _put_off(task: ChangeTask, new_date: date) -> None:
    actions.move_state(
        task, by=task.participation, to=S.POSTPONED, reason="Flytting", new_date=new_date
    )


def _due(task: ChangeTask) -> dict[str, date]:
    zone = ZoneInfo("Europe/Oslo")
    rows = task.follow_ups.exclude(kind="own_words").filter(sent_at=None, cancelled_at=None)
    return {f.kind: f.due_at.astimezone(zone).date() for f in rows}


def test_of_several_questions_before_the_new_date_one_is_asked(
    seminar: Seminar, participant: Participation
) -> None:
    """Postponed from the task's own page; and what is not asked is not silence."""
    march, april = date(2014, 3, 20), date(2014, 4, 30)
    with time_machine.travel(datetime(2013, 11, 21, 11, 26, tzinfo=UTC), tick=False) as clock:
        task = taken_home(participant, by_when=date(2014, 3, 1))
        clock.move_to(_at(date(2013, 11, 25)), tick=False)
        tasks.send_due_follow_ups(now())  # own words
        _put_off(task, march)
        assert _due(task) == {
            **dict.fromkeys(("day_14", "week_7", "month_3"), march),
            "month_6": date(2014, 5, 21),
            "month_12": date(2014, 11, 21),
        }
        assert [one.mail_kind for one in queries.questions_to_come(seminar, [])] == [
            "month_3",
            "month_6",
            "month_12",
        ]
        for day in (date(2013, 12, 5), date(2014, 1, 9), date(2014, 2, 21), march):
            clock.move_to(_at(day, 6), tick=False)
            assert tasks.send_due_follow_ups(now()) == 0  # 7.00 where they are
        assert queries.results(seminar).postponed == 1

        # Put off once more, the day before: nobody is silent to what was never asked.
        clock.move_to(_at(date(2014, 3, 19)), tick=False)
        _put_off(task, april)
        clock.move_to(_at(date(2014, 4, 29)), tick=False)
        assert (queries.results(seminar).postponed, queries.results(seminar).unknown) == (1, 0)
        clock.move_to(_at(april), tick=False)
        assert tasks.send_due_follow_ups(now()) == 1
        assert Mail.objects.filter(kind="month_3").count() == 1
        clock.move_to(_at(date(2014, 5, 2)), tick=False)
        assert tasks.send_due_follow_ups(now()) == 0
        assert set(_due(task)) == {"month_6", "month_12"}


def test_a_date_thought_over_is_as_good_as_the_first(participant: Participation) -> None:
    with time_machine.travel(datetime(2013, 11, 21, 11, 26, tzinfo=UTC), tick=False) as clock:
        task = taken_home(participant, by_when=date(2014, 3, 1))
        planned = _due(task)
        clock.move_to(_at(date(2013, 11, 25)), tick=False)
        _put_off(task, date(2015, 1, 20))  # a slip of the pen
        assert set(_due(task).values()) == {planned["month_6"], planned["month_12"]}
        january = date(2014, 1, 20)
        _put_off(task, january)
        assert _due(task) == {**planned, "day_14": january, "week_7": january}
        _put_off(task, date(2014, 3, 3))
        actions.move_state(task, by=participant, to=S.STARTED)  # no longer put off
        assert _due(task) == {**planned, "day_14": planned["week_7"]}
        clock.move_to(_at(date(2014, 1, 9)), tick=False)
        tasks.send_due_follow_ups(now())
        assert Mail.objects.filter(kind="day_14").count() == 0
        assert Mail.objects.filter(kind="week_6_8").count() == 1


def test_taken_up_again_nobody_is_asked_the_next_day(participant: Participation) -> None:
    with time_machine.travel(datetime(2013, 11, 21, 11, 26, tzinfo=UTC), tick=False) as clock:
        task = taken_home(participant, by_when=date(2014, 3, 1))
        clock.move_to(_at(date(2013, 11, 25)), tick=False)
        _put_off(task, date(2014, 4, 1))
        clock.move_to(_at(date(2014, 3, 3)), tick=False)  # all three would have come by now
        actions.move_state(task, by=participant, to=S.STARTED)
        assert set(_due(task).values()) == {date(2014, 5, 21), date(2014, 11, 21)}


def test_the_question_that_is_answered_is_not_put_off_itself(participant: Participation) -> None:
    with time_machine.travel(datetime(2013, 11, 25, 9, tzinfo=UTC), tick=False):
        task = taken_home(participant, by_when=date(2014, 3, 1))
        row = task.follow_ups.get(kind="day_14")  # its link, before it was sent
        actions.answer_follow_up(
            row, by=participant, answer="postponed", reason="Bud", new_date=date(2014, 1, 20)
        )
        row.refresh_from_db()
        assert row.cancelled_at is None
        assert row.due_at.date() == date(2013, 12, 9)
        assert _due(task)["week_7"] == date(2014, 1, 20)


def test_a_stop_is_not_undone_by_a_new_date(participant: Participation) -> None:
    with time_machine.travel(datetime(2013, 11, 25, 9, tzinfo=UTC), tick=False):
        task = taken_home(participant, by_when=date(2014, 3, 1))
        actions.stop_questions(task, by=participant)
        _put_off(task, date(2014, 1, 20))
        assert _due(task) == {}


def test_an_answer_to_a_question_that_went_out_stays_open_when_the_date_moves(
    participant: Participation,
) -> None:
    with time_machine.travel(datetime(2013, 12, 5, 9, tzinfo=UTC), tick=False):
        task = taken_home(participant, by_when=date(2014, 3, 1))
        row = asked(task, "day_14")
        sent = row.sent_at
        actions.move_state(
            task, by=participant, to=S.POSTPONED, reason="Flytting", new_date=date(2014, 3, 20)
        )
        row.refresh_from_db()
        assert (row.sent_at, row.cancelled_at) == (sent, None)


def test_a_date_nobody_waits_for_is_refused(participant: Participation) -> None:
    task = taken_home(participant)
    with pytest.raises(DateMissing):
        actions.move_state(
            task, by=participant, to=S.POSTPONED, reason="En gang", new_date=date.max
        )
