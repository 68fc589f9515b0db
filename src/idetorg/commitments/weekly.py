"""Whom to ring this week: the call list in four numbers, to those who organise.

On the first working morning of a week, once, while a seminar's year lasts; nothing in
holidays and July, nothing when there is nobody to ring and nothing to be glad of. Numbers
alone: names and words stay on the page. Source: content/mails.yaml, `organiser_weekly`.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse

from idetorg.commitments import dates
from idetorg.commitments.actions.calling import LIST_MAIL
from idetorg.commitments.actions.common import letter_to
from idetorg.commitments.enums import HowOften
from idetorg.commitments.models import ListMail
from idetorg.commitments.queries import calling
from idetorg.core.durable import durable
from idetorg.mailer.actions import queue, wants_no_mail
from idetorg.mailer.models import hash_of
from idetorg.seminars.models import Participation

LASTS = timedelta(days=460)  # month 12, moved off July, its reminder and some weeks to ring in
WEEK = timedelta(days=7)
EVERY_FOURTH = 4 * WEEK - timedelta(days=3)  # a holiday moves the morning within its week


def somebody_is_to_look(now: datetime) -> bool:
    """Say whether an organiser's week has not been looked at yet; reads only."""
    return any(_is_morning(person, now) for person in _organisers(now))


def send_weekly(now: datetime) -> int:
    """Queue the week's mail to each organiser who wants it; return how many mails.

    Each organiser is looked at once a week, and marked, in one transaction with the mail.
    """
    due = [person for person in _organisers(now) if _is_morning(person, now)]
    return sum(_look(person, now) for person in due)


def _organisers(now: datetime) -> QuerySet[Participation, Participation]:
    """Return who organises a seminar that ended before this week and has not been looked at.

    Weeks are told apart by UTC here, to find the few; `_look` asks by the seminar's own zone.
    """
    monday = _monday(now.date())
    this_week = datetime.combine(monday, time.min, tzinfo=UTC)
    looked = Q(list_mail__looked_on__gte=monday) | Q(list_mail__how_often=HowOften.NEVER)
    return (
        Participation.objects.present()
        .filter(
            is_organiser=True,
            user__is_active=True,
            seminar__position__finished_at__lt=this_week,
            seminar__position__finished_at__gt=now - LASTS,
        )
        .exclude(user__email=None)
        .exclude(pk__in=Participation.objects.filter(looked))
        .select_related("user", "seminar__organiser")
        .order_by("pk")
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_morning(person: Participation, now: datetime) -> bool:
    """Say whether the week's first working morning has come where the seminar is.

    Later in the week too: a server that was away makes the list late, not lost.
    """
    zone = person.seminar.time_zone
    today = now.astimezone(ZoneInfo(zone)).date()
    at_work = dates.is_working_day(today) and not dates.is_away(today)
    return at_work and now >= dates.morning(today, zone)


def _look(person: Participation, now: datetime) -> int:
    with durable():
        row, _ = ListMail.objects.select_for_update().get_or_create(participation=person)
        today = now.astimezone(ZoneInfo(person.seminar.time_zone)).date()
        if row.how_often == HowOften.NEVER or (row.looked_on and row.looked_on >= _monday(today)):
            return 0
        row.looked_on = today
        queued = _is_wanted(person, row, now) and _queue(person, row, now)
        if queued:
            row.mailed_at = now
        row.save(update_fields=["looked_on", "mailed_at"])
    return int(queued)


def _is_wanted(person: Participation, row: ListMail, now: datetime) -> bool:
    """Say whether a list is due, by how often its reader wants it; not after *stop the list*."""
    if wants_no_mail(hash_of(person.user.mail_to), person.seminar.scope, LIST_MAIL):
        return False
    if row.how_often == HowOften.WEEKLY or row.mailed_at is None:
        return True
    return now - row.mailed_at >= EVERY_FOURTH


def _queue(person: Participation, row: ListMail, now: datetime) -> bool:
    """Queue the mail, unless all is quiet; what is new counts from the last such mail."""
    seminar = person.seminar
    counts = calling.counts(seminar, now, since=row.mailed_at or now - WEEK)
    if counts.is_empty:
        return False
    values = {
        "seminar": seminar.name,
        "help_count": str(counts.help_wanted),
        "silent_count": str(calling.silent_count(seminar)),
        "put_aside_count": str(counts.put_aside),
        "good_news_count": str(counts.good_news),
        "action_link": reverse("commitments:calls", args=[seminar.slug]),
    }
    queue(**letter_to(person, LIST_MAIL, values, f"weekly:{person.pk}:{row.looked_on}"))
    return True
