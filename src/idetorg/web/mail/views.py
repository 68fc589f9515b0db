"""The organiser's page of mail, and its buttons."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.core.durable import durable_post, durable_view
from idetorg.core.time import now, today
from idetorg.mailer.rules import REMINDER
from idetorg.seminars.access import Seat, organiser_seat
from idetorg.seminars.navigation import desk_navigation
from idetorg.web.mail import actions, kinds
from idetorg.web.mail.examples import send_example
from idetorg.web.mail.forms import HoldForm, KindForm
from idetorg.web.mail.page import LineState, by_person, chosen, mail_page

PEOPLE_A_PAGE = 50
NAMED_LABELS = [
    (kind, kinds.LABELS[kind])
    for kind in (
        "invitation",
        "confirmation",
        "join_confirmation",
        "week_before",
        "presenters",
        "calendar_change",
    )
]


@never_cache
@require_GET
def mail(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes next, what has gone, whom mail does not reach; `?q=`, `?kind=`, `?state=`."""
    return _page(request, organiser_seat(request, slug))


def _page(
    request: HttpRequest, seat: Seat, *, hold_form: HoldForm | None = None, status: int = 200
) -> HttpResponse:
    seminar = seat.seminar
    found = mail_page(seminar, now())
    search = request.GET.get("q", "")[:100]
    kind = _one_of(request.GET.get("kind", ""), [key for key, _label in NAMED_LABELS])
    state = _one_of(request.GET.get("state", ""), LineState.values)
    lines = chosen(found.lines, search=search, kind=kind, state=state)
    context: dict[str, Any] = {
        "seminar": seminar,
        "seat": seat,
        "found": found,
        "batches": [(batch, _form_of(batch.kind, seat, hold_form)) for batch in found.batches],
        "page": Paginator(by_person(lines), PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "kind": kind,
        "state": state,
        "is_filtered": bool(search.strip() or kind or state),
        "named": NAMED_LABELS,
        "states": LineState.choices,
        "tests": list(kinds.LABELS.items()),
        "bad_hold": hold_form,
        "nav": desk_navigation(seat, "more"),
    }
    return render(request, "web/mail.html", context, status=status)


def _one_of(value: str, known: list[str]) -> str:
    return value if value in known else ""


def _form_of(kind: str, seat: Seat, bad: HoldForm | None) -> HoldForm:
    """Return the form in a kind's row: the one that was sent in, with what was wrong, or new."""
    if bad is not None and bad.data.get("kind") == kind:
        return bad
    zone = seat.seminar.time_zone
    return HoldForm(initial={"kind": kind}, today=today(zone), zone=zone, auto_id=False)


def _back(slug: str) -> HttpResponse:
    return redirect("web:mail", slug)


@durable_post
def hold(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a kind of mail wait to a day, or until it is let go."""
    seat = organiser_seat(request, slug)
    zone = seat.seminar.time_zone
    form = HoldForm(request.POST, today=today(zone), zone=zone, auto_id=False)
    if not form.is_valid():
        return _page(request, seat, hold_form=form, status=422)
    kind = form.cleaned_data["kind"]
    actions.hold(seat, kind, until=form.until)
    messages.success(request, _("It waits: %(kind)s.") % {"kind": kinds.label(kind)})
    return _back(slug)


@durable_post
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a kind of mail go."""
    seat = organiser_seat(request, slug)
    kind = _kind_or_404(request.POST.get("kind", ""), kinds.BATCHES)
    if actions.release(seat, kind):
        messages.success(
            request,
            _("It goes as planned: %(kind)s. Never between 20.00 and 7.00, and not in breaks.")
            % {"kind": kinds.label(kind)},
        )
    return _back(slug)


def _kind_or_404(kind: str, known: dict[str, Any]) -> str:
    if kind not in known:
        raise Http404
    return kind


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def stop(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """GET says what it means to stop the next batch of a kind; POST stops it."""
    seat = organiser_seat(request, slug)
    _kind_or_404(kind, kinds.BATCHES)
    if request.method != "POST":
        batches = [one for one in mail_page(seat.seminar, now()).batches if one.kind == kind]
        return render(
            request,
            "web/mail_stop.html",
            {
                "seminar": seat.seminar,
                "kind": kind,
                "label": kinds.label(kind),
                "batch": batches[0] if batches else None,
                "is_question": kind in kinds.QUESTIONS,
                "is_reminder": kind == REMINDER,
                "is_invitation": kind == "invitation",
                "nav": desk_navigation(seat, "more"),
            },
        )
    count = actions.stop(seat, kind, now())
    if not count:
        messages.info(request, _("Nothing of it was waiting, so nothing is stopped."))
    elif kind == REMINDER:
        messages.success(request, _("Stopped."))
    else:
        said = ngettext("Stopped: %(count)d mail.", "Stopped: %(count)d mails.", count)
        messages.success(request, said % {"count": count})
    return _back(slug)


@durable_post
def test(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a mail with example words to the organiser's own address."""
    seat = organiser_seat(request, slug)
    form = KindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose which mail you want to see."))
    elif not seat.user.mail_to:
        messages.error(request, _("You have no address yourself. Give one on your own page first."))
    elif send_example(seat, form.cleaned_data["kind"]) is None:
        messages.info(request, _("You have had three of that within the hour. Wait a little."))
    else:
        messages.success(
            request,
            _("A test is on its way to %(address)s. Nobody else gets it.")
            % {"address": seat.user.mail_to},
        )
    return redirect(f"{redirect('web:mail', slug).url}#test")
