"""What showcase, remote and inspiration steps do."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import (
    Activity,
    Need,
    Panel,
    Scene,
    StepFacts,
    register,
    register_panel,
)
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar
from idetorg.showcase import queries


def showcase_phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show who presents now, the order, and a place for one's own note."""
    return Scene(
        "showcase/_phone_showcase.html",
        {
            "seminar": seat.seminar,
            "presentations": queries.presentations(seat.seminar),
            "current": queries.current_presentation(seat.seminar),
            "may_keep": seat.participation.is_participant,
        },
    )


def showcase_screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show the project's title, or its first picture with caption, full screen."""
    current = queries.current_presentation(seminar)
    pictures = queries.shown_pictures(list(current.pictures.all())) if current else []
    return Scene(
        "showcase/_screen_showcase.html",
        {"seminar": seminar, "room": room_now(seminar), "current": current, "pictures": pictures},
    )


def showcase_lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Choose who presents now."""
    return Scene(
        "showcase/_lead_showcase.html",
        {
            "seminar": seat.seminar,
            "presentations": queries.presentations(seat.seminar),
            "current": queries.current_presentation(seat.seminar),
        },
    )


def remote_phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show the link for those at home, and a place for one's own note."""
    return Scene(
        "showcase/_phone_remote.html",
        {
            "seminar": seat.seminar,
            "visit": queries.visit_of_step(seat.seminar, step),
            "may_keep": seat.participation.is_participant,
        },
    )


def remote_screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Say whom we visit; or turn through the photos when the line is dead."""
    visit = queries.visit_of_step(seminar, step)
    pictures = queries.shown_pictures(list(visit.pictures.all())) if visit else []
    return Scene(
        "showcase/_screen_remote.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "visit": visit,
            "pictures": pictures if visit and visit.showing_photos else [],
        },
    )


def remote_lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """The link, the host's telephone, and the photos on one key."""
    return Scene(
        "showcase/_lead_remote.html",
        {"seminar": seat.seminar, "visit": queries.visit_of_step(seat.seminar, step)},
    )


def remote_needs(seminar: Seminar, step: StepFacts, phase: str) -> list[Need]:
    """Say when a visit is not rehearsed or has no photos to fall back on."""
    visit = queries.visit_of_step(seminar, step)
    if visit is None:
        return [
            Need(
                _("This visit has no link yet"),
                "",
                reverse("showcase:plan", args=[seminar.slug]),
                _("Plan the visit"),
            )
        ]
    if not queries.shown_pictures(list(visit.pictures.all())):
        return [
            Need(
                _("No photos if the line dies"),
                "",
                reverse("showcase:visit", args=[seminar.slug, visit.pk]),
                _("Add photos"),
            )
        ]
    return []


def inspiration_phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show the short list with a note for each."""
    return Scene(
        "showcase/_phone_inspiration.html",
        {
            "seminar": seat.seminar,
            "items": queries.inspiration(seat.seminar),
            "may_keep": seat.participation.is_participant,
        },
    )


def inspiration_screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show the titles along the thread."""
    return Scene(
        "showcase/_screen_inspiration.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "items": queries.inspiration(seminar)[:6],
        },
    )


def inspiration_lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say what phones and screen show."""
    return Scene(
        "showcase/_lead_inspiration.html",
        {"seminar": seat.seminar, "count": len(queries.inspiration(seat.seminar))},
    )


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show one's own notes, and a presenter's own presentation."""
    if seat is None:
        return None
    notes = queries.steal_notes(seat.participation)
    presenting = [
        row
        for row in queries.presentations(seminar)
        if any(p.participation_id == seat.participation.pk for p in row.presenters.all())
    ]
    if not notes and not presenting:
        return None
    return Scene(
        "showcase/_mine.html", {"seminar": seminar, "notes": notes, "presenting": presenting}
    )


def after(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show on the seminar's page the experiences it led to, once somebody has shared one."""
    cards = queries.cards_of(seminar)
    return (
        Scene("showcase/_after_cards.html", {"seminar": seminar, "cards": cards}) if cards else None
    )


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead on to the plan of what is shown."""
    if seat is None or not seat.leads:
        return None
    return Scene("showcase/_more.html", {"seminar": seminar})


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    register(
        Activity(
            kind=StepKind.SHOWCASE,
            label=StepKind.SHOWCASE.label,
            phone=showcase_phone,
            screen=showcase_screen,
            lead=showcase_lead,
        )
    )
    register(
        Activity(
            kind=StepKind.REMOTE,
            label=StepKind.REMOTE.label,
            phone=remote_phone,
            screen=remote_screen,
            lead=remote_lead,
            needs=remote_needs,
        )
    )
    register(
        Activity(
            kind=StepKind.INSPIRATION,
            label=StepKind.INSPIRATION.label,
            phone=inspiration_phone,
            screen=inspiration_screen,
            lead=inspiration_lead,
        )
    )
    register_panel(Panel("mine", 20, mine))
    register_panel(Panel("more", 10, more))
    register_panel(Panel("after", 25, after))
