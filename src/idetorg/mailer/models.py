"""The outbox and what readers have said about getting mail."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from idetorg.core.time import now
from idetorg.mailer.enums import Reason, State

# Its reader stands waiting, and giving the code back shows that mail arrives again.
TRIED_ANYWAY = frozenset({"sign_in_code"})


def hash_of(address: str) -> str:
    """Return a keyed digest of a mail address (32 hex): to recognise it without keeping it."""
    folded = address.strip().lower()
    return salted_hmac("idetorg.mailer.address", folded, algorithm="sha256").hexdigest()[:32]


class MailQuerySet(models.QuerySet["Mail"]):
    """Questions about many mails."""

    def waiting(self) -> "MailQuerySet":
        """Return mails that are still to be sent."""
        return self.filter(state__in=[State.QUEUED, State.SENDING])

    def due(self, now: datetime, real_now: datetime) -> "MailQuerySet":
        """Return what may be tried now: due and queued, or left behind by a dead worker."""
        return self.filter(
            Q(state=State.QUEUED, next_try_at__lte=now)
            | Q(state=State.SENDING, lease_until__lte=real_now)
        )

    def at_dead_address(self, address_hash: str) -> "MailQuerySet":
        """Return what waits for an address, but for what is tried even at a dead one."""
        waiting = self.filter(address_hash=address_hash, state=State.QUEUED)
        return waiting.exclude(kind__in=TRIED_ANYWAY)

    def not_held(self, now: datetime) -> "MailQuerySet":
        """Leave out what an organiser lets wait; mail that was asked for never waits."""
        holds = Hold.objects.now(now).filter(scope=OuterRef("scope"), kind=OuterRef("kind"))
        return self.exclude(Exists(holds), asked_for=False)

    def to_reader(self, mail: "Mail") -> "MailQuerySet":
        """Return the mails to the same reader: by person, or by address for strangers."""
        if mail.person_id is not None:
            return self.filter(person_id=mail.person_id)
        return self.filter(person_id=None, address_hash=mail.address_hash)


class Mail(models.Model):
    """One message to one reader, written in the transaction of the deed that causes it.

    `not_before` says when it is due, `next_try_at` moves with retries; both follow the
    product's clock. `lease_until` is true time. `message_id` is made once, so that the
    rare second copy can be recognised. `person_id` and `scope` are plain: the app knows
    no person and no seminar.
    """

    scope = models.CharField(max_length=60, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="nb")
    to_address = models.EmailField(blank=True)
    to_name = models.CharField(max_length=80, blank=True)
    address_hash = models.CharField(max_length=32, db_index=True)
    from_name = models.CharField(max_length=80, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    counts = models.BooleanField(default=False)
    asked_for = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField()
    next_try_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    first_try_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    dedupe_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mailer_mail_due"),
            models.Index(fields=["scope", "person_id"], name="mailer_mail_scope"),
            models.Index(fields=["person_id", "sent_at"], name="mailer_mail_reader"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="mailer_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENDING) | Q(lease_until__isnull=False),
                name="mailer_sending_has_lease",
            ),
        ]


class StoppedAddress(models.Model):
    """An address that wants no mail: in a scope, of one kind in it ("s12:kind"), or at all ("").

    Mail the reader just asked for is not held back. Only a digest of the address is kept,
    so that the wish outlives the erasure of the person.
    """

    address_hash = models.CharField(max_length=32)
    scope = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "scope"], name="mailer_stopped_once")
        ]


class DeadAddress(models.Model):
    """An address that mail does not arrive at, by the word of its own mail server.

    `stops` holds mail back; a full mailbox does not, until it has been full on several days.
    Only a digest of the address is kept. The row goes when the address is shown to work.
    """

    address_hash = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=12, blank=True)  # "5.1.1", RFC 3463
    stops = models.BooleanField(default=True)
    times = models.PositiveSmallIntegerField(default=1)
    first_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)


class HoldQuerySet(models.QuerySet["Hold"]):
    """Questions about what waits."""

    def now(self, now: datetime) -> "HoldQuerySet":
        """Return what is held at a moment."""
        return self.filter(Q(until=None) | Q(until__gt=now))


class Hold(models.Model):
    """A kind of mail that an organiser lets wait in a scope: to a moment, or until let go."""

    scope = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "kind"], name="mailer_hold_once")]


class Pause(models.Model):
    """A reader's break from mail in a scope; what comes due in it goes out after `until`."""

    person_id = models.BigIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "scope"], name="mailer_pause_once")
        ]
