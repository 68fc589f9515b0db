"""What one person may see of others: shared words, wishes for help, who has not answered yet."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery

from idetorg.commitments.enums import OriginKind, TaskState, Visibility
from idetorg.commitments.models import (
    ChangeTask,
    HelpRequest,
    MakkerPair,
    NotNow,
)
from idetorg.commitments.queries.counts import committed_people, not_now_people
from idetorg.market.models import Mark, Market, ProblemStatement
from idetorg.schedule.queries import position
from idetorg.seminars.activities import DigestRow
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import StealNote


def not_answered_yet(seminar: Seminar, viewer: Participation) -> list[Participation]:
    """Return who has not answered yet: for a facilitator, and only until the bus leaves.

    For everyone else, and afterwards for everyone, an empty list. Alphabetical, never what
    anybody wrote. Source: DOMAIN, principle 9.
    """
    if not viewer.is_facilitator or viewer.removed_at is not None:
        return []
    if viewer.seminar_id != seminar.pk or position(seminar).finished_at is not None:
        return []
    answered = committed_people(seminar) | not_now_people(seminar)
    return list(
        Participation.objects.participants()
        .filter(seminar=seminar)
        .exclude(pk__in=answered)
        .select_related("user", "institution")
        .order_by("user__name", "pk")
    )


def visible_tasks(seminar: Seminar, viewer: Participation | None) -> list[ChangeTask]:
    """Return the tasks of a seminar whose words a viewer may read, without drafts.

    By institution and name: an order that says nothing of how it goes.
    """
    return list(
        ChangeTask.objects.taken_home()
        .visible_to(viewer)
        .filter(participation__seminar=seminar, participation__removed_at=None)
        .select_related("participation__user", "institution")
        .only(
            "change",
            "state",
            *(f"seen_by_{v}" for v in Visibility.values),
            "participation__is_participant",
            "participation__seminar",
            "participation__user__name",
            "institution__name",
        )
        .order_by("institution__name", "participation__user__name", "pk")
    )


def shared_by_others(participation: Participation, most: int = 3) -> list[str]:
    """Return what others in the room are trying, in their words and without names.

    Only tasks shown to the whole seminar or everyone, and still remembered; somebody taken
    out of the seminar meets those shown to everyone. Which ones depends on the reader, so
    that all are read by somebody; no order says how it goes.
    """
    shown = Q(seen_by_everyone=True)
    if participation.removed_at is None:
        shown |= Q(seen_by_seminar=True)
    rows = list(
        ChangeTask.objects.open()
        .filter(
            shown,
            participation__seminar_id=participation.seminar_id,
            participation__removed_at=None,
        )
        .exclude(participation=participation)
        .order_by("pk")
        .values_list("change", flat=True)
    )
    start = participation.pk % len(rows) if rows else 0
    return [rows[(start + step) % len(rows)] for step in range(min(most, len(rows)))]


@dataclass(frozen=True)
class Grown:
    """How many persons have a task that grew from a project, and said it may be known."""

    title: str
    persons: int


def grown_from(participation: Participation) -> list[Grown]:
    """Return what grew from the projects a person presented: numbers only, one statement."""
    notes = StealNote.objects.filter(
        pk=OuterRef("origin_pk"), presentation__presenters__participation=participation
    )
    rows = (
        ChangeTask.objects.taken_home()
        .filter(origin_kind=OriginKind.STEAL, thanks_origin=True)
        .exclude(participation=participation)
        .annotate(project=Subquery(notes.values("presentation__title")[:1]))
        .exclude(project=None)
        .values("project")
        .annotate(persons=Count("participation", distinct=True))
        .order_by("project")
    )
    return [Grown(row["project"], row["persons"]) for row in rows]


def not_now_reasons(seminar: Seminar) -> list[str]:
    """Return the reasons that were shared, without names, of those who are still there."""
    rows = NotNow.objects.filter(
        participation__in=Participation.objects.participants().filter(seminar=seminar),
        shared=True,
        withdrawn_at=None,
    ).exclude(reason="")
    return sorted(rows.values_list("reason", flat=True))


def help_wanted(seminar: Seminar) -> list[HelpRequest]:
    """Return wishes for help to the organiser that nobody has taken yet, oldest first.

    A wish goes with its task: closed or put aside after it, nobody waits for a call about it.
    """
    return list(
        HelpRequest.objects.filter(
            task__participation__seminar=seminar,
            task__participation__removed_at=None,
            task__closed_at=None,
            to__in=["organiser", "offered"],
            taken_at=None,
            taken_back_at=None,
        )
        .exclude(task__state=TaskState.PUT_ASIDE, task__state_at__gt=F("at"))
        .select_related("task__participation__user", "task__institution")
        .order_by("at", "pk")
    )


@dataclass(frozen=True)
class Wanted:
    """A wish for help, and for one "to someone who can help": who said that they can."""

    wish: HelpRequest
    offered_by: list[Participation]

    @property
    def is_to_someone(self) -> bool:
        """It is for somebody who marked "I can help", by way of those who lead."""
        return self.wish.to == "offered"


def with_offers(wishes: list[HelpRequest]) -> list[Wanted]:
    """Return each wish with those who marked "I can help" on a question of its owner's.

    Names only for a wish to one of them, and only when the choosing has closed. One
    statement however many, none when nobody asks for it. For those who lead.
    """
    owners = {wish.task.participation_id for wish in wishes if wish.to == "offered"}
    marks = (
        Mark.objects.filter(
            kind=Mark.Kind.CAN_HELP,
            problem__author__in=owners,
            problem__state=ProblemStatement.State.PUBLISHED,
            problem__market__state=Market.State.CLOSED,
            participation__removed_at=None,
        )
        .exclude(participation=F("problem__author"))
        .select_related("problem", "participation__user", "participation__institution")
        .order_by("participation__user__name", "participation_id")
        if owners
        else []
    )
    offers: dict[int, dict[int, Participation]] = {}
    for mark in marks:
        offers.setdefault(mark.problem.author_id, {})[mark.participation_id] = mark.participation
    return [
        Wanted(
            wish,
            list(offers.get(wish.task.participation_id, {}).values())
            if wish.to == "offered"
            else [],
        )
        for wish in wishes
    ]


def wishes_to_makker(viewer: Participation, *, taken_back: bool = False) -> list[HelpRequest]:
    """Return what those one is makker with ask one's help for: open, or taken by oneself.

    A wish goes with its task, as in `help_wanted`; a draft is nobody's to hear of.
    `taken_back`: also those their owners have taken back, whose words are gone.
    """
    if viewer.removed_at is not None:
        return []
    pairs = MakkerPair.objects.agreed().of(viewer).values_list("one_id", "other_id")
    others = {pk for pair in pairs for pk in pair} - {viewer.pk}
    return list(
        HelpRequest.objects.filter(
            Q(taken_at=None) | Q(taken_by=viewer),
            Q() if taken_back else Q(taken_back_at=None),
            task__in=ChangeTask.objects.taken_home().filter(
                participation__in=others,
                participation__seminar_id=viewer.seminar_id,
                participation__removed_at=None,
                closed_at=None,
            ),
            to="makker",
        )
        .exclude(task__state=TaskState.PUT_ASIDE, task__state_at__gt=F("at"))
        .select_related("task__participation__user", "task__institution")
        .order_by("at", "pk")
    )


def own_wishes(participation: Participation) -> list[HelpRequest]:
    """Return a person's own wishes for help, with who has taken each, the oldest first."""
    return list(
        HelpRequest.objects.filter(task__participation=participation, taken_back_at=None)
        .select_related("task", "taken_by__user")
        .order_by("at", "pk")
    )


def help_counts(seminar: Seminar) -> tuple[int, int]:
    """Return (taken, asked) wishes for help."""
    rows = HelpRequest.objects.filter(task__participation__seminar=seminar, taken_back_at=None)
    return rows.exclude(taken_at=None).count(), rows.count()


def digest(seminar: Seminar) -> list[DigestRow]:
    """Return the words shared with the whole seminar or everyone, for threads and summary."""
    rows = (
        ChangeTask.objects.taken_home()
        .filter(
            Q(seen_by_seminar=True) | Q(seen_by_everyone=True),
            participation__seminar=seminar,
            participation__removed_at=None,
        )
        .select_related("institution")
    )
    return [
        DigestRow("task", task.pk, task.change, task.institution.name if task.institution else "")
        for task in rows
    ]
