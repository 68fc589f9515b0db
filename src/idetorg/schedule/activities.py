"""What plain steps do: travel, meals, breaks and talks. Breaks are quiet."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Activity, Scene, StepFacts, register
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar

WORDS = {
    StepKind.TRAVEL: _("Ask the one beside you what went well this year."),
    StepKind.TALK: _("Listen for what you could use at home."),
    StepKind.MEAL: _("Put the phone away. We say when it starts again."),
    StepKind.BREAK: _("Put the phone away. We say when it starts again."),
}
HOMEWARD = _("Tell the one beside you what you take home.")


def phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say what happens, and in a break when we are back."""
    room = room_now(seat.seminar)
    is_homeward = step.kind == StepKind.TRAVEL and room.line.after(room.moment) is None
    words = HOMEWARD if is_homeward else WORDS[StepKind(step.kind)]
    return Scene(
        "schedule/_phone_plain.html",
        {"room": room, "words": words, "is_quiet": step.kind in _QUIET},
    )


def screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show the title, or the big clock of a break."""
    room = room_now(seminar)
    template = (
        "schedule/_screen_break.html" if step.kind in _QUIET else "schedule/_screen_plain.html"
    )
    return Scene(template, {"room": room, "seminar": seminar, "words": WORDS[StepKind(step.kind)]})


def lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say in the console what phones and screen show now."""
    return Scene(
        "schedule/_lead_plain.html",
        {"room": room_now(seat.seminar), "is_quiet": step.kind in _QUIET},
    )


_QUIET = {StepKind.MEAL, StepKind.BREAK}


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    for kind in (StepKind.TRAVEL, StepKind.MEAL, StepKind.BREAK, StepKind.TALK):
        register(Activity(kind=kind, label=kind.label, phone=phone, screen=screen, lead=lead))
