"""When an organiser lets a question of the year wait, or calls it off: the questions, not the mail.

A question that was never read must not be reminded of, nor its reader be rung: while it
waits it counts as not asked. The outbox's part is `mailer.actions`.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from idetorg.commitments.enums import KIND_OF_MAIL, FollowUpKind
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.core.time import now
from idetorg.mailer.actions import unqueue
from idetorg.seminars.models import Seminar

KEY = "follow-up:"  # before the number of the question a mail is about


@transaction.atomic
def take_back_questions(seminar: Seminar, mail_kind: str) -> int:
    """Make questions whose mail still waits unasked again; returns how many rows.

    All rows of a reader's mail, which is keyed by the first. Nothing for other kinds of mail.
    """
    kind = KIND_OF_MAIL.get(mail_kind)
    if kind is None:
        return 0
    keys = unqueue(scope=seminar.scope, kind=mail_kind)
    asked = _asked_by(seminar, kind, [int(key.removeprefix(KEY)) for key in keys if KEY in key])
    return FollowUp.objects.filter(pk__in=asked).update(sent_at=None)


def _asked_by(seminar: Seminar, kind: FollowUpKind, firsts: Collection[int]) -> list[int]:
    people = FollowUp.objects.filter(pk__in=firsts).values("task__participation")
    rows = FollowUp.objects.filter(
        task__participation__in=people,
        task__participation__seminar=seminar,
        kind=kind,
        sent_at__isnull=False,
        answered_at=None,
        reminded_at=None,
    )
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def call_off_questions(seminar: Seminar, mail_kind: str, *, until: datetime) -> int:
    """Never ask the questions of a kind that are due by a moment; returns of how many persons.

    Nothing is said about anybody: who is not asked stays unknown, and can answer on their
    own page as before. Later questions are asked.
    """
    kind = KIND_OF_MAIL.get(mail_kind)
    if kind is None:
        return 0
    take_back_questions(seminar, mail_kind)
    due = FollowUp.objects.filter(
        task__participation__seminar=seminar,
        task__in=ChangeTask.objects.open(),
        kind=kind,
        due_at__lte=until,
        sent_at=None,
        answered_at=None,
        cancelled_at=None,
    )
    rows = dict(due.values_list("pk", "task__participation_id"))
    FollowUp.objects.filter(pk__in=rows).update(cancelled_at=now())
    return len(set(rows.values()))
