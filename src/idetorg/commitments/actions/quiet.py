"""Say when nobody of a seminar is asked, and take it back. Questions wait; none is lost."""

from datetime import date, timedelta

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.commitments.errors import BadValue, QuietTooLong
from idetorg.commitments.models import QuietTime
from idetorg.core.time import today
from idetorg.seminars.models import Participation

LONGEST = timedelta(days=62)
MOST = 12  # quiet times a seminar


@transaction.atomic
def add_quiet_time(by: Participation, *, first: date, last: date) -> QuietTime:
    """Let nobody of the seminar be asked from a day to a day, both included.

    What falls due then waits for the first working day after; of several questions about a
    task only the latest is asked. Raises BadValue for one who does not organise, for days
    that are over or the wrong way round, QuietTooLong for more than two months.
    """
    _check_organiser(by)
    if last < first or last < today(by.seminar.time_zone):
        raise BadValue
    if last - first > LONGEST or by.seminar.quiet_times.count() >= MOST:
        raise QuietTooLong
    row = QuietTime.objects.create(seminar=by.seminar, first=first, last=last)
    _log(row, f"quiet_time:{first}–{last}", by)
    return row


@transaction.atomic
def drop_quiet_time(row: QuietTime, *, by: Participation) -> None:
    """Take a quiet time back; what waited is asked on the next working morning."""
    _check_organiser(by)
    if row.seminar_id != by.seminar_id:
        raise BadValue
    _log(row, f"dropped_quiet_time:{row.first}–{row.last}", by)
    row.delete()


def _check_organiser(by: Participation) -> None:
    if not by.is_organiser or by.removed_at is not None:
        raise BadValue


def _log(row: QuietTime, action: str, by: Participation) -> None:
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=row,
        hand="organiser",
    )
