"""The organiser's list of people: add, invite, change, print."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.core.durable import durable_post, durable_view
from idetorg.invitations import queries, roster
from idetorg.invitations.access import person_of
from idetorg.invitations.actions import people as actions
from idetorg.invitations.forms import CorrectAddressForm, ListForm, RolesForm
from idetorg.invitations.rules import may_correct_address
from idetorg.mailer.queries import named_log_for_person
from idetorg.people.errors import AddressTaken
from idetorg.seminars.access import Seat, organiser_seat
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import desk_navigation


@never_cache
@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone on the list, with what is known; `?q=` searches."""
    seat = organiser_seat(request, slug)
    search = request.GET.get("q", "")[:100]
    everyone = queries.people(seat.seminar)
    rows = queries.people(seat.seminar, search) if search.strip() else everyone
    context = {
        "seminar": seat.seminar,
        "seat": seat,
        "rows": rows,
        "counts": queries.counts(everyone),
        "search": search,
        "nav": desk_navigation(seat, "people"),
    }
    return render(request, "invitations/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Paste a list or choose a file → see what it would do → store the good lines.

    Nothing is stored before `deed=confirm`. A broken line is corrected where it stands
    (`line-7`); what is still broken stays in the field.
    """
    seat = organiser_seat(request, slug)
    context: dict[str, Any] = {
        "seminar": seat.seminar,
        "seat": seat,
        "form": ListForm(),
        "nav": desk_navigation(seat, "people"),
    }
    if request.method != "POST":
        return render(request, "invitations/add.html", context)
    form = ListForm(request.POST, request.FILES)
    context["form"] = form
    if not form.is_valid():
        return render(request, "invitations/add.html", context, status=422)
    text = roster.replace_lines(form.cleaned_data["text"], _corrected(request))
    try:
        found = roster.read(text)
    except roster.Unreadable as fault:
        form.add_error("text", str(fault))
        return render(request, "invitations/add.html", context, status=422)
    if request.POST.get("deed") == "confirm" and found.rows:
        added = actions.add_people(seat.seminar, found.rows, by=seat.participation)
        _say_what_came(request, added)
        if not found.bad:
            return redirect("invitations:people", slug)
        text = roster.only_bad(text, found)
        found = roster.read(text)
    context |= {
        "form": ListForm(initial={"text": text}),
        "text": text,
        "found": found,
        "preview": queries.preview(seat.seminar, found.rows),
    }
    return render(request, "invitations/preview.html", context)


def _corrected(request: HttpRequest) -> dict[int, str]:
    """Return the lines written anew, by line number; with a new file there are none."""
    if request.FILES:
        return {}
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("line-")
        if number != name and number.isascii() and number.isdigit() and len(number) < 6:
            found[int(number)] = str(value)
    return found


def _say_what_came(request: HttpRequest, added: actions.Added) -> None:
    count = len(added.new) + len(added.back)
    said = ngettext("%(count)d person is added.", "%(count)d people are added.", count) % {
        "count": count
    }
    if added.already:
        more = ngettext(
            "%(count)d was on the list already.",
            "%(count)d were on the list already.",
            added.already,
        )
        said += " " + more % {"count": added.already}
    messages.success(request, said)


@durable_post
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the invitation to everyone who has an address and has not got it."""
    seat = organiser_seat(request, slug)
    sent = actions.send_invitations(queries.to_invite(seat.seminar), by=seat.participation)
    said = ngettext(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", sent
    )
    messages.success(request, said % {"count": sent})
    return redirect("invitations:people", slug)


@never_cache
@require_GET
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person: link, roles, mails, and off the list."""
    seat, row = person_of(request, slug, pk)
    return _person_page(request, seat, row)


def _person_page(
    request: HttpRequest,
    seat: Seat,
    row: Participation,
    *,
    address_form: CorrectAddressForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = queries.people(seat.seminar)
    context = {
        "seminar": seat.seminar,
        "seat": seat,
        "person": row,
        "row": next((r for r in rows if r.participation.pk == row.pk), None),
        "form": RolesForm(participation=row),
        "may_correct": may_correct_address(row),
        "address_form": address_form or CorrectAddressForm(),
        "mails": named_log_for_person(seat.seminar.scope, row.user_id)[:20],
        "nav": desk_navigation(seat, "people"),
    }
    return render(request, "invitations/person.html", context, status=status)


def _back_to(slug: str, pk: int) -> HttpResponse:
    return redirect(reverse("invitations:person", args=[slug, pk]))


@durable_post
def person_link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """POST deed = send: mail the link once more · new: kill the old one."""
    seat, row = person_of(request, slug, pk)
    if request.POST.get("deed") == "new":
        actions.new_link(row, by=seat.participation)
        messages.success(request, _("The old link is dead. What was opened by it is closed."))
    else:
        actions.send_link(row, by=seat.participation)
        messages.success(request, _("The link is on its way."))
    return _back_to(slug, pk)


@durable_post
def person_address(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """POST deed = works: mail arrives again · else put right an address nobody has used."""
    seat, row = person_of(request, slug, pk)
    if request.POST.get("deed") == "works":
        if actions.trust_address(row, by=seat.participation):
            messages.success(request, _("Mail is sent there again."))
        return _back_to(slug, pk)
    form = CorrectAddressForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_address(row, form.cleaned_data["email"], by=seat.participation)
        except AddressTaken:
            form.add_error("email", _("Somebody else is registered here with this address."))
        else:
            messages.success(request, _("The address is put right, and used from now on."))
            return _back_to(slug, pk)
    return _person_page(request, seat, row, address_form=form, status=422)


@durable_post
def person_roles(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Set the roles from ticks."""
    seat, row = person_of(request, slug, pk)
    form = RolesForm(request.POST, participation=row)
    form.is_valid()
    actions.set_roles(row, form.cleaned_data, by=seat.participation)
    messages.success(request, _("Saved."))
    return _back_to(slug, pk)


@durable_post
def person_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a person off the list."""
    seat, row = person_of(request, slug, pk)
    actions.remove(row, by=seat.participation)
    messages.success(request, _("%(name)s is off the list.") % {"name": row.user.name})
    return redirect("invitations:people", slug)


@durable_post
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Print link cards: of one person (POST person), or of all whom no mail reaches."""
    seat = organiser_seat(request, slug)
    chosen: Sequence[Participation] = queries.without_address(seat.seminar)
    only = request.POST.get("person", "")
    if only:
        _seat, row = person_of(request, slug, int(only) if only.isdecimal() else 0)
        chosen = [row]
    if not chosen:
        messages.info(request, _("Everyone here has an e-mail. No cards are needed."))
        return redirect("invitations:people", slug)
    pdf = actions.print_cards(
        seat.seminar, chosen, by=seat.participation, lang=(get_language() or "nb")[:2]
    )
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="kort.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
