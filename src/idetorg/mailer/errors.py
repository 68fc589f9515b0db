"""What can go wrong when mail is queued."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class BadAddress(Refused):
    """An address that no mail can be sent to."""

    message = _("This mail address can't be right. Look it over, please.")
    status = 422


class MissingValue(ValueError):
    """A mail was asked for without a value its text needs. A fault in the caller."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"The mail {kind!r} needs the value {name!r}.")


class ForeignLink(ValueError):
    """A link that does not start at this installation's own address. A fault in the caller."""

    def __init__(self, link: str) -> None:
        super().__init__(f"Mail links only to this installation, not to {link[:80]!r}.")
