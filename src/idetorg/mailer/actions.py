"""Queue mail in the transaction of a deed; what readers say about getting mail."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from idetorg.core.time import now as product_now
from idetorg.mailer import compose, tokens
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.errors import BadAddress
from idetorg.mailer.models import Mail, Pause, StoppedAddress, hash_of
from idetorg.mailer.rules import ASKED_FOR_AN_HOUR
from idetorg.mailer.sending import send_due

__all__ = [
    "forget_person",
    "pause",
    "queue",
    "queue_text",
    "resume",
    "send_due",
    "stop",
    "try_again",
    "withdraw",
]


def queue(
    *,
    kind: str,
    scope: str,
    person_id: int | None,
    to: str,
    values: Mapping[str, str],
    language: str,
    from_name: str,
    reply_to: str,
    to_name: str = "",
    not_before: datetime | None = None,
    dedupe_key: str | None = None,
    stop_link: str = "",
    pause_link: str = "",
) -> Mail | None:
    """Write a mail of a kind in `mails.yaml` as a row; call it in the deed's transaction.

    `values` are the file's placeholders (`action_link` a path or an address of ours;
    `makker_name` gives the makker line; `sender_name` is `from_name` unless given).
    Extra values are not used. With a `dedupe_key` that is taken, the stored mail is
    returned and nothing is written. A reader who has stopped mail gets a row in state
    stopped, unless it is mail that was asked for. Returns None, and writes nothing, when
    the same asked-for kind went three times to the address within an hour.
    Raises BadAddress, MissingValue, ForeignLink, KeyError for an unknown kind.
    Source: DESIGN §4; DOMAIN, principle 11; TRUST A33–A36.
    """
    mail = compose.mail_of(kind)
    reader = _reader(to, person_id, scope, kind, mail.get("footer"))
    message = compose.compose(
        kind,
        values={"sender_name": from_name, **values},
        language=language,
        stop_link=stop_link or tokens.stop_link(reader),
        pause_link=pause_link or tokens.pause_link(reader),
    )
    return _store(
        message,
        kind=kind,
        scope=scope,
        person_id=person_id,
        to=to,
        to_name=to_name,
        language=language,
        from_name=from_name,
        reply_to=reply_to,
        counts=compose.is_counted(mail),
        asked_for=bool(mail.get("asked_for", False)),
        headers=_unsubscribe(reader) if mail.get("footer") else {},
        not_before=not_before,
        dedupe_key=dedupe_key,
    )


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


def _store(
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
) -> Mail | None:
    """Write the row, or return the one that has the same dedupe key."""
    _check_address(to)
    if reply_to:
        _check_address(reply_to)
    moment = product_now()
    if dedupe_key is not None:
        stored = Mail.objects.filter(dedupe_key=dedupe_key).first()
        if stored is not None:
            return stored
    if asked_for and _asked_for_lately(to, kind, moment) >= ASKED_FOR_AN_HOUR:
        return None
    stopped = not asked_for and wants_no_mail(hash_of(to), scope, kind)
    due = not_before or moment
    mail = Mail(
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
        state=State.STOPPED if stopped else State.QUEUED,
        reason=Reason.READER_STOPPED if stopped else Reason.NONE,
        message_id=_new_message_id(),
        dedupe_key=dedupe_key,
    )
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:  # someone queued the same at the same moment
        if dedupe_key is None:
            raise
        return Mail.objects.get(dedupe_key=dedupe_key)
    return mail


def _check_address(address: str) -> None:
    """Raise BadAddress for what is not one plain address."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress from error


def _asked_for_lately(to: str, kind: str, moment: datetime) -> int:
    """Return how many of an asked-for kind an address has had within the hour (TRUST A36)."""
    return Mail.objects.filter(
        address_hash=hash_of(to),
        kind=kind,
        asked_for=True,
        created_at__gt=moment - timedelta(hours=1),
    ).count()


def _new_message_id() -> str:
    """Return a Message-ID for one row, for good."""
    host = urlsplit(settings.IDETORG_BASE_URL).hostname or "localhost"
    return f"<{uuid.uuid4()}@{host}>"


def wants_no_mail(address_hash: str, scope: str, kind: str) -> bool:
    """Say whether an address has stopped this mail: all, its scope's, or its kind in it."""
    return StoppedAddress.objects.filter(
        address_hash=address_hash, scope__in=["", scope, f"{scope}:{kind}"]
    ).exists()


@transaction.atomic
def stop(reader: tokens.Reader) -> None:
    """Stop what the reader's link promises to stop; what waits is stopped too. Idempotent."""
    StoppedAddress.objects.get_or_create(address_hash=reader.address_hash, scope=reader.stops)
    waiting = Mail.objects.filter(
        address_hash=reader.address_hash, state=State.QUEUED, asked_for=False
    )
    if reader.stops:
        waiting = waiting.filter(scope=reader.scope)
        kind = reader.stops.removeprefix(f"{reader.scope}:")
        if kind != reader.stops:
            waiting = waiting.filter(kind=kind)
    waiting.update(state=State.STOPPED, reason=Reason.READER_STOPPED)


@transaction.atomic
def resume(reader: tokens.Reader) -> None:
    """Take a stop and a pause back. What was stopped meanwhile stays unsent."""
    StoppedAddress.objects.filter(address_hash=reader.address_hash, scope=reader.stops).delete()
    if reader.person_id is not None:
        Pause.objects.filter(person_id=reader.person_id, scope=reader.scope).delete()


def pause(*, person_id: int, scope: str, until: datetime) -> Pause:
    """Hold a person's mail in a scope back until a moment; a new pause replaces the old."""
    stored, _ = Pause.objects.update_or_create(
        person_id=person_id, scope=scope, defaults={"until": until}
    )
    return stored


def try_again(mail: Mail) -> bool:
    """Queue a failed mail again, now; say whether it was failed still."""
    return (
        Mail.objects.filter(pk=mail.pk, state=State.FAILED).update(
            state=State.QUEUED, first_try_at=None, attempts=0, next_try_at=product_now()
        )
        == 1
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


def move_address(*, person_id: int, to: str) -> int:
    """Send a person's waiting mail to a new address; returns how many were moved."""
    _check_address(to)
    return Mail.objects.filter(person_id=person_id, state=State.QUEUED).update(
        to_address=to, address_hash=hash_of(to)
    )
