"""Pictures before and now: the owner's page, signed in or by the link in a mail, and the files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.commitments import access, actions, words
from idetorg.commitments.actions.common import language_of
from idetorg.commitments.enums import Side
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.picture_forms import TaskPictureForm
from idetorg.commitments.queries.pictures import pictures_of
from idetorg.commitments.rules import picture_is_seen_by, ticked
from idetorg.commitments.views.year import link_gone
from idetorg.core.durable import durable_view
from idetorg.core.errors import Refused
from idetorg.files.models import Picture
from idetorg.files.rules import lacks_inside
from idetorg.files.views import serve
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import phone_navigation


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def pictures(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put pictures to one's own task, say who may see them, throw them away."""
    seat, task = access.own_task(request, slug, pk)
    if task.is_draft:
        return redirect("commitments:review", slug, pk)
    bad = _deed(request, task, seat.participation)
    if request.method == "POST" and bad is None:
        return redirect(reverse("commitments:task_pictures", args=[slug, pk]) + _done(request))
    context = _context(request, task, bad) | {
        "nav": phone_navigation(seat.seminar, "mine"),
    }
    for row in context["rows"]:
        row["url"] = reverse("commitments:task_picture", args=[slug, pk, row["side"], 480])
    return render(request, "commitments/task_pictures.html", context, status=422 if bad else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the owner's link in a mail, without signing in. A GET changes nothing."""
    follow_up, status = access.linked_follow_up(token)
    if follow_up is None or status != 200:
        return link_gone(request, status=status, follow_up=follow_up)
    task, owner = follow_up.task, follow_up.task.participation
    with translation.override(language_of(owner)):
        bad = _deed(request, task, owner)
        if request.method == "POST" and bad is None:
            return redirect(reverse("commitments:link_pictures", args=[token]) + _done(request))
        context = _context(request, task, bad) | {
            "owner": owner,
            "language": language_of(owner),
            "token": token,
            "first_words": task.versions.get(number=1).words["change"],
        }
        for row in context["rows"]:
            row["url"] = reverse("commitments:link_picture", args=[token, row["side"], 480])
        return render(
            request, "commitments/link_pictures.html", context, status=422 if bad else 200
        )


def _deed(request: HttpRequest, task: ChangeTask, owner: Participation) -> TaskPictureForm | None:
    """Do what a POST asks for; return the form when it has to be looked at again."""
    which = request.POST.get("which", "")
    if request.method != "POST":
        return None
    if which not in Side.values:
        raise Http404
    side = Side(which)
    if request.POST.get("deed") == "remove":
        actions.remove_picture(task, side, by=owner)
        return None
    form = TaskPictureForm(
        request.POST, request.FILES, prefix=which, picture=pictures_of(task).get(side)
    )
    if not form.is_valid():
        return form
    said = form.cleaned_data
    upload = said.pop("file")
    try:
        if upload is not None:
            actions.add_picture(task, side, upload, by=owner, **said)
        else:
            actions.describe_picture(task, side, by=owner, **said)
    except Refused as refusal:
        if refusal.status not in {422, 507}:
            raise
        form.add_error("file", str(refusal.message))
        return form
    return None


def _done(request: HttpRequest) -> str:
    return "?kastet=1" if request.POST.get("deed") == "remove" else "?lagret=1"


def _context(request: HttpRequest, task: ChangeTask, bad: TaskPictureForm | None) -> dict[str, Any]:
    found = pictures_of(task)
    return {
        "seminar": task.participation.seminar,
        "task": task,
        "saved": "lagret" in request.GET,
        "removed": "kastet" in request.GET,
        "rows": [
            {
                "side": side.value,
                "name": side.label,
                "picture": found.get(side),
                "form": bad
                if bad is not None and bad.prefix == side
                else TaskPictureForm(prefix=side.value, picture=found.get(side)),
                **_seen_by(task, found.get(side)),
            }
            for side in Side
        ],
    }


def _seen_by(task: ChangeTask, picture: Picture | None) -> dict[str, Any]:
    """Say who sees a picture now, or what it lacks before anyone else does."""
    if picture is None:
        return {}
    chosen = picture_is_seen_by(ticked(task), picture)
    card = task.card
    return {
        "lacks": lacks_inside(picture),
        "seen_by": words.visibility_names(chosen) if chosen else [],
        "on_card": card is not None
        and picture.pk in {card.before_picture_id, card.after_picture_id},
    }


@require_GET
def picture(request: HttpRequest, slug: str, pk: int, which: str, width: int) -> HttpResponseBase:
    """A picture, for those who may read the task's words; consent and texts are there."""
    return _file(request, access.seen_picture(request, slug, pk, which), width)


@require_GET
def linked_picture(request: HttpRequest, token: str, which: str, width: int) -> HttpResponseBase:
    """A picture of one's own, by the link in a mail."""
    follow_up, status = access.linked_follow_up(token)
    if follow_up is None or status != 200 or which not in Side.values:
        raise Http404
    found = pictures_of(follow_up.task).get(Side(which))
    if found is None:
        raise Http404
    return _file(request, found, width)


@require_GET
def leaders_picture(request: HttpRequest, token: str, which: str, width: int) -> HttpResponseBase:
    """A picture, for the leader its owner named and lets see the words."""
    return _file(request, access.leaders_picture(token, which), width)


def _file(request: HttpRequest, found: Picture, width: int) -> HttpResponseBase:
    response = serve(request, found, width)
    response["Cache-Control"] = "private, no-cache"  # another choice of who sees it is at once
    return response
