"""Read the outbox: what organisers see of it, without the words of any mail."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min, Q

from idetorg.mailer import dead
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import Hold, Mail, MailQuerySet, Pause, StoppedAddress, hash_of
from idetorg.mailer.rules import NAMED_KINDS, REMINDER, YEAR

_NOT_A_SERVER = ("filebased", "console", "dummy")


@dataclass(frozen=True)
class LogRow:
    """One mail as a log shows it. The words are the reader's own and not here."""

    pk: int
    kind: str
    subject: str
    person_id: int | None
    to_name: str
    to_address: str
    state: State
    reason: Reason
    due: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str
    counts: bool


def _rows(mails: MailQuerySet) -> list[LogRow]:
    fields = mails.defer("text", "html", "headers").order_by("-not_before", "-pk")
    return [
        LogRow(
            pk=mail.pk,
            kind=mail.kind,
            subject="" if mail.asked_for and mail.kind == "sign_in_code" else mail.subject,
            person_id=mail.person_id,
            to_name=mail.to_name,
            to_address=mail.to_address,
            state=State(mail.state),
            reason=Reason(mail.reason),
            due=mail.not_before,
            sent_at=mail.sent_at,
            attempts=mail.attempts,
            last_error=mail.last_error,
            counts=mail.counts,
        )
        for mail in fields
    ]


def log_for(scope: str) -> list[LogRow]:
    """Return the mails of a scope, latest due first. Only of this scope."""
    return _rows(Mail.objects.filter(scope=scope))


def log_for_person(scope: str, person_id: int) -> list[LogRow]:
    """Return a person's mails in a scope, latest due first."""
    return _rows(Mail.objects.filter(scope=scope, person_id=person_id))


def failed(scope: str) -> list[LogRow]:
    """Return what could not be delivered in a scope: each needs a person."""
    return _rows(Mail.objects.filter(scope=scope, state=State.FAILED))


def held_back(scope: str) -> list[LogRow]:
    """Return what was stopped in a scope, with the reason."""
    return _rows(Mail.objects.filter(scope=scope, state=State.STOPPED))


def named_log(scope: str) -> list[LogRow]:
    """Return the mails of a scope that may be shown by name, latest due first.

    Only kinds that everyone gets alike (`rules.NAMED_KINDS`): a line about a question of the
    year, or a reminder of one, would tell who has a task and who has not answered.
    """
    return _rows(Mail.objects.filter(scope=scope, kind__in=NAMED_KINDS).exclude(person_id=None))


def named_log_for_person(scope: str, person_id: int) -> list[LogRow]:
    """Return a person's mails of a scope that may be shown by name."""
    return _rows(Mail.objects.filter(scope=scope, person_id=person_id, kind__in=NAMED_KINDS))


@dataclass(frozen=True)
class KindCount:
    """How much mail of a kind there is in a scope: waiting, sent and not arrived, and when."""

    kind: str
    waiting: int
    next_at: datetime | None
    is_late: bool  # tried already: the mail server did not take it
    sent: int
    last_sent_at: datetime | None
    failed: int


def by_kind(scope: str) -> dict[str, KindCount]:
    """Return the mail of a scope by kind, in numbers: one statement."""
    is_waiting = Q(state__in=[State.QUEUED, State.SENDING])
    rows = (
        Mail.objects.filter(scope=scope)
        .values("kind")
        .annotate(
            waiting=Count("pk", filter=is_waiting),
            next_at=Min("next_try_at", filter=is_waiting),
            tries=Max("attempts", filter=Q(state=State.QUEUED)),
            sent=Count("pk", filter=Q(state=State.SENT)),
            last_sent_at=Max("sent_at", filter=Q(state=State.SENT)),
            failed=Count("pk", filter=Q(state=State.FAILED)),
        )
    )
    return {
        row["kind"]: KindCount(
            kind=row["kind"],
            waiting=row["waiting"],
            next_at=row["next_at"],
            is_late=bool(row["tries"]),
            sent=row["sent"],
            last_sent_at=row["last_sent_at"],
            failed=row["failed"],
        )
        for row in rows
    }


def held(now: datetime) -> set[tuple[str, str]]:
    """Return (scope, kind) of all that organisers let wait now."""
    return set(Hold.objects.now(now).values_list("scope", "kind"))


def holds_of(scope: str, now: datetime) -> dict[str, datetime | None]:
    """Return what waits in a scope: {kind: until, or None for "until it is let go"}."""
    return dict(Hold.objects.now(now).filter(scope=scope).values_list("kind", "until"))


def who_stopped(scope: str, address_of: Mapping[int, str]) -> set[int]:
    """Return the persons who have stopped all mail, or this scope's, by {person: address}."""
    by_hash = {hash_of(address): person for person, address in address_of.items() if address}
    found = StoppedAddress.objects.filter(address_hash__in=by_hash, scope__in=["", scope])
    return {by_hash[one] for one in found.values_list("address_hash", flat=True)}


def pauses_of(scope: str, person_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Return until when persons have a break from mail in a scope."""
    rows = Pause.objects.filter(
        person_id__in=person_ids, scope__in=["", scope], until__gt=now
    ).order_by("until")
    return dict(rows.values_list("person_id", "until"))


def not_arriving(scope: str, address_of: Mapping[int, str]) -> dict[int, bool]:
    """Return the persons whom mail does not reach, by {person: address}; two statements.

    The value says whether their address is marked, so that nothing more is sent to it. If
    not, it was only the last mail of the scope that did not get there. What failed at an
    address they have no more says nothing; nor does a reminder, which only the silent get.
    """
    persons: dict[str, set[int]] = defaultdict(set)
    for person, address in address_of.items():
        if address:
            persons[hash_of(address)].add(person)
    gone = dead.among(persons.keys())
    ended = Mail.objects.filter(scope=scope, address_hash__in=persons.keys()).exclude(kind=REMINDER)
    by_address = ended.values("address_hash").annotate(
        sent=Max("pk", filter=Q(state=State.SENT)), failed=Max("pk", filter=Q(state=State.FAILED))
    )
    failed = {
        row["address_hash"]
        for row in by_address
        if row["failed"] is not None and row["failed"] > (row["sent"] or 0)
    }
    return {person: one in gone for one in gone | failed for person in persons[one]}


def is_dead(address: str) -> bool:
    """Say whether nothing is sent to an address, since mail does not arrive there."""
    return bool(address) and dead.is_dead(hash_of(address))


def among_dead(addresses: Collection[str]) -> set[str]:
    """Return those of the addresses that nothing is sent to: one statement."""
    by_hash = {hash_of(address): address for address in addresses if address}
    return {by_hash[found] for found in dead.among(by_hash.keys())}


def mail_is_off() -> bool:
    """Say whether no mail server is named, so that mail only lands in the data folder."""
    backend: str = settings.EMAIL_BACKEND
    return any(f".{name}." in backend for name in _NOT_A_SERVER)


def overdue(now: datetime, by: timedelta = timedelta(hours=1)) -> int:
    """Return how many mails have been tried and waited on for over an hour: for the check."""
    late = Mail.objects.waiting().filter(first_try_at__lt=now - by)
    return late.count()


def counted_within_a_year(person_id: int, now: datetime) -> int:
    """Return how many of the nine a person has had in the 365 days before `now`."""
    return Mail.objects.filter(
        person_id=person_id, counts=True, state=State.SENT, sent_at__gt=now - YEAR
    ).count()


def has_stopped(address: str, scope: str) -> bool:
    """Say whether an address has stopped all mail, or this scope's."""
    return StoppedAddress.objects.filter(
        address_hash=hash_of(address), scope__in=["", scope]
    ).exists()


def paused_until(person_id: int | None, scope: str, now: datetime) -> datetime | None:
    """Return when a person's pause ends, or None when there is none now."""
    if person_id is None:
        return None
    return (
        Pause.objects.filter(person_id=person_id, scope__in=["", scope], until__gt=now)
        .order_by("-until")
        .values_list("until", flat=True)
        .first()
    )


def paused(person_ids: Collection[int], now: datetime) -> set[tuple[int, str]]:
    """Return (person, scope) of the pauses that hold now; scope "" is all mail."""
    return set(
        Pause.objects.filter(person_id__in=person_ids, until__gt=now).values_list(
            "person_id", "scope"
        )
    )


def masked_address(address_hash: str) -> str:
    """Return an address its owner knows again ("k…@example.org"), or "" when none is kept."""
    mail = Mail.objects.filter(address_hash=address_hash).exclude(to_address="").last()
    if mail is None:
        return ""
    local, _, domain = mail.to_address.partition("@")
    return f"{local[:1]}…@{domain}"
