"""Reads of groups."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Prefetch

from idetorg.core.time import now
from idetorg.grouping.models import Group, Membership, Run
from idetorg.market.models import Market
from idetorg.seminars.models import Participation, Seminar

WAITS_AT_MOST = timedelta(minutes=5)


def group_topics(participation: Participation) -> list[str]:
    """Return the live topics of the open groups a person sits in."""
    rows = Membership.objects.filter(
        participation=participation, group__state=Group.State.OPEN
    ).select_related("group__market")
    return [row.group.topic for row in rows]


def _with_members() -> Prefetch[str]:
    return Prefetch(
        "memberships",
        queryset=Membership.objects.select_related(
            "participation__user", "participation__institution"
        ).order_by("-is_host", "participation__user__name"),
    )


def groups_of(market: Market) -> list[Group]:
    """Return all groups with their members: two statements."""
    return list(market.groups.select_related("problem", "market").prefetch_related(_with_members()))


def open_groups(seminar: Seminar) -> list[Group]:
    """Return the groups that are shown, with members."""
    return list(
        Group.objects.filter(market__seminar=seminar, state=Group.State.OPEN)
        .select_related("problem", "market")
        .prefetch_related(_with_members())
    )


def group_of(participation: Participation) -> Group | None:
    """Return the open group a person sits in, or None."""
    return (
        Group.objects.filter(state=Group.State.OPEN, memberships__participation=participation)
        .select_related("problem", "market__seminar")
        .prefetch_related(_with_members())
        .first()
    )


def membership_of(participation: Participation) -> Membership | None:
    """Return a person's membership of a shown group, or None."""
    return (
        Membership.objects.filter(participation=participation, group__state=Group.State.OPEN)
        .select_related("group")
        .first()
    )


def without_group(seminar: Seminar) -> list[Participation]:
    """Return participants who sit in no group: never unnoticed."""
    placed = Membership.objects.filter(market__seminar=seminar).values("participation")
    return list(
        seminar.participations.participants()
        .exclude(pk__in=placed)
        .select_related("user", "institution")
    )


def latest_run(market: Market) -> Run | None:
    """Return the newest run."""
    return market.runs.first()


def is_waiting(run: Run | None) -> bool:
    """Tell whether a run is under way. One that stopped without a word does not block for long."""
    return (
        run is not None
        and run.state in {Run.State.QUEUED, Run.State.RUNNING}
        and now() - run.started_at < WAITS_AT_MOST
    )


@dataclass(frozen=True)
class GroupCheck:
    """A group with what a person may want to look at."""

    group: Group
    members: list[Membership]
    is_small: bool
    same_institution: list[str] = field(default_factory=list)


def checked_groups(market: Market, *, least: int) -> list[GroupCheck]:
    """Return groups with warnings: too few, or two from the same institution."""
    found = []
    for group in groups_of(market):
        members = list(group.memberships.all())
        names = [m.participation.institution.name for m in members if m.participation.institution]
        found.append(
            GroupCheck(
                group=group,
                members=members,
                is_small=len(members) < min(3, least),
                same_institution=sorted({name for name in names if names.count(name) > 1}),
            )
        )
    return found
