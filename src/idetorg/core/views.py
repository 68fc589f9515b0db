"""Error pages, health, the choice of language, and what a phone keeps for want of network."""

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from idetorg.core import assets
from idetorg.core.middleware import kept_words, wants_json


def _page(request: HttpRequest, status: int, template: str) -> HttpResponseBase:
    context = {"kept_words": kept_words(request)}
    if wants_json(request):
        return JsonResponse({"message": ""}, status=status)
    return render(request, template, context, status=status)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a form that was damaged on the way, or is more than we take at once."""
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413, "413.html")
    return _page(request, 400, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer somebody who may not do this."""
    return _page(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer an address that shows nothing to this person."""
    return _page(request, 404, "404.html")


def broken(request: HttpRequest) -> HttpResponseBase:
    """Answer a fault of ours without asking the database or the session for anything."""
    words = kept_words(request)
    if wants_json(request):
        return JsonResponse({"message": ""}, status=500)
    page = loader.render_to_string("500.html", {"kept_words": words})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form whose page was open for too long, and give the words back."""
    return _page(request, 403, "403_csrf.html")


@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Say `ok`, or `fail` with 503 when the database does not answer. Nothing more is told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except (DatabaseError, OSError):
        return HttpResponse("fail", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the chosen language in a cookie and go back; POST `language` and `next`."""
    return django_set_language(request)


@csp({"default-src": [NONE], "connect-src": [SELF]})  # it may fetch, no more
@cache_control(no_cache=True)  # a browser asks for it anew each time it opens a page
@require_GET
def kept_worker(request: HttpRequest) -> HttpResponse:
    """The worker that hands out kept pages; at the root, since it answers for every address."""
    return HttpResponse(assets.source("kept.js"), content_type="text/javascript; charset=utf-8")


@never_cache
@require_GET
def no_coverage(request: HttpRequest) -> HttpResponse:
    """What a phone that keeps pages shows for all others when there is no network."""
    return render(request, "core/no_coverage.html", {"needs": " ".join(assets.kept_assets())})
