"""Who may answer an invitation: also one who has cancelled, since minds change."""

from django.http import Http404, HttpRequest

from idetorg.invitations.models import Answer
from idetorg.seminars.access import Seat, find_seat, organiser_seat
from idetorg.seminars.models import Participation


def answering_seat(request: HttpRequest, slug: str) -> Seat | None:
    """Return the seat of a person who is in, or who has said no; None for strangers."""
    found = find_seat(request, slug)
    if found is not None or not request.user.is_authenticated:
        return found
    row = (
        Participation.objects.select_related("seminar__organiser", "user", "institution")
        .filter(seminar__slug=slug, user_id=request.user.pk, invitation__answer=Answer.NOT_COMING)
        .first()
    )
    return Seat(row.seminar, row.user, row) if row else None


def person_of(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Participation]:
    """Return the organiser's seat and a person of the same seminar; raise Http404 for others."""
    seat = organiser_seat(request, slug)
    row = (
        Participation.objects.select_related("user", "seminar__organiser", "institution")
        .filter(seminar=seat.seminar, pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return seat, row
