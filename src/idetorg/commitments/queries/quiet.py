"""When nobody of a seminar is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from idetorg.commitments.dates import Quiet, open_day
from idetorg.commitments.models import QuietTime
from idetorg.core.time import now, today
from idetorg.mailer.queries import has_stopped, paused_until
from idetorg.seminars.models import Participation, Seminar


def quiet_seminars(pks: Collection[int], moment: datetime) -> set[int]:
    """Return which of some seminars have quiet time at a moment, where they are."""
    rows = QuietTime.objects.filter(seminar_id__in=pks).values_list(
        "seminar_id", "first", "last", "seminar__time_zone"
    )
    return {
        pk
        for pk, first, last, zone in rows
        if first <= moment.astimezone(ZoneInfo(zone)).date() <= last
    }


def quiet_days(seminar: Seminar) -> list[tuple[date, date]]:
    """Return the first and last days of a seminar's quiet times, over or to come."""
    return list(QuietTime.objects.filter(seminar=seminar).values_list("first", "last"))


@dataclass(frozen=True)
class Calendar:
    """When one person can be asked: from `earliest` on, not on quiet days or days off."""

    zone: str
    earliest: date
    quiet: Quiet

    def day_of(self, due_at: datetime) -> date:
        """Return the day on which what is due at a moment can be asked."""
        day = due_at.astimezone(ZoneInfo(self.zone)).date()
        return open_day(max(day, self.earliest), self.quiet)


def calendar_of(person: Participation) -> Calendar | None:
    """Return when a person can be asked, by their own pause too; None for one who gets no mail.

    Three statements at most.
    """
    seminar, moment = person.seminar, now()
    if not person.user.mail_to or has_stopped(person.user.mail_to, seminar.scope):
        return None
    until = paused_until(person.user_id, seminar.scope, moment)
    earliest = max(moment, until or moment).astimezone(ZoneInfo(seminar.time_zone)).date()
    return Calendar(seminar.time_zone, earliest, quiet_days(seminar))


def quiet_times(seminar: Seminar) -> list[QuietTime]:
    """Return a seminar's quiet times that are not over, the first first."""
    return list(QuietTime.objects.filter(seminar=seminar, last__gte=today(seminar.time_zone)))
