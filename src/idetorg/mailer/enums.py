"""States of a mail, and why one was stopped."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a mail is on its way."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")
    STOPPED = "stopped", _("Not sent")


class Noted(models.TextChoices):
    """What came of a delivery report. For commands, not for readers."""

    NO_REPORT = "no_report"
    UNKNOWN = "unknown"
    KNOWN = "known"
    DELAYED = "delayed"
    NOT_DELIVERED = "not_delivered"
    MARKED = "marked"


class Reason(models.TextChoices):
    """Why a mail was not sent."""

    NONE = "", ""
    READER_STOPPED = "reader_stopped", _("The reader has stopped mail.")
    YEARLY_LIMIT = "yearly_limit", _("The reader has had nine mails within a year.")
    OVERTAKEN = "overtaken", _("A later mail took its place after a pause.")
    ERASED = "erased", _("The person is erased.")
    WITHDRAWN = "withdrawn", _("It was withdrawn before it was sent.")
    ORGANISER_STOPPED = "organiser_stopped", _("The organiser stopped it.")
    NO_SUCH_ADDRESS = "no_such_address", _("Mail does not arrive at this address.")
    MAILBOX_FULL = "mailbox_full", _("The mailbox is full.")
    REFUSED = "refused", _("The reader's mail server did not take it.")
    GIVEN_UP = "given_up", _("It was tried for three days.")
