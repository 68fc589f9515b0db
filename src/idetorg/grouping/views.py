"""Form groups, adjust them by buttons, show them; and everyone's "why here?"."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from idetorg.core.durable import durable, durable_post
from idetorg.core.errors import Refused
from idetorg.core.numbers import whole
from idetorg.grouping import actions, queries
from idetorg.grouping.access import led_group
from idetorg.grouping.models import Group, Membership
from idetorg.grouping.rules import LARGEST, SMALLEST, Sizes
from idetorg.grouping.tasks import answer_run
from idetorg.grouping.tasks import form as form_job
from idetorg.market.actions import ensure_market
from idetorg.market.models import ProblemStatement
from idetorg.market.queries import published
from idetorg.seminars.access import Seat, leader_seat, participant_seat
from idetorg.seminars.models import Participation
from idetorg.seminars.navigation import desk_navigation, phone_navigation

WAIT_FOR = 60  # people; more than this is a job with progress


@never_cache
@require_GET
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups before they are shown: who sits where, why, and who sits nowhere."""
    seat = leader_seat(request, slug)
    market = ensure_market(seat.seminar)
    run = queries.latest_run(market)
    least = run.settings.get("least", 3) if run else 3
    checked = queries.checked_groups(market, least=least)
    return render(
        request,
        "grouping/groups.html",
        {
            "seminar": seat.seminar,
            "market": market,
            "run": run,
            "is_waiting": queries.is_waiting(run),
            "groups": checked,
            "is_shown": any(c.group.state == Group.State.OPEN for c in checked),
            "without_group": queries.without_group(seat.seminar),
            "problems": published(market),
            "least": least,
            "most": run.settings.get("most", 5) if run else 5,
            "fairness": run.settings.get("fairness", "worst") if run else "worst",
            "levels": run.solution.get("levels", []) if run else [],
            "sizes": range(SMALLEST, LARGEST + 1),
            "nav": desk_navigation(seat, "lead"),
            "live_url": f"/s/{slug}/live",
        },
    )


@require_POST
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Form groups: at once for a small room, as a job for a large one. Each write is durable."""
    seat = leader_seat(request, slug)
    market = ensure_market(seat.seminar)
    least = min(max(whole(request.POST.get("least")) or 3, SMALLEST), LARGEST)
    most = min(max(whole(request.POST.get("most")) or 5, least), LARGEST)
    fairness = "leximin" if request.POST.get("fairness") == "leximin" else "worst"
    parallel = {pk: 2 for pk in request.POST.getlist("parallel") if pk.isdigit()}
    people = seat.seminar.participations.participants().count()
    try:
        with durable():
            run = actions.start_run(
                market,
                by=seat.participation,
                sizes=Sizes(least, most),
                fairness=fairness,
                parallel=parallel,
            )
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("grouping:groups", slug)
    # No transaction is open here: the solver thinks for a while, and others write meanwhile.
    if people <= WAIT_FOR:
        answer_run(run)
    else:
        form_job.enqueue(run.pk)
    return redirect("grouping:groups", slug)


@durable_post
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the groups to everyone."""
    seat = leader_seat(request, slug)
    count = actions.show_groups(ensure_market(seat.seminar), by=seat.participation)
    messages.success(
        request,
        ngettext("%(count)s group is shown.", "%(count)s groups are shown.", count)
        % {"count": count},
    )
    return redirect("grouping:groups", slug)


@durable_post
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Open one more group around a question."""
    seat = leader_seat(request, slug)
    market = ensure_market(seat.seminar)
    problem = market.problems.filter(
        pk=whole(request.POST.get("problem")), state=ProblemStatement.State.PUBLISHED
    ).first()
    if problem is None:
        messages.error(request, _("Choose which question the group gathers around."))
    else:
        actions.add_group(market, problem, by=seat.participation)
    return redirect("grouping:groups", slug)


def _person(seat: Seat, raw: str | None) -> Participation:
    person = seat.seminar.participations.participants().filter(pk=whole(raw)).first()
    if person is None:
        raise Http404
    return person


@durable_post
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move, lock or let go of one person."""
    seat = leader_seat(request, slug)
    person = _person(seat, request.POST.get("person"))
    deed = request.POST.get("deed", "move")
    row = Membership.objects.filter(market__seminar=seat.seminar, participation=person).first()
    if deed in {"lock", "unlock"}:
        if row is not None:
            actions.lock_person(row, deed == "lock", by=seat.participation)
        return redirect("grouping:groups", slug)
    raw = request.POST.get("group", "")
    group = None
    if raw:
        group = Group.objects.filter(market__seminar=seat.seminar, pk=whole(raw)).first()
        if group is None:
            raise Http404
    actions.move_person(person, group, by=seat.participation)
    return redirect("grouping:groups", slug)


@durable_post
def describe(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say which table a group sits at, and its video link."""
    seat, group = led_group(request, slug, pk)
    link = request.POST.get("video_link", "").strip()[:500]
    if link and not link.startswith(("https://", "http://")):
        messages.error(request, _("A video link starts with https://"))
        link = group.video_link
    actions.describe_group(
        group, table=request.POST.get("table", ""), video_link=link, by=seat.participation
    )
    return redirect("grouping:groups", slug)


@durable_post
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take away an empty group."""
    seat, group = led_group(request, slug, pk)
    try:
        actions.remove_group(group, by=seat.participation)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("grouping:groups", slug)


@never_cache
@require_GET
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Why do I sit here? Facts about oneself, nobody else's name."""
    seat = participant_seat(request, slug)
    return render(
        request,
        "grouping/why.html",
        {
            "seminar": seat.seminar,
            "membership": queries.membership_of(seat.participation),
            "nav": phone_navigation(seat.seminar, "mine"),
        },
    )
