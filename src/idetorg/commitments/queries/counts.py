"""What came of it, in persons: coverage, results, obstacles. Silence is in none of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from idetorg.commitments.enums import FollowUpKind, TaskState
from idetorg.commitments.models import (
    ChangeTask,
    FollowUp,
    NotNow,
    Obstacle,
    StateMove,
)
from idetorg.commitments.queries.facts import Asked, TaskFacts, task_facts
from idetorg.commitments.queries.obstacles import shown_codes
from idetorg.core.figures import Bounds
from idetorg.core.time import now
from idetorg.seminars.models import Participation, Seminar

TIME_TO_ANSWER = timedelta(days=14)  # the question, five working days, the reminder, five more
A_LITTLE = "a_little"  # day 14's answer; no state
FINISHED = frozenset({TaskState.DONE, TaskState.LASTING})
STAYS_TOLD = FINISHED | {TaskState.PUT_ASIDE}


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


def committed_people(seminar: Seminar) -> set[int]:
    """Return who of those the seminar is for has taken a task home."""
    return set(
        ChangeTask.objects.taken_home()
        .filter(participation__in=Participation.objects.participants().filter(seminar=seminar))
        .values_list("participation_id", flat=True)
    )


def not_now_people(seminar: Seminar) -> set[int]:
    """Return who has said "not now" and stands by it."""
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
    committed = committed_people(seminar) & people
    not_now = (not_now_people(seminar) & people) - committed
    return Coverage(
        present=len(people),
        committed=len(committed),
        not_now=len(not_now),
        unanswered=len(people) - len(committed) - len(not_now),
    )


@dataclass(frozen=True)
class Results:
    """What came of it so far, in persons; `tasks` is secondary.

    `answered`, `done` and the rest stand for the latest known state, or for one follow-up.
    Silence is in none of them but `committed`. `a_little` have begun on the first step, and
    moved no state.
    """

    committed: int
    answered: int
    done: int
    partly: int
    started: int
    a_little: int
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
        """Persons who have not told us, or not since they were last asked: we do not know."""
        return self.committed - self.answered


def results(seminar: Seminar, kind: FollowUpKind | None = None) -> Results:
    """Return results in persons: the latest known, or as told at one follow-up.

    A person has answered when something was told since the newest question fell due, two
    weeks left to answer it in: who was under way at day 14 and silent at month 6 may have
    carried it out since, and "at most" must leave room for that. Carried out stays carried
    out; put aside and closed are asked no more. At one follow-up, a person has answered when
    it was answered or a state was told after it was due. Source: domain.md §3.5.
    """
    return results_at(seminar, kind)[0]


def results_at(seminar: Seminar, *kinds: FollowUpKind | None) -> list[Results]:
    """Return results as `results` does, for several follow-ups (None: the latest), read once."""
    facts = task_facts(seminar)
    return [_results(facts, kind) for kind in kinds]


def _results(tasks: list[TaskFacts], kind: FollowUpKind | None) -> Results:
    expected_by = now() - TIME_TO_ANSWER
    told: dict[int, set[str]] = defaultdict(set)
    confirmed: set[int] = set()
    for task in tasks:
        said = _told(task, expected_by) if kind is None else _told_at(task, kind)
        told[task.person] |= said
        if said & FINISHED and task.is_seen:
            confirmed.add(task.person)
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
        a_little=sum(1 for s in answered if A_LITTLE in s and s <= {A_LITTLE, TaskState.COMMITTED}),
        not_begun=sum(1 for s in answered if s == {TaskState.COMMITTED}),
        postponed=sum(1 for s in answered if TaskState.POSTPONED in s),
        put_aside=sum(1 for s in answered if TaskState.PUT_ASIDE in s),
        lasting=sum(1 for s in answered if TaskState.LASTING in s),
        confirmed=len(confirmed),
        tasks=len(tasks),
    )


def _told(task: TaskFacts, expected_by: datetime) -> set[str]:
    """Return the state the owner has told of late, as a set of none or one.

    `expected_by`: a question that fell due before it should have been answered by now.
    """
    told = [at for at, _state in task.moves] + [a.answered_at for a in task.asked if a.answered_at]
    if task.closed_at is not None or (told and task.state in STAYS_TOLD):
        return {task.state}
    asked = [
        a.due_at for a in task.asked if a.kind != FollowUpKind.OWN_WORDS and a.due_at <= expected_by
    ]
    if not told or (asked and max(told) < max(asked)):
        return set()
    return {_begun(task.state, [a for a in task.asked if a.answered_at])}


def _told_at(task: TaskFacts, kind: FollowUpKind) -> set[str]:
    """Return the state the owner told at one follow-up, as a set of none or one."""
    row = next((a for a in task.asked if a.kind == kind), None)
    if row is None:
        return set()
    if row.answered_at is not None:
        return {_begun(row.answer or TaskState.COMMITTED.value, [row])}
    later = [state for at, state in task.moves if at >= row.due_at]
    return {later[0]} if later else set()


def _begun(state: str, answered: list[Asked]) -> str:
    """Return `A_LITTLE` for one whose state stands where it was, and who said "a little"."""
    is_begun = any(a.first_step == A_LITTLE for a in answered)
    return A_LITTLE if state == TaskState.COMMITTED and is_begun else state


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

    From what was foreseen and what came; never by person, nothing under five, neither in
    itself nor in what is left of those who named any, and no order by size.
    Source: sentences.yaml, obstacles_hidden.
    """
    people = Participation.objects.participants().filter(seminar=seminar)
    named: dict[str, set[int]] = defaultdict(set)
    foreseen = Obstacle.objects.filter(
        task__in=ChangeTask.objects.taken_home().filter(participation__in=people)
    ).exclude(code="")
    came = FollowUp.objects.filter(task__participation__in=people).exclude(obstacle_code="")
    for code, person in foreseen.values_list("code", "task__participation_id"):
        named[code].add(person)
    for code, person in came.values_list("obstacle_code", "task__participation_id"):
        named[code].add(person)
    everyone = set().union(*named.values()) if named else set()
    return [
        ObstacleCount(code, count, len(everyone))
        for code, count in sorted(shown_codes(named).items())
    ]


def state_counts(seminar: Seminar) -> dict[str, int]:
    """Return how many tasks stand in each state, drafts left out."""
    rows = ChangeTask.objects.taken_home().filter(participation__seminar=seminar)
    return dict(Counter(rows.values_list("state", flat=True)))


def last_moves(seminar: Seminar, since: datetime) -> list[StateMove]:
    """Return what owners have told since a moment, for counts of good news."""
    return list(StateMove.objects.filter(task__participation__seminar=seminar, at__gte=since))
