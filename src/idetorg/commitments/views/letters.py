"""Letters to municipal directors: the organiser asks, the one they are about decides.

The organiser's pages know nothing of tasks. An approved letter is read, printed and handed over.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.commitments import actions, letters, queries
from idetorg.commitments.access import open_letter, organised_letter, own_letter
from idetorg.commitments.enums import LetterKind, LetterState
from idetorg.commitments.errors import LetterNotRead
from idetorg.commitments.forms import HandedOverForm, LetterForm, LetterWordsForm
from idetorg.commitments.models import LeaderLetter
from idetorg.commitments.rules import is_open_to_organiser, may_answer_letter
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.time import now
from idetorg.seminars.access import Seat, organiser_seat
from idetorg.seminars.navigation import desk_navigation, phone_navigation

# For the organiser -------------------------------------------------------------------------


@never_cache
@require_GET
def all_letters(request: HttpRequest, slug: str) -> HttpResponse:
    """The seminar's letters and how they stand; their words only when they are approved."""
    seat = organiser_seat(request, slug)
    rows = [(row, is_open_to_organiser(row)) for row in queries.letters_of(seat.seminar)]
    return render(
        request,
        "commitments/letters.html",
        {
            "seminar": seat.seminar,
            "rows": rows,
            "proposed": LetterState.PROPOSED,
            "nav": desk_navigation(seat, "tasks"),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def new_letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody whether a letter about their library may be sent: one page, one request."""
    seat = organiser_seat(request, slug)
    data: Any = request.POST if request.method == "POST" else None
    people = list(queries.people_for_letters(seat.seminar))
    form = LetterForm(data, people=people, language=seat.seminar.language)
    if request.method == "POST" and form.is_valid():
        about = next(p for p in people if p.pk == form.cleaned_data["person"])
        actions.propose_letter(
            about,
            by=seat.participation,
            kind=LetterKind(form.cleaned_data["kind"]),
            to_name=form.cleaned_data["to_name"],
            request=form.cleaned_data["request"],
            language=form.cleaned_data["language"],
        )
        messages.success(
            request,
            _("%(name)s finds it under Mine, and decides what stands in the letter.")
            % {"name": about.user.name},
        )
        return redirect("commitments:letters", slug)
    return render(
        request,
        "commitments/letter_new.html",
        {"seminar": seat.seminar, "form": form, "nav": desk_navigation(seat, "tasks")},
        status=422 if form.is_bound else 200,
    )


@durable_post
def drop_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a letter that nobody has answered yet."""
    seat, found = organised_letter(request, slug, pk)
    actions.drop_letter(found, by=seat.participation)
    messages.success(request, _("The letter is taken away."))
    return redirect("commitments:letters", slug)


@never_cache
@require_GET
def letter_sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An approved letter, to copy, to print, and to say that it has been handed over."""
    seat, found = open_letter(request, slug, pk)
    return _sheet_page(request, seat, found)


def _sheet_page(
    request: HttpRequest, seat: Seat, found: LeaderLetter, *, form: HandedOverForm | None = None
) -> HttpResponse:
    return render(
        request,
        "commitments/letter_sheet.html",
        {
            "seminar": seat.seminar,
            "letter": found,
            "text": letters.approved(found),
            "is_sent": found.state == LetterState.SENT,
            "form": form or HandedOverForm(letter=found),
            "nav": desk_navigation(seat, "tasks"),
        },
        status=422 if form is not None else 200,
    )


@never_cache
@require_GET
def letter_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An approved letter on one A4, word for word."""
    _seat, found = open_letter(request, slug, pk)
    assert found.answered_at is not None
    zone = ZoneInfo(found.participation.seminar.time_zone)
    pdf = letters.pdf_of(found, letters.approved(found), found.answered_at.astimezone(zone))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brev-{found.pk}.pdf"'
    return response


@durable_post
def hand_over_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say when an approved letter was sent or handed over."""
    seat, found = organised_letter(request, slug, pk)
    form = HandedOverForm(request.POST, letter=found)
    if not form.is_valid():
        if not is_open_to_organiser(found):
            actions.hand_over_letter(found, by=seat.participation, at=now())
        return _sheet_page(request, seat, found, form=form)
    actions.hand_over_letter(found, by=seat.participation, at=form.moment())
    messages.success(request, _("Marked as handed over."))
    return redirect("commitments:letter_sheet", slug, pk)


# For the one it is about -------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read the request, choose what stands in the letter, and see it whole. Writes nothing."""
    seat, found = own_letter(request, slug, pk)
    if request.method == "GET" or not may_answer_letter(found):
        return _own_page(request, seat, found, form=_words_form(seat, found))
    form = _words_form(seat, found, request.POST)
    if not form.is_valid():
        return _own_page(request, seat, found, form=form, status=422)
    read = _preview(found, form)
    return _own_page(request, seat, found, form=form, read=read, status=200 if read.fits else 422)


def _words_form(seat: Seat, found: LeaderLetter, data: Any = None) -> LetterWordsForm:
    return LetterWordsForm(
        data, letter=found, tasks=list(queries.tasks_for_a_letter(seat.participation))
    )


def _preview(found: LeaderLetter, form: LetterWordsForm) -> letters.Preview:
    text = letters.build(
        found,
        tasks=[task.change for task in form.chosen()],
        results=form.said("results"),
        stuck=form.said("stuck"),
    )
    return letters.preview(found, text, now())


def _own_page(
    request: HttpRequest,
    seat: Seat,
    found: LeaderLetter,
    *,
    form: LetterWordsForm,
    read: letters.Preview | None = None,
    has_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "commitments/letter.html",
        {
            "seminar": seat.seminar,
            "letter": found,
            "asks": found.request or letters.asks(found.kind, found.language),
            "may_answer": may_answer_letter(found),
            "is_approved": found.state == LetterState.APPROVED,
            "was_declined": found.state == LetterState.DECLINED,
            "was_withdrawn": found.state == LetterState.WITHDRAWN,
            "form": form,
            "read": read,
            "text": read.text if read else letters.approved(found),
            "has_changed": has_changed,
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=status,
    )


@durable_post
def approve_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say yes to the letter as it was shown; anything else is shown once more."""
    seat, found = own_letter(request, slug, pk)
    form = _words_form(seat, found, request.POST)
    if not form.is_valid():
        return _own_page(request, seat, found, form=form, status=422)
    try:
        actions.approve_letter(
            found,
            by=seat.participation,
            seal=form.cleaned_data["seal"],
            tasks=[task.pk for task in form.chosen()],
            results=form.said("results"),
            stuck=form.said("stuck"),
        )
    except LetterNotRead:
        if not may_answer_letter(found):
            raise
        read = _preview(found, form)
        return _own_page(
            request, seat, found, form=form, read=read, has_changed=read.fits, status=409
        )
    messages.success(request, _("Approved. The organiser can print it now."))
    return redirect("commitments:letter", slug, pk)


@durable_post
def decline_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, thank you."""
    seat, found = own_letter(request, slug, pk)
    actions.decline_letter(found, by=seat.participation)
    messages.success(request, _("You have said no, thank you. No letter is sent."))
    return redirect("commitments:letter", slug, pk)


@durable_post
def take_back_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back an approval, as long as the letter has not been handed over."""
    seat, found = own_letter(request, slug, pk)
    actions.take_back_letter(found, by=seat.participation)
    messages.success(request, _("Taken back. Nobody but you sees the words now."))
    return redirect("commitments:letter", slug, pk)
