"""The dates of the year after: on working mornings, away from holidays and July. Pure.

Source: DOMAIN, "The loop"; domain.md §3.4.
"""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from idetorg.commitments.enums import FollowUpKind

MORNING = time(8)
REMIND_AFTER_WORKING_DAYS = 5
FIRST_STEP_DAYS = 14
BETWEEN_QUESTIONS = timedelta(weeks=2)


def easter(year: int) -> date:
    """Return Easter Sunday (Gregorian). Source: Gauss' rule in Meeus' form."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_c, rest_c = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_c - shift + 15) % 30
    leap, rest_y = divmod(rest, 4)
    weekday = (32 + 2 * rest_c + 2 * leap - moon - rest_y) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Return whether a Norwegian public holiday falls on a day, Sundays aside."""
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
    moving = {-3, -2, 0, 1, 39, 49, 50}  # Maundy Thursday … Whit Monday, by days from Easter
    return (day.month, day.day) in fixed or (day - easter(day.year)).days in moving


def is_working_day(day: date) -> bool:
    """Return whether people are at work as a rule."""
    return day.weekday() < 5 and not is_holiday(day)


def is_away(day: date) -> bool:
    """Return whether a day lies in July, between Christmas and Epiphany, or in Easter week."""
    christmas = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 5)
    easter_week = -8 <= (day - easter(day.year)).days <= 1
    return day.month == 7 or christmas or easter_week


def next_working_day(day: date) -> date:
    """Return the first working day after a day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def good_day(day: date) -> date:
    """Return a day, or the first working day after it that is in no holiday."""
    while is_away(day) or not is_working_day(day):
        day += timedelta(days=1)
    return day


Quiet = Sequence[tuple[date, date]]  # first and last days, both included, a seminar keeps free


def open_day(day: date, quiet: Quiet = ()) -> date:
    """Return a day, or the first after it on which people of a seminar may be asked."""
    day = good_day(day)
    while any(first <= day <= last for first, last in quiet):
        day = good_day(day + timedelta(days=1))
    return day


def asked_from(kind: FollowUpKind, moment: datetime, zone: str, quiet: Quiet = ()) -> datetime:
    """Return when what is due at a moment can go: then, or the first morning that is open to it."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    if kind == FollowUpKind.OWN_WORDS:  # nothing is asked: any working day will do
        first = day if is_working_day(day) else next_working_day(day)
    else:
        first = open_day(day, quiet)
    return moment if first == day else morning(first, zone)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the 31st becomes the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same time of day some months later."""
    return datetime.combine(add_months(moment.date(), months), moment.timetz())


def morning(day: date, zone: str) -> datetime:
    """Return eight o'clock in a zone, as an aware time."""
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))


def due_dates(committed_on: date) -> dict[FollowUpKind, date]:
    """Return when each follow-up is due for words frozen on a day.

    Own words come the next working day whatever the season; the questions wait for a
    working day outside holidays and July, and two weeks for each other.
    """
    planned = {
        FollowUpKind.DAY_14: committed_on + timedelta(days=FIRST_STEP_DAYS),
        FollowUpKind.WEEK_7: committed_on + timedelta(weeks=7),
        FollowUpKind.MONTH_3: add_months(committed_on, 3),
        FollowUpKind.MONTH_6: add_months(committed_on, 6),
        FollowUpKind.MONTH_12: add_months(committed_on, 12),
    }
    due = {FollowUpKind.OWN_WORDS: next_working_day(committed_on)}
    earliest = committed_on
    for kind, day in planned.items():
        due[kind] = good_day(max(day, earliest))
        earliest = due[kind] + BETWEEN_QUESTIONS
    return due


def put_off(
    planned: Mapping[FollowUpKind, datetime],
    moment: datetime,
    chosen: datetime | None,
    measure: datetime | None,
) -> dict[FollowUpKind, datetime]:
    """Return when questions on the way are due for a task put off to a date, or taken up again.

    `planned`: those still to be asked, as `due_dates` has them. `chosen`: the morning of the
    new date, None for a task that is put off no more. `measure`: when month 6 or 12 comes next.
    What falls together is asked once, as the latest of it. What would have come before the new
    date, or within two weeks after it, comes on it; with a measure close by or before it, the
    measure is enough. Taken up again, nobody is asked within two weeks of having told.
    """
    soon = moment + BETWEEN_QUESTIONS
    if chosen is None:
        later = min((at for at in planned.values() if at >= soon), default=measure)
        return {kind: max(at, later or at) if at < soon else at for kind, at in planned.items()}
    if chosen < soon and all(at >= chosen for at in planned.values()):
        return dict(planned)
    near = chosen + BETWEEN_QUESTIONS
    asks = chosen if measure is None or near <= measure else measure
    return {kind: asks if at < near else at for kind, at in planned.items()}


def working_days_later(day: date, count: int) -> date:
    """Return the day some working days after a day."""
    for _index in range(count):
        day = next_working_day(day)
    return day
