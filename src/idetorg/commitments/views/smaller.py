"""Can the first step be smaller? By the link in the mail, in the owner's own words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idetorg.commitments import actions, words
from idetorg.commitments.access import linked_follow_up
from idetorg.commitments.actions.common import language_of
from idetorg.commitments.enums import FollowUpKind
from idetorg.commitments.forms import SmallerStepForm
from idetorg.commitments.models import FollowUp
from idetorg.commitments.views.year import link_gone
from idetorg.core.durable import durable_view


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@durable_view
def smaller(request: HttpRequest, token: str) -> HttpResponse:
    """Write a smaller first step: one more version; the first words stay and are shown.

    Asked of those who have not begun. Somebody who has may still send what was written:
    their words are theirs. Answers nothing and moves no state. Source: domain.md §3.4.
    """
    follow_up, status = linked_follow_up(token)
    if follow_up is None or status != 200:
        return link_gone(request, status=status, follow_up=follow_up)
    if follow_up.kind == FollowUpKind.OWN_WORDS:
        return redirect("commitments:answer", token)
    with translation.override(language_of(follow_up.task.participation)):
        if request.method != "POST":
            return _page(request, token, follow_up, SmallerStepForm(task=follow_up.task))
        return _written(request, token, follow_up)


def _written(request: HttpRequest, token: str, follow_up: FollowUp) -> HttpResponse:
    task = follow_up.task
    form = SmallerStepForm(request.POST, task=task)
    if not form.is_valid():
        return _page(request, token, follow_up, form)
    values = form.answers()
    if not values:
        form.add_error(None, _("It stands as before. Write it smaller, or go back as it is."))
        return _page(request, token, follow_up, form)
    actions.reword(task, by=task.participation, values=values)
    thanks = "&takk=1" if follow_up.answered_at is not None else ""
    return redirect(reverse("commitments:answer", args=[token]) + "?nytt=1" + thanks)


def _page(
    request: HttpRequest, token: str, follow_up: FollowUp, form: SmallerStepForm
) -> HttpResponse:
    task = follow_up.task
    first = task.versions.get(number=1).words
    return render(
        request,
        "commitments/smaller.html",
        {
            "seminar": task.participation.seminar,
            "owner": task.participation,
            "language": language_of(task.participation),
            "token": token,
            "first_words": first["change"],
            "first_step": first["first_step"],
            "heading": words.text("follow_up", "smaller"),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )
