"""Let mail wait, let it go, stop it: in the outbox and in what puts mail there, at once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.commitments import actions as commitments
from idetorg.commitments.queries import questions_to_come, quiet_days
from idetorg.invitations.actions import people as invitations
from idetorg.live.actions import emit
from idetorg.mailer import actions as mailer
from idetorg.mailer import queries
from idetorg.seminars.access import Seat
from idetorg.seminars.models import Seminar
from idetorg.web.mail import kinds


@transaction.atomic
def hold(seat: Seat, kind: str, *, until: datetime | None) -> None:
    """Let a kind wait. Questions that are in the outbox already count as not asked again."""
    for one in kinds.family(kind):
        mailer.hold(scope=seat.seminar.scope, kind=one, until=until)
    commitments.take_back_questions(seat.seminar, kind)
    _log(seat, "mail_held", kind)


@transaction.atomic
def release(seat: Seat, kind: str) -> bool:
    """Let a kind go; say whether it waited."""
    released = [mailer.release(scope=seat.seminar.scope, kind=one) for one in kinds.family(kind)]
    if not any(released):
        return False
    _log(seat, "mail_released", kind)
    return True


@transaction.atomic
def stop(seat: Seat, kind: str, now: datetime) -> int:
    """Stop the next batch of a kind; returns how many mails or persons it was for.

    What waits in the outbox ends, and the questions due that day, or before, are never
    asked. Invitations go back to "not sent". Later batches of the kind are sent as planned.
    """
    seminar = seat.seminar
    until = _end_of_batch(seminar, kind, now)
    stopped = commitments.call_off_questions(seminar, kind, until=until)
    if kind == "invitation":
        stopped += invitations.take_back_invitations(seminar)
    for one in kinds.family(kind):
        stopped += mailer.stop_waiting(scope=seminar.scope, kind=one)
        mailer.release(scope=seminar.scope, kind=one)
    _log(seat, "mail_stopped", kind)
    return stopped


def _end_of_batch(seminar: Seminar, kind: str, now: datetime) -> datetime:
    """Return the moment up to which questions belong to the next batch: the end of its day.

    What is overdue, since it was held, goes in one batch with what is due today.
    """
    zone = ZoneInfo(seminar.time_zone)
    coming = questions_to_come(seminar, quiet_days(seminar))
    first = next((one for one in coming if one.mail_kind == kind), None)
    day = max(now, first.first_at if first else now).astimezone(zone).date()
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
    return midnight - timedelta(microseconds=1)


def _log(seat: Seat, action: str, kind: str) -> None:
    record(
        scope=seat.seminar.scope,
        actor_id=seat.user.pk,
        actor=seat.user.name,
        action=action,
        obj=seat.seminar,
        field=kind,
    )
    emit(seat.seminar.topic_leaders, "people")


def is_held(seminar: Seminar, kind: str, now: datetime) -> bool:
    """Say whether a kind waits in a seminar now."""
    return kind in queries.holds_of(seminar.scope, now)
