"""The organiser's list and telephone calls; and what was heard there, for its owner to confirm."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.commitments import actions, queries, words
from idetorg.commitments.access import called_person, own_task
from idetorg.commitments.enums import HowOften
from idetorg.commitments.errors import BadValue
from idetorg.commitments.forms import CallForm, HeardForm
from idetorg.commitments.models import CallNote, ChangeTask, FollowUp
from idetorg.commitments.queries import calling
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.core.time import now
from idetorg.seminars.access import Seat, organiser_seat
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import desk_navigation

# For the organiser -------------------------------------------------------------------------


@never_cache
@require_GET
def calls(request: HttpRequest, slug: str) -> HttpResponse:
    """Help wanted, whom to call, put aside, good news. Never who did nothing."""
    seat = organiser_seat(request, slug)
    put_aside, good_news = calling.put_aside_and_good_news(seat.seminar, seat.participation)
    wishes = queries.with_offers(queries.help_wanted(seat.seminar))
    people = calling.people_to_call(seat.seminar, now())
    return render(
        request,
        "commitments/calls.html",
        {
            "seminar": seat.seminar,
            "wishes": wishes,
            "people": people,
            "put_aside": put_aside,
            "good_news": good_news,
            "is_empty": not (wishes or people or put_aside.is_something or good_news.is_something),
            "by_mail": calling.list_by_mail(seat.participation),
            "how_often": HowOften,
            "nav": desk_navigation(seat, "tasks"),
        },
    )


@durable_post
def by_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose how often the list comes by mail, for oneself."""
    seat = organiser_seat(request, slug)
    try:
        chosen = HowOften(int(request.POST.get("how_often", "")))
    except ValueError as error:
        raise BadValue from error
    actions.choose_list_mail(seat.participation, chosen)
    messages.success(request, _("Saved: %(choice)s.") % {"choice": chosen.label.lower()})
    return redirect("commitments:calls", slug)


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def call(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person's number, what was agreed before, and a place to write it down."""
    seat, person = called_person(request, slug, pk)
    if request.method != "POST":
        return _call_page(request, seat, person)
    form = CallForm(request.POST, about=person)
    if not form.is_valid():
        return _call_page(request, seat, person, call_form=form)
    actions.write_call_note(
        person,
        by=seat.participation,
        text=form.cleaned_data["text"],
        reached=form.cleaned_data["reached"] == "yes",
    )
    messages.success(request, _("Written down. %(name)s can read it.") % {"name": person.user.name})
    return redirect("commitments:call", slug, pk)


def _questions(seat: Seat, person: Participation) -> list[tuple[int, str]]:
    """Return the questions an answer can be heard to, named by words this viewer may read."""
    rows = calling.questions_to_hear(person, now())
    shown = ChangeTask.objects.visible_to(seat.participation).filter(
        pk__in=[row.task_id for row in rows]
    )
    readable = set(shown.values_list("pk", flat=True))
    zone = ZoneInfo(seat.seminar.time_zone)
    found = []
    for number, row in enumerate(rows, 1):
        if row.task_id in readable:
            name = Truncator(row.task.change).words(12)
        else:
            assert row.task.committed_at is not None
            day = words.long_date(row.task.committed_at.astimezone(zone).date())
            name = _("Task %(number)s, taken home %(day)s") % {"number": number, "day": day}
        found.append((row.pk, name))
    return found


def _call_page(
    request: HttpRequest,
    seat: Seat,
    person: Participation,
    *,
    call_form: CallForm | None = None,
    heard_form: HeardForm | None = None,
) -> HttpResponse:
    questions = _questions(seat, person)
    is_bad = call_form is not None or heard_form is not None
    return render(
        request,
        "commitments/call.html",
        {
            "seminar": seat.seminar,
            "me": seat.participation,
            "person": person,
            "notes": calling.call_notes(person),
            "form": call_form or CallForm(about=person),
            "heard_form": heard_form or (HeardForm(questions=questions) if questions else None),
            "is_heard_bad": heard_form is not None,
            "waiting": calling.heard_of(person),
            "nav": desk_navigation(seat, "tasks"),
        },
        status=422 if is_bad else 200,
    )


@require_http_methods(["GET", "POST"])
@durable_view
def hear_for(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write down what somebody said on the phone. It counts when they have confirmed it.

    A refused answer stands at this address: loaded anew, it leads back to the person.
    """
    seat, person = called_person(request, slug, pk)
    if request.method != "POST":
        return redirect("commitments:call", slug, pk)
    form = HeardForm(request.POST, questions=_questions(seat, person))
    if not form.is_valid():
        return _call_page(request, seat, person, heard_form=form)
    follow_up = FollowUp.objects.get(pk=form.cleaned_data["follow_up"])
    try:
        actions.hear_answer(
            follow_up,
            by=seat.participation,
            answer=form.cleaned_data["answer"],
            note=form.cleaned_data["note"],
            new_date=form.cleaned_data["new_date"],
        )
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.add_error(None, str(refusal.message))
        return _call_page(request, seat, person, heard_form=form)
    messages.success(
        request,
        _("Written down for %(name)s. It counts when they have said that it is right.")
        % {"name": person.user.name},
    )
    return redirect("commitments:call", slug, pk)


@durable_post
def drop_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away a note one wrote oneself."""
    seat = organiser_seat(request, slug)
    note = (
        CallNote.objects.filter(pk=pk, by=seat.participation, participation__seminar=seat.seminar)
        .select_related("participation__seminar")
        .first()
    )
    if note is None:
        raise Http404
    actions.drop_call_note(note, by=seat.participation)
    messages.success(request, _("The note is deleted."))
    return redirect("commitments:calls", slug)


# For the one it is about -------------------------------------------------------------------


@durable_post
def heard(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that what was written down on the phone is right, or that it is not."""
    seat, found = own_task(request, slug, pk)
    refused = decide_heard(found, seat.participation, request.POST.get("deed", ""))
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, words.text("follow_up", "thanks"))
    return redirect("commitments:task", slug, pk)


def decide_heard(task: ChangeTask, owner: Participation, deed: str) -> str:
    """Confirm (`heard_yes`) or delete (`heard_no`) what was written down; say why it was refused.

    Nothing waiting is nothing to do: it has been answered on another page.
    """
    waiting = calling.heard_about(task)
    if waiting is None:
        return ""
    if deed == "heard_no":
        actions.reject_heard(waiting, by=owner)
        return ""
    if deed != "heard_yes":
        raise BadValue
    try:
        actions.confirm_heard(waiting, by=owner)
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        return str(refusal.message)
    return ""
