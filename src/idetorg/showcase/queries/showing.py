"""Reads of the showcase."""

from django.db.models import Prefetch

from idetorg.files.models import Picture
from idetorg.seminars.activities import StepFacts
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import (
    InspirationItem,
    Presentation,
    PresentationPicture,
    Presenter,
    RemoteVisit,
    RemoteVisitPicture,
    StealNote,
)
from idetorg.showcase.rules import may_be_shown


def presentations(seminar: Seminar) -> list[Presentation]:
    """Return the running order with presenters and pictures: a fixed number of statements."""
    return list(
        seminar.presentations.select_related("institution").prefetch_related(
            Prefetch("presenters", Presenter.objects.select_related("participation__user")),
            Prefetch("pictures", PresentationPicture.objects.select_related("picture")),
        )
    )


def visits(seminar: Seminar) -> list[RemoteVisit]:
    """Return the remote visits with their fallback pictures."""
    return list(
        seminar.remote_visits.select_related("institution").prefetch_related(
            Prefetch("pictures", RemoteVisitPicture.objects.select_related("picture"))
        )
    )


def visit_of_step(seminar: Seminar, step: StepFacts) -> RemoteVisit | None:
    """Return the visit of a step: tied to it, else by the same title, else the only one."""
    found = visits(seminar)
    return (
        next((v for v in found if v.step_id == step.pk), None)
        or next((v for v in found if step.title and v.title == step.title), None)
        or (found[0] if len(found) == 1 else None)
    )


def inspiration(seminar: Seminar) -> list[InspirationItem]:
    """Return the short list."""
    return list(seminar.inspiration.all())


def steal_notes(participation: Participation) -> list[StealNote]:
    """Return one's own notes; there is no query for another's."""
    return list(StealNote.objects.filter(participation=participation))


def shown_pictures(rows: list[PresentationPicture] | list[RemoteVisitPicture]) -> list[Picture]:
    """Return the pictures that may be shown."""
    return [row.picture for row in rows if may_be_shown(row.picture)]


def current_presentation(seminar: Seminar) -> Presentation | None:
    """Return who presents now, as chosen in the console; else the first in the order."""
    rows = presentations(seminar)
    return next((row for row in rows if row.is_now), rows[0] if rows else None)
