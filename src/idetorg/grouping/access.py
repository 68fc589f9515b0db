"""The only way from a URL to a group."""

from django.http import Http404, HttpRequest

from idetorg.grouping.models import Group
from idetorg.grouping.queries import group_of
from idetorg.seminars.access import Seat, leader_seat, participant_seat


def own_group(request: HttpRequest, slug: str) -> tuple[Seat, Group]:
    """Return the shown group a participant sits in; raise Http404 when there is none."""
    seat = participant_seat(request, slug)
    group = group_of(seat.participation)
    if group is None:
        raise Http404
    return seat, group


def led_group(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Group]:
    """Return a group of the seminar that a facilitator or organiser leads; 404 for others."""
    seat = leader_seat(request, slug)
    group = (
        Group.objects.filter(market__seminar=seat.seminar, pk=pk)
        .select_related("problem", "market__seminar")
        .first()
    )
    if group is None:
        raise Http404
    return seat, group
