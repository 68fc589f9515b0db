"""Sign up on one short page; ask for a place without a link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.core.durable import durable_view
from idetorg.core.time import today
from idetorg.invitations.access import answering_seat
from idetorg.invitations.actions import answers, joining
from idetorg.invitations.errors import TooManyTries
from idetorg.invitations.forms import AskForm, SignUpForm
from idetorg.invitations.models import Answer, Diet, Invitation, SignUp
from idetorg.invitations.views.joining import network_address
from idetorg.people import actions as people
from idetorg.seminars.access import Seat, public_seminar
from idetorg.seminars.models import Seminar
from idetorg.seminars.navigation import phone_navigation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def sign_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether I come and what I need; a stranger asks for a place instead."""
    seat = answering_seat(request, slug)
    if seat is None:
        return _ask(request, public_seminar(slug))
    seminar, participation = seat.seminar, seat.participation
    if request.method != "POST":
        form = SignUpForm(seminar=seminar, initial=_stored(seat))
        return _page(request, seat, form)
    form = SignUpForm(request.POST, seminar=seminar)
    if not form.is_valid():
        return _page(request, seat, form, status=422)
    if form.cleaned_data["answer"] == Answer.NOT_COMING:
        answers.cancel(participation)
        messages.success(request, _("We know that you can't come. You may change it here."))
    else:
        answers.sign_up(participation, form.wishes())
        if "phone" in request.POST:  # a page from before it was asked says nothing of it
            people.set_phone(seat.user, form.cleaned_data["phone"])
        messages.success(request, _("You are signed up. You may change it here."))
    return redirect("invitations:sign_up", slug)


def _stored(seat: Seat) -> dict[str, Any]:
    """Return what the person has answered; before any answer, what most people tick."""
    row = SignUp.objects.filter(participation=seat.participation).first()
    invitation = Invitation.objects.filter(participation=seat.participation).first()
    diet = Diet.objects.filter(participation=seat.participation).first()
    answer = invitation.answer if invitation else Answer.NONE
    if row is None:
        usual = {"takes_bus_out": True, "takes_bus_home": True, "eats_lunch": True}
        told = "" if answer == Answer.NONE else answer
        return {"answer": told, "phone": seat.user.phone, **usual}
    return {
        "phone": seat.user.phone,
        "answer": answer,
        "takes_bus_out": row.takes_bus_out,
        "takes_bus_home": row.takes_bus_home,
        "eats_lunch": row.eats_lunch,
        "needs_room": row.needs_room,
        "stuck_with": row.stuck_with,
        "diet": diet.text if diet else "",
        "diet_consent": diet is not None,
    }


def _page(request: HttpRequest, seat: Seat, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    is_in = seat.participation.removed_at is None
    context = {
        "seminar": seat.seminar,
        "seat": seat,
        "form": form,
        "has_answered": Invitation.objects.filter(participation=seat.participation)
        .exclude(answer=Answer.NONE)
        .exists(),
        "diet_goes_on": answers.diet_goes_on(seat.seminar),
        "nav": phone_navigation(seat.seminar, "mine") if is_in else [],
    }
    return render(request, "invitations/sign_up.html", context, status=status)


def _ask(request: HttpRequest, seminar: Seminar) -> HttpResponse:
    """Mail the way in to whoever owns the address; the answer is the same for every address."""
    is_late = seminar.sign_up_by is not None and today(seminar.time_zone) > seminar.sign_up_by
    context: dict[str, Any] = {"seminar": seminar, "is_late": is_late}
    if request.method != "POST":
        context["form"] = AskForm()
        context["sent"] = "sendt" in request.GET
        return render(request, "invitations/ask.html", context)
    form = AskForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return render(request, "invitations/ask.html", context, status=422)
    address = network_address(request)
    if joining.asked_too_much(address):
        raise TooManyTries
    joining.ask_for_place(
        seminar,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"].strip().lower(),
        institution=form.cleaned_data["institution"],
        address=address,
        language=(get_language() or "nb")[:2],
    )
    return redirect(reverse("invitations:sign_up", args=[seminar.slug]) + "?sendt")
