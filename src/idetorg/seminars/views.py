"""Make the first organiser, make seminars, and change what a seminar is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.files.actions import set_consent, store_picture
from idetorg.people.models import User
from idetorg.people.sign_in import sign_in
from idetorg.seminars import actions, setup
from idetorg.seminars.access import Seat, organiser_seat, organisers_of
from idetorg.seminars.forms import (
    FaceForm,
    NewSeminarForm,
    OrganiserForm,
    SeminarForm,
    SetupCodeForm,
    StartForm,
)
from idetorg.seminars.models import Seminar
from idetorg.seminars.navigation import desk_navigation

SETUP_CODE_WRONG = _("That is not the code on the server's screen. Look once more.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def start(request: HttpRequest) -> HttpResponse:
    """Make the first organiser of an empty installation, signed in and on to a new seminar.

    At the machine itself it is open; from anywhere else the code on the server's screen is
    asked for. 404 as soon as there is an organiser.
    """
    if not setup.is_needed():
        raise Http404
    asks_code = not setup.is_at_the_machine(request)
    if asks_code:
        setup.setup_code()
    code_form = SetupCodeForm(request.POST or None) if asks_code else None
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _code_is_right(code_form):
        given = form.cleaned_data
        user, _made = actions.create_first_organiser(
            own_name=given["own_name"],
            email=given["email"],
            name=given["name"],
            sender_name=given["sender_name"] or given["own_name"],
            reply_to=given["reply_to"] or given["email"],
            phone=given["phone"],
            lang=(get_language() or "nb")[:2],
        )
        sign_in(request, user)
        return redirect("seminars:new")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "code_form": code_form}
    return render(request, "seminars/start.html", context, status=status)


def _code_is_right(form: SetupCodeForm | None) -> bool:
    """Tell whether the setup code is right or not asked for; a wrong one is said at its field."""
    if form is None:
        return True
    if not form.is_valid():
        return False
    if not setup.fits(form.cleaned_data["setup_code"]):
        form.add_error("setup_code", SETUP_CODE_WRONG)
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def new(request: HttpRequest) -> HttpResponse:
    """Make a draft seminar and go on to the paste field. For those an organiser lets in."""
    assert isinstance(request.user, User)
    organisers = organisers_of(request.user)
    if not organisers:
        raise Http404
    form = NewSeminarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.get("organiser", "")
        organiser = next((o for o in organisers if str(o.pk) == chosen), organisers[0])
        given = form.cleaned_data
        language = (get_language() or "nb")[:2]
        seminar = actions.create_seminar(
            organiser,
            by=request.user,
            language=language if language in {"nb", "nn"} else "nb",
            **{name: given[name] for name in ("name", "goal", "focus", "starts_on", "ends_on")},
        )
        return redirect(reverse("schedule:paste", args=[seminar.slug]))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "seminars/new.html", {"form": form, "organisers": organisers}, status=status
    )


def _settings_page(
    request: HttpRequest, seat: Seat, *, status: int = 200, **more: Any
) -> HttpResponse:
    stored = get_object_or_404(
        Seminar.objects.select_related("organiser__face"), pk=seat.seminar.pk
    )
    context = {
        "seminar": stored,
        "seat": seat,
        "form": SeminarForm(instance=stored),
        "organiser_form": OrganiserForm(instance=stored.organiser, prefix="organiser"),
        "face_form": FaceForm(),
        "screen_url": request.build_absolute_uri(
            reverse("web:screen", args=[stored.slug, stored.screen_key])
        ),
        "nav": desk_navigation(seat, "more"),
        **more,
    }
    return render(request, "seminars/settings.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the seminar is: goal, dates, place, what is shared."""
    seat = organiser_seat(request, slug)
    if request.method != "POST":
        return _settings_page(request, seat)
    form = SeminarForm(request.POST, instance=get_object_or_404(Seminar, pk=seat.seminar.pk))
    if not form.is_valid():
        return _settings_page(request, seat, status=422, form=form)
    actions.change_seminar(form.instance, by=seat.participation, changed=form.changed_data)
    return redirect("seminars:settings", slug)


@durable_post
def join_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Open, close or change the code on the wall: POST deed = open | close | change."""
    seat = organiser_seat(request, slug)
    deed = request.POST.get("deed")
    if deed == "change":
        actions.new_code_for_the_room(seat.seminar, by=seat.participation)
    elif deed in {"open", "close"}:
        actions.open_join_code(seat.seminar, by=seat.participation, is_open=deed == "open")
    return redirect(reverse("seminars:settings", args=[slug]) + "#room")


@durable_post
def screen_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the address of the big screen; the old one shows nothing more."""
    seat = organiser_seat(request, slug)
    actions.new_screen_address(seat.seminar, by=seat.participation)
    return redirect(reverse("seminars:settings", args=[slug]) + "#room")


@durable_post
def organiser(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the organiser's name and sender."""
    seat = organiser_seat(request, slug)
    form = OrganiserForm(request.POST, instance=seat.seminar.organiser, prefix="organiser")
    if not form.is_valid():
        return _settings_page(request, seat, status=422, organiser_form=form)
    values = {name: form.cleaned_data[name] for name in form.changed_data}
    if values:
        actions.change_organiser(form.instance, by=seat.participation, values=values)
    return redirect(reverse("seminars:settings", args=[slug]) + "#organiser")


@durable_post
def face(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the organiser a face, or take it away (POST deed = remove)."""
    seat = organiser_seat(request, slug)
    organiser = seat.seminar.organiser
    if request.POST.get("deed") == "remove":
        actions.change_organiser(organiser, by=seat.participation, values={"face": None})
        return redirect(reverse("seminars:settings", args=[slug]) + "#organiser")
    form = FaceForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["face"]
        assert isinstance(upload, UploadedFile)
        try:
            picture = store_picture(
                upload,
                scope=seat.seminar.scope,
                owner_id=seat.user.pk,
                alt=form.cleaned_data["alt"],
            )
            set_consent(picture, "open", by=organiser.sender_name, actor_id=seat.user.pk)
        except Refused as refusal:
            form.add_error("face", str(refusal.message))
        else:
            actions.change_organiser(organiser, by=seat.participation, values={"face": picture})
            return redirect(reverse("seminars:settings", args=[slug]) + "#organiser")
    return _settings_page(request, seat, status=422, face_form=form)
