"""Reads of change tasks: coverage, results in persons, and what a viewer may see."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from idetorg.commitments.enums import FollowUpKind, OriginKind, TaskState
from idetorg.commitments.models import (
    ChangeTask,
    Confirmation,
    FollowUp,
    HelpRequest,
    MakkerPair,
    NotNow,
    Obstacle,
    StateMove,
)
from idetorg.core.figures import LEAST_SHOWN, Bounds
from idetorg.invitations.models import SignUp
from idetorg.market.models import ProblemStatement
from idetorg.rooms.models import PrivateLine
from idetorg.schedule.queries import position
from idetorg.seminars.activities import DigestRow
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import StealNote

FINISHED = frozenset({TaskState.DONE, TaskState.LASTING})
ORIGIN_LABEL_LENGTH = 240


@dataclass(frozen=True)
class Coverage:
    """Persons, each counted once: committed + not_now + unanswered = present."""

    present: int
    committed: int
    not_now: int
    unanswered: int

    @property
    def answered(self) -> int:
        """Those with a task, and those who said "not now": both are full answers."""
        return self.committed + self.not_now


def _committed_people(seminar: Seminar) -> set[int]:
    return set(
        ChangeTask.objects.taken_home()
        .filter(participation__in=Participation.objects.participants().filter(seminar=seminar))
        .values_list("participation_id", flat=True)
    )


def _not_now_people(seminar: Seminar) -> set[int]:
    return set(
        NotNow.objects.filter(participation__seminar=seminar, withdrawn_at=None).values_list(
            "participation_id", flat=True
        )
    )


def coverage(seminar: Seminar) -> Coverage:
    """Return how many of those the seminar is for have answered, and how: three statements."""
    people = set(
        Participation.objects.participants().filter(seminar=seminar).values_list("pk", flat=True)
    )
    committed = _committed_people(seminar) & people
    not_now = (_not_now_people(seminar) & people) - committed
    return Coverage(
        present=len(people),
        committed=len(committed),
        not_now=len(not_now),
        unanswered=len(people) - len(committed) - len(not_now),
    )


def not_answered_yet(seminar: Seminar, viewer: Participation) -> list[Participation]:
    """Return who has not answered yet: for a facilitator, and only until the bus leaves.

    For everyone else, and afterwards for everyone, an empty list. Alphabetical, never what
    anybody wrote. Source: DOMAIN, principle 9.
    """
    if not viewer.is_facilitator or viewer.removed_at is not None:
        return []
    if viewer.seminar_id != seminar.pk or position(seminar).finished_at is not None:
        return []
    answered = _committed_people(seminar) | _not_now_people(seminar)
    return list(
        Participation.objects.participants()
        .filter(seminar=seminar)
        .exclude(pk__in=answered)
        .select_related("user", "institution")
        .order_by("user__name", "pk")
    )


@dataclass(frozen=True)
class Results:
    """What came of it so far, in persons; `tasks` is secondary.

    `answered`, `done` and the rest stand for the latest known state, or for one follow-up.
    Silence is in none of them but `committed`.
    """

    committed: int
    answered: int
    done: int
    partly: int
    started: int
    not_begun: int
    postponed: int
    put_aside: int
    lasting: int
    confirmed: int
    tasks: int
    as_of: date | None = None

    @property
    def bounds(self) -> Bounds:
        """At least · among those who answered · at most."""
        return Bounds(self.committed, self.answered, self.done)

    @property
    def unknown(self) -> int:
        """Persons who have not told us anything: we do not know."""
        return self.committed - self.answered


def results(seminar: Seminar, kind: FollowUpKind | None = None) -> Results:
    """Return results in persons: the latest known, or as told at one follow-up.

    A person has answered when a question by mail was answered or a state was told since;
    at one follow-up, when it was answered or a state was told after it was due.
    Source: domain.md §3.5.
    """
    tasks = list(
        ChangeTask.objects.taken_home()
        .filter(participation__in=Participation.objects.participants().filter(seminar=seminar))
        .prefetch_related("follow_ups", "moves", "confirmations")
    )
    told: dict[int, set[str]] = defaultdict(set)
    confirmed: set[int] = set()
    for task in tasks:
        person = task.participation_id
        said = _told(task, kind)
        told[person] |= said
        if said & FINISHED and any(_is_second_voice(c) for c in task.confirmations.all()):
            confirmed.add(person)
    answered = [states for states in told.values() if states]
    done = sum(1 for states in answered if states & FINISHED)
    return Results(
        committed=len(told),
        answered=len(answered),
        done=done,
        partly=sum(1 for s in answered if TaskState.PARTLY in s and not s & FINISHED),
        started=sum(
            1
            for s in answered
            if TaskState.STARTED in s and not s & (FINISHED | {TaskState.PARTLY})
        ),
        not_begun=sum(1 for s in answered if s == {TaskState.COMMITTED}),
        postponed=sum(1 for s in answered if TaskState.POSTPONED in s),
        put_aside=sum(1 for s in answered if TaskState.PUT_ASIDE in s),
        lasting=sum(1 for s in answered if TaskState.LASTING in s),
        confirmed=len(confirmed),
        tasks=len(tasks),
    )


def _is_second_voice(confirmation: Confirmation) -> bool:
    return confirmation.answer == "yes" and confirmation.by_role != "owner"


def _told(task: ChangeTask, kind: FollowUpKind | None) -> set[str]:
    """Return the state the owner has told, as a set of none or one."""
    moves = list(task.moves.all())
    follow_ups = list(task.follow_ups.all())
    if kind is None:
        answered = any(f.answered_at for f in follow_ups) or moves or task.closed_at
        return {task.state} if answered else set()
    row = next((f for f in follow_ups if f.kind == kind), None)
    if row is None:
        return set()
    later = [m for m in moves if m.at >= row.due_at]
    if row.answered_at is not None:
        return {row.answer or TaskState.COMMITTED.value}
    return {later[0].to_state} if later else set()


def anyway_counts(seminar: Seminar) -> tuple[int, int]:
    """Return (would not have happened or only later, answered the question), in persons."""
    said: dict[int, set[str]] = defaultdict(set)
    rows = FollowUp.objects.filter(
        task__participation__in=Participation.objects.participants().filter(seminar=seminar)
    ).exclude(anyway="")
    for person, word in rows.values_list("task__participation_id", "anyway"):
        said[person].add(word)
    return sum(1 for words in said.values() if words & {"no_way", "later"}), len(said)


@dataclass(frozen=True)
class ObstacleCount:
    """How many persons named an obstacle, of those who named any."""

    code: str
    persons: int
    of: int


def obstacle_counts(seminar: Seminar) -> list[ObstacleCount]:
    """Return obstacles named by at least five persons, in the order of the codes' list.

    From what was foreseen and what came; never by person, nothing under five, and no
    order by size. Source: sentences.yaml, obstacles_hidden.
    """
    people = Participation.objects.participants().filter(seminar=seminar)
    named: dict[str, set[int]] = defaultdict(set)
    foreseen = Obstacle.objects.filter(
        task__in=ChangeTask.objects.taken_home(), task__participation__in=people
    ).exclude(code="")
    came = FollowUp.objects.filter(task__participation__in=people).exclude(obstacle_code="")
    for code, person in foreseen.values_list("code", "task__participation_id"):
        named[code].add(person)
    for code, person in came.values_list("obstacle_code", "task__participation_id"):
        named[code].add(person)
    everyone = set().union(*named.values()) if named else set()
    return [
        ObstacleCount(code, len(persons), len(everyone))
        for code, persons in sorted(named.items())
        if len(persons) >= LEAST_SHOWN
    ]


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


def tasks_of(participation: Participation) -> list[ChangeTask]:
    """Return a person's own tasks in a seminar, with what is to come: two statements."""
    coming = FollowUp.objects.filter(sent_at=None, answered_at=None, cancelled_at=None).order_by(
        "due_at"
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


def makkers_of(participation: Participation) -> list[Participation]:
    """Return those a person has agreed to be makker with."""
    pairs = (
        MakkerPair.objects.agreed()
        .of(participation)
        .select_related("one__user", "other__user", "one__institution", "other__institution")
    )
    return [p.other if p.one_id == participation.pk else p.one for p in pairs]


def pairs_of(participation: Participation) -> list[MakkerPair]:
    """Return a person's pairs, agreed and asked."""
    return list(
        MakkerPair.objects.of(participation)
        .select_related("one__user", "other__user", "one__institution", "other__institution")
        .order_by("asked_at", "pk")
    )


def makker_candidates(participation: Participation) -> list[Participation]:
    """Return whom one may ask: a plain list, other institutions first, then by name."""
    taken = {
        pk for pair in MakkerPair.objects.of(participation) for pk in (pair.one_id, pair.other_id)
    }
    people = (
        Participation.objects.participants()
        .filter(seminar_id=participation.seminar_id)
        .exclude(pk__in=taken | {participation.pk})
        .select_related("user", "institution")
    )
    mine = participation.institution_id
    return sorted(
        people,
        key=lambda p: (
            mine is not None and p.institution_id == mine,
            p.user.name.casefold(),
            p.pk,
        ),
    )


def latest_asked(task: ChangeTask, at: datetime) -> FollowUp | None:
    """Return the newest question sent for a task: an old link answers the newest question."""
    return (
        FollowUp.objects.filter(task=task, due_at__lte=at, cancelled_at=None)
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .exclude(sent_at=None)
        .order_by("-due_at")
        .first()
    )


def silent_count(seminar: Seminar) -> int:
    """Return how many persons were asked and have not answered: a number, never names."""
    asked = FollowUp.objects.filter(
        task__participation__seminar=seminar,
        task__in=ChangeTask.objects.open(),
        answered_at=None,
        cancelled_at=None,
    ).exclude(sent_at=None)
    asked = asked.exclude(kind=FollowUpKind.OWN_WORDS)
    return len(set(asked.values_list("task__participation_id", flat=True)))


def state_counts(seminar: Seminar) -> dict[str, int]:
    """Return how many tasks stand in each state, drafts left out."""
    rows = ChangeTask.objects.taken_home().filter(participation__seminar=seminar)
    return dict(Counter(rows.values_list("state", flat=True)))


def last_moves(seminar: Seminar, since: datetime) -> list[StateMove]:
    """Return what owners have told since a moment, for counts of good news."""
    return list(StateMove.objects.filter(task__participation__seminar=seminar, at__gte=since))
