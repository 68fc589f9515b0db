"""Kitchen, bus and rooms: what others need from us, on one page each, also on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.audit.actions import record
from idetorg.core.durable import durable_post, durable_view
from idetorg.invitations import queries
from idetorg.invitations.actions.boarding import set_on_board
from idetorg.invitations.enums import Way
from idetorg.seminars.access import leader_seat, organiser_seat
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import desk_navigation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def kitchen(request: HttpRequest, slug: str) -> HttpResponse:
    """How many eat, and what they can't eat. A POST shows names, and is recorded."""
    seat = organiser_seat(request, slug)
    with_names = request.method == "POST"
    if with_names:
        record(
            scope=seat.seminar.scope,
            actor_id=seat.user.pk,
            action="diet_names_shown",
            obj=seat.seminar,
        )
    context = {
        "seminar": seat.seminar,
        "kitchen": queries.kitchen(seat.seminar, with_names=with_names),
        "with_names": with_names,
        "nav": desk_navigation(seat, "more"),
    }
    return render(request, "invitations/kitchen.html", context)


@never_cache
@require_GET
def bus(request: HttpRequest, slug: str) -> HttpResponse:
    """Roll call. `?vei=home` is the bus home."""
    seat = leader_seat(request, slug)
    way = Way.HOME if request.GET.get("vei") == Way.HOME else Way.OUT
    context = {
        "seminar": seat.seminar,
        "bus": queries.bus(seat.seminar, way),
        "ways": [(w, w.label, w == way) for w in Way],
        "nav": desk_navigation(seat, "more"),
        "live_url": reverse("web:live", args=[slug]),
    }
    return render(request, "invitations/bus.html", context)


@durable_post
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """POST person, way = out | home, on = 1 | 0."""
    seat = leader_seat(request, slug)
    raw = request.POST.get("person", "")
    way = Way.HOME if request.POST.get("way") == Way.HOME else Way.OUT
    person = (
        Participation.objects.present()
        .select_related("seminar")
        .filter(seminar=seat.seminar, pk=int(raw) if raw.isdecimal() and len(raw) < 16 else 0)
        .first()
    )
    if person is None:
        return redirect("invitations:bus", slug)
    set_on_board(person, way, is_on=request.POST.get("on") == "1", by=seat.participation)
    target = reverse("invitations:bus", args=[slug])
    return redirect(f"{target}?vei={way}#p{person.pk}")


@never_cache
@require_GET
def rooms(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sleeps over."""
    seat = organiser_seat(request, slug)
    context = {
        "seminar": seat.seminar,
        "people": queries.rooms(seat.seminar),
        "nav": desk_navigation(seat, "more"),
    }
    return render(request, "invitations/rooms.html", context)
