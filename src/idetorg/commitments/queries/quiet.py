"""When nobody of a seminar is asked."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from idetorg.commitments.dates import Quiet, open_day
from idetorg.commitments.models import QuietTime
from idetorg.core.time import today
from idetorg.seminars.models import Seminar


def quiet_seminars(pks: Collection[int], now: datetime) -> set[int]:
    """Return which of some seminars have quiet time at a moment, where they are."""
    rows = QuietTime.objects.filter(seminar_id__in=pks).values_list(
        "seminar_id", "first", "last", "seminar__time_zone"
    )
    return {
        pk
        for pk, first, last, zone in rows
        if first <= now.astimezone(ZoneInfo(zone)).date() <= last
    }


def quiet_days(seminar: Seminar) -> list[tuple[date, date]]:
    """Return the first and last days of a seminar's quiet times, over or to come."""
    return list(QuietTime.objects.filter(seminar=seminar).values_list("first", "last"))


def asked_on(due_at: datetime, seminar: Seminar, quiet: Quiet) -> date:
    """Return the day on which a question that is due can be asked: today or later."""
    day = due_at.astimezone(ZoneInfo(seminar.time_zone)).date()
    return open_day(max(day, today(seminar.time_zone)), quiet)


def quiet_times(seminar: Seminar) -> list[QuietTime]:
    """Return a seminar's quiet times that are not over, the first first."""
    return list(QuietTime.objects.filter(seminar=seminar, last__gte=today(seminar.time_zone)))
