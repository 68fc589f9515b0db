"""The owner tells how it goes: states, and answers to the questions of the year after."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from idetorg.commitments import dates, words
from idetorg.commitments.actions.common import log, own_locked
from idetorg.commitments.enums import FollowUpKind, ObstacleCode, TaskState
from idetorg.commitments.errors import (
    BadValue,
    DateMissing,
    NotAllowed,
    ReasonMissing,
    TooEarly,
)
from idetorg.commitments.models import ChangeTask, Confirmation, FollowUp, StateMove
from idetorg.commitments.rules import is_future, lasting_from, may_move
from idetorg.core.time import now, today
from idetorg.live.actions import emit
from idetorg.seminars.models import Participation

LAST_WAITS_AT_MOST = timedelta(days=62)
ON_THE_WAY = frozenset({FollowUpKind.DAY_14, FollowUpKind.WEEK_7, FollowUpKind.MONTH_3})
MEASURES = frozenset({FollowUpKind.MONTH_6, FollowUpKind.MONTH_12})


@transaction.atomic
def move_state(
    task: ChangeTask,
    *,
    by: Participation,
    to: TaskState,
    reason: str = "",
    learning: str = "",
    new_date: date | None = None,
) -> ChangeTask:
    """Say where the task is now; only its owner can.

    Postponed takes a new date and a reason, put aside a reason and, if the owner likes,
    what was learned. Lasting can be said six months after done; it is stored as the
    owner's own confirmation, apart from others'. Each telling is kept. Raises NotYours,
    NotAllowed, TooEarly, ReasonMissing, DateMissing. Source: DOMAIN, "States".
    """
    row = own_locked(task, by)
    if not may_move(row, to):
        raise NotAllowed
    reason, learning = reason.strip(), learning.strip()
    if to in {TaskState.POSTPONED, TaskState.PUT_ASIDE} and not reason:
        raise ReasonMissing
    if to == TaskState.POSTPONED and (
        new_date is None or not is_future(new_date, today(row.participation.seminar.time_zone))
    ):
        raise DateMissing
    moment = now()
    if to == TaskState.LASTING:
        if row.done_at is None or moment < lasting_from(row.done_at):
            raise TooEarly
        Confirmation.objects.create(task=row, by_role="owner", by=row.participation, at=moment)
    elif to == TaskState.DONE:
        row.done_at = moment
        _ask_last_when_it_may_last(row, moment)
    else:
        row.done_at = None
    was_postponed = row.postponed_to is not None
    row.state = to
    row.state_at = moment
    row.postponed_to = new_date if to == TaskState.POSTPONED else None
    if row.postponed_to is not None or was_postponed:
        _ask_when_it_is_time(row)
    row.state_reason = reason
    row.learning = learning
    row.save(
        update_fields=["state", "state_at", "done_at", "postponed_to", "state_reason", "learning"]
    )
    StateMove.objects.create(
        task=row,
        to_state=to,
        at=moment,
        postponed_to=row.postponed_to,
        reason=reason,
        learning=learning,
    )
    forget_heard(row)
    log(row, f"told:{to}", by, field="reason", text=reason or None)
    _tell_leaders(row)
    return row


def _ask_last_when_it_may_last(row: ChangeTask, done_at: datetime) -> None:
    """Let the last question wait, some weeks at most, until *lasting* can be answered.

    Carried out is told some days after month 6 was asked; without this, month 12 always came
    too early to say that it lasts, and nobody asks again.
    """
    zone = row.participation.seminar.time_zone
    day = lasting_from(done_at).astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    due = dates.morning(dates.good_day(day), zone)
    row.follow_ups.filter(
        kind=FollowUpKind.MONTH_12,
        sent_at=None,
        cancelled_at=None,
        due_at__lt=due,
        due_at__gt=due - LAST_WAITS_AT_MOST,
    ).update(due_at=due)


def _ask_when_it_is_time(row: ChangeTask) -> None:
    """Let the questions on the way wait for the date its owner has chosen, or no longer.

    Who has said "not before March" is asked in March. Reckoned from the plan each time, so
    that a date thought over, earlier or later, is as good as the first. Month 6 and 12
    measure, and come when they come.
    """
    assert row.committed_at is not None
    zone = row.participation.seminar.time_zone
    moment = now()
    # The latest first: as the job that asks locks them.
    waiting = list(
        row.follow_ups.select_for_update()
        .filter(sent_at=None, cancelled_at=None, answered_at=None)
        .order_by("-pk")
    )
    plan = dates.due_dates(row.committed_at.astimezone(ZoneInfo(zone)).date())
    planned = {
        kind: dates.morning(plan[kind], zone)
        for kind in (FollowUpKind(f.kind) for f in waiting)
        if kind in ON_THE_WAY
    }
    chosen = (
        dates.morning(dates.good_day(row.postponed_to), zone)
        if row.postponed_to is not None
        else None
    )
    measure = min((f.due_at for f in waiting if f.kind in MEASURES), default=None)
    due = dates.put_off(planned, moment, chosen, measure)
    moved = [f for f in waiting if f.kind in ON_THE_WAY]
    for follow_up in moved:
        follow_up.due_at = due[FollowUpKind(follow_up.kind)]
    FollowUp.objects.bulk_update(moved, ["due_at"])


def _tell_leaders(row: ChangeTask) -> None:
    """Let the overview be read again; the event says nothing of whom or what."""
    emit(row.participation.seminar.topic_leaders, "results", {})


@transaction.atomic
def answer_follow_up(
    follow_up: FollowUp,
    *,
    by: Participation,
    answer: str,
    reason: str = "",
    learning: str = "",
    new_date: date | None = None,
    obstacle_code: str = "",
) -> FollowUp:
    """Store the first tap of an answer; `answer` is a state, or `same` for no change.

    A state moves when it differs; answered again, the later answer stands. An obstacle
    pointed at for a reason is kept with the answer. The own words of day 1–3 ask nothing
    and take no answer. Raises as `move_state`, and BadValue.
    """
    task = own_locked(follow_up.task, by)
    was_never_asked = follow_up.cancelled_at is not None and follow_up.sent_at is None
    if follow_up.kind == FollowUpKind.OWN_WORDS or was_never_asked:
        raise NotAllowed
    if answer != "same" and answer not in TaskState.values:
        raise BadValue
    if obstacle_code and obstacle_code not in ObstacleCode.values:
        raise BadValue
    to = TaskState(task.state if answer == "same" else answer)
    repeats_a_date = to == TaskState.POSTPONED and new_date is not None
    if to != task.state or repeats_a_date:
        # Answered, it is no longer among those that wait for a new date.
        FollowUp.objects.filter(pk=follow_up.pk).update(answered_at=now())
        task = move_state(task, by=by, to=to, reason=reason, learning=learning, new_date=new_date)
    else:
        forget_heard(task)
        _tell_leaders(task)
    follow_up.heard, follow_up.heard_by, follow_up.heard_at = {}, None, None
    follow_up.answer = task.state
    follow_up.answered_at = now()
    follow_up.obstacle_code = obstacle_code or follow_up.obstacle_code
    follow_up.save(update_fields=["answer", "answered_at", "obstacle_code"])
    log(task, f"answered:{follow_up.kind}", by)
    return follow_up


@transaction.atomic
def answer_first_step(follow_up: FollowUp, *, by: Participation, taken: str) -> FollowUp:
    """Store day 14's answer: taken, a_little or not_taken. Taken means the task is under way.

    "A little" and "not yet" move nothing: they are answers, not states. Raises BadValue.
    """
    if taken not in {o.id for o in words.follow_up_options("first_step_taken")}:
        raise BadValue
    starts = taken == "taken" and follow_up.task.state == TaskState.COMMITTED
    answer_follow_up(follow_up, by=by, answer=TaskState.STARTED if starts else "same")
    follow_up.first_step = taken
    follow_up.save(update_fields=["first_step"])
    return follow_up


@transaction.atomic
def add_details(
    follow_up: FollowUp,
    *,
    by: Participation,
    happened: str = "",
    helped: str = "",
    stopped: str = "",
    obstacle_code: str = "",
    anyway: str = "",
) -> FollowUp:
    """Add what the owner likes to tell beside the answer; all of it is optional.

    `anyway` is month 6's: would it have happened without the seminar too? Raises NotYours,
    BadValue. Audit gets each field's length and digest.
    """
    task = own_locked(follow_up.task, by)
    if obstacle_code and obstacle_code not in ObstacleCode.values:
        raise BadValue
    if anyway and anyway not in {o.id for o in words.follow_up_options("anyway")}:
        raise BadValue
    texts = {"happened": happened, "helped": helped, "stopped": stopped}
    for field, text in texts.items():
        setattr(follow_up, field, text.strip())
        if text.strip():
            log(task, "told_more", by, field=field, text=text.strip())
    follow_up.obstacle_code = obstacle_code
    follow_up.anyway = anyway
    follow_up.save(update_fields=[*texts, "obstacle_code", "anyway"])
    return follow_up


@transaction.atomic
def close(task: ChangeTask, *, by: Participation) -> ChangeTask:
    """Say "not mine any more": no more questions; the words stay its owner's.

    A successor writes a new task of their own, linked to this one. Twice is once.
    Source: DOMAIN, "Job change".
    """
    row = own_locked(task, by)
    if row.closed_at is not None or row.is_draft:
        return row
    row.closed_at = now()
    row.save(update_fields=["closed_at"])
    _cancel_questions(row)
    forget_heard(row)
    log(row, "closed", by)
    _tell_leaders(row)
    return row


@transaction.atomic
def stop_questions(task: ChangeTask, *, by: Participation) -> int:
    """Ask no more about the owner's tasks in this seminar; returns how many questions went.

    What has been asked already is not reminded of, and may still be answered by its link.
    The tasks and their states stay as they are.
    """
    row = own_locked(task, by)
    count = FollowUp.objects.filter(
        task__participation=row.participation, answered_at=None, cancelled_at=None
    ).update(cancelled_at=now())
    log(row, "stopped_questions", by)
    return count


def forget_heard(row: ChangeTask) -> bool:
    """Delete what others wrote down about a task: its owner's own word stands. Says if any."""
    heard = FollowUp.objects.filter(task=row, heard_at__isnull=False)
    return bool(heard.update(heard={}, heard_by=None, heard_at=None))


def _cancel_questions(row: ChangeTask) -> int:
    return FollowUp.objects.filter(
        task=row, sent_at=None, answered_at=None, cancelled_at=None
    ).update(cancelled_at=now())
