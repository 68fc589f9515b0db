"""Sign in with a code, and one's own page: data, language, export, erasure."""

import json
from datetime import datetime
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.core.durable import durable_post, durable_view
from idetorg.core.time import real_now
from idetorg.mailer.actions import address_works
from idetorg.mailer.queries import is_dead, mail_is_off
from idetorg.people import actions, belongings, rules
from idetorg.people.adapter import queue_code
from idetorg.people.errors import CannotErase
from idetorg.people.forms import AddressForm, AskForCode, CodeForm, GiveCode, MeForm
from idetorg.people.models import User
from idetorg.people.sign_in import keep_language

ADDRESS_KEY = "people_new_address"


@method_decorator([never_cache, durable_view], name="dispatch")
class AskForCodeView(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Ask for an address and send a code to it. The answer is the same for every address."""

    form_class = AskForCode

    def form_valid(self, form: AskForCode) -> HttpResponseBase:
        """Send the code; for an address nobody has, do the same work and keep nothing."""
        answer: HttpResponseBase = super().form_valid(form)
        if form._user is None:
            mail = queue_code(form.cleaned_data["email"], rules.new_code(), None)
            if mail is not None:
                mail.delete()
        return answer

    def form_invalid(self, form: AskForCode) -> HttpResponseBase:
        """Show the form again with what was typed."""
        context = self.get_context_data(form=form)
        answer: HttpResponseBase = self.render_to_response(context, status=422)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say also when this installation can't send mail; carry on only a path of our own."""
        context = {**super().get_context_data(**kwargs), "mail_is_off": mail_is_off()}
        if not rules.safe_path(context.get("redirect_field_value")):
            context["redirect_field"] = ""
        return context


@method_decorator([never_cache, durable_view], name="dispatch")
class GiveCodeView(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Take the code and sign in."""

    form_class = GiveCode

    def form_invalid(self, form: GiveCode) -> HttpResponseBase:
        """Show the form again; after three tries a new code must be asked for."""
        answer: HttpResponseBase = super().form_invalid(form)
        if answer.status_code == 200:
            answer.status_code = 422
        return answer

    def form_valid(self, form: GiveCode) -> HttpResponseBase:
        """Sign in, and remember the person's language."""
        answer: HttpResponseBase = super().form_valid(form)
        if isinstance(self.request.user, User):
            user = self.request.user
            address_works(user.mail_to, person_id=user.pk)
            keep_language(answer, user.language)
        return answer


@method_decorator([never_cache, durable_view], name="dispatch")
class SignOutView(LogoutView):  # type: ignore[misc]  # allauth has no types
    """A page with a button; the button signs out."""


ask_for_code = AskForCodeView.as_view()
give_code = GiveCodeView.as_view()
sign_out = SignOutView.as_view()


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    user = _user(request)
    stored = User.objects.get(pk=user.pk)
    context = {
        "person": stored,
        "form": MeForm(instance=stored),
        "address_form": AddressForm(),
        "code_form": CodeForm(),
        "waiting_address": _waiting(request).get("email", ""),
        "address_is_dead": is_dead(stored.mail_to),
        **more,
    }
    return render(request, "people/me.html", context, status=status)


def _waiting(request: HttpRequest) -> dict[str, Any]:
    """Return the address change that waits for its code, or an empty dict."""
    waiting: dict[str, Any] = request.session.get(ADDRESS_KEY) or {}
    if not waiting:
        return {}
    asked_at = datetime.fromisoformat(waiting["asked_at"])
    return waiting if rules.is_fresh(asked_at, real_now()) else {}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def me(request: HttpRequest) -> HttpResponse:
    """Name, telephone and language."""
    if request.method != "POST":
        return _page(request)
    user = _user(request)
    form = MeForm(request.POST, instance=user)
    if not form.is_valid():
        return _page(request, status=422, form=form)
    actions.update_me(user, changed=list(form.changed_data))
    answer = redirect("people:me")
    keep_language(answer, user.language)
    return answer


@login_required
@durable_post
def ask_new_address(request: HttpRequest) -> HttpResponse:
    """Send a code to a new address; the answer is the same whoever has it."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, address_form=form)
    address = form.cleaned_data["email"].strip().lower()
    code = rules.new_code()
    queue_code(address, code, None)
    request.session[ADDRESS_KEY] = {
        "email": address,
        "code": code,
        "asked_at": real_now().isoformat(),
        "tries": 0,
    }
    return redirect(reverse("people:me") + "#address")


@login_required
@durable_post
def confirm_new_address(request: HttpRequest) -> HttpResponse:
    """Take the code that came to the new address, three tries."""
    waiting = _waiting(request)
    form = CodeForm(request.POST)
    if not waiting:
        request.session.pop(ADDRESS_KEY, None)
        return redirect(reverse("people:me") + "#address")
    if not form.is_valid():
        return _page(request, status=422, code_form=form)
    if not rules.is_same_code(form.cleaned_data["code"], waiting["code"]):
        waiting["tries"] += 1
        request.session[ADDRESS_KEY] = waiting if waiting["tries"] < rules.CODE_TRIES else None
        return _page(request, status=422, code_form=form, wrong_code=True)
    actions.set_address(_user(request), waiting["email"])
    request.session.pop(ADDRESS_KEY, None)
    return redirect(reverse("people:me") + "#address")


@login_required
@durable_post
def drop_new_address(request: HttpRequest) -> HttpResponse:
    """Keep the old address after all."""
    request.session.pop(ADDRESS_KEY, None)
    return redirect("people:me")


@never_cache
@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is mine, as JSON."""
    user = _user(request)
    body = {"person": user.name, "tables": belongings.export(user)}
    text = json.dumps(body, cls=belongings.encoder, ensure_ascii=False, indent=2)
    answer = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="idetorg-mine-data.json"'
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; the button with a ticked box erases."""
    if request.method != "POST":
        return render(request, "people/erase.html", {})
    if request.POST.get("sure") != "yes":
        return render(request, "people/erase.html", {"not_sure": True}, status=422)
    try:
        actions.erase(_user(request))
    except CannotErase as refusal:
        return render(request, "people/erase.html", {"refusal": refusal.message}, status=409)
    logout(request)
    answer = redirect("people:erased")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    answer["Clear-Site-Data"] = '"storage"'  # what this browser keeps goes too: pages, unsent words
    return answer


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    return render(request, "people/erased.html", {})
