"""Send what is due: claim a row, send outside any transaction, mark it.

At least once, never exactly once: a worker killed between the mail server's yes and our
note of it leaves a row whose lease runs out, and the same Message-ID goes out again.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from idetorg.core.durable import durable
from idetorg.core.time import real_now
from idetorg.mailer import bounces, dead, rules, silence
from idetorg.mailer.bounces import Fate
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import TRIED_ANYWAY, Hold, Mail, MailQuerySet, StoppedAddress
from idetorg.mailer.queries import paused_until

logger = logging.getLogger("idetorg.mailer")

# Codes are secrets for a quarter of an hour and of no use after.
FORGOTTEN_WHEN_SENT = frozenset({"sign_in_code"})
TEXTS_ARE_KEPT = timedelta(days=30)
REASONS = {
    Fate.ADDRESS: Reason.NO_SUCH_ADDRESS,
    Fate.FULL: Reason.MAILBOX_FULL,
    Fate.MESSAGE: Reason.REFUSED,
    Fate.LATER: Reason.REFUSED,
}


class Verdict(Enum):
    """What the mail server said."""

    YES = "yes"
    NEVER = "never"
    LATER = "later"
    NO_SERVER = "no_server"


@dataclass(frozen=True)
class Answer:
    """The mail server's answer to one message."""

    verdict: Verdict
    said: str = ""
    refusal: bounces.Said | None = None


def lease() -> timedelta:
    """Return how long a claimed row stays claimed: 5 minutes, shorter in tests of crashes."""
    seconds = getattr(settings, "IDETORG_MAIL_LEASE_SECONDS", None)
    return rules.LEASE if seconds is None else timedelta(seconds=seconds)


def send_due(now: datetime, limit: int = 50) -> int:
    """Send what is due at `now` (product time), at most `limit` tries; return how many went out.

    Holds back what falls in silence or a break, in a reader's stop or pause, and beyond
    nine counted mails a year. Raises RuntimeError inside an open transaction. When the mail
    server can't be reached the rest is left for the next turn.
    Source: DESIGN §4; TRUST §0.2, R6.
    """
    sent = tries = 0
    connection: BaseEmailBackend = get_connection()
    try:
        for mail in _candidates(now, limit):
            claimed = _claim(mail, now)
            if claimed is None:
                continue
            tries += 1
            answer = _hand_over(claimed, connection)
            _note(claimed, answer, now)
            sent += answer.verdict is Verdict.YES
            if answer.verdict is Verdict.NO_SERVER:
                break
            if answer.verdict is not Verdict.YES:
                _close(connection)
    finally:
        _close(connection)
    return sent


def something_is_due(now: datetime) -> bool:
    """Say whether a worker has anything to try; reads only."""
    return bool(_candidates(now, 1))


def _candidates(now: datetime, limit: int) -> list[Mail]:
    """Return what may be tried now, asked-for mail first, then oldest first."""
    due: MailQuerySet = Mail.objects.due(now, real_now()).not_held(now)
    scopes = due.filter(asked_for=False).values_list("scope", flat=True).distinct()
    open_scopes = [scope for scope in scopes if not silence.scope_is_quiet(scope, now)]
    may_go = due.filter(asked_for=True) | due.filter(scope__in=open_scopes)
    return list(may_go.order_by("-asked_for", "next_try_at", "pk")[:limit])


def _claim(mail: Mail, now: datetime) -> Mail | None:
    """Claim a row for this worker; None when it is held back or another has it."""
    with durable():
        if _is_for_dead_address(mail, now) or (not mail.asked_for and _is_held_back(mail, now)):
            return None
        until = real_now() + lease()
        mine = (
            Mail.objects.due(now, real_now())
            .filter(pk=mail.pk, attempts=mail.attempts)
            .update(
                state=State.SENDING,
                lease_until=until,
                attempts=F("attempts") + 1,
                first_try_at=mail.first_try_at or now,
            )
        )
    if mine != 1:
        return None
    return Mail.objects.filter(pk=mail.pk, state=State.SENDING).first()


def _is_for_dead_address(mail: Mail, now: datetime) -> bool:
    """End a mail to an address that nobody reads; say whether that was done."""
    if mail.kind in TRIED_ANYWAY or not dead.is_dead(mail.address_hash):
        return False
    row = Mail.objects.due(now, real_now()).filter(pk=mail.pk)
    row.update(state=State.FAILED, reason=Reason.NO_SUCH_ADDRESS, lease_until=None)
    return True


def _is_held_back(mail: Mail, now: datetime) -> bool:
    """Stop or put off a mail its reader does not want now; say whether that was done."""
    row = Mail.objects.due(now, real_now()).filter(pk=mail.pk)
    if Hold.objects.now(now).filter(scope=mail.scope, kind=mail.kind).exists():
        return True
    covered = ["", mail.scope, f"{mail.scope}:{mail.kind}"]
    if StoppedAddress.objects.filter(address_hash=mail.address_hash, scope__in=covered).exists():
        row.update(state=State.STOPPED, reason=Reason.READER_STOPPED)
        return True
    until = paused_until(mail.person_id, mail.scope, now)
    if until is not None:
        if mail.counts and _is_overtaken(mail, until):
            row.update(state=State.STOPPED, reason=Reason.OVERTAKEN)
        else:
            row.update(state=State.QUEUED, next_try_at=until, lease_until=None)
        return True
    if mail.counts and mail.state == State.QUEUED and _has_had_enough(mail, now):
        row.update(state=State.STOPPED, reason=Reason.YEARLY_LIMIT)
        return True
    return False


def _is_overtaken(mail: Mail, until: datetime) -> bool:
    """Say whether a later counted mail comes due in the same pause: one is enough after it."""
    return (
        Mail.objects.filter(
            person_id=mail.person_id,
            scope=mail.scope,
            counts=True,
            state=State.QUEUED,
            not_before__gt=mail.not_before,
            not_before__lte=until,
        )
        .exclude(pk=mail.pk)
        .exists()
    )


def _has_had_enough(mail: Mail, now: datetime) -> bool:
    """Say whether the reader has had nine counted mails in the 365 days before `now`.

    Reads the reader's rows with a lock, so that two workers can't both take the ninth.
    """
    counted = Mail.objects.to_reader(mail).filter(counts=True)
    rows = counted.select_for_update().order_by("pk").values_list("state", "sent_at")
    had = sum(
        state == State.SENDING
        or (state == State.SENT and sent_at is not None and sent_at > now - rules.YEAR)
        for state, sent_at in rows
    )
    return had >= rules.MAILS_A_YEAR


def message_from(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the message of a row, with its own Message-ID; one recipient."""
    sender = settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.from_name, sender)) if mail.from_name else sender,
        to=[formataddr((mail.to_name, mail.to_address)) if mail.to_name else mail.to_address],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": mail.message_id,
            "Content-Language": mail.language,
            **mail.headers,
        },
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _hand_over(mail: Mail, connection: BaseEmailBackend) -> Answer:
    """Give one message to the mail server and say what it answered."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Verdict.NO_SERVER, _said(error))
    try:
        connection.send_messages([message_from(mail)])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return _refused(code, _decoded(said), of_reader=True)
    except smtplib.SMTPDataError as refused:
        return _refused(refused.smtp_code, _decoded(refused.smtp_error), of_reader=False)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, ConnectionError) as error:
        return Answer(Verdict.NO_SERVER, _said(error))
    except (smtplib.SMTPException, OSError) as error:
        # Our own sender or set-up is refused, or the disk is full: a person can put that right.
        return Answer(Verdict.LATER, _said(error))
    except (ValueError, UnicodeError) as error:  # the message can't be built: never will be
        return Answer(Verdict.NEVER, _said(error))
    except Exception as error:
        logger.exception("Mail %s could not be handed over.", mail.pk)
        return Answer(Verdict.LATER, _said(error))
    return Answer(Verdict.YES)


def _refused(code: int, said: str, *, of_reader: bool) -> Answer:
    verdict = Verdict.NEVER if code >= 500 else Verdict.LATER
    refusal = bounces.said_by_server(code, said, of_reader=of_reader)
    return Answer(verdict, f"{code} {said}", refusal)


def _note(mail: Mail, answer: Answer, now: datetime) -> None:
    """Write down what became of a claimed row, unless another worker has ended it."""
    held = Mail.objects.filter(pk=mail.pk, state=State.SENDING)
    with durable():
        if answer.verdict is Verdict.YES:
            held.update(state=State.SENT, sent_at=now, lease_until=None, last_error="")
            if mail.kind in FORGOTTEN_WHEN_SENT:
                Mail.objects.filter(pk=mail.pk).update(subject="", text="", html="")
            return
        given_up = mail.first_try_at is not None and rules.is_given_up(mail.first_try_at, now)
        if answer.verdict is Verdict.NEVER or given_up:
            never = answer.refusal if answer.verdict is Verdict.NEVER else None
            fate = never.fate if never else Fate.MESSAGE
            reason = Reason.GIVEN_UP if answer.verdict is not Verdict.NEVER else REASONS[fate]
            held.update(state=State.FAILED, reason=reason, lease_until=None, last_error=answer.said)
            logger.warning("Mail %s (%s) failed: %s", mail.pk, mail.kind, answer.said)
            if never is not None:
                dead.note(mail.address_hash, never, now)
            return
        held.update(
            state=State.QUEUED,
            lease_until=None,
            next_try_at=now + rules.wait_after(mail.attempts),
            last_error=answer.said,
        )


def _close(connection: BaseEmailBackend) -> None:
    """Close the connection, also when the server is gone already."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.debug("The mail server was gone before we said goodbye.")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _decoded(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:480]


def forget_texts(now: datetime) -> int:
    """Blank the words of mails over 30 days old; the log needs none. Returns how many.

    Also of those that never got there: words that nobody will read are nobody's to keep.
    """
    long_ago = now - TEXTS_ARE_KEPT
    old = Mail.objects.filter(state=State.SENT, sent_at__lt=long_ago) | Mail.objects.filter(
        state__in=[State.FAILED, State.STOPPED], not_before__lt=long_ago
    )
    with durable():
        return old.exclude(text="").update(text="", html="")
