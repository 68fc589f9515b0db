"""Queue mail in the transaction of a deed; what readers say about getting mail."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from idetorg.core.time import now as product_now
from idetorg.mailer import compose, dead, tokens
from idetorg.mailer.bounces import Fate, Report
from idetorg.mailer.enums import Noted, Reason, State
from idetorg.mailer.errors import BadAddress
from idetorg.mailer.models import TRIED_ANYWAY, Hold, Mail, Pause, StoppedAddress, hash_of
from idetorg.mailer.rules import ASKED_FOR_AN_HOUR, LET_GO_WITHIN
from idetorg.mailer.sending import REASONS, send_due

__all__ = [
    "address_works",
    "draft",
    "forget_person",
    "hold",
    "move_address",
    "note_report",
    "pause",
    "queue",
    "queue_all",
    "queue_test",
    "queue_text",
    "release",
    "resume",
    "send_due",
    "stop",
    "stop_waiting",
    "try_again",
    "unqueue",
    "want_again",
    "wants_no_mail",
    "withdraw",
]


TEST = "test:"  # before the kind of a mail with example words


class Letter(TypedDict):
    """What `draft`, `queue` and `queue_all` need to know of a mail of a kind in `mails.yaml`.

    `values` are the file's placeholders (`action_link` a path or an address of ours;
    `makker_name` gives the makker line; `sender_name` is `from_name` unless given).
    Extra values are not used. A mail with a `dedupe_key` is written once.
    """

    kind: str
    scope: str
    person_id: int | None
    to: str
    values: Mapping[str, str]
    language: str
    from_name: str
    reply_to: str
    to_name: NotRequired[str]
    not_before: NotRequired[datetime | None]
    dedupe_key: NotRequired[str | None]
    stop_link: NotRequired[str]
    pause_link: NotRequired[str]


def queue(**letter: Unpack[Letter]) -> Mail | None:
    """Write a mail of a kind in `mails.yaml` as a row; call it in the deed's transaction.

    With a `dedupe_key` that is taken, the stored mail is returned and nothing is written.
    A reader who has stopped mail gets a row in state stopped, unless it is mail that was
    asked for. Returns None, and writes nothing, when the same asked-for kind went three
    times to the address within an hour.
    Raises BadAddress, MissingValue, ForeignLink, KeyError for an unknown kind.
    Source: DESIGN §4; DOMAIN, principle 11; TRUST A33–A36.
    """
    return _store(draft(**letter))


def draft(**letter: Unpack[Letter]) -> Mail:
    """Return a mail of a kind in `mails.yaml`, not written yet: for `queue_all`.

    Raises BadAddress, MissingValue, ForeignLink, KeyError for an unknown kind.
    """
    kind, scope, to = letter["kind"], letter["scope"], letter["to"]
    mail = compose.mail_of(kind)
    reader = _reader(to, letter["person_id"], scope, kind, mail.get("footer"))
    message = compose.compose(
        kind,
        values={"sender_name": letter["from_name"], **letter["values"]},
        language=letter["language"],
        stop_link=letter.get("stop_link") or tokens.stop_link(reader),
        pause_link=letter.get("pause_link") or tokens.pause_link(reader),
    )
    return _row(
        message,
        kind=kind,
        scope=scope,
        person_id=letter["person_id"],
        to=to,
        to_name=letter.get("to_name", ""),
        language=letter["language"],
        from_name=letter["from_name"],
        reply_to=letter["reply_to"],
        counts=compose.is_counted(mail),
        asked_for=bool(mail.get("asked_for", False)),
        headers=_unsubscribe(reader) if mail.get("footer") else {},
        not_before=letter.get("not_before"),
        dedupe_key=letter.get("dedupe_key"),
    )


def queue_all(drafts: Collection[Mail]) -> int:
    """Write drafts as rows, all or none, with few statements however many; return how many.

    Drafts whose `dedupe_key` is taken are left out, and stops are kept, as in `queue`.
    Raises IntegrityError when someone queues one of them at the same moment, and ValueError
    for mail that was asked for: `queue` counts what an address has had within the hour.
    """
    if any(mail.asked_for for mail in drafts):
        raise ValueError("Asked-for mail is queued one by one.")
    keys = [mail.dedupe_key for mail in drafts if mail.dedupe_key is not None]
    taken = set(Mail.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    new = {mail.dedupe_key or mail.message_id: mail for mail in drafts}
    rows = [mail for mail in new.values() if mail.dedupe_key not in taken]
    stops = set(
        StoppedAddress.objects.filter(
            address_hash__in={mail.address_hash for mail in rows}
        ).values_list("address_hash", "scope")
    )
    nobody_reads = dead.among({mail.address_hash for mail in rows})
    for mail in rows:
        if any((mail.address_hash, scope) in stops for scope in _covering(mail.scope, mail.kind)):
            mail.state, mail.reason = State.STOPPED, Reason.READER_STOPPED
        elif mail.address_hash in nobody_reads:
            mail.state, mail.reason = State.FAILED, Reason.NO_SUCH_ADDRESS
    return len(Mail.objects.bulk_create(rows))


def queue_text(
    *,
    kind: str,
    scope: str,
    person_id: int | None,
    to: str,
    subject: str,
    text: str,
    language: str,
    from_name: str,
    reply_to: str,
    to_name: str = "",
    action: tuple[str, str] | None = None,
    footer: str | None = "participant",
    counts: bool = False,
    asked_for: bool = False,
    not_before: datetime | None = None,
    dedupe_key: str | None = None,
) -> Mail | None:
    """Write a mail with ready words (a letter another app has filled) as a row.

    `text` is paragraphs between blank lines; `action` is (words, link) after them;
    `footer` names one of `mails.yaml`, or None. Otherwise like `queue`.
    """
    reader = _reader(to, person_id, scope, kind, footer)
    paragraphs: list[compose.Paragraph] = [
        [line for line in block.split("\n") if line.strip()]
        for block in compose.clean(text).split("\n\n")
        if block.strip()
    ]
    if action is not None:
        paragraphs.append([compose.Link(action[0], compose.absolute(action[1]))])
    message = compose.assemble(
        compose.one_line(subject, compose.SUBJECT_LENGTH),
        paragraphs,
        _footer(footer, reader, language),
        language,
    )
    return _store(
        _row(
            message,
            kind=kind,
            scope=scope,
            person_id=person_id,
            to=to,
            to_name=to_name,
            language=language,
            from_name=from_name,
            reply_to=reply_to,
            counts=counts,
            asked_for=asked_for,
            headers=_unsubscribe(reader) if footer else {},
            not_before=not_before,
            dedupe_key=dedupe_key,
        )
    )


def _footer(footer: str | None, reader: tokens.Reader, language: str) -> list[compose.Paragraph]:
    """Return the paragraphs of a footer with the reader's own links."""
    if footer is None:
        return []
    return compose.footer_of(footer, language, tokens.stop_link(reader), tokens.pause_link(reader))


def _reader(
    to: str, person_id: int | None, scope: str, kind: str, footer: str | None
) -> tokens.Reader:
    """Return whom the links in a mail speak for, and what their stop covers.

    The words decide: "stop all mail" to a participant is all, "no more from us" to one
    who is invited is this scope, "stop the list" to an organiser is that list alone.
    """
    covers = {"participant": "", "invited": scope, "organiser": f"{scope}:{kind}"}
    return tokens.Reader(hash_of(to), person_id, scope, covers.get(footer or "", scope))


def _unsubscribe(reader: tokens.Reader) -> dict[str, str]:
    """Return the headers behind a mail program's own stop button (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{tokens.stop_link(reader)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _row(
    message: compose.Message,
    *,
    kind: str,
    scope: str,
    person_id: int | None,
    to: str,
    to_name: str,
    language: str,
    from_name: str,
    reply_to: str,
    counts: bool,
    asked_for: bool,
    headers: dict[str, str],
    not_before: datetime | None,
    dedupe_key: str | None,
) -> Mail:
    """Return the row of a message, not written yet."""
    _check_address(to)
    if reply_to:
        _check_address(reply_to)
    moment = product_now()
    due = not_before or moment
    return Mail(
        scope=scope,
        person_id=person_id,
        kind=kind,
        language=language,
        to_address=to,
        to_name=compose.plain_name(to_name),
        address_hash=hash_of(to),
        from_name=compose.plain_name(from_name),
        reply_to=reply_to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        headers={**headers, "Auto-Submitted": "auto-generated"},
        counts=counts,
        asked_for=asked_for,
        created_at=moment,
        not_before=due,
        next_try_at=due,
        message_id=_new_message_id(),
        dedupe_key=dedupe_key,
    )


def _store(mail: Mail) -> Mail | None:
    """Write the row, or return the one that has the same dedupe key."""
    if mail.dedupe_key is not None:
        stored = Mail.objects.filter(dedupe_key=mail.dedupe_key).first()
        if stored is not None:
            return stored
    if mail.asked_for and _asked_for_lately(mail) >= ASKED_FOR_AN_HOUR:
        return None
    if not mail.asked_for and wants_no_mail(mail.address_hash, mail.scope, mail.kind):
        mail.state, mail.reason = State.STOPPED, Reason.READER_STOPPED
    elif mail.kind not in TRIED_ANYWAY and dead.is_dead(mail.address_hash):
        mail.state, mail.reason = State.FAILED, Reason.NO_SUCH_ADDRESS
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:  # someone queued the same at the same moment
        if mail.dedupe_key is None:
            raise
        return Mail.objects.get(dedupe_key=mail.dedupe_key)
    return mail


def _check_address(address: str) -> None:
    """Raise BadAddress for what is not one plain address."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress from error


def _asked_for_lately(mail: Mail) -> int:
    """Return how many of an asked-for kind its address has had within the hour (TRUST A36)."""
    return Mail.objects.filter(
        address_hash=mail.address_hash,
        kind=mail.kind,
        asked_for=True,
        created_at__gt=mail.created_at - timedelta(hours=1),
    ).count()


def _new_message_id() -> str:
    """Return a Message-ID for one row, for good."""
    host = urlsplit(settings.IDETORG_BASE_URL).hostname or "localhost"
    return f"<{uuid.uuid4()}@{host}>"


def wants_no_mail(address_hash: str, scope: str, kind: str) -> bool:
    """Say whether an address has stopped this mail: all, its scope's, or its kind in it."""
    return StoppedAddress.objects.filter(
        address_hash=address_hash, scope__in=_covering(scope, kind)
    ).exists()


def _covering(scope: str, kind: str) -> list[str]:
    """Return the scopes of a stop that covers a mail: all, its scope's, its kind in it."""
    return ["", scope, f"{scope}:{kind}"]


@transaction.atomic
def stop(reader: tokens.Reader) -> None:
    """Stop what the reader's link promises to stop; what waits is stopped too. Idempotent.

    A link in an old mail speaks for the person's later addresses too.
    """
    addresses = _addresses_of(reader)
    for address_hash in addresses:
        StoppedAddress.objects.get_or_create(address_hash=address_hash, scope=reader.stops)
    waiting = Mail.objects.filter(address_hash__in=addresses, state=State.QUEUED, asked_for=False)
    if reader.stops:
        waiting = waiting.filter(scope=reader.scope)
        kind = reader.stops.removeprefix(f"{reader.scope}:")
        if kind != reader.stops:
            waiting = waiting.filter(kind=kind)
    waiting.update(state=State.STOPPED, reason=Reason.READER_STOPPED)


@transaction.atomic
def resume(reader: tokens.Reader) -> None:
    """Take a stop and a pause back. What was stopped meanwhile stays unsent."""
    StoppedAddress.objects.filter(
        address_hash__in=_addresses_of(reader), scope=reader.stops
    ).delete()
    if reader.person_id is not None:
        Pause.objects.filter(person_id=reader.person_id, scope=reader.scope).delete()


def want_again(address: str, scope: str, kind: str) -> None:
    """Take back the stop of one list ("stop the list"); a stop of all mail stands."""
    StoppedAddress.objects.filter(address_hash=hash_of(address), scope=f"{scope}:{kind}").delete()


def _addresses_of(reader: tokens.Reader) -> set[str]:
    """Return the digests of the addresses that a reader's links speak for."""
    if reader.person_id is None:
        return {reader.address_hash}
    known = Mail.objects.filter(person_id=reader.person_id).exclude(address_hash="")
    return {reader.address_hash, *known.values_list("address_hash", flat=True)}


def pause(*, person_id: int, scope: str, until: datetime) -> Pause:
    """Hold a person's mail in a scope back until a moment; a new pause replaces the old."""
    stored, _ = Pause.objects.update_or_create(
        person_id=person_id, scope=scope, defaults={"until": until}
    )
    return stored


def try_again(mail: Mail) -> bool:
    """Queue a failed mail again, now; say whether it was failed still, with its words."""
    return (
        Mail.objects.filter(pk=mail.pk, state=State.FAILED).exclude(text="").update(**_from_start())
        == 1
    )


def _from_start() -> dict[str, object]:
    """Return the columns of a mail that is to be tried as if it were new."""
    return {
        "state": State.QUEUED,
        "reason": Reason.NONE,
        "first_try_at": None,
        "sent_at": None,
        "attempts": 0,
        "next_try_at": product_now(),
    }


@transaction.atomic
def note_report(report: Report | None) -> Noted:
    """Believe a delivery report about a mail of ours, known by its Message-ID, once.

    The number is the only thing it can say; whose address it is about stands in our own
    row. A report on anything else, or that says it over again, does nothing.
    Source: TRUST R6; docs/operate.md, "Mail that does not arrive".
    """
    if report is None:
        return Noted.NO_REPORT
    mail = (
        Mail.objects.select_for_update()
        .filter(message_id__in=report.message_ids)
        .exclude(address_hash="")
        .order_by("pk")
        .first()
    )
    if mail is None:
        return Noted.UNKNOWN
    if report.said.fate is Fate.LATER:
        return Noted.DELAYED
    if mail.state in {State.FAILED, State.STOPPED}:
        return Noted.KNOWN
    mail.state, mail.reason = State.FAILED, REASONS[report.said.fate]
    mail.last_error, mail.lease_until = report.said.words or report.said.number, None
    mail.save(update_fields=["state", "reason", "last_error", "lease_until"])
    is_marked = dead.note(mail.address_hash, report.said, product_now())
    return Noted.MARKED if is_marked else Noted.NOT_DELIVERED


@transaction.atomic
def address_works(address: str, *, person_id: int | None = None) -> bool:
    """Let mail flow to an address again: its reader has shown, or told, that it arrives.

    Say whether it was marked. What a person missed lately goes out: see `_let_go`.
    """
    was_marked = dead.free(hash_of(address))
    if was_marked and person_id is not None:
        _let_go(person_id)
    return was_marked


def _let_go(person_id: int) -> int:
    """Queue what a person missed while mail did not arrive: the latest of each scope.

    One is enough after a silence, as after a pause. Invitations and mail that was asked for
    stay failed: their links are replaced, or their hour has passed. Returns how many.
    """
    missed = (
        Mail.objects.filter(
            person_id=person_id,
            state=State.FAILED,
            reason=Reason.NO_SUCH_ADDRESS,
            asked_for=False,
            not_before__gt=product_now() - LET_GO_WITHIN,
        )
        .exclude(text="")
        .exclude(kind__in=compose.kinds_to_invited())
        .order_by("not_before", "pk")
    )
    rows = list(missed)
    latest = {mail.scope: mail for mail in rows}
    Mail.objects.filter(pk__in=[mail.pk for mail in rows]).update(
        state=State.STOPPED, reason=Reason.OVERTAKEN
    )
    for mail in latest.values():
        # A late report about the old address must not be taken for one about the new.
        Mail.objects.filter(pk=mail.pk).update(message_id=_new_message_id(), **_from_start())
    return len(latest)


def hold(*, scope: str, kind: str, until: datetime | None) -> Hold:
    """Let a kind of mail wait in a scope; a new hold replaces the old. See also `unqueue`."""
    stored, _ = Hold.objects.update_or_create(scope=scope, kind=kind, defaults={"until": until})
    return stored


def release(*, scope: str, kind: str) -> bool:
    """Let a kind of mail go; say whether it waited."""
    return Hold.objects.filter(scope=scope, kind=kind).delete()[0] > 0


@transaction.atomic
def unqueue(*, scope: str, kind: str) -> list[str]:
    """Take back what waits of a kind and has a key, as if it had never been queued.

    Returns the keys, which are free again: who queued them may do so anew.
    """
    waiting = Mail.objects.filter(scope=scope, kind=kind, state=State.QUEUED, asked_for=False)
    taken = dict(
        waiting.exclude(dedupe_key=None).select_for_update().values_list("pk", "dedupe_key")
    )
    Mail.objects.filter(pk__in=taken).delete()
    return [str(key) for key in taken.values()]


def stop_waiting(*, scope: str, kind: str) -> int:
    """End what waits of a kind in a scope, by the organiser's word; returns how many."""
    waiting = Mail.objects.filter(scope=scope, kind=kind, state=State.QUEUED, asked_for=False)
    return waiting.update(state=State.STOPPED, reason=Reason.ORGANISER_STOPPED)


def queue_test(
    *,
    kind: str,
    scope: str,
    person_id: int,
    to: str,
    to_name: str,
    values: Mapping[str, str],
    language: str,
    from_name: str,
    reply_to: str,
    notice: str,
    links_to: str,
) -> Mail | None:
    """Write a mail of a kind with example words to somebody who wants to see what it is like.

    `notice` says that it is a test, in the subject and on top; all links lead to `links_to`,
    so that nothing can be stopped or answered by it. It is not counted, and goes at night
    too. Returns None after three of the kind within an hour.
    """
    link = compose.absolute(links_to)
    message = compose.compose(
        kind,
        values={"sender_name": from_name, **values, "action_link": links_to},
        language=language,
        stop_link=link,
        pause_link=link,
        notice=notice,
    )
    return _store(
        _row(
            message,
            kind=f"{TEST}{kind}",
            scope=scope,
            person_id=person_id,
            to=to,
            to_name=to_name,
            language=language,
            from_name=from_name,
            reply_to=reply_to,
            counts=False,
            asked_for=True,
            headers={},
            not_before=None,
            dedupe_key=None,
        )
    )


def withdraw(dedupe_key: str) -> bool:
    """Stop a mail that waits still; say whether it could be stopped."""
    return (
        Mail.objects.filter(dedupe_key=dedupe_key, state=State.QUEUED).update(
            state=State.STOPPED, reason=Reason.WITHDRAWN
        )
        == 1
    )


@transaction.atomic
def forget_person(person_id: int) -> int:
    """Erase a person from the outbox: names, addresses and words go, what waits is stopped.

    A stop stays in force, as a digest. Returns how many mails were blanked.
    """
    mails = Mail.objects.filter(person_id=person_id)
    mails.waiting().update(state=State.STOPPED, reason=Reason.ERASED)
    Pause.objects.filter(person_id=person_id).delete()
    return mails.update(
        person_id=None,
        to_address="",
        to_name="",
        address_hash="",
        subject="",
        text="",
        html="",
        headers={},
        last_error="",
    )


@transaction.atomic
def move_address(*, person_id: int, to: str, was: str = "") -> int:
    """Send a person's waiting mail to a new address; returns how many were moved.

    The address is shown to be theirs, so it is no dead one; what they missed lately goes
    out too. The links at the foot of a mail speak for the new address from now on. What
    they have stopped at the address that was, stays stopped: they moved, no more.
    """
    _check_address(to)
    stops = StoppedAddress.objects.filter(address_hash=hash_of(was)) if was else []
    for stopped in stops:
        StoppedAddress.objects.get_or_create(address_hash=hash_of(to), scope=stopped.scope)
    dead.free(hash_of(to))
    _let_go(person_id)
    waiting = list(Mail.objects.filter(person_id=person_id, state=State.QUEUED))
    for mail in waiting:
        _readdress(mail, to)
    Mail.objects.bulk_update(
        waiting, ["to_address", "address_hash", "message_id", "text", "html", "headers"]
    )
    return len(waiting)


def _readdress(mail: Mail, to: str) -> None:
    """Give a mail another address, and its stop and pause links the same."""
    for covers in dict.fromkeys(["", mail.scope, f"{mail.scope}:{mail.kind}"]):
        old = tokens.token_for(tokens.Reader(mail.address_hash, mail.person_id, mail.scope, covers))
        new = tokens.token_for(tokens.Reader(hash_of(to), mail.person_id, mail.scope, covers))
        mail.text, mail.html = mail.text.replace(old, new), mail.html.replace(old, new)
        mail.headers = {name: str(said).replace(old, new) for name, said in mail.headers.items()}
    mail.to_address, mail.address_hash = to, hash_of(to)
    mail.message_id = _new_message_id()  # a late report about the old address is not about this
