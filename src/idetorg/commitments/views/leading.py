"""For those who lead: coverage, what came of it in counts and ranges, help wanted, paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from idetorg.commitments import actions, queries, words
from idetorg.commitments.access import person_of
from idetorg.commitments.enums import FollowUpKind
from idetorg.commitments.errors import HelpIsTakenBack, TooMany
from idetorg.commitments.exports import paper_address, paper_form
from idetorg.commitments.forms import PaperForm
from idetorg.commitments.models import HelpRequest
from idetorg.commitments.presenting import chart_of, result_sentences
from idetorg.core.durable import durable_post, durable_view
from idetorg.core.sentences import explanation, sentence
from idetorg.core.time import now
from idetorg.people.models import User
from idetorg.schedule.queries import position
from idetorg.seminars.access import leader_seat, organised_seminars
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import desk_navigation


@never_cache
@require_GET
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Coverage and results in counts; words only where their owner shows them to this viewer."""
    seat = leader_seat(request, slug)
    seminar = seat.seminar
    counts = queries.coverage(seminar)
    results, month_6 = queries.results_at(seminar, None, FollowUpKind.MONTH_6)
    said = [sentence("coverage", committed=counts.committed, present=counts.present)]
    if counts.not_now:
        said.append(sentence("not_now", not_now=counts.not_now))
    would_not, asked_anyway = queries.anyway_counts(seminar)
    outcome = result_sentences(results)
    if asked_anyway:
        one = sentence("would_not_have_happened", count=would_not, answered=asked_anyway)
        outcome += [one] if one else []
    tasks = queries.visible_tasks(seminar, seat.participation)
    return render(
        request,
        "commitments/overview.html",
        {
            "seminar": seminar,
            "seat": seat,
            "coverage": counts,
            "said": [s for s in said if s],
            "waiting": queries.not_answered_yet(seminar, seat.participation),
            "is_over": position(seminar).finished_at is not None,
            "results": results,
            "rate": sentence("answer_rate", answered=results.answered, committed=results.committed)
            if results.committed
            else None,
            "sentences": outcome,
            "two_doubts": explanation("two_doubts"),
            "chart": chart_of(results.bounds),
            "month_6": chart_of(month_6.bounds),
            "tasks": tasks,
            "hidden": counts.committed
            - len({t.participation_id for t in tasks if t.participation.is_participant}),
            "reasons": queries.not_now_reasons(seminar),
            "wishes": queries.with_offers(queries.help_wanted(seminar)),
            "obstacles": [
                (
                    words.obstacle_name(o.code),
                    sentence(
                        "obstacle_most",
                        count=o.persons,
                        answered=o.of,
                        obstacle=words.obstacle_name(o.code),
                    ),
                )
                for o in queries.obstacle_counts(seminar)
            ],
            "at": now(),
            "nav": desk_navigation(seat, "tasks"),
        },
    )


@never_cache
@login_required
@require_GET
def obstacles(request: HttpRequest) -> HttpResponse:
    """Obstacles by kind and year over all seminars one organises; never by person."""
    assert isinstance(request.user, User)
    seminars = organised_seminars(request.user)
    if not seminars:
        raise Http404
    held = [(s.pk, s.starts_on.year) for s in seminars if s.starts_on]
    table = queries.obstacle_table(held)
    return render(
        request,
        "commitments/obstacles.html",
        {
            "table": table,
            "rows": [(words.obstacle_name(row.code), row) for row in table.rows],
            "of": len(held),
            "made_up": any(s.made_up for s in seminars),
        },
    )


@durable_post
def take_help(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that somebody has taken a wish for help on."""
    seat = leader_seat(request, slug)
    wish = (
        HelpRequest.objects.filter(
            pk=pk,
            task__participation__seminar=seat.seminar,
            to__in=["organiser", "offered"],
        )
        .select_related("task__participation")
        .first()
    )
    if wish is None:
        raise Http404
    try:
        actions.take_help(wish, by=seat.participation)
    except HelpIsTakenBack as refusal:
        messages.info(request, str(refusal.message))
    is_from_the_list = seat.organises and "from_the_list" in request.POST
    return redirect("commitments:calls" if is_from_the_list else "commitments:overview", slug)


def _people(seminar_id: int) -> list[tuple[int, str]]:
    rows = (
        Participation.objects.participants()
        .filter(seminar_id=seminar_id)
        .select_related("user", "institution")
    )
    return [
        (p.pk, f"{p.user.name}, {p.institution.name}" if p.institution else p.user.name)
        for p in rows
    ]


@never_cache
@require_http_methods(["GET", "POST"])
@durable_view
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in what somebody wrote on paper. Afterwards only they see it."""
    seat = leader_seat(request, slug)
    data: Any = request.POST if request.method == "POST" else None
    form = PaperForm(data, people=_people(seat.seminar.pk))
    if request.method == "POST" and form.is_valid():
        owner = person_of(seat, form.cleaned_data["person"])
        try:
            actions.type_in_paper(owner, helper=seat.participation, values=form.answers())
        except TooMany:
            form.add_error(
                "person", _("This person has five change tasks and must put one aside first.")
            )
        else:
            messages.success(
                request,
                _("Typed in for %(name)s. It counts when the owner has said that it is right.")
                % {"name": owner.user.name},
            )
            return redirect("commitments:paper", slug)
    return render(
        request,
        "commitments/paper.html",
        {"seminar": seat.seminar, "form": form, "nav": desk_navigation(seat, "tasks")},
        status=422 if form.is_bound else 200,
    )


@require_GET
def paper_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The empty form on A4, for those who like paper."""
    from idetorg.documents import qr
    from idetorg.documents.actions import render as render_document

    seat = leader_seat(request, slug)
    pdf = render_document(
        "paper_form",
        paper_form(seat.seminar),
        title=words.text("intro", "heading"),
        author=seat.seminar.organiser.name,
        when=seat.seminar.created_at,
        pictures={"qr": qr.png(paper_address(seat.seminar))},
        lang=(get_language() or "nb")[:2],
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="endringsoppgave-skjema.pdf"'
    return response
