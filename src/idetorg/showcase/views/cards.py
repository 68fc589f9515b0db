"""Experience cards: to find, to read, and to ask to the next seminar."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from idetorg.core.durable import durable_post
from idetorg.core.errors import Refused
from idetorg.core.numbers import whole
from idetorg.files.views import serve
from idetorg.schedule.queries import position
from idetorg.seminars.access import organiser_seat
from idetorg.seminars.navigation import desk_navigation
from idetorg.showcase import actions, queries
from idetorg.showcase.access import card_to_invite, readable_card

PER_PAGE = 20
LONGEST_QUERY = 100


@never_cache
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """Every card that is open to everyone: search in words, or choose a municipality."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    chosen = whole(request.GET.get("kommune"))
    found = queries.found_cards(query)
    drawing, listed = queries.card_map(found)
    place = next((row for row in listed if row.pk == chosen), None)
    if chosen:
        found = found.filter(institution__municipality=chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "showcase/cards.html",
        {
            "page": page,
            "query": query,
            "place": place,
            "chosen": chosen,
            "kept": urlencode({"q": query}) + "&" if query else "",
            "drawing": drawing,
            "places": listed,
            "made_up": any(card.seminar.made_up for card in page.object_list),
        },
    )


@never_cache
@require_GET
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """A card to read and to print; its owner sees it before anyone else does."""
    found, is_own = readable_card(request, pk)
    return render(
        request,
        "showcase/card.html",
        {
            "card": found,
            "seminar": found.seminar,
            "is_own": is_own,
            "pictures": queries.card_pictures(found),
        },
    )


@require_GET
def picture(request: HttpRequest, pk: int, which: str, width: int) -> HttpResponseBase:
    """A card's picture, when card and picture may be shown; its owner sees it also before that."""
    found, is_own = readable_card(request, pk)
    shown = queries.card_pictures(found).get(which)
    row = shown.picture if shown else None
    if row is None and is_own:
        row = {"before": found.before_picture, "after": found.after_picture}.get(which)
    if row is None:
        raise Http404
    response = serve(request, row, width)
    response["Cache-Control"] = "private, no-cache"  # consent taken back is at once
    return response


@never_cache
@require_GET
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """What earlier seminars led to, to be asked to this one."""
    found = organiser_seat(request, slug)
    return render(
        request,
        "showcase/invite.html",
        {
            "seminar": found.seminar,
            "candidates": queries.candidates(found.seminar),
            "is_over": position(found.seminar).finished_at is not None,
            "nav": desk_navigation(found, "more"),
        },
    )


@durable_post
def invite_deed(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a card's owner to present it, or take that back."""
    found, row = card_to_invite(request, slug, pk)
    if request.POST.get("deed") == "undo":
        actions.uninvite_card(row, found.seminar, by=found.participation)
        messages.success(request, _("The invitation is taken back."))
    else:
        try:
            actions.invite_card(row, found.seminar, by=found.participation)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(
                request, _("Asked. They see it under Mine, and answer when they like.")
            )
    return redirect("showcase:invite_cards", slug)
