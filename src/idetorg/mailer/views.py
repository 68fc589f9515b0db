"""Stop with one click, and the page with pause and stop. No sign-in: the token speaks."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from idetorg.core.durable import durable_view
from idetorg.core.time import now
from idetorg.mailer import actions, queries, tokens
from idetorg.mailer import preferences as choices
from idetorg.mailer.forms import PauseForm
from idetorg.mailer.models import StoppedAddress


def _reader_or_404(token: str) -> tokens.Reader:
    reader = tokens.read(token)
    if reader is None:
        raise Http404
    return reader


def _is_stopped(reader: tokens.Reader) -> bool:
    return StoppedAddress.objects.filter(
        address_hash=reader.address_hash, scope=reader.stops
    ).exists()


# The mail program posts without cookies (RFC 8058); the signed token is the permission.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing (scanners follow links); POST stops."""
    reader = _reader_or_404(token)
    if request.method != "POST":
        context = {
            "token": token,
            "reader": reader,
            "address": queries.masked_address(reader.address_hash),
            "is_stopped": _is_stopped(reader),
        }
        return render(request, "mailer/stop.html", context)
    actions.stop(reader)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse("OK\n", content_type="text/plain; charset=utf-8")
    return redirect("mailer:stop", token=token)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show pause, start again and stop; POST `deed` = pause | resume changes it."""
    reader = _reader_or_404(token)
    form = PauseForm(request.POST if request.POST.get("deed") == "pause" else None)
    if request.method == "POST":
        if request.POST.get("deed") == "resume":
            actions.resume(reader)
            return redirect("mailer:preferences", token=token)
        if reader.person_id is not None and form.is_bound and form.is_valid():
            until = now() + timedelta(weeks=form.cleaned_data["weeks"])
            actions.pause(person_id=reader.person_id, scope=reader.scope, until=until)
            return redirect("mailer:preferences", token=token)
    context = {
        "token": token,
        "address": queries.masked_address(reader.address_hash),
        "form": form,
        "may_pause": reader.person_id is not None,
        "is_stopped": _is_stopped(reader),
        "paused_until": queries.paused_until(reader.person_id, reader.scope, now()),
        "choices": choices.choices_for(reader.scope, reader.person_id),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mailer/preferences.html", context, status=status)
