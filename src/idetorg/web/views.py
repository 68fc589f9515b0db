"""Pages that mix steps: they compose what activities register, and know no kind by name."""

import json
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from idetorg.core.durable import durable_post
from idetorg.core.numbers import whole
from idetorg.core.time import now as clock
from idetorg.grouping.queries import group_topics
from idetorg.invitations.queries import join_scene
from idetorg.live.queries import cursors
from idetorg.live.tokens import stream_token
from idetorg.people.models import User
from idetorg.schedule.actions import room as room_actions
from idetorg.schedule.queries import RoomNow, room_now
from idetorg.seminars.access import (
    Seat,
    leader_seat,
    organisers_of,
    own_seats,
    screen_seminar,
    seat,
    seminar_page,
)
from idetorg.seminars.activities import Scene, activity_for, panels
from idetorg.seminars.models import OrganiserMember, Seminar
from idetorg.seminars.navigation import desk_navigation, phone_navigation
from idetorg.seminars.words import dates_in_words
from idetorg.web.given import all_given
from idetorg.web.live_kinds import KINDS

POLL_MS = 4000
SEMINARS_A_PAGE = 25
LONGEST_SEARCH = 100


def show(request: HttpRequest | None, scene: Scene) -> SafeString:
    """Render a scene's partial with its own context and nothing else."""
    return render_to_string(scene.template, scene.context, request=request)


def panel_html(
    request: HttpRequest, seminar: Seminar, found: Seat | None, place: str
) -> list[SafeString]:
    """Render the parts of a composed page that have something to show."""
    scenes = (panel.build(request, seminar, found) for panel in panels(place))
    return [show(request, scene) for scene in scenes if scene is not None]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where a person begins: own seminars; for a stranger what this is and how to get in."""
    if not OrganiserMember.objects.exists():
        return redirect("seminars:start")
    if not isinstance(request.user, User):
        public = Seminar.objects.public().select_related("organiser")[:12]
        return render(request, "web/welcome.html", {"seminars": public})
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    page = Paginator(own_seats(request.user, search), SEMINARS_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "web/home.html",
        {
            "page": page,
            "search": search,
            "is_searched": bool(search) or page.has_other_pages(),
            "organisers": organisers_of(request.user),
            "is_organiser": own_seats(request.user).filter(is_organiser=True).exists(),
        },
    )


@require_GET
def seminar(request: HttpRequest, slug: str) -> HttpResponse:
    """The seminar's own page: the programme before, the whole story afterwards."""
    found_seminar, found_seat = seminar_page(request, slug)
    room = room_now(found_seminar)
    parts = panel_html(request, found_seminar, found_seat, "after") if room.state == "after" else []
    return render(
        request,
        "web/seminar.html",
        {
            "seminar": found_seminar,
            "seat": found_seat,
            "room": room,
            "parts": parts,
            "dates": dates_in_words(found_seminar),
        },
    )


def topics_of(found: Seat) -> list[str]:
    """Return the live topics that a person may hear in a seminar."""
    topics = [found.seminar.topic_all, found.participation.topic]
    if found.leads:
        topics.append(found.seminar.topic_leaders)
    return [*topics, *group_topics(found.participation)]


def seen_by_now(topics: list[str]) -> str:
    """Return where the topics stand, as JSON; ask before reading what the page shows.

    What happens between that reading and the page's stream is then renewed, and nothing else.
    """
    return json.dumps(cursors(topics))


def room_context(request: HttpRequest, found: Seat, room: RoomNow) -> dict[str, Any]:
    """Return what the phone page of the room needs."""
    main: SafeString | None = None
    if room.moment is not None:
        activity = activity_for(room.moment.step.kind)
        main = show(request, activity.phone(request, found, room.moment.step, room.place.phase))
    return {
        "seminar": found.seminar,
        "seat": found,
        "room": room,
        "main": main,
        "opening": panel_html(request, found.seminar, found, "opening") if room.is_opening else [],
        "nav": phone_navigation(found.seminar, "now"),
        "live_url": reverse("web:live", args=[found.seminar.slug]),
    }


@never_cache
@require_GET
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens now, and what do I do? The current step decides."""
    found = seat(request, slug)
    stands = seen_by_now(topics_of(found))
    context = room_context(request, found, room_now(found.seminar))
    return render(request, "web/now.html", {**context, "live_cursors": stands})


@never_cache
@require_GET
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of mine in this seminar, on one page."""
    found = seat(request, slug)
    return render(
        request,
        "web/mine.html",
        {
            "seminar": found.seminar,
            "seat": found,
            "parts": panel_html(request, found.seminar, found, "mine"),
            "nav": phone_navigation(found.seminar, "mine"),
        },
    )


@never_cache
@require_GET
def given(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of mine that I have said yes to or show, and the way back from each."""
    found = seat(request, slug)
    return render(
        request,
        "web/given.html",
        {
            "seminar": found.seminar,
            "parts": all_given(found),
            "nav": phone_navigation(found.seminar, "mine"),
        },
    )


@never_cache
@require_GET
def lead(request: HttpRequest, slug: str) -> HttpResponse:
    """The console: where are we, who needs me, and the one button *next*."""
    found = leader_seat(request, slug)
    stands = seen_by_now(topics_of(found))
    room = room_now(found.seminar)
    sees: SafeString | None = None
    needs = []
    if room.moment is not None:
        step = room.moment.step
        activity = activity_for(step.kind)
        if activity.lead is not None:
            sees = show(request, activity.lead(request, found, step, room.place.phase))
        if activity.needs is not None:
            needs = activity.needs(found.seminar, step, room.place.phase)
    return render(
        request,
        "web/lead.html",
        {
            "seminar": found.seminar,
            "seat": found,
            "room": room,
            "sees": sees,
            "needs": needs,
            "upcoming": upcoming(room),
            "previous": previous(room),
            "nav": desk_navigation(found, "lead"),
            "live_url": reverse("web:live", args=[slug]),
            "live_cursors": stands,
        },
    )


def _label(room: RoomNow, kind: str, phase_name: str, title: str) -> str:
    phases = activity_for(kind).phases
    phase = next((p for p in phases if p.name == phase_name), None)
    return str(phase.label) if phase else title


def upcoming(room: RoomNow) -> str:
    """Return what *next* leads to, in words; empty when the seminar is over."""
    if room.state == "after":
        return ""
    if room.moment is not None:
        phases = activity_for(room.moment.step.kind).phases
        names = [p.name for p in phases]
        if room.place.phase in names[:-1]:
            return str(phases[names.index(room.place.phase) + 1].label)
    following = room.following
    if following is None:
        return _("Finish the seminar")
    phases = activity_for(following.step.kind).phases
    return _label(room, following.step.kind, phases[0].name if phases else "", str(following.step))


def previous(room: RoomNow) -> str:
    """Return what *back* leads to, in words; empty when there is nothing before."""
    if room.moment is None:
        return _("Open the last step again") if room.state == "after" else ""
    phases = activity_for(room.moment.step.kind).phases
    names = [p.name for p in phases]
    if room.place.phase in names[1:]:
        return str(phases[names.index(room.place.phase) - 1].label)
    earlier = room.line.before(room.moment)
    return "" if earlier is None else str(earlier.step)


@durable_post
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Next, back, five more minutes, or straight to a step."""
    found = leader_seat(request, slug)
    deed = request.POST.get("deed", "")
    version = whole(request.POST.get("version"))
    by = found.participation
    if deed == "next":
        room_actions.move_next(found.seminar, by=by, seen_version=version)
    elif deed == "back":
        room_actions.move_back(found.seminar, by=by, seen_version=version)
    elif deed == "more":
        room_actions.add_minutes(found.seminar, 5, by=by)
    elif deed == "jump":
        room_actions.jump_to(found.seminar, whole(request.POST.get("step")), by=by)
    return redirect("web:lead", slug)


@never_cache
@require_GET
def own_screen(request: HttpRequest, slug: str) -> HttpResponseRedirect:
    """Send someone who leads to the big screen's own address."""
    found = leader_seat(request, slug)
    return redirect("web:screen", slug, found.seminar.screen_key)


def _opening_scene(request: HttpRequest, found: Seminar) -> Scene | None:
    """Return what the welcome opens with, when somebody has something to show."""
    scenes = (panel.build(request, found, None) for panel in panels("opening_screen"))
    return next((scene for scene in scenes if scene is not None), None)


@never_cache
@require_GET
def screen(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The big screen. Its address is the key; it shows nothing personal nobody chose to show."""
    found = screen_seminar(slug, key)
    stands = seen_by_now([found.topic_all])
    room = room_now(found)
    scene: SafeString | None = None
    if room.moment is not None:
        activity = activity_for(room.moment.step.kind)
        opening = _opening_scene(request, found) if room.is_opening else None
        scene = show(None, opening or activity.screen(found, room.moment.step, room.place.phase))
    join: SafeString | None = None
    if room.state == "before" and found.join_open:
        base = settings.IDETORG_BASE_URL.rstrip("/")
        address = base + reverse("invitations:join", args=[found.join_code])
        join = show(None, join_scene(found, address, base.split("//")[-1]))
    return render(
        request,
        "web/screen.html",
        {
            "seminar": found,
            "room": room,
            "scene": scene,
            "join": join,
            "live_url": reverse("web:screen_live", args=[slug, key]),
            "live_cursors": stands,
        },
    )


@never_cache
@require_GET
def live(request: HttpRequest, slug: str) -> JsonResponse:
    """Hand out a short-lived stream address for what this person may hear."""
    found = seat(request, slug)
    return _stream(topics_of(found), person=found.participation.topic)


@never_cache
@require_GET
def screen_live(request: HttpRequest, slug: str, key: str) -> JsonResponse:
    """Hand out the stream of the big screen: what everyone may hear."""
    found = screen_seminar(slug, key)
    return _stream([found.topic_all], person=f"s{found.pk}.screen")


def _stream(topics: list[str], *, person: str) -> JsonResponse:
    seen = cursors(topics)
    token = stream_token(seen, person=person)
    return JsonResponse(
        {
            "stream": f"/live/{token}",
            "cursors": seen,
            "poll_ms": POLL_MS,
            "kinds": KINDS,
            "now": clock().isoformat(),
        }
    )


@never_cache
@require_GET
def more(request: HttpRequest, slug: str) -> HttpResponse:
    """The organiser's fifth entry: what is used now and then."""
    found = leader_seat(request, slug)
    return render(
        request,
        "web/more.html",
        {
            "seminar": found.seminar,
            "seat": found,
            "parts": panel_html(request, found.seminar, found, "more"),
            "nav": desk_navigation(found, "more"),
        },
    )
