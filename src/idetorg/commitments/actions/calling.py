"""Telephone calls: what was agreed, and an answer heard for somebody else.

An answer heard moves no state and is in no figure before its owner has said that it is
right; then it is the owner's own answer, by the same deed. One mail asks whether it is right, as
after a paper form; nothing of what was heard stands in it. The audit holds length and digest of
what was written, never the words. Source: DOMAIN, principles 1, 2 and 11.
"""

from datetime import date

from django.db import transaction
from django.urls import reverse

from idetorg.audit.actions import record
from idetorg.commitments.actions.common import letter_to, log, own_locked
from idetorg.commitments.actions.telling import add_details, answer_follow_up, forget_heard
from idetorg.commitments.actions.writing import LONGEST
from idetorg.commitments.enums import FollowUpKind, HowOften, TaskState
from idetorg.commitments.errors import (
    BadValue,
    DateMissing,
    NotAllowed,
    NotTheCaller,
    ReasonMissing,
)
from idetorg.commitments.models import CallNote, FollowUp, ListMail
from idetorg.commitments.rules import HEARD, NEEDS_REASON, is_future
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.time import now, today
from idetorg.live.actions import emit
from idetorg.mailer.actions import queue, want_again
from idetorg.seminars.models import Participation

LONGEST_NOTE = 1000
LIST_MAIL = "organiser_weekly"


@transaction.atomic
def write_call_note(
    about: Participation, *, by: Participation, text: str = "", reached: bool = True
) -> CallNote:
    """Write down a call: whether the person was reached, and what the two agreed.

    The organisers of the seminar read it, and so does the one it is about. Raises
    NotTheCaller, BadValue for somebody who has left or for a text that is too long.
    """
    _check_caller(by, about)
    said = text.strip()
    if len(said) > LONGEST_NOTE:
        raise BadValue
    note = CallNote.objects.create(participation=about, by=by, text=said, reached=reached, at=now())
    _log_note(note, "wrote_call_note" if reached else "rang_in_vain", by, text=said or None)
    return note


@transaction.atomic
def drop_call_note(note: CallNote, *, by: Participation) -> None:
    """Take one's own note away; another's stays. Raises NotTheCaller."""
    row = CallNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    _check_caller(by, row.participation)
    if row.by_id != by.pk:
        raise NotTheCaller
    _log_note(row, "dropped_call_note", by)
    row.delete()


@transaction.atomic
def hear_answer(
    follow_up: FollowUp,
    *,
    by: Participation,
    answer: str,
    note: str = "",
    new_date: date | None = None,
) -> FollowUp:
    """Write down what somebody said on the phone; it waits for its owner's yes, asked by mail.

    `answer` is a state or `same`. Postponed takes a date and a note, put aside a note: they
    become the owner's reason. Heard again, the later stands. Whether the answer fits the
    task is asked when its owner confirms, so that nothing is shown of how it stands.
    Raises NotTheCaller, NotAllowed, BadValue, ReasonMissing, DateMissing.
    """
    row = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("task__participation__seminar__organiser", "task__participation__user")
        .get(pk=follow_up.pk)
    )
    owner = row.task.participation
    _check_caller(by, owner)
    said = note.strip()
    if answer not in HEARD or len(said) > LONGEST:
        raise BadValue
    if (
        row.kind == FollowUpKind.OWN_WORDS
        or row.sent_at is None
        or row.cancelled_at is not None
        or row.task.is_draft
        or row.task.closed_at is not None
    ):
        raise NotAllowed
    if answer in NEEDS_REASON and not said:
        raise ReasonMissing
    is_postponed = answer == TaskState.POSTPONED
    if is_postponed and (
        new_date is None or not is_future(new_date, today(owner.seminar.time_zone))
    ):
        raise DateMissing
    row.heard = {
        "answer": answer,
        "note": said,
        "new_date": new_date.isoformat() if new_date and is_postponed else "",
    }
    row.heard_by = by
    row.heard_at = now()
    row.save(update_fields=["heard", "heard_by", "heard_at"])
    log(row.task, f"heard:{row.kind}", by, field="heard", text=said or None, hand="organiser")
    if not CallNote.objects.filter(
        participation=owner, by=by, reached=True, at__gte=row.sent_at
    ).exists():
        CallNote.objects.create(participation=owner, by=by, reached=True, at=row.heard_at)
    _ask_whether_it_is_right(row, owner)
    _tell(owner)
    return row


def _ask_whether_it_is_right(row: FollowUp, owner: Participation) -> None:
    """Mail the link to say yes with, as after a paper form: once a question.

    Without it what was heard waits for the next question, and that may be half a year.
    """
    if owner.user.mail_to:
        link = reverse("commitments:answer", args=[follow_up_token(row)])
        queue(**letter_to(owner, "heard_confirm", {"action_link": link}, f"heard:{row.pk}"))


@transaction.atomic
def confirm_heard(follow_up: FollowUp, *, by: Participation) -> FollowUp:
    """Say that what was written down is right: it becomes the owner's own answer.

    Twice is once. Raises NotYours, and as `answer_follow_up` when it does not fit the task
    any more: then nothing is changed, and the owner can answer in own words.
    """
    own_locked(follow_up.task, by)
    row = (
        FollowUp.objects.select_for_update(of=("self",)).select_related("task").get(pk=follow_up.pk)
    )
    if row.heard_at is None:
        return row
    answer, said = row.heard["answer"], row.heard["note"]
    given = row.heard["new_date"]
    is_reason = answer in NEEDS_REASON
    log(row.task, f"confirmed_heard:{row.kind}", by)
    row = answer_follow_up(
        row,
        by=by,
        answer=answer,
        reason=said if is_reason else "",
        new_date=date.fromisoformat(given) if given else None,
    )
    if said and not is_reason:
        row = add_details(
            row,
            by=by,
            happened="\n".join(text for text in (row.happened, said) if text),
            helped=row.helped,
            stopped=row.stopped,
            obstacle_code=row.obstacle_code,
            anyway=row.anyway,
        )
    return row


@transaction.atomic
def reject_heard(follow_up: FollowUp, *, by: Participation) -> FollowUp:
    """Say that it is not right: what was written down is deleted. Raises NotYours."""
    task = own_locked(follow_up.task, by)
    if forget_heard(task):
        log(task, f"rejected_heard:{follow_up.kind}", by)
    return follow_up


@transaction.atomic
def choose_list_mail(by: Participation, how_often: HowOften) -> ListMail:
    """Say how often one wants the call list by mail; choosing it takes back *stop the list*.

    For oneself alone. Raises NotTheCaller for one who does not organise.
    """
    _check_caller(by, by)
    row, _ = ListMail.objects.update_or_create(participation=by, defaults={"how_often": how_often})
    if how_often != HowOften.NEVER and by.user.mail_to:
        want_again(by.user.mail_to, by.seminar.scope, LIST_MAIL)
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.list_by_mail:{how_often.name.lower()}",
        obj=row,
        hand="organiser",
    )
    return row


def _check_caller(by: Participation, about: Participation) -> None:
    """Only an organiser of the same seminar, who is still there, and about somebody who is."""
    if not by.is_organiser or by.seminar_id != about.seminar_id or by.removed_at is not None:
        raise NotTheCaller
    if about.removed_at is not None:
        raise BadValue


def _log_note(note: CallNote, action: str, by: Participation, *, text: str | None = None) -> None:
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=note,
        field="text" if text else "",
        text=text,
        hand="organiser",
    )
    _tell(note.participation)


def _tell(about: Participation) -> None:
    """Let the person's own pages and the organisers' list be read again."""
    emit(about.topic, "task", {})
    emit(about.seminar.topic_leaders, "help", {})
