"""Rules of the showcase."""

from idetorg.files.models import Picture
from idetorg.files.rules import is_publishable
from idetorg.seminars.access import Seat
from idetorg.showcase.models import Presentation


def may_edit_presentation(seat: Seat, presentation: Presentation) -> bool:
    """Those who present it, and the organiser who plans the running order."""
    if seat.organises:
        return True
    return any(
        row.participation_id == seat.participation.pk for row in presentation.presenters.all()
    )


def may_be_shown(picture: Picture) -> bool:
    """A picture is shown with consent, caption and alternative text; not before (DOMAIN)."""
    return is_publishable(picture)
