"""Errors of the rooms."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import EditConflict, Refused


class SheetConflict(EditConflict):
    """Another member saved the same field in the meantime."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs = theirs
        self.version = version


class NotAQuestion(Refused):
    """The facilitator asks, never answers (DOMAIN, principle 1)."""

    message = _("Send a question: it ends with a question mark.")
    status = 422


class NoSource(Refused):
    """A thread leads back to at least one note."""

    message = _("Tick at least one note that the thread comes from.")
    status = 422


class NoWords(Refused):
    """Nothing was written."""

    message = _("Write a few words first.")
    status = 422
