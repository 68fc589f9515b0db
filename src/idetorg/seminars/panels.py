"""Parts of composed pages that the seminar itself gives."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from idetorg.people.models import User
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Panel, Scene, register_panel
from idetorg.seminars.models import OrganiserMember, Seminar


def about(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Mer: where the organiser changes what the seminar is."""
    if seat is None or not seat.organises:
        return None
    return Scene("seminars/_more.html", {"seminar": seminar})


def register_panels() -> None:
    """Called once by the app's `ready()`."""
    register_panel(Panel(place="more", order=10, build=about))


def sole_member(user: User) -> str:
    """Say when a person is the only one who can run an organiser's seminars."""
    for membership in OrganiserMember.objects.filter(user=user).select_related("organiser"):
        others = OrganiserMember.objects.filter(organiser=membership.organiser).exclude(user=user)
        if not others.exists():
            return _(
                "You are the only one who can run seminars for %(organiser)s. "
                "Make someone else an organiser first, so that nobody loses theirs."
            ) % {"organiser": membership.organiser.name}
    return ""
