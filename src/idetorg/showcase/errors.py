"""Errors of the showcase."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import EditConflict, Refused


class NothingToSteal(Refused):
    """An empty note."""

    message = _("Write what you would like to use at home.")
    status = 422


class NotTheCardsOwner(Refused):
    """Somebody else than its owner tried to write, show or answer for a card."""

    status = 403
    message = _("Only the one who made an experience card can change it.")


class CardNotWhole(Refused):
    """A card that everyone sees has a title, a before and an after."""

    status = 422
    message = _("A card that everyone sees needs a title, how it was before, and how it is now.")


class CardConflict(EditConflict):
    """The card was saved from another place; `theirs` is what stands there, by field."""

    def __init__(self, theirs: dict[str, str], revision: int) -> None:
        self.theirs = theirs
        self.revision = revision
        super().__init__()


class SeminarIsOver(Refused):
    """There is nobody left to present to."""

    message = _("This seminar is over. An experience is invited to one that is still to come.")


class OwnerNotHere(Refused):
    """Whoever presents takes part."""

    message = _(
        "The one who wrote the card doesn't take part in this seminar. "
        "Invite them to the seminar first, then to present."
    )


class InvitationGone(Refused):
    """Taken back, answered already, or asked for by another seminar."""

    message = _("This invitation isn't open any more. Nothing was changed.")
