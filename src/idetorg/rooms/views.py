"""The group's page, threads, plenary and the log."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.audit.actions import once
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused, StepClosed
from idetorg.core.numbers import whole
from idetorg.core.redirects import back_to
from idetorg.core.templatetags.idetorg import clock
from idetorg.core.time import now
from idetorg.grouping.access import led_group, own_group
from idetorg.grouping.models import Group
from idetorg.rooms import actions, queries
from idetorg.rooms.access import led_correction, led_request, led_thread, shown_thread
from idetorg.rooms.activities import group_scene
from idetorg.rooms.errors import SheetConflict
from idetorg.rooms.models import Remark, SpeakerRequest
from idetorg.schedule.queries import current_step
from idetorg.seminars.access import Seat, leader_seat, participant_seat
from idetorg.seminars.navigation import desk_navigation, phone_navigation


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


@never_cache
@require_GET
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """My group on its own page."""
    seat = participant_seat(request, slug)
    scene = group_scene(seat)
    return render(
        request,
        "rooms/group.html",
        {
            **scene.context,
            "scene_template": scene.template,
            "nav": phone_navigation(seat.seminar, "now"),
            "live_url": reverse("web:live", args=[slug]),
        },
    )


def _save(
    request: HttpRequest, seat: Seat, store: Callable[[str, str, int], int], kind: str
) -> HttpResponse:
    """Save one field of a shared page; a conflict keeps and shows both texts."""
    slug = seat.seminar.slug
    field, text = request.POST.get("field", ""), request.POST.get("text", "")
    try:
        version = store(field, text, whole(request.POST.get("version")))
    except SheetConflict as conflict:
        if _wants_json(request):
            answer = {"theirs": conflict.theirs, "version": conflict.version}
            return JsonResponse(answer, status=409)
        return render(
            request,
            "rooms/conflict.html",
            {
                "seminar": seat.seminar,
                "kind": kind,
                "field": field,
                "mine": text,
                "theirs": conflict.theirs,
                "version": conflict.version,
                "nav": phone_navigation(seat.seminar, "now"),
            },
            status=409,
        )
    if _wants_json(request):
        return JsonResponse({"saved_at": clock(now()), "version": version})
    return back_to(request, reverse("rooms:group", args=[slug]))


@durable_post
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one field of the shared sheet."""
    seat, own = own_group(request, slug)
    row = actions.ensure_sheet(own)

    def store(field: str, text: str, version: int) -> int:
        return actions.save_sheet(row, field, text, version=version, by=seat.participation)

    return _save(request, seat, store, "sheet")


@durable_post
def harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one of the group's three lines."""
    seat, own = own_group(request, slug)
    row = actions.ensure_harvest(own)

    def store(field: str, text: str, version: int) -> int:
        return actions.save_harvest(row, field, text, version=version, by=seat.participation)

    return _save(request, seat, store, "harvest")


@durable_post
def private_line(request: HttpRequest, slug: str) -> HttpResponse:
    """Save one's own line. Nobody else reads it."""
    seat, own = own_group(request, slug)
    line = actions.save_private_line(own, request.POST.get("text", ""), by=seat.participation)
    if _wants_json(request):
        return JsonResponse({"saved_at": clock(line.saved_at), "version": 1})
    return back_to(request, reverse("rooms:group", args=[slug]))


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the group's method card."""
    seat, own = own_group(request, slug)
    if request.method == "POST":
        card = request.POST.get("card", "")
        if card in {known.id for known in queries.method_cards("group")}:
            actions.choose_method(own, card, by=seat.participation)
            return back_to(request, reverse("rooms:group", args=[slug]))
        messages.error(request, _("Choose one of the cards."))
    return render(
        request,
        "rooms/method.html",
        {
            "seminar": seat.seminar,
            "cards": queries.method_cards("group"),
            "nav": phone_navigation(seat.seminar, "now"),
        },
        status=422 if request.method == "POST" else 200,
    )


@never_cache
@require_GET
def led_group_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A group as its facilitator sees it: read the sheet, ask a question."""
    seat, led = led_group(request, slug, pk)
    return _led_page(request, seat, led)


def _led_page(
    request: HttpRequest, seat: Seat, led: Group, *, text: str = "", error: str = ""
) -> HttpResponse:
    return render(
        request,
        "rooms/led_group.html",
        {
            "seminar": seat.seminar,
            "group": led,
            "members": led.memberships.select_related(
                "participation__user", "participation__institution"
            ),
            "sheet": actions.ensure_sheet(led),
            "harvest": actions.ensure_harvest(led),
            "questions": list(led.questions.all()),
            "text": text,
            "error": error,
            "nav": desk_navigation(seat, "lead"),
            "live_url": reverse("web:live", args=[seat.seminar.slug]),
        },
        status=422 if error else 200,
    )


@durable_post
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the group a question: never text for its sheet."""
    seat, led = led_group(request, slug, pk)
    text = request.POST.get("text", "")
    try:
        actions.ask_group(led, text, by=seat.participation)
    except Refused as refusal:
        return _led_page(request, seat, led, text=text, error=str(refusal.message))
    return redirect("rooms:led_group", slug, pk)


@durable_post
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Store a morning word."""
    seat = participant_seat(request, slug)
    step = current_step(seat.seminar)
    if step is None or step.kind != "plenary":
        raise StepClosed
    try:
        actions.check_in(
            step,
            request.POST.get("word", ""),
            shared=request.POST.get("shared") == "1",
            by=seat.participation,
        )
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return back_to(request, reverse("web:now", args=[slug]))


@never_cache
@require_GET
def threads(request: HttpRequest, slug: str) -> HttpResponse:
    """Pick threads from what was written; each leads back to its notes."""
    seat = leader_seat(request, slug)
    return _threads_page(request, seat)


def _threads_page(
    request: HttpRequest,
    seat: Seat,
    *,
    text: str = "",
    picked: set[str] | None = None,
    error: str = "",
) -> HttpResponse:
    return render(
        request,
        "rooms/threads.html",
        {
            "seminar": seat.seminar,
            "threads": queries.threads_of(seat.seminar),
            "notes": [
                (f"{row.source_kind}-{row.source_pk}", row)
                for row in queries.all_digests(seat.seminar)
            ],
            "text": text,
            "picked": picked or set(),
            "error": error,
            "nav": desk_navigation(seat, "lead"),
        },
        status=422 if error else 200,
    )


@durable_post
def make_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a thread from ticked notes."""
    seat = leader_seat(request, slug)
    picked = set(request.POST.getlist("note"))
    rows = [
        row
        for row in queries.all_digests(seat.seminar)
        if f"{row.source_kind}-{row.source_pk}" in picked
    ]
    text = request.POST.get("text", "")
    try:
        once(
            person_id=seat.user.pk,
            route="rooms:make_thread",
            client_key=request.POST.get("client_key") or None,
            do=lambda: actions.make_thread(seat.seminar, text, sources=rows, by=seat.participation),
        )
    except Refused as refusal:
        return _threads_page(request, seat, text=text, picked=picked, error=str(refusal.message))
    return redirect("rooms:threads", slug)


@durable_post
def show_threads(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the threads, or make them final."""
    seat = leader_seat(request, slug)
    actions.show_threads(
        seat.seminar, final=request.POST.get("deed") == "final", by=seat.participation
    )
    return redirect("rooms:threads", slug)


@durable_post
def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Reword, move or remove a thread."""
    seat, row = led_thread(request, slug, pk)
    deed = request.POST.get("deed", "save")
    try:
        if deed in {"up", "down"}:
            actions.move_thread(row, up=deed == "up", by=seat.participation)
        elif deed == "remove":
            actions.remove_thread(row, by=seat.participation)
        else:
            actions.reword_thread(row, request.POST.get("text", ""), by=seat.participation)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("rooms:threads", slug)


@durable_post
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say a thread in one's own words."""
    seat, row = shown_thread(request, slug, pk)
    try:
        actions.correct_thread(row, request.POST.get("text", ""), by=seat.participation)
        messages.success(request, _("The facilitator sees your words."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return back_to(request, reverse("web:now", args=[slug]))


@durable_post
def settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a correction in, or note that it was talked about."""
    seat, row = led_correction(request, slug, pk)
    actions.settle_correction(
        row, take_in=request.POST.get("deed") == "take_in", by=seat.participation
    )
    return redirect("rooms:threads", slug)


@durable_post
def show_harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one group's three lines on the big screen, or none."""
    seat = leader_seat(request, slug)
    pk = whole(request.POST.get("group"))
    chosen = None
    if pk:
        chosen = Group.objects.filter(
            market__seminar=seat.seminar, pk=pk, state=Group.State.OPEN
        ).first()
        if chosen is None:
            raise Http404
    actions.show_harvest(seat.seminar, chosen, by=seat.participation)
    return back_to(request, reverse("web:lead", args=[slug]))


@durable_post
def hand(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one's hand up or take it down."""
    seat = participant_seat(request, slug)
    if request.POST.get("up") == "0":
        actions.lower_hand(seat.seminar, seat.participation)
    else:
        actions.raise_hand(seat.seminar, by=seat.participation)
    return back_to(request, reverse("web:now", args=[slug]))


@durable_post
def hand_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a hand down after its owner has spoken."""
    seat = leader_seat(request, slug)
    row = (
        SpeakerRequest.objects.filter(
            seminar=seat.seminar, pk=whole(request.POST.get("hand")), done_at=None
        )
        .select_related("participation")
        .first()
    )
    if row is not None:
        actions.lower_hand(seat.seminar, row.participation)
    return back_to(request, reverse("web:lead", args=[slug]))


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The facilitator's log, and what the plenary asks of the organiser."""
    seat = leader_seat(request, slug)
    error = ""
    if request.method == "POST":
        try:
            _log_deed(request, seat)
        except Refused as refusal:
            error = str(refusal.message)
        else:
            return redirect("rooms:log", slug)
    return render(
        request,
        "rooms/log.html",
        {
            "seminar": seat.seminar,
            "remarks": queries.remarks(seat.seminar),
            "requests": queries.requests_of(seat.seminar),
            "kinds": Remark.Kind.choices,
            "typed": request.POST if error else {},
            "error": error,
            "nav": desk_navigation(seat, "more"),
        },
        status=422 if error else 200,
    )


def _log_deed(request: HttpRequest, seat: Seat) -> None:
    text = request.POST.get("text", "")
    key = request.POST.get("client_key") or None
    if request.POST.get("what") == "request":
        once(
            person_id=seat.user.pk,
            route="rooms:request",
            client_key=key,
            do=lambda: actions.add_request(
                seat.seminar,
                text,
                owner_name=request.POST.get("owner_name", ""),
                due_on=_date(request.POST.get("due_on", "")),
                by=seat.participation,
            ),
        )
        return
    kind = request.POST.get("kind", Remark.Kind.SAID)
    once(
        person_id=seat.user.pk,
        route="rooms:remark",
        client_key=key,
        do=lambda: actions.log_remark(
            seat.seminar,
            kind=kind if kind in Remark.Kind.values else Remark.Kind.SAID,
            text=text,
            role=request.POST.get("role", ""),
            has_consent=request.POST.get("has_consent") == "1",
            step=current_step(seat.seminar),
            by=seat.participation,
        ),
    )


def _date(raw: str) -> date | None:
    try:
        return parse_date(raw)
    except ValueError:
        return None


@durable_post
def settle_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tick a request off, or open it again."""
    seat, row = led_request(request, slug, pk)
    actions.settle_request(row, done=request.POST.get("done") == "1", by=seat.participation)
    return redirect("rooms:log", slug)
