"""After it has gone home: the task's own page, the card, a makker, who may see."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.commitments import actions, queries, words
from idetorg.commitments.access import own_task, readable_task
from idetorg.commitments.dates import FIRST_STEP_DAYS
from idetorg.commitments.enums import OriginKind, TaskState
from idetorg.commitments.errors import HelpIsTaken, LeaderAsked, LeaderNotReached, NotWhole
from idetorg.commitments.exports import own_letter, task_card
from idetorg.commitments.forms import (
    HelpForm,
    LeaderSeenForm,
    RewordForm,
    StateForm,
    VisibilityForm,
    form_for,
    reasons_to_point_at,
)
from idetorg.commitments.models import ChangeTask, Confirmation
from idetorg.commitments.presenting import heard_row, own_wish_rows, task_rows
from idetorg.commitments.queries import calling
from idetorg.commitments.queries.pictures import SeenPicture, seen_pictures
from idetorg.commitments.rules import (
    MOVES,
    has_leader_answered,
    lasting_from,
    leader_asked_again_from,
    may_move,
    owns,
)
from idetorg.core.assets import kept_assets
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import Refused
from idetorg.core.time import now
from idetorg.people import actions as people
from idetorg.seminars.access import Seat
from idetorg.seminars.navigation import phone_navigation


@never_cache
@require_GET
def task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A task: the owner's page with everything, or what its owner shows this viewer."""
    seat, found = readable_task(request, slug, pk)
    if owns(found, seat.participation) and found.participation_id == seat.participation.pk:
        if found.is_draft:
            return redirect("commitments:review", slug, pk)
        return _own_page(request, seat, found)
    return _shown_page(request, seat, found)


def _own_page(
    request: HttpRequest,
    seat: Seat,
    found: ChangeTask,
    *,
    form: StateForm | None = None,
    help_form: HelpForm | None = None,
) -> HttpResponse:
    versions = list(found.versions.all())
    choices = [s for s in TaskState if may_move(found, s) and s in MOVES[TaskState(found.state)]]
    if TaskState.LASTING in choices and (
        found.done_at is None or now() < lasting_from(found.done_at)
    ):
        choices.remove(TaskState.LASTING)
    names = words.state_names()
    makkers = queries.makkers_of(seat.participation)
    wishes = queries.own_wishes(seat.participation)
    confirmations = list(found.confirmations.all())
    own = [t for t in queries.tasks_of(seat.participation) if t.pk == found.pk]
    row = task_rows(own, seat.participation)[0]
    return render(
        request,
        "commitments/task.html",
        {
            "seminar": seat.seminar,
            "task": found,
            "row": row,
            "first": versions[0],
            "answers": words.answers_in(versions[-1].words),
            "reworded": [
                (after, words.differences(before.words, after.words))
                for before, after in pairwise(versions)
            ],
            "meaning": names[found.state].line,
            "easy": [
                (s.value, words.state_name(s), names[s.value].line)
                for s in choices
                if s not in {TaskState.POSTPONED, TaskState.PUT_ASIDE}
            ],
            "may_postpone": TaskState.POSTPONED in choices,
            "may_put_aside": TaskState.PUT_ASIDE in choices,
            "postponed": names["postponed"],
            "put_aside": names["put_aside"],
            "why": reasons_to_point_at(),
            "questions": {
                name: words.text("follow_up", name)
                for name in ("heading", "new_date", "learned", "not_mine", "stop")
            },
            "pictures": _pictures(seat, found, 480),
            "confirmations": [c for c in confirmations if c.by_role != "owner"],
            "leader": _leader(found, confirmations),
            "wishes": own_wish_rows([w for w in wishes if w.task_id == found.pk], makkers),
            "help_form": help_form
            or HelpForm(initial={"phone": seat.user.phone}, has_makker=bool(makkers)),
            "makkers": makkers,
            "heard": heard_row(calling.heard_about(found)),
            "heard_url": reverse("commitments:heard", args=[seat.seminar.slug, found.pk]),
            "call_notes": calling.call_notes(seat.participation),
            "form": form,
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=422 if form is not None or help_form is not None else 200,
    )


@dataclass(frozen=True)
class LeaderLine:
    """When the named leader was asked last, and whether they may be asked now."""

    may_be_asked: bool
    asked_at: datetime | None
    again_from: datetime | None


def _leader(found: ChangeTask, confirmations: list[Confirmation]) -> LeaderLine | None:
    """Return the line on asking the named leader; None when there is nothing to ask."""
    shown = found.seen_by_leader or found.seen_by_everyone
    if not (shown and found.leader_name and found.leader_email) or found.closed_at:
        return None
    if has_leader_answered(found, confirmations):
        return None
    again_from = leader_asked_again_from(found)
    return LeaderLine(again_from is None or now() >= again_from, found.leader_asked_at, again_from)


def _shown_page(
    request: HttpRequest,
    seat: Seat,
    found: ChangeTask,
    *,
    form: LeaderSeenForm | None = None,
) -> HttpResponse:
    makkers = queries.makkers_of(seat.participation)
    is_makker = any(m.pk == found.participation_id for m in makkers)
    return render(
        request,
        "commitments/shown.html",
        {
            "seminar": seat.seminar,
            "task": found,
            "answers": words.answers_in(words.snapshot(found), with_numbers=False),
            "pictures": _pictures(seat, found, 960),
            "is_makker": is_makker,
            "wishes": [
                wish
                for wish in queries.wishes_to_makker(seat.participation)
                if wish.task_id == found.pk
            ]
            if is_makker
            else [],
            "ask": words.text("makker", "questions") if is_makker else [],
            "form": (form or LeaderSeenForm()) if is_makker else None,
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=422 if form is not None else 200,
    )


def _pictures(seat: Seat, found: ChangeTask, width: int) -> list[tuple[SeenPicture, str]]:
    """Return the pictures this person may see, each with its address."""
    return [
        (
            one,
            reverse(
                "commitments:task_picture",
                args=[seat.seminar.slug, found.pk, one.which.value, width],
            ),
        )
        for one in seen_pictures(found, seat.participation)
    ]


@durable_post
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say where one's own task is now."""
    seat, found = own_task(request, slug, pk)
    if found.is_draft:
        raise Http404
    form = StateForm(request.POST)
    if not form.is_valid():
        return _own_page(request, seat, found, form=form)
    try:
        actions.move_state(
            found,
            by=seat.participation,
            to=TaskState(form.cleaned_data["to"]),
            reason=form.cleaned_data["reason"],
            learning=form.cleaned_data["learning"],
            new_date=form.cleaned_data["new_date"],
        )
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.add_error(None, str(refusal.message))
        return _own_page(request, seat, found, form=form)
    messages.success(request, words.text("follow_up", "thanks"))
    return redirect("commitments:task", slug, pk)


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def reword(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write it anew; the first words stay."""
    seat, found = own_task(request, slug, pk)
    if found.is_draft or found.closed_at:
        return redirect("commitments:task", slug, pk)
    data = request.POST if request.method == "POST" else None
    form = RewordForm(data, initial=RewordForm.stored(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword(found, by=seat.participation, values=form.answers())
        except NotWhole as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Written anew. The first words stay too."))
            return redirect("commitments:task", slug, pk)
    return render(
        request,
        "commitments/reword.html",
        {
            "seminar": seat.seminar,
            "task": found,
            "form": form,
            "is_open": "mer" in request.GET or form.opens(),
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=422 if form.is_bound else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def show_to(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change who may see a task that has gone home."""
    seat, found = own_task(request, slug, pk)
    if found.is_draft:
        return redirect("commitments:question", slug, pk, "visibility")
    form = form_for(
        words.question("visibility"), found, request.POST if request.method == "POST" else None
    )
    assert isinstance(form, VisibilityForm)
    if request.method == "POST" and form.is_valid():
        actions.set_visibility(
            found,
            by=seat.participation,
            chosen=form.chosen(),
            leader_name=form.cleaned_data["leader_name"],
            leader_email=form.cleaned_data["leader_email"],
        )
        messages.success(request, _("Saved. It is shown to those you ticked, from now on."))
        return redirect("commitments:task", slug, pk)
    return render(
        request,
        "commitments/show_to.html",
        {
            "seminar": seat.seminar,
            "task": found,
            "form": form,
            "question": form.question,
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=422 if form.is_bound else 200,
    )


@durable_post
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say "not mine any more"."""
    seat, found = own_task(request, slug, pk)
    actions.close(found, by=seat.participation)
    messages.success(request, _("It is closed. We ask no more about it. The words stay yours."))
    return redirect("commitments:task", slug, pk)


@durable_post
def wish_help(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Wish for help with one's own task."""
    seat, found = own_task(request, slug, pk)
    makkers = queries.makkers_of(seat.participation)
    form = HelpForm(request.POST, has_makker=bool(makkers))
    if not form.is_valid():
        return _own_page(request, seat, found, help_form=form)
    actions.ask_help(
        found, by=seat.participation, to=form.cleaned_data["to"], text=form.cleaned_data["text"]
    )
    if "phone" in request.POST:
        people.set_phone(seat.user, form.cleaned_data["phone"])
    messages.success(request, _("Your wish is passed on."))
    return redirect("commitments:task", slug, pk)


@durable_post
def take_back_help(request: HttpRequest, slug: str, pk: int, wish: int) -> HttpResponse:
    """Say that one needs the help no more."""
    seat, found = own_task(request, slug, pk)
    row = next((w for w in queries.own_wishes(seat.participation) if w.pk == wish), None)
    if row is not None and row.task_id != found.pk:
        raise Http404
    try:
        if row is not None:
            actions.take_back_help(row, by=seat.participation)
    except HelpIsTaken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The wish is taken back. Nobody sees it any more."))
    return redirect("commitments:task", slug, pk)


@durable_post
def ask_leader(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the named leader to say what they have seen."""
    seat, found = own_task(request, slug, pk)
    try:
        actions.ask_leader(found, by=seat.participation)
    except (LeaderAsked, LeaderNotReached) as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("We have asked your leader, with your words."))
    return redirect("commitments:task", slug, pk)


@durable_post
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A makker says what they have seen; it moves no state."""
    seat, found = readable_task(request, slug, pk)
    form = LeaderSeenForm(request.POST)
    if not form.is_valid():
        return _shown_page(request, seat, found, form=form)
    actions.confirm(
        found,
        role="makker",
        by=seat.participation,
        answer=form.cleaned_data["answer"],
        text=form.cleaned_data["text"],
    )
    messages.success(request, words.text("follow_up", "thanks"))
    return redirect("commitments:task", slug, pk)


@never_cache
@require_GET
def home(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What goes home: own words, first step, date, makker. Prints as the card alone."""
    seat, found = own_task(request, slug, pk)
    if found.is_draft:
        return redirect("commitments:review", slug, pk)
    first = found.versions.get(number=1).words
    return render(
        request,
        "commitments/home.html",
        {
            "seminar": seat.seminar,
            "seat": seat,
            "task": found,
            "words": first,
            "card": task_card(found, get_language() or "nb"),
            "is_long": len(first["change"]) > 150,
            "first_step_days": FIRST_STEP_DAYS,
            "thanks": words.text("commit", "thanks_origin").replace("{origin}", found.origin_label)
            if found.origin_kind == OriginKind.STEAL and found.origin_label
            else "",
            "done": words.text("commit", "done").replace("{first_name}", seat.user.first_name),
            "makkers": queries.makkers_of(seat.participation),
            "has_mail": bool(seat.user.mail_to),
            "nav": phone_navigation(seat.seminar, "mine"),
        },
    )


@never_cache
@require_GET
def kept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a phone keeps when its owner asks it to: own words alone, no form and no other's words.

    The answer itself is for no cache; the phone's own script lays it up. See decision 12.
    """
    seat, found = own_task(request, slug, pk)
    if found.is_draft:
        raise Http404
    first = found.versions.get(number=1).words
    return render(
        request,
        "commitments/kept.html",
        {
            "seminar": seat.seminar,
            "task": found,
            "words": first,
            "card": task_card(found, get_language() or "nb"),
            "is_long": len(first["change"]) > 150,
            "answers": [a for a in words.answers_in(first) if a.id != "origin"],
            "needs": " ".join(kept_assets()),
            "home_url": reverse("no_coverage"),
        },
    )


@durable_post
def thank(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let those the idea came from know that it is used, or take that back."""
    seat, found = own_task(request, slug, pk)
    actions.thank_origin(found, by=seat.participation, thanks=request.POST.get("deed") == "yes")
    return redirect("commitments:home", slug, pk)


@durable_post
def mail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send one's own words to oneself, because one asked."""
    seat, found = own_task(request, slug, pk)
    if actions.mail_own_words(found, by=seat.participation):
        messages.success(request, _("Your own words are on the way to you."))
    return redirect("commitments:home", slug, pk)


@never_cache
@require_GET
def card(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The card as a PDF, A6."""
    return _paper(request, slug, pk, "task_card", "endringsoppgave.pdf")


@never_cache
@require_GET
def letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A letter to oneself as a PDF, A5."""
    return _paper(request, slug, pk, "own_letter", "brev-til-meg-selv.pdf")


def _paper(request: HttpRequest, slug: str, pk: int, template: str, name: str) -> HttpResponse:
    """Print one's own words; only the owner is handed them."""
    from idetorg.documents.actions import render as render_document

    seat, found = own_task(request, slug, pk)
    if found.is_draft or found.committed_at is None:
        raise Http404
    language = get_language() or "nb"
    told = task_card if template == "task_card" else own_letter
    pdf = render_document(
        template,
        told(found, language),
        title=_("My change task"),
        author=seat.user.name,
        when=found.committed_at.astimezone(ZoneInfo(seat.seminar.time_zone)),
        lang=language[:2],
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
