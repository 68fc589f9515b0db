"""The only way from a URL to a thread, a correction or a request."""

from django.http import Http404, HttpRequest

from idetorg.rooms.models import OrganiserRequest, Thread, ThreadCorrection
from idetorg.seminars.access import Seat, leader_seat, participant_seat


def led_thread(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Thread]:
    """Return a thread of the seminar that one leads; 404 for others."""
    seat = leader_seat(request, slug)
    row = seat.seminar.threads.filter(pk=pk).select_related("seminar").first()
    if row is None:
        raise Http404
    return seat, row


def shown_thread(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Thread]:
    """Return a thread that is shown and not final yet, to a participant; 404 for others."""
    seat = participant_seat(request, slug)
    row = (
        seat.seminar.threads.filter(pk=pk, state=Thread.State.SHOWN)
        .select_related("seminar")
        .first()
    )
    if row is None:
        raise Http404
    return seat, row


def led_correction(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ThreadCorrection]:
    """Return a correction in the seminar that one leads; 404 for others."""
    seat = leader_seat(request, slug)
    row = (
        ThreadCorrection.objects.filter(thread__seminar=seat.seminar, pk=pk)
        .select_related("thread__seminar")
        .first()
    )
    if row is None:
        raise Http404
    return seat, row


def led_request(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, OrganiserRequest]:
    """Return a request in the seminar that one leads; 404 for others."""
    seat = leader_seat(request, slug)
    row = seat.seminar.requests.filter(pk=pk).select_related("seminar").first()
    if row is None:
        raise Http404
    return seat, row
