"""What can go wrong when deeds are recorded."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class AppendOnly(Exception):
    """Somebody tried to change or delete what has been recorded."""

    def __init__(self) -> None:
        super().__init__("Audit entries are only added, never changed or deleted.")


class BadClientKey(Refused):
    """The key that came with a deed is no UUID."""

    message = _("This came in a form we don't know. Load the page again; your text is still here.")
    status = 422


class GoneSince(Refused):
    """The deed was done before, and what it made has been removed since."""

    message = _("This was saved before and has been removed since. Nothing was changed now.")
    status = 409
