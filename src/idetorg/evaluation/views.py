"""Answer unseen, read the report when it may be read, write the summary."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg import documents
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.errors import EditConflict, Refused
from idetorg.core.numbers import whole
from idetorg.core.time import now
from idetorg.evaluation import actions, queries
from idetorg.evaluation.drafting import draft
from idetorg.evaluation.errors import AnsweredAlready, NothingAnswered, NotOpen, TooFewInvited
from idetorg.evaluation.form import answers_from
from idetorg.evaluation.models import Evaluation
from idetorg.evaluation.results import Result
from idetorg.seminars.access import leader_seat, organiser_seat, participant_seat, seminar_page
from idetorg.seminars.models import Seminar
from idetorg.seminars.navigation import desk_navigation, phone_navigation
from idetorg.seminars.words import dates_in_words


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The form on a phone. All of it may be skipped."""
    seat = participant_seat(request, slug)
    evaluation = queries.evaluation_of(seat.seminar)
    form = queries.form_of(seat.seminar)
    error, status = "", 200
    typed: dict[str, Any] = {}
    if evaluation is not None and queries.has_answered(evaluation, seat.participation):
        return redirect("evaluation:thanks", slug)
    if request.method == "POST":
        posted = {name: request.POST.getlist(name) for name in request.POST}
        typed = answers_from(form, posted)
        try:
            if evaluation is None:
                raise NotOpen
            if not queries.can_be_anonymous(seat.seminar):
                raise TooFewInvited
            if not typed:
                raise NothingAnswered
            actions.answer(evaluation, typed, by=seat.participation)
        except AnsweredAlready:
            return redirect("evaluation:thanks", slug)
        except Refused as refusal:
            error, status = str(refusal.message), refusal.status
        else:
            return redirect("evaluation:thanks", slug)
    return render(
        request,
        "evaluation/answer.html",
        {
            "seminar": seat.seminar,
            "form": form,
            "rows": [(question, typed.get(question.id)) for question in form.questions],
            "is_open": queries.is_open(evaluation),
            "can_be_anonymous": queries.can_be_anonymous(seat.seminar),
            "error": error,
            "nav": phone_navigation(seat.seminar, "now"),
        },
        status=status,
    )


@never_cache
@require_GET
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """It is gone from the phone now."""
    seat = participant_seat(request, slug)
    return render(
        request,
        "evaluation/thanks.html",
        {
            "seminar": seat.seminar,
            "form": queries.form_of(seat.seminar),
            "nav": phone_navigation(seat.seminar, "now"),
        },
    )


def _evaluation_or_404(seminar: Seminar) -> Evaluation:
    found = queries.evaluation_of(seminar)
    if found is None:
        raise Http404
    return found


@durable_post
def open_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the form outside its step, for instance when the programme has none."""
    seat = leader_seat(request, slug)
    actions.open_evaluation(seat.seminar, by=seat.participation)
    return redirect("evaluation:report", slug)


@durable_post
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the form. Results can be read from five answers."""
    seat = leader_seat(request, slug)
    evaluation = _evaluation_or_404(seat.seminar)
    count = actions.close_evaluation(
        evaluation, queries.form_of(seat.seminar), by=seat.participation
    )
    messages.success(
        request,
        ngettext(
            "The form is closed with %(count)s answer.",
            "The form is closed with %(count)s answers.",
            count,
        )
        % {"count": count},
    )
    return redirect("evaluation:report", slug)


@durable_post
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the report on the seminar's page, or take it off."""
    seat = organiser_seat(request, slug)
    evaluation = _evaluation_or_404(seat.seminar)
    actions.publish_evaluation(
        evaluation, request.POST.get("published") == "1", by=seat.participation
    )
    return redirect("evaluation:report", slug)


def _readable(request: HttpRequest, slug: str) -> tuple[Seminar, Evaluation | None, bool]:
    """Return seminar and evaluation: leaders always, everyone once it is published."""
    seminar, found = seminar_page(request, slug)
    evaluation = queries.evaluation_of(seminar)
    leads = found is not None and found.leads
    if not leads and (evaluation is None or evaluation.published_at is None):
        raise Http404
    return seminar, evaluation, leads


def _shown(results: list[Result], *, leads: bool) -> list[Result]:
    """Leave free texts to those who lead: a published report has only counts."""
    return results if leads else [result for result in results if result.question.type != "open"]


def _printed(result: Result, total: int) -> dict[str, Any]:
    """Return a result in the shape of `documents.types.EvaluationQuestion`.

    n is 0 when nothing is shown. Where the number who answered is not told, all count.
    """
    return {
        "question": f"{result.question.under} {result.question.text}".strip(),
        "kind": "texts" if result.question.type == "open" else "counts",
        "n": (result.answered or total) if result.parts or result.texts else 0,
        "rows": [{"label": part.label, "count": part.count} for part in result.parts],
        "texts": result.texts,
    }


@never_cache
@require_GET
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report: counts from five answers, and only when the form has closed."""
    seminar, evaluation, leads = _readable(request, slug)
    results = queries.closed_results(seminar, evaluation) if evaluation else []
    found = leader_seat(request, slug) if leads else None
    return render(
        request,
        "evaluation/report.html",
        {
            "seminar": seminar,
            "evaluation": evaluation,
            "is_open": queries.is_open(evaluation),
            "count": queries.answer_count(evaluation),
            "invited": seminar.participations.participants().count(),
            "results": _shown(results, leads=leads),
            "leads": leads,
            "organises": found is not None and found.organises,
            "nav": desk_navigation(found, "more") if found else [],
        },
    )


@require_GET
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same report as a PDF."""
    seminar, evaluation, leads = _readable(request, slug)
    results = queries.closed_results(seminar, evaluation) if evaluation else []
    if not results:
        raise Http404
    data = {
        "seminar": {"name": seminar.name, "dates": dates_in_words(seminar), "goal": seminar.goal},
        "answered": queries.answer_count(evaluation),
        "invited": seminar.participations.participants().count(),
        "questions": [
            _printed(result, queries.answer_count(evaluation))
            for result in _shown(results, leads=leads)
        ],
    }
    content = documents.render(
        "evaluation",
        data,
        lang=get_language() or "nb",
        title=_("Evaluation of %(seminar)s") % {"seminar": seminar.name},
        author=seminar.organiser.name,
        when=now(),
    )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{slug}-evaluering.pdf"'},
    )


@never_cache
@require_GET
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """The published summary; those who lead see it before."""
    seminar, found = seminar_page(request, slug)
    row = queries.summary_of(seminar)
    leads = found is not None and found.leads
    if row is None or (row.published_at is None and not leads):
        raise Http404
    return render(
        request, "evaluation/summary.html", {"seminar": seminar, "summary": row, "leads": leads}
    )


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def edit_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the summary. A first draft stands ready; a human edits it."""
    seat = leader_seat(request, slug)
    row = queries.summary_of(seat.seminar)
    story, text = (row.story, row.text) if row else ("", draft(seat.seminar))
    version = row.version if row else 1
    error, theirs, status = "", ("", ""), 200
    if request.method == "POST":
        story, text = request.POST.get("story", ""), request.POST.get("text", "")
        sent = whole(request.POST.get("version"))
        try:
            saved = actions.save_summary(
                seat.seminar,
                story=story.replace("\x00", "")[:20_000],
                text=text.replace("\x00", "")[:100_000],
                version=sent,
                by=seat.participation,
            )
        except EditConflict as conflict:
            fresh = queries.summary_of(seat.seminar)
            error, status = str(conflict.message), 409
            if fresh is not None:
                theirs, version = (fresh.story, fresh.text), fresh.version
        else:
            messages.success(request, _("Saved."))
            return redirect("evaluation:edit_summary", saved.seminar.slug)
    return render(
        request,
        "evaluation/edit_summary.html",
        {
            "seminar": seat.seminar,
            "summary": row,
            "story": story,
            "text": text,
            "version": version,
            "error": error,
            "their_story": theirs[0],
            "their_text": theirs[1],
            "organises": seat.organises,
            "nav": desk_navigation(seat, "more"),
        },
        status=status,
    )


@durable_post
def publish_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the summary on the seminar's page, or take it off."""
    seat = organiser_seat(request, slug)
    row = queries.summary_of(seat.seminar)
    if row is None:
        raise Http404
    actions.publish_summary(row, request.POST.get("published") == "1", by=seat.participation)
    return redirect("evaluation:edit_summary", slug)
