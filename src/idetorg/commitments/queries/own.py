"""A person's own: tasks, drafts, sources, makkers, the newest question."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from idetorg.commitments.enums import FollowUpKind, OriginKind, TaskState
from idetorg.commitments.models import (
    ChangeTask,
    FollowUp,
    NotNow,
)
from idetorg.invitations.models import SignUp
from idetorg.market.models import ProblemStatement
from idetorg.rooms.models import PrivateLine
from idetorg.seminars.models import Participation
from idetorg.showcase.models import StealNote

ORIGIN_LABEL_LENGTH = 240


def tasks_of(participation: Participation) -> list[ChangeTask]:
    """Return a person's own tasks in a seminar, with the questions to come: two statements.

    One's own words come back by mail too, but that mail asks nothing.
    """
    coming = (
        FollowUp.objects.filter(sent_at=None, answered_at=None, cancelled_at=None)
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .order_by("due_at")
    )
    return list(
        ChangeTask.objects.filter(participation=participation)
        .select_related("institution", "typed_by__user")
        .prefetch_related(Prefetch("follow_ups", queryset=coming, to_attr="coming"))
        .order_by("created_at", "pk")
    )


def open_draft(participation: Participation) -> ChangeTask | None:
    """Return the draft a person is writing, or None."""
    return (
        ChangeTask.objects.filter(
            participation=participation, state=TaskState.DRAFT, closed_at=None
        )
        .order_by("-saved_at", "-pk")
        .first()
    )


def unconfirmed(participation: Participation) -> ChangeTask | None:
    """Return the first draft a helper typed in that its owner has not said yes to, or None."""
    return (
        ChangeTask.objects.filter(
            participation=participation,
            state=TaskState.DRAFT,
            owner_confirmed=False,
            closed_at=None,
        )
        .order_by("pk")
        .first()
    )


def not_now_of(participation: Participation) -> NotNow | None:
    """Return a person's "not now" that stands, or None."""
    return NotNow.objects.filter(participation=participation, withdrawn_at=None).first()


@dataclass(frozen=True)
class Source:
    """Something of the owner's own that a task may start from."""

    kind: OriginKind
    pk: int
    text: str
    label: str  # kept with the task: where the idea came from


def own_sources(participation: Participation) -> list[Source]:
    """Return a person's own notes: bus note, questions, what they could steal, own line."""
    found = [
        Source(OriginKind.BUS_NOTE, note.pk, note.stuck_with, str(OriginKind.BUS_NOTE.label))
        for note in SignUp.objects.filter(participation=participation).exclude(stuck_with="")
    ]
    problems = ProblemStatement.objects.filter(author=participation).exclude(
        state=ProblemStatement.State.WITHDRAWN
    )
    found += [Source(OriginKind.PROBLEM, p.pk, p.text, p.text) for p in problems]
    found += [
        Source(OriginKind.STEAL, s.pk, s.text, s.source_label or str(OriginKind.STEAL.label))
        for s in StealNote.objects.filter(participation=participation)
    ]
    lines = PrivateLine.objects.filter(participation=participation).exclude(text="")
    found += [
        Source(OriginKind.PRIVATE_LINE, line.pk, line.text, str(OriginKind.PRIVATE_LINE.label))
        for line in lines
    ]
    return found


def latest_asked(task: ChangeTask, at: datetime) -> FollowUp | None:
    """Return the newest question sent for a task: an old link answers the newest question."""
    return (
        FollowUp.objects.filter(task=task, due_at__lte=at, cancelled_at=None)
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .exclude(sent_at=None)
        .order_by("-due_at")
        .first()
    )
