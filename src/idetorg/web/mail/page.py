"""Reads of the mail page: a handful of statements, however many people and mails there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.commitments.dates import asked_from
from idetorg.commitments.enums import KIND_OF_MAIL
from idetorg.commitments.queries import Coming, questions_to_come, quiet_days
from idetorg.core.searching import is_in
from idetorg.mailer import queries as mailer
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.queries import KindCount, LogRow
from idetorg.mailer.rules import REMINDER
from idetorg.seminars.models import Participation, Seminar
from idetorg.web.mail import kinds


class LineState(models.TextChoices):
    """What is known of a mail, in words that an organiser can use."""

    WAITING = "waiting", _("Waiting")
    PAUSED = "paused", _("Reader has a break")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Did not arrive")
    STOPPED = "stopped", _("Stopped by the reader")
    NOT_SENT = "not_sent", _("Not sent")


@dataclass(frozen=True)
class Batch:
    """Mail of a kind that goes to many at once. Its number is None where it would tell too much."""

    kind: str
    label: str
    at: datetime | None  # when it goes; None while it is held until let go
    count: int | None
    is_held: bool
    is_late: bool  # the mail server has not taken it yet
    may_steer: bool  # one row of a kind carries the buttons

    @property
    def anchor(self) -> str:
        """The id of its row."""
        return f"batch-{self.kind}"


@dataclass(frozen=True)
class Gone:
    """What has gone of a kind, in numbers."""

    label: str
    sent: int
    last_at: datetime | None
    failed: int


@dataclass(frozen=True)
class Line:
    """One mail by name."""

    name: str
    person_pk: int
    label: str
    kind: str
    at: datetime
    state: LineState
    why: str


@dataclass(frozen=True)
class Reach:
    """Somebody whom mail does not reach now, and why."""

    name: str
    person_pk: int
    why: str | Promise
    until: datetime | None = None
    can_be_mended: bool = False


@dataclass(frozen=True)
class MailPage:
    """Everything the page says."""

    batches: list[Batch]
    gone: list[Gone]
    reach: list[Reach]
    lines: list[Line]

    @property
    def is_empty(self) -> bool:
        """Nothing has gone and nothing is to go."""
        return not (self.batches or self.gone or self.lines)


def mail_page(seminar: Seminar, now: datetime) -> MailPage:
    """Return the page of a seminar: eleven statements, however many people and mails."""
    people = list(
        Participation.objects.present()
        .filter(seminar=seminar)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    counts = mailer.by_kind(seminar.scope)
    holds = mailer.holds_of(seminar.scope, now)
    address_of = {person.user_id: person.user.mail_to for person in people}
    pauses = mailer.pauses_of(seminar.scope, list(address_of), now)
    quiet = quiet_days(seminar)
    held_to = {
        kind: asked_from(KIND_OF_MAIL[kind], until, seminar.time_zone, quiet)
        if until is not None and kind in KIND_OF_MAIL
        else until
        for kind, until in holds.items()
    }
    coming = questions_to_come(seminar, quiet)
    return MailPage(
        batches=_batches(coming, counts, held_to, seminar.time_zone),
        gone=_gone(counts),
        reach=_reach(seminar, people, address_of, pauses),
        lines=_lines(people, mailer.named_log(seminar.scope), pauses),
    )


def _batches(
    coming: list[Coming],
    counts: dict[str, KindCount],
    holds: dict[str, datetime | None],
    zone: str,
) -> list[Batch]:
    """Put what waits in the outbox and what is still to be asked in one row of dates."""
    rows = [_Row(one.mail_kind, one.day, one.first_at, one.people) for one in coming]
    for kind in kinds.BATCHES:
        waiting = counts.get(kind)
        if waiting is not None and waiting.waiting and waiting.next_at is not None:
            day = waiting.next_at.astimezone(ZoneInfo(zone)).date()
            rows.append(_Row(kind, day, waiting.next_at, waiting.waiting, waiting.is_late))
        elif kind in holds and not any(one.mail_kind == kind for one in coming):
            rows.append(_Row(kind, None, None, None))
    return sorted(_merged(rows, holds), key=_by_date)


@dataclass(frozen=True)
class _Row:
    kind: str
    day: date | None
    at: datetime | None
    count: int | None
    is_late: bool = False


def _merged(rows: list[_Row], holds: dict[str, datetime | None]) -> Iterable[Batch]:
    by_day: dict[tuple[str, date | None], list[_Row]] = {}
    for row in rows:
        by_day.setdefault((row.kind, row.day), []).append(row)
    steered = set()
    for kind, day in sorted(by_day, key=lambda key: (key[1] or date.max, key[0])):
        group = by_day[kind, day]
        due = min((row.at for row in group if row.at is not None), default=None)
        until = holds.get(kind)
        is_held = kind in holds and (due is None or until is None or due < until)
        yield Batch(
            kind=kind,
            label=kinds.label(kind),
            at=until if is_held else due,
            count=None if kind == REMINDER or due is None else sum(row.count or 0 for row in group),
            is_held=is_held,
            is_late=any(row.is_late for row in group),
            may_steer=kind not in steered,
        )
        steered.add(kind)


def _by_date(batch: Batch) -> tuple[bool, float, int]:
    order = list(kinds.BATCHES)
    at = batch.at.timestamp() if batch.at else 0.0
    return (batch.at is None, at, order.index(batch.kind))


def _gone(counts: dict[str, KindCount]) -> list[Gone]:
    """Return what has gone to many, kind by kind; of reminders no number: it is the silent."""
    return [
        Gone(kinds.label(kind), counts[kind].sent, counts[kind].last_sent_at, counts[kind].failed)
        for kind in kinds.BATCHES
        if kind in counts and kind != REMINDER and (counts[kind].sent or counts[kind].failed)
    ]


def _reach(
    seminar: Seminar,
    people: list[Participation],
    address_of: dict[int, str],
    pauses: dict[int, datetime],
) -> list[Reach]:
    """Return whom mail does not reach, by name. It is asked of the address, not of any mail."""
    failed = mailer.not_arriving(seminar.scope, address_of)
    stopped = mailer.who_stopped(seminar.scope, address_of)
    found = []
    for person in people:
        user = person.user
        if not user.mail_to:
            found.append(Reach(user.name, person.pk, _("Has no e-mail: a card is printed.")))
        elif user.pk in failed:
            found.append(
                Reach(user.name, person.pk, _("Mail does not arrive."), can_be_mended=True)
            )
        elif user.pk in stopped:
            found.append(Reach(user.name, person.pk, _("Has stopped mail.")))
        elif user.pk in pauses:
            found.append(
                Reach(user.name, person.pk, _("Has a break from mail."), until=pauses[user.pk])
            )
    return found


def _lines(
    people: list[Participation], log: list[LogRow], pauses: dict[int, datetime]
) -> list[Line]:
    """Return the mails that may be shown by name, of those who are on the list."""
    by_user = {person.user_id: person for person in people}
    lines = []
    for row in log:
        person = by_user.get(row.person_id or 0)
        if person is None:
            continue
        state = _state_of(row, is_paused=person.user_id in pauses)
        lines.append(
            Line(
                name=person.user.name,
                person_pk=person.pk,
                label=kinds.label(row.kind),
                kind=row.kind,
                at=row.sent_at or row.due,
                state=state,
                why=str(row.reason.label)
                if state in {LineState.FAILED, LineState.NOT_SENT} and row.reason
                else "",
            )
        )
    return lines


def _state_of(row: LogRow, *, is_paused: bool) -> LineState:
    if row.state in {State.QUEUED, State.SENDING}:
        return LineState.PAUSED if is_paused else LineState.WAITING
    if row.state == State.SENT:
        return LineState.SENT
    if row.state == State.FAILED:
        return LineState.FAILED
    is_readers = row.reason == Reason.READER_STOPPED
    return LineState.STOPPED if is_readers else LineState.NOT_SENT


@dataclass(frozen=True)
class OfPerson:
    """What may be shown by name of one person's mail."""

    name: str
    person_pk: int
    lines: list[Line]


def by_person(lines: list[Line]) -> list[OfPerson]:
    """Return the lines person by person, in the order of names; each person's latest first."""
    grouped: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.name, line.person_pk)):
        grouped.setdefault(line.person_pk, []).append(line)
    return [OfPerson(own[0].name, pk, own) for pk, own in grouped.items()]


def chosen(lines: list[Line], *, search: str, kind: str, state: str) -> list[Line]:
    """Return the lines that fit a search in names, a kind and a state; "" fits all."""
    return [
        line
        for line in lines
        if is_in(search, [line.name]) and kind in {"", line.kind} and state in {"", line.state}
    ]
