"""What pages are told: rows of tasks, sentences with certainty, and the thread as a chart."""

from dataclasses import dataclass
from datetime import date, datetime

from idetorg.commitments import words
from idetorg.commitments.enums import FollowUpKind, TaskState
from idetorg.commitments.models import ChangeTask, FollowUp, HelpRequest
from idetorg.commitments.queries import Results, calendar_of
from idetorg.commitments.rules import ticked
from idetorg.core.figures import Bounds
from idetorg.core.sentences import Sentence, done_sentences, sentence
from idetorg.seminars.models import Participation

LEFT, RIGHT = 10, 810  # where the thread of the chart begins and ends, in its own units
NARROW_LEFT, NARROW_RIGHT = 10, 330  # and on a phone, where words keep their size


@dataclass(frozen=True)
class TaskRow:
    """One of the owner's tasks in a list."""

    task: ChangeTask
    state: str
    next_on: date | None  # when somebody remembers it with the owner next
    shown_to: str


def task_rows(tasks: list[ChangeTask], person: Participation) -> list[TaskRow]:
    """Return rows for `queries.tasks_of` of a person; few statements however many tasks."""
    rows = []
    is_asked = any(getattr(task, "coming", []) for task in tasks)
    calendar = calendar_of(person) if is_asked else None
    for task in tasks:
        coming: list[FollowUp] = getattr(task, "coming", [])
        is_quiet = task.is_draft or task.closed_at or task.state == TaskState.PUT_ASIDE
        rows.append(
            TaskRow(
                task=task,
                state=words.state_name(task.state),
                next_on=None
                if is_quiet or not coming or calendar is None
                else calendar.day_of(coming[0].due_at),
                shown_to=", ".join(words.visibility_names(ticked(task))),
            )
        )
    return rows


@dataclass(frozen=True)
class Heard:
    """What an organiser wrote down on the phone, for its owner to say yes or no to."""

    by_name: str
    at: datetime
    says: str
    note: str
    new_date: date | None


def heard_row(follow_up: FollowUp | None) -> Heard | None:
    """Return what was heard in words, or None when nothing waits."""
    if follow_up is None or follow_up.heard_at is None:
        return None
    said = follow_up.heard
    is_same = said["answer"] == "same"
    return Heard(
        by_name=follow_up.heard_by.user.name if follow_up.heard_by else "",
        at=follow_up.heard_at,
        says=words.text("follow_up", "no_change") if is_same else words.state_name(said["answer"]),
        note=said["note"],
        new_date=date.fromisoformat(said["new_date"]) if said["new_date"] else None,
    )


@dataclass(frozen=True)
class OwnWish:
    """A wish for help as its owner sees it: to whom, and who has taken it on."""

    to: str
    text: str
    taken_by: str  # empty: nobody, or somebody who has left
    taken_at: datetime | None
    pk: int
    task: int
    reaches_nobody: bool  # to a makker one no longer has


def own_wish_rows(wishes: list[HelpRequest], makkers: list[Participation]) -> list[OwnWish]:
    """Return rows for `queries.own_wishes`, oldest first, of one who has these makkers.

    No statement a row.
    """
    has_makker = any(makker.removed_at is None for makker in makkers)
    newest = {wish.task_id: wish for wish in wishes}  # asked anew elsewhere, it is passed on
    names = {option.id: option.name for option in words.follow_up_options("help")}
    return [
        OwnWish(
            names[wish.to],
            wish.text,
            wish.taken_by.user.name if wish.taken_by else "",
            wish.taken_at,
            wish.pk,
            wish.task_id,
            wish.to == "makker"
            and not has_makker
            and wish.is_waiting
            and newest[wish.task_id] == wish,
        )
        for wish in wishes
    ]


@dataclass(frozen=True)
class Chart:
    """The thread from 0 to C: solid to at least, dashed to at most. Numbers are x in the SVG."""

    at_least: int
    at_most: int
    committed: int
    unknown: int
    answered: int
    x_least: int
    x_most: int
    x_between: int
    x_knot: int  # left edge of the square knot
    x_least_text: int
    x_most_text: int
    anchor_least: str
    anchor_most: str
    narrow_least: int  # the same two ends where a phone draws it
    narrow_most: int

    @property
    def narrow_knot(self) -> int:
        """Left edge of the knot on the phone's drawing."""
        return self.narrow_least - 12

    @property
    def narrow_anchors(self) -> tuple[str, str]:
        """How the two labels hang on the phone's drawing: towards the middle, never outside."""
        middle = (NARROW_LEFT + NARROW_RIGHT) // 2
        least = "start" if self.narrow_least < middle else "end"
        return least, "start" if self.narrow_most < middle else "end"

    @property
    def is_sure(self) -> bool:
        """Nobody is silent: the two ends are the same."""
        return self.at_least == self.at_most


def chart_of(bounds: Bounds) -> Chart | None:
    """Return the chart of bounds, or None when nobody has taken a task home or answered."""
    if bounds.committed == 0 or bounds.answered == 0:
        return None

    def x(count: int) -> int:
        return LEFT + round((RIGHT - LEFT) * count / bounds.committed)

    def narrow(count: int) -> int:
        return NARROW_LEFT + round((NARROW_RIGHT - NARROW_LEFT) * count / bounds.committed)

    least, most = x(bounds.at_least), x(bounds.at_most)
    close = most - least < 130  # two labels side by side need the room
    return Chart(
        at_least=bounds.at_least,
        at_most=bounds.at_most,
        committed=bounds.committed,
        unknown=bounds.unknown,
        answered=bounds.answered,
        x_least=least,
        x_most=most,
        x_between=min(max((least + most) // 2, 90), 620),
        x_knot=least - 12,
        x_least_text=max(least, 0) + (12 if close else 0) if least > 90 else LEFT,
        x_most_text=most - (12 if close else 0) if most < 730 else RIGHT,
        anchor_least="start" if least <= 90 else "end" if close else "middle",
        anchor_most="end" if most >= 730 else "start" if close else "middle",
        narrow_least=narrow(bounds.at_least),
        narrow_most=narrow(bounds.at_most),
    )


def result_sentences(results: Results) -> list[Sentence]:
    """Return what can be said of results, each with its certainty word.

    The three bounds stand together first, then what is not known, then what is shown
    apart. Nothing is said of a zero that says nothing.
    """
    said: list[Sentence | None] = list(done_sentences(results.bounds))
    if not said:
        return []
    if results.unknown:
        said.append(sentence("unknown", unknown=results.unknown, committed=results.committed))
    if results.partly:
        said.append(sentence("partly", partly=results.partly))
    if results.lasting:
        said.append(sentence("lasting", lasting=results.lasting))
    if results.confirmed:
        said.append(sentence("confirmed", confirmed=results.confirmed, done=results.done))
    if results.postponed:
        said.append(sentence("postponed", postponed=results.postponed))
    if results.put_aside:
        said.append(sentence("put_aside", put_aside=results.put_aside))
    if results.tasks > results.committed:
        said.append(sentence("tasks_secondary", tasks=results.tasks, committed=results.committed))
    said.append(sentence("expect_elsewhere", done=results.done, answered=results.answered))
    said.append(sentence("contribution"))
    return [one for one in said if one is not None]


YEAR = (
    FollowUpKind.DAY_14,
    FollowUpKind.WEEK_7,
    FollowUpKind.MONTH_3,
    FollowUpKind.MONTH_6,
    FollowUpKind.MONTH_12,
)


@dataclass(frozen=True)
class Knot:
    """A follow-up on the year's thread: past (answered), unknown (silent), now or next."""

    state: str
    kind: FollowUpKind


def year_of(task: ChangeTask, current: FollowUp) -> list[Knot]:
    """Return the year's thread with one knot a question. Silence is unknown, not past."""
    rows = {f.kind: f for f in task.follow_ups.all()}
    order = list(FollowUpKind)  # not by date: what is put off together falls due together
    here = order.index(FollowUpKind(current.kind))
    knots = []
    for kind in YEAR:
        row = rows.get(kind.value)
        if kind == current.kind:
            state = "now"
        elif row is not None and row.answered_at is not None:
            state = "past"
        elif row is not None and order.index(kind) < here:
            state = "unknown"
        else:
            state = "next"
        knots.append(Knot(state, kind))
    return knots
