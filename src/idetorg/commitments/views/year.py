"""Links in mail: answer without signing in, and what a named leader may see and say.

A GET changes nothing; the signed token is the permission.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.commitments import actions, queries, tokens, words
from idetorg.commitments.access import linked_follow_up
from idetorg.commitments.actions.common import language_of
from idetorg.commitments.enums import FollowUpKind, TaskState
from idetorg.commitments.forms import (
    PAUSES,
    AnswerForm,
    DetailsForm,
    LeaderSeenForm,
    PauseForm,
    reasons_to_point_at,
)
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.commitments.presenting import heard_row, year_of
from idetorg.commitments.queries import calling
from idetorg.commitments.queries.pictures import seen_pictures
from idetorg.commitments.rules import (
    lasting_from,
    may_be_asked_smaller,
    may_move,
    may_read_words,
)
from idetorg.commitments.views.calling import decide_heard
from idetorg.core.durable import durable_view
from idetorg.core.errors import Refused
from idetorg.core.time import now
from idetorg.mailer.actions import pause
from idetorg.mailer.queries import paused_until
from idetorg.people import actions as people
from idetorg.seminars.models import Participation


def link_gone(
    request: HttpRequest, *, status: int, follow_up: FollowUp | None = None
) -> HttpResponse:
    """Say kindly that a link is wrong (404) or has done its work (410)."""
    seminar = follow_up.task.participation.seminar if follow_up else None
    return render(
        request, "commitments/link_gone.html", {"seminar": seminar, "status": status}, status=status
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """How is it going? One tap stores the answer; more may be told after it."""
    follow_up, status = linked_follow_up(token)
    if follow_up is None or status != 200:
        return link_gone(request, status=status, follow_up=follow_up)
    with translation.override(language_of(follow_up.task.participation)):
        if request.method != "POST":
            return _answer_page(request, token, follow_up)
        return _answered(request, token, follow_up)


def _answered(request: HttpRequest, token: str, follow_up: FollowUp) -> HttpResponse:
    deed = request.POST.get("deed", "answer")
    task, owner = follow_up.task, follow_up.task.participation
    if deed == "pause":
        form = PauseForm(request.POST)
        if form.is_valid():
            until = now() + timedelta(weeks=form.cleaned_data["weeks"])
            pause(person_id=owner.user_id, scope=owner.seminar.scope, until=until)
        return redirect("commitments:answer", token)
    if deed == "not_mine":
        actions.close(task, by=owner)
        return render(
            request,
            "commitments/link_done.html",
            {
                "seminar": owner.seminar,
                "deed": deed,
                "others": _others_open(owner),
                "not_mine": words.text("follow_up", "not_mine"),
            },
        )
    if deed == "stop":
        actions.stop_questions(task, by=owner)
        return render(
            request, "commitments/link_done.html", {"seminar": owner.seminar, "deed": deed}
        )
    if deed in {"heard_yes", "heard_no"}:
        refused = decide_heard(task, owner, deed)
        if refused:
            return _answer_page(request, token, follow_up, heard_refused=refused)
        thanks = "?takk=1" if deed == "heard_yes" else ""
        return redirect(reverse("commitments:answer", args=[token]) + thanks)
    if deed == "more":
        return _told_more(request, token, follow_up)
    if request.POST.get("first_step"):
        actions.answer_first_step(follow_up, by=owner, taken=request.POST["first_step"])
        return redirect(reverse("commitments:answer", args=[token]) + "?takk=1")
    answer_form = AnswerForm(request.POST)
    if not answer_form.is_valid():
        return _answer_page(request, token, follow_up, answer_form=answer_form)
    said = answer_form.cleaned_data
    try:
        actions.answer_follow_up(
            follow_up,
            by=owner,
            answer=said["to"],
            reason=said["reason"],
            learning=said["learning"],
            new_date=said["new_date"],
            obstacle_code=said["obstacle_code"],
        )
    except Refused as refusal:
        if refusal.status != 422:
            raise
        answer_form.add_error(None, str(refusal.message))
        return _answer_page(request, token, follow_up, answer_form=answer_form)
    return redirect(reverse("commitments:answer", args=[token]) + "?takk=1")


def _others_open(owner: Participation) -> list[tuple[ChangeTask, str]]:
    """Return the owner's other tasks that are still asked about, each with its answer address."""
    found = []
    for task in ChangeTask.objects.open().filter(participation=owner).order_by("pk"):
        asked = (
            task.follow_ups.filter(cancelled_at=None)
            .exclude(kind=FollowUpKind.OWN_WORDS)
            .order_by("due_at", "pk")
            .first()
        )
        if asked is not None:
            asked.task = task
            task.participation = owner
            token = tokens.follow_up_token(asked)
            found.append((task, reverse("commitments:answer", args=[token])))
    return found


def _told_more(request: HttpRequest, token: str, follow_up: FollowUp) -> HttpResponse:
    owner = follow_up.task.participation
    form = DetailsForm(
        request.POST,
        asks_anyway=follow_up.kind == FollowUpKind.MONTH_6,
        asks_phone=_asks_phone(owner),
        has_makker=bool(queries.makkers_of(owner)),
    )
    if not form.is_valid():
        return _answer_page(request, token, follow_up, details=form)
    said = form.cleaned_data
    actions.add_details(
        follow_up,
        by=owner,
        happened=said["happened"],
        helped=said["helped"],
        stopped=said["stopped"],
        obstacle_code=said["obstacle_code"],
        anyway=said.get("anyway", ""),
    )
    if said["help_from"] and said["help_from"] != "no_help":
        actions.ask_help(
            follow_up.task,
            by=owner,
            to=said["help_from"],
            text=said["help_text"],
            follow_up=follow_up,
        )
    if said.get("phone"):
        people.set_phone(owner.user, said["phone"])
    return redirect(reverse("commitments:answer", args=[token]) + "?takk=2")


def _asks_phone(owner: Participation) -> bool:
    """A link may be passed on: it neither shows nor changes the number somebody has given."""
    return not owner.user.phone


def _choices(follow_up: FollowUp) -> list[tuple[str, str, str]]:
    """Return what one tap can say: value, words, a line under them."""
    task = follow_up.task
    names = words.state_names()
    order = [TaskState.DONE, TaskState.PARTLY, TaskState.STARTED]
    if task.done_at is not None and now() >= lasting_from(task.done_at):
        order.insert(0, TaskState.LASTING)
    found = [
        (s.value, words.state_name(s), names[s.value].line)
        for s in order
        if s == task.state or may_move(task, s)
    ]
    if not any(value == task.state for value, _name, _line in found):
        found.append(("same", words.text("follow_up", "no_change"), ""))
    return found


def _answer_page(
    request: HttpRequest,
    token: str,
    follow_up: FollowUp,
    *,
    answer_form: AnswerForm | None = None,
    details: DetailsForm | None = None,
    heard_refused: str = "",
) -> HttpResponse:
    task, owner = follow_up.task, follow_up.task.participation
    asks_anyway = follow_up.kind == FollowUpKind.MONTH_6
    initial = {
        name: getattr(follow_up, name)
        for name in ("happened", "helped", "stopped", "obstacle_code", "anyway")
    }
    thanks = request.GET.get("takk", "")
    if details is not None:
        thanks = "1"
    committed = task.committed_at or now()
    zone = ZoneInfo(owner.seminar.time_zone)
    bad = answer_form is not None or details is not None or bool(heard_refused)
    is_own_words = follow_up.kind == FollowUpKind.OWN_WORDS
    following = _following(follow_up) if thanks == "2" else ""
    first_step = task.versions.get(number=1).words["first_step"]
    return render(
        request,
        "commitments/answer.html",
        {
            "seminar": owner.seminar,
            "owner": owner,
            "task": task,
            "heard": heard_row(calling.heard_about(task)),
            "heard_url": reverse("commitments:answer", args=[token]),
            "heard_refused": heard_refused,
            "token": token,
            "follow_up": follow_up,
            "language": language_of(owner),
            "first_words": task.versions.get(number=1).words["change"],
            "first_step": first_step,
            "step_now": task.first_step if task.first_step != first_step else "",
            "may_be_smaller": may_be_asked_smaller(task, follow_up.kind),
            "was_reworded": "nytt" in request.GET and task.versions.filter(number=2).exists(),
            "written_on": words.long_date(committed.astimezone(zone).date()),
            "knots": year_of(task, follow_up),
            "asks_first_step": follow_up.kind == FollowUpKind.DAY_14,
            "is_own_words": is_own_words,
            "first_step_options": words.follow_up_options("first_step_taken"),
            "choices": _choices(follow_up),
            "may_postpone": may_move(task, TaskState.POSTPONED),
            "may_put_aside": may_move(task, TaskState.PUT_ASIDE),
            "texts": {
                name: words.text("follow_up", name)
                for name in (
                    "heading",
                    "thanks",
                    "pause",
                    "not_mine",
                    "stop",
                    "new_date",
                    "learned",
                    "smaller",
                    "still_in_use",
                )
            },
            "first_step_question": words.text("follow_up", "first_step_taken", "question"),
            "state_now": words.state_name(task.state),
            "names": words.state_names(),
            "why": reasons_to_point_at(),
            "thanks": thanks if follow_up.answered_at is not None else "",
            "details": details
            or DetailsForm(
                initial=initial,
                asks_anyway=asks_anyway,
                asks_phone=_asks_phone(owner),
                has_makker=bool(queries.makkers_of(owner)),
            ),
            "answer_form": answer_form,
            "bad_to": answer_form.data.get("to") if answer_form else "",
            "pauses": PAUSES,
            "paused_until": paused_until(owner.user_id, owner.seminar.scope, now()),
            "following": following,
            "others": queries.shared_by_others(owner)
            if thanks and follow_up.kind == FollowUpKind.WEEK_7
            else [],
        },
        status=422 if bad else 200,
    )


def _following(follow_up: FollowUp) -> str:
    """Return the address of the same question about another task that is still asked about."""
    other = (
        FollowUp.objects.filter(
            task__in=ChangeTask.objects.open(),
            task__participation=follow_up.task.participation,
            kind=follow_up.kind,
            answered_at=None,
            cancelled_at=None,
        )
        .exclude(sent_at=None)
        .exclude(pk=follow_up.pk)
        .select_related("task__participation")
        .first()
    )
    if other is None:
        return ""
    return reverse("commitments:answer", args=[tokens.follow_up_token(other)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """The leader an owner named: the words, and what have you seen?"""
    read = tokens.read_leader(token)
    if read is None:
        return link_gone(request, status=404)
    task, is_good = read
    if not is_good or not may_read_words(task, None, leader_token_valid=True):
        return link_gone(request, status=410)
    with translation.override(language_of(task.participation)):
        form = LeaderSeenForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            actions.confirm(
                task,
                role="leader",
                leader_token_valid=True,
                answer=form.cleaned_data["answer"],
                text=form.cleaned_data["text"],
            )
            return redirect(reverse("commitments:seen", args=[token]) + "?takk=1")
        return render(
            request,
            "commitments/seen.html",
            {
                "seminar": task.participation.seminar,
                "task": task,
                "owner": task.participation.user,
                "answers": words.answers_in(words.snapshot(task), with_numbers=False),
                "pictures": [
                    (one, reverse("commitments:leader_picture", args=[token, one.which.value, 960]))
                    for one in seen_pictures(task, None, leader_token_valid=True)
                ],
                "form": form,
                "thanks": "takk" in request.GET,
                "thanks_text": words.text("follow_up", "thanks"),
                "language": language_of(task.participation),
            },
            status=422 if form.is_bound else 200,
        )
