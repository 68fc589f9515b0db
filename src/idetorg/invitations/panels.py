"""Parts of composed pages that invitations give."""

from django.http import HttpRequest

from idetorg.invitations.models import Answer, Invitation, SignUp
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Panel, Scene, register_panel
from idetorg.seminars.models import Seminar


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Mitt: what I have signed up for. Food is not shown here; it stands on the sign-up page."""
    if seat is None:
        return None
    invitation = Invitation.objects.filter(participation=seat.participation).first()
    if invitation is None and seat.leads:
        return None
    return Scene(
        "invitations/_mine.html",
        {
            "seminar": seminar,
            "answer": Answer(invitation.answer) if invitation else Answer.NONE,
            "sign_up": SignUp.objects.filter(participation=seat.participation).first(),
            "person": seat.user,
        },
    )


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Mer: the lists and the code on the wall."""
    if seat is None or not seat.leads:
        return None
    return Scene("invitations/_more.html", {"seminar": seminar, "organises": seat.organises})


def register_panels() -> None:
    """Called once by the app's `ready()`."""
    register_panel(Panel(place="mine", order=80, build=mine))
    register_panel(Panel(place="more", order=20, build=more))
