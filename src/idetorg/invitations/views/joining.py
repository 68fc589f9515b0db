"""The code on the wall: write it or read it with the camera, say who you are, and be in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.core.durable import durable, durable_view
from idetorg.documents import qr
from idetorg.invitations.actions import joining
from idetorg.invitations.errors import TooManyTries
from idetorg.invitations.forms import CodeForm, JoinForm, plain_code
from idetorg.people.sign_in import sign_in
from idetorg.seminars.access import leader_seat
from idetorg.seminars.models import Participation, Seminar


def network_address(request: HttpRequest) -> str:
    """Return the address a request comes from; a forged X-Forwarded-For has no say here."""
    return str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@require_http_methods(["GET", "HEAD"])
def join_start(request: HttpRequest) -> HttpResponse:
    """Ask for the code; `?kode=` goes on to its page."""
    if "kode" not in request.GET:
        return render(request, "invitations/join_start.html", {"form": CodeForm()})
    form = CodeForm({"code": request.GET["kode"]})
    if not form.is_valid() or not form.cleaned_data["code"]:
        return render(request, "invitations/join_start.html", {"form": form}, status=422)
    return redirect("invitations:join", form.cleaned_data["code"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponseBase:
    """Say who you are and come in as a new person.

    Wrong codes are counted also when they are only looked up, in a transaction of their own.
    """
    address = network_address(request)
    typed = plain_code(code)
    seminar = Seminar.objects.select_related("organiser").filter(join_code=typed).first()
    if joining.tried_too_much(address, seminar):
        raise TooManyTries
    if seminar is None:
        with durable():
            joining.note_attempt(address, None, ok=False)
        form = CodeForm(initial={"code": code[:20]})
        return render(
            request, "invitations/join_start.html", {"form": form, "unknown": True}, status=404
        )
    if not seminar.join_open:
        return render(request, "invitations/join_closed.html", {"seminar": seminar}, status=409)
    if request.method != "POST":
        return _show(request, seminar, JoinForm(seminar=seminar))
    return _join(request, seminar)


@durable_view
def _join(request: HttpRequest, seminar: Seminar) -> HttpResponse:
    form = JoinForm(request.POST, seminar=seminar)
    if not form.is_valid():
        return _show(request, seminar, form, status=422)
    name, place = form.cleaned_data["name"], form.cleaned_data["place"]
    if request.POST.get("as_new") != "yes" and _is_invited(seminar, name, place):
        return _show(request, seminar, form, status=422, twin=True)
    participation = joining.join(
        seminar,
        name=name,
        institution=place,
        email=form.cleaned_data["email"].strip().lower(),
        address=network_address(request),
        language=(get_language() or "nb")[:2],
    )
    sign_in(request, participation.user)
    return redirect("web:now", seminar.slug)


def _is_invited(seminar: Seminar, name: str, place: str) -> bool:
    """Tell whether someone of this name and institution is on the list: never who they are."""
    return (
        Participation.objects.present()
        .filter(seminar=seminar, user__name__iexact=name, institution__name__iexact=place)
        .exists()
    )


def _show(
    request: HttpRequest, seminar: Seminar, form: JoinForm, *, status: int = 200, twin: bool = False
) -> HttpResponse:
    context = {"seminar": seminar, "form": form, "twin": twin}
    return render(request, "invitations/join.html", context, status=status)


@never_cache
@require_GET
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The code and its QR code, large, for the wall of the room."""
    seat = leader_seat(request, slug)
    path = reverse("invitations:join", args=[seat.seminar.join_code])
    address = join_address(request, path)
    context = {
        "seminar": seat.seminar,
        "address": address,
        "short": join_address(request, reverse("invitations:join_start")).split("://", 1)[-1],
        "qr": qr.svg(address),
    }
    return render(request, "invitations/wall.html", context)


def join_address(request: HttpRequest, path: str) -> str:
    """Return the address phones in the room can reach: on a LAN the one the browser used."""
    if settings.IDETORG_LAN:
        return request.build_absolute_uri(path)
    base: str = settings.IDETORG_BASE_URL
    return base.rstrip("/") + path
