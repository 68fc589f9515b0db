"""What one person may see of others: shared words, wishes for help, who has not answered yet."""

from django.db.models import Q

from idetorg.commitments.models import (
    ChangeTask,
    HelpRequest,
    NotNow,
)
from idetorg.commitments.queries.counts import committed_people, not_now_people
from idetorg.schedule.queries import position
from idetorg.seminars.activities import DigestRow
from idetorg.seminars.models import Participation, Seminar


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
        .order_by("institution__name", "participation__user__name", "pk")
    )


def not_now_reasons(seminar: Seminar) -> list[str]:
    """Return the reasons that were shared, without names."""
    rows = NotNow.objects.filter(
        participation__seminar=seminar, shared=True, withdrawn_at=None
    ).exclude(reason="")
    return sorted(rows.values_list("reason", flat=True))


def help_wanted(seminar: Seminar) -> list[HelpRequest]:
    """Return wishes for help to the organiser that nobody has taken yet, oldest first."""
    return list(
        HelpRequest.objects.filter(
            task__participation__seminar=seminar, to__in=["organiser", "offered"], taken_at=None
        )
        .select_related("task__participation__user", "task__institution")
        .order_by("at", "pk")
    )


def help_counts(seminar: Seminar) -> tuple[int, int]:
    """Return (taken, asked) wishes for help."""
    rows = HelpRequest.objects.filter(task__participation__seminar=seminar)
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
