"""What can go wrong with invitations, in words for the person."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class LastOrganiser(Refused):
    """A seminar always has someone who can plan it."""

    message = _("This is the only organiser. Make someone else an organiser first.")


class NoAddress(Refused):
    """Nothing can be mailed to a person without an address."""

    message = _("This person has no e-mail here. Print a card with the link instead.")


class HasAddress(Refused):
    """A link is shown on paper only to those whom no mail reaches."""

    message = _("This person gets the link by e-mail. Only the one it belongs to should see it.")


class NotYoursToCorrect(Refused):
    """An address is the key to what its owner wrote; only the owner changes it."""

    message = _(
        "This person has been here, and the address is the key to what they wrote. "
        "Only they can change it, on their own page."
    )


class CodeClosed(Refused):
    """The code on the wall is closed."""

    message = _("The code is closed now. Ask the one who leads to open it, or use your own link.")


class TooManyTries(Refused):
    """Too much was tried from one address."""

    message = _("That was too many tries from here. Wait ten minutes, and try again.")
    status = 429


class SignUpClosed(Refused):
    """The last day to sign up has passed."""

    message = _("The last day to sign up has passed. Ring the organiser; there may be room.")
