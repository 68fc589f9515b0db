"""The questions of the year that are still to be asked: kind, day and how many, never whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from idetorg.commitments.dates import Quiet, asked_from
from idetorg.commitments.enums import MAIL_KINDS, FollowUpKind
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.core.time import now
from idetorg.seminars.models import Seminar


@dataclass(frozen=True)
class Coming:
    """A question that goes out on a day: what `mails.yaml` calls it, and to how many persons."""

    mail_kind: str
    day: date
    first_at: datetime
    last_at: datetime
    people: int


def questions_to_come(seminar: Seminar, quiet: Quiet) -> list[Coming]:
    """Return what is to be asked, the first first: one statement.

    `quiet`: the seminar's quiet days; what falls on them goes on the first morning after, and
    what is overdue from now on. Of a task's questions that go together, the latest is asked.

    As the clock would ask it (`tasks`): open tasks of those who are on the list and have an
    address; one mail a person and kind.
    """
    rows = (
        FollowUp.objects.filter(
            task__participation__seminar=seminar,
            task__participation__removed_at=None,
            task__participation__user__is_active=True,
            task__in=ChangeTask.objects.open(),
            sent_at=None,
            cancelled_at=None,
            answered_at=None,
        )
        .exclude(task__participation__user__email=None)
        .order_by("due_at", "pk")
        .values_list("kind", "due_at", "task_id", "task__participation_id")
    )
    zone = ZoneInfo(seminar.time_zone)
    asked: dict[tuple[int, date], tuple[str, datetime, int]] = {}
    for kind, at, task, person in rows:
        goes_at = asked_from(FollowUpKind(kind), max(at, now()), seminar.time_zone, quiet)
        day = goes_at.astimezone(zone).date()
        asked[task, day] = (MAIL_KINDS[FollowUpKind(kind)], goes_at, person)
    people: dict[tuple[str, date], set[int]] = defaultdict(set)
    due: dict[tuple[str, date], list[datetime]] = defaultdict(list)
    for (_task, day), (mail_kind, goes_at, person) in asked.items():
        people[mail_kind, day].add(person)
        due[mail_kind, day].append(goes_at)
    found = [
        Coming(kind, day, min(due[kind, day]), max(due[kind, day]), len(people[kind, day]))
        for kind, day in people
    ]
    return sorted(found, key=lambda one: (one.first_at, one.mail_kind))
