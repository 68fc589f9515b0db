"""What can go wrong with a person's own data."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class AddressTaken(Refused):
    """Someone else here has this address."""

    message = _(
        "Someone is already registered here with this address. "
        "If it is you, sign out and sign in with it."
    )
    status = 422


class CannotErase(Refused):
    """Something must be handed over first; the message says what."""
