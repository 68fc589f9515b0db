"""When mail may go, and how long to wait before the next try. Pure functions of time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = "Europe/Oslo"
SILENT_FROM = time(20)
SILENT_TO = time(7)
MAILS_A_YEAR = 9
YEAR = timedelta(days=365)
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
ASKED_FOR_AN_HOUR = 3
# A mailbox that is full on this many days, of the last so many, is one that nobody empties.
FULL_DAYS = 3
FULL_WITHIN = timedelta(days=180)
# Who gets one has not answered: shown to nobody by name, and in no number.
REMINDER = "reminder"
# Kinds that everyone on a list gets alike: a line of them by name tells nothing of what anybody
# has done. Any other kind would: who has a task, who said "not now", who has not answered.
NAMED_KINDS = frozenset(
    {
        "invitation",
        "confirmation",
        "join_confirmation",
        "week_before",
        "presenters",
        "calendar_change",
    }
)
# Held for an address that is put right: older words are out of date.
LET_GO_WITHIN = timedelta(days=30)

_MINUTES_BETWEEN_TRIES = (1, 5, 15, 60)


def is_silent(moment: datetime, zone: str = OSLO) -> bool:
    """Say whether it is between 20.00 and 07.00 in the zone, by the clock on the wall there."""
    local = moment.astimezone(ZoneInfo(zone)).time()
    return local >= SILENT_FROM or local < SILENT_TO


def next_open(moment: datetime, zone: str = OSLO) -> datetime:
    """Return the first moment from `moment` on that is not silent (UTC)."""
    if not is_silent(moment, zone):
        return moment.astimezone(UTC)
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=1 if local.time() >= SILENT_FROM else 0)
    return local_moment(day, SILENT_TO, zone)


def local_moment(day: date, at: time, zone: str = OSLO) -> datetime:
    """Return a wall clock time as a moment (UTC), also on the two days the clock changes.

    A time that does not exist (02.30 in March) becomes the same distance after the gap
    (03.30). A time that comes twice (02.30 in October) is the first of the two.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).replace(fold=0).astimezone(UTC)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after the n-th failed try: 1, 5, 15, 60, 60 … minutes.

    Hourly to the end, so that mail flows within the hour after a long outage.
    """
    place = min(max(tries, 1), len(_MINUTES_BETWEEN_TRIES)) - 1
    return timedelta(minutes=_MINUTES_BETWEEN_TRIES[place])


def is_given_up(first_try: datetime, now: datetime) -> bool:
    """Say whether a mail has been tried for three days."""
    return now - first_try >= GIVE_UP_AFTER
