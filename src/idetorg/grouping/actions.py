"""Form, adjust and show groups. The facilitator decides; the solver proposes and says why."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.grouping.errors import AlreadyShown, GroupInUse, NoGroupsYet, NothingToFormAround
from idetorg.grouping.models import Group, Membership, Run
from idetorg.grouping.rules import Sizes, copies_of, fitting_sizes
from idetorg.grouping.solver import Instance, Solution, Topic, solve
from idetorg.grouping.solver import Participant as SolverParticipant
from idetorg.live.actions import emit, revoke
from idetorg.market.actions import move_market
from idetorg.market.models import Market, ProblemStatement, Wish
from idetorg.seminars.models import Participation, Seminar

TIME_LIMIT_SECONDS = 20.0


@transaction.atomic
def start_run(
    market: Market,
    *,
    by: Participation,
    sizes: Sizes | None = None,
    fairness: str = "worst",
    parallel: dict[str, int] | None = None,
) -> Run:
    """Queue a run; `solve_run` answers it. Raises AlreadyShown or NothingToFormAround.

    `parallel`: {problem pk as text: how many groups it may have}.
    """
    if market.groups.filter(state=Group.State.OPEN).exists():
        raise AlreadyShown
    if not market.problems.filter(state=ProblemStatement.State.PUBLISHED).exists():
        raise NothingToFormAround
    wanted = sizes or Sizes()
    run = Run.objects.create(
        market=market,
        settings={
            "least": wanted.least,
            "most": wanted.most,
            "fairness": fairness,
            "parallel": parallel or {},
            "by": by.pk,
        },
    )
    record(scope=market.seminar.scope, actor_id=by.user_id, action="groups_started", obj=run)
    return run


def build_instance(run: Run) -> Instance:
    """Return what the solver is asked: present participants, their wishes, and hand picks.

    ids are primary keys as text. Hand picks (locked memberships) are kept.
    """
    market = run.market
    people = list(
        market.seminar.participations.participants().select_related("institution").order_by("pk")
    )
    problems = list(
        market.problems.filter(state=ProblemStatement.State.PUBLISHED).order_by("number")
    )
    wishes: dict[int, list[str]] = {}
    for wish in Wish.objects.filter(problem__in=problems).order_by("participation", "rank"):
        wishes.setdefault(wish.participation_id, []).append(str(wish.problem_id))
    present = {person.pk for person in people}
    locked = {
        str(row.participation_id): str(row.group.problem_id)
        for row in market.memberships.filter(locked=True).select_related("group")
        if row.group.problem_id and row.participation_id in present
    }
    sizes = fitting_sizes(len(people), Sizes(run.settings["least"], run.settings["most"]))
    kept = {
        person: topic
        for person, topic in locked.items()
        if topic in {str(problem.pk) for problem in problems}
    }
    wanted = {pk: int(count) for pk, count in run.settings.get("parallel", {}).items()}
    picked = Counter(kept.values())
    copies = copies_of(
        {str(problem.pk): picked[str(problem.pk)] for problem in problems},
        people=len(people),
        most=sizes.most,
        wanted=wanted,
    )
    return Instance(
        participants=tuple(
            SolverParticipant(
                id=str(person.pk),
                wishes=tuple((pk,) for pk in wishes.get(person.pk, [])),
                organisation=str(person.institution_id) if person.institution_id else None,
                remote=person.is_remote,
            )
            for person in people
        ),
        topics=tuple(
            Topic(
                id=str(problem.pk),
                owner=str(problem.author_id) if problem.author_id in present else None,
                copies=copies[str(problem.pk)],
            )
            for problem in problems
        ),
        min=sizes.least,
        max=sizes.most,
        locked=kept,
    )


def solve_run(run: Run) -> tuple[Instance, Solution]:
    """Solve outside any transaction; store the answer with `keep_answer`."""
    instance = build_instance(run)
    solution = solve(
        instance, time_limit=TIME_LIMIT_SECONDS, fairness=run.settings.get("fairness", "worst")
    )
    return instance, solution


@transaction.atomic
def keep_answer(run: Run, instance: Instance, solution: Solution) -> Run:
    """Lay out the proposed groups of a solved run in place of the earlier proposal."""
    market = run.market
    if market.groups.filter(state=Group.State.OPEN).exists():
        raise AlreadyShown
    locked = {
        row.participation_id: row.explanation for row in market.memberships.filter(locked=True)
    }
    places = {g.problem_id: (g.table, g.video_link) for g in market.groups.order_by("-number")}
    market.memberships.all().delete()
    market.groups.all().delete()
    problems = ProblemStatement.objects.in_bulk([int(group.topic) for group in solution.groups])
    explanations = explanations_of(instance, solution)
    ordered = sorted(solution.groups, key=lambda g: (problems[int(g.topic)].number or 0, g.members))
    for number, part in enumerate(ordered, start=1):
        problem = problems[int(part.topic)]
        # Two groups around one question don't sit at one table: the first keeps the place.
        table, video_link = places.pop(problem.pk, ("", ""))
        group = Group.objects.create(
            market=market,
            problem=problem,
            number=number,
            question=problem.text,
            table=table,
            video_link=video_link,
        )
        Membership.objects.bulk_create(
            Membership(
                market=market,
                group=group,
                participation_id=int(member),
                is_host=problem.author_id == int(member),
                locked=int(member) in locked,
                explanation=locked[int(member)]
                if locked.get(int(member), {}).get("by_hand")
                else explanations.get(member, {}),
            )
            for member in part.members
        )
    run.state = Run.State.DONE
    run.progress = 100
    run.solution = solution.as_json()
    run.explanations = explanations
    run.input_hash = solution.input_hash
    run.solver_version = solution.solver_version
    run.ended_at = now()
    run.save()
    emit(market.seminar.topic_leaders, "groups")
    return run


def explanations_of(instance: Instance, solution: Solution) -> dict[str, dict[str, Any]]:
    """Return why each sits where they sit: facts about oneself, no other names.

    {participant: {"rank": 1-based wish or None, "own": bool, "had_wishes": bool,
    "wished_not_open": how many better wishes did not become a group}}
    """
    seat_of = {member: g.topic for g in solution.groups for member in g.members}
    opened = {g.topic for g in solution.groups}
    owner = {topic.id: topic.owner for topic in instance.topics}
    facts: dict[str, dict[str, Any]] = {}
    for person in instance.participants:
        topic = seat_of.get(person.id)
        if topic is None:
            continue
        ranks = [list(rank) for rank in person.wishes]
        rank = next((i for i, tied in enumerate(ranks, start=1) if topic in tied), None)
        better = [t for tied in ranks[: (rank or len(ranks) + 1) - 1] for t in tied]
        facts[person.id] = {
            "rank": rank,
            "own": owner.get(topic) == person.id,
            "had_wishes": bool(ranks),
            "wished_not_open": sum(t not in opened for t in better),
            "wished_full": sum(t in opened for t in better),
        }
    return facts


@transaction.atomic
def form_groups(
    market: Market,
    *,
    by: Participation,
    sizes: Sizes | None = None,
    fairness: str = "worst",
    parallel: dict[str, int] | None = None,
) -> Run:
    """Start, solve and keep in one go: for rooms small enough to wait for (up to 60 people)."""
    run = start_run(market, by=by, sizes=sizes, fairness=fairness, parallel=parallel)
    instance, solution = solve_run(run)
    return keep_answer(run, instance, solution)


@transaction.atomic
def move_person(person: Participation, group: Group | None, *, by: Participation) -> None:
    """Put a person in a group by hand (a hand pick survives a new run), or in none."""
    seminar = by.seminar
    market = Market.objects.get(seminar=seminar)
    before = list(
        Membership.objects.filter(market=market, participation=person).select_related("group")
    )
    Membership.objects.filter(market=market, participation=person).delete()
    if group is not None:
        Membership.objects.create(
            market=market,
            group=group,
            participation=person,
            locked=True,
            is_host=bool(group.problem and group.problem.author_id == person.pk),
            explanation={"by_hand": True},
        )
    record(scope=seminar.scope, actor_id=by.user_id, action="group_moved", obj=person)
    if any(row.group.state == Group.State.OPEN for row in before):
        revoke(person.topic)  # the old group's events are not theirs any more
    _tell(seminar, [row.group for row in before] + ([group] if group else []))
    emit(person.topic, "groups")


@transaction.atomic
def lock_person(membership: Membership, locked: bool, *, by: Participation) -> None:
    """Keep a person where they are when groups are formed again, or let go."""
    membership.locked = locked
    membership.save(update_fields=["locked"])
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action="group_locked" if locked else "group_unlocked",
        obj=membership,
    )
    emit(by.seminar.topic_leaders, "groups")


@transaction.atomic
def describe_group(group: Group, *, table: str, video_link: str, by: Participation) -> None:
    """Say where a group sits."""
    group.table = table.strip()[:60]
    group.video_link = video_link
    group.save(update_fields=["table", "video_link"])
    record(scope=by.seminar.scope, actor_id=by.user_id, action="group_described", obj=group)
    _tell(by.seminar, [group])


@transaction.atomic
def add_group(market: Market, problem: ProblemStatement, *, by: Participation) -> Group:
    """Open one more group around a question; parallel groups are allowed."""
    last = market.groups.aggregate(last=Max("number"))["last"] or 0
    shown = market.groups.filter(state=Group.State.OPEN).exists()
    group = Group.objects.create(
        market=market,
        problem=problem,
        number=last + 1,
        question=problem.text,
        state=Group.State.OPEN if shown else Group.State.PROPOSED,
        opened_at=now() if shown else None,
    )
    record(scope=by.seminar.scope, actor_id=by.user_id, action="group_added", obj=group)
    _tell(by.seminar, [group])
    return group


@transaction.atomic
def remove_group(group: Group, *, by: Participation) -> None:
    """Take away an empty group; raises GroupInUse while someone sits in it."""
    if group.memberships.exists():
        raise GroupInUse
    record(scope=by.seminar.scope, actor_id=by.user_id, action="group_removed", obj=group)
    group.delete()
    emit(by.seminar.topic_leaders, "groups")


@transaction.atomic
def show_groups(market: Market, *, by: Participation) -> int:
    """Show the proposed groups to everyone; the market closes with it. Return how many.

    Raises NoGroupsYet when there are none: the choosing goes on.
    """
    if not market.groups.exists():
        raise NoGroupsYet
    move_market(market.seminar, Market.State.CLOSED, by=by)
    count = market.groups.filter(state=Group.State.PROPOSED).update(
        state=Group.State.OPEN, opened_at=now()
    )
    record(scope=market.seminar.scope, actor_id=by.user_id, action="groups_shown", obj=market)
    emit(market.seminar.topic_all, "groups")
    emit(market.seminar.topic_leaders, "groups")
    return count


def failed(run: Run) -> None:
    """Say that a run stopped; nothing was changed."""
    run.state = Run.State.FAILED
    run.message = _("The groups could not be formed. Try again, or change the sizes.")
    run.ended_at = now()
    run.save(update_fields=["state", "message", "ended_at"])
    emit(run.market.seminar.topic_leaders, "groups")


def _tell(seminar: Seminar, groups: list[Group]) -> None:
    emit(seminar.topic_leaders, "groups")
    if any(group.state == Group.State.OPEN for group in groups):
        emit(seminar.topic_all, "groups")
