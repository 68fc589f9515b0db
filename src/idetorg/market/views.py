"""The market's pages: write, hang up, mark, wish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.audit.actions import once
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import EditConflict, Refused
from idetorg.core.numbers import whole
from idetorg.core.redirects import back_to
from idetorg.market import actions
from idetorg.market.access import own_problem, published_problem
from idetorg.market.activities import phone_scene
from idetorg.market.models import Mark, Market, ProblemStatement
from idetorg.market.queries import published, without_marks
from idetorg.market.rules import LONGEST
from idetorg.seminars.access import leader_seat, participant_seat
from idetorg.seminars.navigation import desk_navigation, phone_navigation


def _back(request: HttpRequest, slug: str, problem_pk: int | None = None) -> HttpResponse:
    anchor = f"problem-{problem_pk}" if problem_pk else ""
    return back_to(request, reverse("market:board", args=[slug]), anchor=anchor)


@never_cache
@require_GET
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The market on its own page, for as long as the seminar lasts and after."""
    seat = participant_seat(request, slug)
    market = actions.ensure_market(seat.seminar)
    scene = phone_scene(seat, market)
    return render(
        request,
        "market/board.html",
        {
            **scene.context,
            "scene_template": scene.template,
            "nav": phone_navigation(seat.seminar, "now"),
            "live_url": reverse("web:live", args=[slug]),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one problem as a question; keep it as a draft or hang it up."""
    seat = participant_seat(request, slug)
    market = actions.ensure_market(seat.seminar)
    text = request.POST.get("text", "")
    error = ""
    if request.method == "POST":
        publish = request.POST.get("deed") != "draft"
        try:
            written, _created = once(
                person_id=seat.user.pk,
                route="market:write",
                client_key=request.POST.get("client_key") or None,
                do=lambda: actions.write_problem(
                    market, text, author=seat.participation, publish=publish
                ),
            )
        except Refused as refusal:
            error = str(refusal.message)
        else:
            return _back(request, slug, written.pk)
    return render(
        request,
        "market/write.html",
        {
            "seminar": seat.seminar,
            "market": market,
            "text": text,
            "error": error,
            "longest": LONGEST,
            "nav": phone_navigation(seat.seminar, "now"),
        },
        status=422 if error else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def problem(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change the words of one's own question, or put it beside one that resembles it."""
    seat, row = own_problem(request, slug, pk)
    text, error, theirs = row.text, "", ""
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "")
        version = whole(request.POST.get("version"))
        try:
            actions.reword_problem(row, text, by=seat.participation, version=version)
        except EditConflict as conflict:
            error, theirs, status = str(conflict.message), row.text, conflict.status
        except Refused as refusal:
            error, status = str(refusal.message), refusal.status
        else:
            messages.success(request, _("Saved."))
            return _back(request, slug, row.pk)
    others = [other for other in published(row.market) if other.pk != row.pk]
    return render(
        request,
        "market/problem.html",
        {
            "seminar": seat.seminar,
            "problem": row,
            "text": text,
            "error": error,
            "theirs": theirs,
            "others": others,
            "longest": LONGEST,
            "is_closed": row.market.state == Market.State.CLOSED,
            "nav": phone_navigation(seat.seminar, "now"),
        },
        status=status,
    )


@durable_post
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hang up one's own draft."""
    seat, row = own_problem(request, slug, pk)
    actions.publish_problem(row, by=seat.participation)
    return _back(request, slug, row.pk)


@durable_post
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take down one's own question."""
    seat, row = own_problem(request, slug, pk)
    actions.withdraw_problem(row, by=seat.participation)
    messages.info(request, _("Your question is taken down."))
    return _back(request, slug)


@durable_post
def beside(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put one's own question beside another on the same wall, or away from it."""
    seat, row = own_problem(request, slug, pk)
    neighbour = row.market.problems.filter(
        pk=whole(request.POST.get("neighbour")), state=ProblemStatement.State.PUBLISHED
    ).first()
    actions.place_beside(row, neighbour, by=seat.participation)
    return _back(request, slug, row.pk)


@durable_post
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put or take away "mine too" or "I can help"."""
    seat, row = published_problem(request, slug, pk)
    kind = request.POST.get("kind", "")
    if kind not in Mark.Kind.values:
        messages.error(request, _("Choose «Mine too» or «I can help»."))
        return _back(request, slug, row.pk)
    actions.set_mark(
        row,
        kind,
        participation=seat.participation,
        on=request.POST.get("on") == "1",
        note=request.POST.get("note", ""),
    )
    return _back(request, slug, row.pk)


@durable_post
def wish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add, remove or raise a wish."""
    seat, row = published_problem(request, slug, pk)
    deed = request.POST.get("deed")
    if deed == "remove":
        actions.remove_wish(row, participation=seat.participation)
    elif deed == "raise":
        actions.raise_wish(row, participation=seat.participation)
    else:
        try:
            actions.add_wish(row, participation=seat.participation)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
    return _back(request, slug, row.pk)


@durable_post
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """Show or hide from which library each question comes."""
    seat = leader_seat(request, slug)
    market = actions.ensure_market(seat.seminar)
    actions.show_names(market, request.POST.get("shown") == "1", by=seat.participation)
    return redirect("web:lead", slug)


@never_cache
@require_GET
def silent(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has not marked anything yet, for a quiet word."""
    seat = leader_seat(request, slug)
    market = actions.ensure_market(seat.seminar)
    return render(
        request,
        "market/silent.html",
        {
            "seminar": seat.seminar,
            "people": without_marks(market),
            "nav": desk_navigation(seat, "lead"),
        },
    )
