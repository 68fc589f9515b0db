"""What is counted of each task, read at once and without a word of it.

Plain rows instead of models: the page that counts forty tasks of a year is asked for often,
and half its time went into making objects of what it only compares.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from idetorg.commitments.enums import Side, Visibility
from idetorg.commitments.models import (
    ChangeTask,
    Confirmation,
    FollowUp,
    StateMove,
    TaskPicture,
)
from idetorg.commitments.rules import picture_is_seen_by
from idetorg.files.models import Picture
from idetorg.files.rules import is_publishable
from idetorg.seminars.models import Participation, Seminar

# Makker, group and leader may be nobody, and have a voice of their own.
SURELY_SOMEBODY = frozenset({Visibility.ORGANISER, Visibility.SEMINAR, Visibility.EVERYONE})


class Asked(NamedTuple):
    """One question of the year."""

    kind: str
    due_at: datetime
    answered_at: datetime | None
    answer: str
    first_step: str


@dataclass
class TaskFacts:
    """A task that was taken home, as it is counted."""

    person: int
    state: str
    closed_at: datetime | None
    asked: list[Asked] = field(default_factory=list)  # in the order they fall due
    moves: list[tuple[datetime, str]] = field(default_factory=list)  # when, to which state
    is_seen: bool = False  # by somebody else, or others may look at a picture of it


def task_facts(seminar: Seminar) -> list[TaskFacts]:
    """Return the facts of every task participants have taken home; five or six statements."""
    ticks = [f"seen_by_{value}" for value in Visibility.values]
    rows = ChangeTask.objects.taken_home().filter(
        participation__in=Participation.objects.participants().filter(seminar=seminar)
    )
    facts: dict[int, TaskFacts] = {}
    ticked: dict[int, set[Visibility]] = {}
    shown_on_card: dict[int, int] = {}
    columns = ("pk", "participation_id", "state", "closed_at")
    card = ("card__published_at", "card__after_picture_id")
    for pk, person, state, closed_at, published_at, picture, *seen_by in rows.values_list(
        *columns, *card, *ticks
    ):
        facts[pk] = TaskFacts(person, state, closed_at)
        ticked[pk] = {v for v, is_ticked in zip(Visibility, seen_by, strict=True) if is_ticked}
        if published_at is not None and picture is not None:
            shown_on_card[pk] = picture
    of_these = {"task__in": list(facts)}
    asked = FollowUp.objects.filter(**of_these).values_list("task_id", *Asked._fields)
    for pk, *one in asked.order_by("due_at", "pk"):
        facts[pk].asked.append(Asked(*one))
    moves = StateMove.objects.filter(**of_these).values_list("task_id", "at", "to_state")
    for pk, at, to_state in moves.order_by("at", "pk"):
        facts[pk].moves.append((at, to_state))
    seen = _seen_by_others(facts) | _seen_on_pictures(facts, ticked) | _seen_on_cards(shown_on_card)
    for pk in seen:
        facts[pk].is_seen = True
    return list(facts.values())


def _seen_by_others(tasks: Collection[int]) -> set[int]:
    """Return the tasks a second voice has said yes to."""
    said = Confirmation.objects.filter(task__in=list(tasks), answer="yes")
    return set(said.exclude(by_role="owner").values_list("task_id", flat=True))


def _seen_on_pictures(tasks: Collection[int], ticked: dict[int, set[Visibility]]) -> set[int]:
    """Return the tasks with a picture of how it is now that others may surely look at.

    That is those who lead, the room or everyone. Source: domain.md §3.5; sentences.yaml,
    confirmed.
    """
    return {
        row.task_id
        for row in TaskPicture.objects.filter(task__in=list(tasks), which=Side.AFTER)
        if picture_is_seen_by(ticked[row.task_id], row.picture) & SURELY_SOMEBODY
    }


def _seen_on_cards(shown: dict[int, int]) -> set[int]:
    """Return the tasks whose card everyone can read, with a picture of how it is now.

    `shown`: task → the picture on its published card.
    """
    if not shown:
        return set()
    pictures = Picture.objects.in_bulk(shown.values())
    return {task for task, pk in shown.items() if pk in pictures and is_publishable(pictures[pk])}
