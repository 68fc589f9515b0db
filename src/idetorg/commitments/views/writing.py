"""Write on the phone: one question at a time along the thread; works without scripts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.audit.actions import once
from idetorg.commitments import actions, queries, words
from idetorg.commitments.access import own_task
from idetorg.commitments.activities import phone_context
from idetorg.commitments.enums import OriginKind
from idetorg.commitments.errors import BadValue, NotWhole, TaskConflict, TooMany
from idetorg.commitments.forms import (
    NotNowForm,
    QuestionForm,
    SheetForm,
    VisibilityForm,
    form_for,
)
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.rules import REQUIRED, SURE_ENOUGH, missing_answers, ticked
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.numbers import whole
from idetorg.core.templatetags.idetorg import clock
from idetorg.seminars.access import Seat, find_seat, participant_seat, public_seminar
from idetorg.seminars.navigation import phone_navigation


@never_cache
@require_GET
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin or go on, one's own tasks, and "not now"."""
    seat = participant_seat(request, slug)
    return render(
        request,
        "commitments/write.html",
        {**phone_context(seat), "nav": phone_navigation(seat.seminar, "mine")},
    )


@durable_post
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a task and go to its first question."""
    seat = participant_seat(request, slug)
    before = None
    if "after" in request.POST:  # somebody at the same institution left it
        wanted = whole(request.POST["after"])
        before = next((t for t in queries.left_behind(seat.participation) if t.pk == wanted), None)
        if before is None:
            raise Http404
    task, _created = once(
        person_id=seat.user.pk,
        route="commitments:start",
        client_key=request.POST.get("client_key") or None,
        do=lambda: actions.start_draft(seat.participation, successor_of=before),
    )
    return redirect("commitments:question", slug, task.pk, _first_missing(task))


def _first_missing(task: ChangeTask) -> str:
    missing = missing_answers(task)
    return missing[0] if missing else REQUIRED[0]


def _after(task: ChangeTask, name: str) -> str:
    """Return the question after this one, or "" for looking it over.

    The required four come first, those that are answered already are passed by; then the
    others in order, for as long as the writer likes.
    """
    names = [q.id for q in words.questions()]
    if name in REQUIRED:
        missing = missing_answers(task)
        later = names[names.index(name) + 1 : len(REQUIRED)]
        return next((n for n in later if n in missing), "")
    later = names[names.index(name) + 1 :]
    return later[0] if later else ""


def _go(slug: str, task: ChangeTask, name: str) -> HttpResponse:
    if name:
        return redirect("commitments:question", slug, task.pk, name)
    return redirect("commitments:review", slug, task.pk)


def _thread(task: ChangeTask, name: str) -> dict[str, Any]:
    """Return the thread of the steps: four required and the way home, or the other ten."""
    names = [q.id for q in words.questions()]
    own = list(REQUIRED) if name in REQUIRED else names[len(REQUIRED) :]
    at = own.index(name)
    states = ["past" if i < at else "now" if i == at else "next" for i in range(len(own))]
    return {
        "items": [*states, "next"] if name in REQUIRED else states,
        "label": _("Question %(number)s of %(total)s") % {"number": at + 1, "total": len(own)},
    }


def _thread_home(task: ChangeTask) -> dict[str, Any]:
    """Return the thread when looking it over: what is answered is past, the way home is now."""
    missing = missing_answers(task)
    states = ["next" if name in missing else "past" for name in REQUIRED]
    return {"items": [*states, "now"], "label": _("Look it over")}


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def question(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """One question. POST saves; `deed` next and skip go on, a script's save gets JSON."""
    seat, task = own_task(request, slug, pk)
    if name not in words.COLUMNS:
        return redirect("commitments:write", slug)
    if not task.is_draft:
        return redirect("commitments:task", slug, pk)
    asked = words.question(name)
    form = form_for(asked, task, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return _save(request, seat, task, form)
    return _page(request, seat, task, form)


def _revision(request: HttpRequest) -> int | None:
    raw = request.POST.get("version", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else None


def _save(request: HttpRequest, seat: Seat, task: ChangeTask, form: QuestionForm) -> HttpResponse:
    slug, name = seat.seminar.slug, form.question.id
    by_script = request.headers.get("X-Requested-With") == "fetch"
    skips = request.POST.get("deed") == "skip"
    if not form.is_valid():
        if by_script:
            first = next(iter(form.errors.values()))[0]
            return JsonResponse({"message": str(first)}, status=422)
        if skips:  # nothing usable is there to keep
            return _go(slug, task, _after(task, name))
        return _page(request, seat, task, form, status=422)
    if skips and isinstance(form, VisibilityForm) and not form.cleaned_data["seen_by"]:
        return _go(slug, task, _after(task, name))  # passed by: no tick is no choice yet
    try:
        task = _store(seat, task, form, _revision(request))
    except TaskConflict as conflict:
        if by_script:
            answer = {"theirs": conflict.theirs, "version": conflict.revision}
            return JsonResponse(answer, status=409)
        return _page(request, seat, task, form, status=409, theirs=conflict.theirs)
    if by_script:
        at = clock(task.saved_at, seat.seminar.time_zone)
        return JsonResponse({"saved_at": at, "version": task.revision})
    is_unsure = name == "sure" and task.sure is not None and task.sure < SURE_ENOUGH
    if is_unsure and not skips and "asked_smaller" not in request.POST:
        return redirect(reverse("commitments:question", args=[slug, task.pk, name]) + "?mindre=1")
    return _go(slug, task, _after(task, name))


def _store(seat: Seat, task: ChangeTask, form: QuestionForm, revision: int | None) -> ChangeTask:
    if isinstance(form, VisibilityForm):
        return actions.set_visibility(
            task,
            by=seat.participation,
            chosen=form.chosen(),
            leader_name=form.cleaned_data["leader_name"],
            leader_email=form.cleaned_data["leader_email"],
            revision=revision,
        )
    return actions.save_answer(
        task,
        by=seat.participation,
        question=form.question.id,
        values=form.values(),
        revision=revision,
    )


def _page(
    request: HttpRequest,
    seat: Seat,
    task: ChangeTask,
    form: QuestionForm,
    *,
    status: int = 200,
    theirs: str = "",
) -> HttpResponse:
    name = form.question.id
    sources = queries.own_sources(seat.participation) if name in {"change", "origin"} else []
    return render(
        request,
        "commitments/question.html",
        {
            "seminar": seat.seminar,
            "task": task,
            "question": form.question,
            "form": form,
            "thread": _thread(task, name),
            "private": words.text("intro", "private"),
            "not_now": words.text("not_now", "button"),
            "sources": sources,
            "smaller": words.text("smaller_step") if "mindre" in request.GET else "",
            "first_words": task.change if name != "change" else "",
            "was_saved": name in task.saved_in,
            "theirs": theirs,
            "version": _revision(request) if status == 409 else task.revision,
        },
        status=status,
    )


@durable_post
def pick_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Copy one of one's own notes into the draft as a start."""
    seat, task = own_task(request, slug, pk)
    kind, _dot, number = request.POST.get("source", "").partition(".")
    if kind not in OriginKind.values or not number.isdecimal() or len(number) > 18:
        raise BadValue
    actions.pick_up_origin(task, by=seat.participation, kind=OriginKind(kind), pk=int(number))
    return redirect("commitments:question", slug, task.pk, "change")


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Look it over, and take it home. What is missing is said with a way there."""
    seat, task = own_task(request, slug, pk)
    if not task.is_draft:
        return redirect("commitments:home", slug, pk)
    missing: list[str] = []
    if request.method == "POST":
        try:
            actions.commit(
                task,
                by=seat.participation,
                institution_name=request.POST.get("institution_name", ""),
                mail_me="mail_me" in request.POST,
                my_own_words="my_own_words" in request.POST,
            )
        except NotWhole as refusal:
            missing = refusal.missing
        else:
            return redirect("commitments:home", slug, pk)
    said = {a.id: a for a in words.answers_in(words.snapshot(task))}
    rows = [
        (q, said.get(q.id), q.id == "visibility" and task.visibility_chosen)
        for q in words.questions()
    ]
    return render(
        request,
        "commitments/review.html",
        {
            "seminar": seat.seminar,
            "seat": seat,
            "task": task,
            "needed": rows[: len(REQUIRED)],
            "others": rows[len(REQUIRED) :],
            "shown_to": words.visibility_names(ticked(task)),
            "to_nobody": "" if ticked(task) else words.visibility_options()[0].line,
            "missing": [words.question(m) for m in missing if m in words.COLUMNS],
            "asks_institution": task.institution_id is None
            and seat.participation.institution_id is None,
            "lacks_institution": "institution" in missing,
            "lacks_own_words": "own_words" in missing,
            "is_whole": not missing_answers(task),
            "first_missing": _first_missing(task),
            "company": queries.company_of(seat.participation),
            "commit": {name: words.text("commit", name) for name in ("button", "line")},
            "private": words.text("intro", "private"),
            "not_now": words.text("not_now", "button"),
            "thread": _thread_home(task),
        },
        status=422 if missing else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def from_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the code on the paper form leads: one's own words, to say yes to or to type in.

    The code is the same for all. Who is not signed in does that first; who leads types in for
    somebody. What a helper has typed in is there to confirm. Nothing counts before its owner
    has looked it over and taken it home.
    """
    if request.method == "GET" and (elsewhere := _instead_of_paper(request, slug)):
        return elsewhere
    found = participant_seat(request, slug)
    form = SheetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            task, _created = once(
                person_id=found.user.pk,
                route="commitments:from_paper",
                client_key=request.POST.get("client_key") or None,
                do=lambda: actions.type_in_own_paper(found.participation, values=form.answers()),
            )
        except TooMany as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("commitments:review", slug, task.pk)
    return render(
        request,
        "commitments/from_paper.html",
        {
            "seminar": found.seminar,
            "form": form,
            "private": words.text("intro", "private"),
            "nav": phone_navigation(found.seminar, "mine"),
        },
        status=422 if form.is_bound else 200,
    )


def _instead_of_paper(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Return the way to where the one who opens the code has something to do first."""
    if not request.user.is_authenticated:
        public_seminar(slug)
        return redirect_to_login(request.path)
    found = find_seat(request, slug)
    if found is None:
        return None
    if not found.participation.is_participant:
        return redirect("commitments:paper", slug)
    waiting = queries.unconfirmed(found.participation)
    return redirect("commitments:review", slug, waiting.pk) if waiting else None


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def not_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Say "not now", with a reason of one's own or none: a full answer."""
    seat = participant_seat(request, slug)
    stored = queries.not_now_of(seat.participation)
    initial = {"reason": stored.reason, "shared": stored.shared} if stored else None
    form = NotNowForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.not_now(
            seat.participation,
            reason=form.cleaned_data["reason"],
            shared=form.cleaned_data["shared"],
        )
        messages.success(request, words.text("not_now", "thanks"))
        return redirect("commitments:not_now", slug)
    return render(
        request,
        "commitments/not_now.html",
        {
            "seminar": seat.seminar,
            "form": form,
            "stored": stored,
            "texts": {
                name: words.text("not_now", name)
                for name in ("heading", "body", "button", "change_mind")
            },
            "draft": queries.open_draft(seat.participation),
            "nav": phone_navigation(seat.seminar, "mine"),
        },
        status=422 if form.is_bound else 200,
    )
