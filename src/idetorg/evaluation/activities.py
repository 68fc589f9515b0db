"""What an evaluation step does: a short form that nobody can be found by."""

from django.http import HttpRequest

from idetorg.evaluation import actions, queries
from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import (
    Activity,
    Panel,
    Scene,
    StepFacts,
    register,
    register_panel,
)
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar


def phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Lead on to the form, or say thank you."""
    evaluation = queries.evaluation_of(seat.seminar)
    return Scene(
        "evaluation/_phone.html",
        {
            "seminar": seat.seminar,
            "is_open": queries.is_open(evaluation),
            "may_answer": seat.participation.is_participant,
            "has_answered": evaluation is not None
            and queries.has_answered(evaluation, seat.participation),
        },
    )


def screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """A quiet prompt, and how many have answered."""
    evaluation = queries.evaluation_of(seminar)
    return Scene(
        "evaluation/_screen.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "count": queries.answer_count(evaluation),
        },
    )


def lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """How many have answered; never who."""
    evaluation = queries.evaluation_of(seat.seminar)
    return Scene(
        "evaluation/_lead.html",
        {
            "seminar": seat.seminar,
            "count": queries.answer_count(evaluation),
            "invited": seat.seminar.participations.participants().count(),
        },
    )


def opens(seminar: Seminar, step: StepFacts) -> None:
    """The form opens when the room comes here, and stays open for the bus home."""
    actions.open_evaluation(seminar)


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Offer the form under Mine for as long as it is open and unanswered."""
    evaluation = queries.evaluation_of(seminar)
    if (
        seat is None
        or evaluation is None
        or not seat.participation.is_participant
        or not queries.is_open(evaluation)
        or queries.has_answered(evaluation, seat.participation)
    ):
        return None
    return Scene("evaluation/_mine.html", {"seminar": seminar})


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead on to evaluation and summary."""
    if seat is None or not seat.leads:
        return None
    return Scene("evaluation/_more.html", {"seminar": seminar})


def after_story(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """The story on the seminar's page, once it is published."""
    summary = queries.summary_of(seminar)
    if summary is None or summary.published_at is None or not summary.story:
        return None
    return Scene("evaluation/_after_story.html", {"summary": summary})


def after_documents(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Summary and evaluation on the seminar's page, once they are published."""
    summary = queries.summary_of(seminar)
    evaluation = queries.evaluation_of(seminar)
    shown = summary if summary and summary.published_at and summary.text else None
    report = evaluation if evaluation and evaluation.published_at else None
    if shown is None and report is None:
        return None
    return Scene(
        "evaluation/_after_documents.html",
        {"seminar": seminar, "summary": shown, "evaluation": report},
    )


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    register(
        Activity(
            kind=StepKind.EVALUATION,
            label=StepKind.EVALUATION.label,
            phone=phone,
            screen=screen,
            lead=lead,
            opens=opens,
        )
    )
    register_panel(Panel("mine", 60, mine))
    register_panel(Panel("more", 40, more))
    register_panel(Panel("after", 10, after_story))
    register_panel(Panel("after", 40, after_documents))
