"""Who may read the words, and where a state may go.

Source: DOMAIN, "Visibility", "States", principles 1–6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from idetorg.commitments.dates import months_after
from idetorg.commitments.enums import FollowUpKind, LetterState, TaskState, Visibility
from idetorg.commitments.models import ChangeTask, Confirmation, LeaderLetter, MakkerPair
from idetorg.files.models import Picture
from idetorg.files.rules import is_publishable, is_showable_inside
from idetorg.grouping.models import Group, Membership
from idetorg.seminars.models import Participation

MOST_TASKS = 5
MONTHS_TO_LASTING = 6
FARTHEST = timedelta(days=3653)  # what is put off longer is put aside
LEADER_IN_PEACE = timedelta(days=7)  # between two times a named leader is asked
SURE_ENOUGH = 7  # below it we ask whether the first step can be smaller

REQUIRED = ("change", "first_step", "by_when", "visibility")

V = Visibility
_ROOM = frozenset({V.SEMINAR, V.EVERYONE})

MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.DRAFT: frozenset(),  # a draft goes home by `commit`, nowhere else
    TaskState.COMMITTED: frozenset(
        {
            TaskState.STARTED,
            TaskState.PARTLY,
            TaskState.DONE,
            TaskState.POSTPONED,
            TaskState.PUT_ASIDE,
        }
    ),
    TaskState.STARTED: frozenset(
        {TaskState.PARTLY, TaskState.DONE, TaskState.POSTPONED, TaskState.PUT_ASIDE}
    ),
    TaskState.PARTLY: frozenset(
        {TaskState.STARTED, TaskState.DONE, TaskState.POSTPONED, TaskState.PUT_ASIDE}
    ),
    # Back from done: a slip of the thumb, or it went out of use. The owner says how it is.
    TaskState.DONE: frozenset(
        {
            TaskState.STARTED,
            TaskState.PARTLY,
            TaskState.LASTING,
            TaskState.POSTPONED,
            TaskState.PUT_ASIDE,
        }
    ),
    TaskState.LASTING: frozenset({TaskState.PARTLY, TaskState.PUT_ASIDE}),
    TaskState.POSTPONED: frozenset(
        {
            TaskState.STARTED,
            TaskState.PARTLY,
            TaskState.DONE,
            TaskState.POSTPONED,
            TaskState.PUT_ASIDE,
        }
    ),
    TaskState.PUT_ASIDE: frozenset(
        {TaskState.STARTED, TaskState.PARTLY, TaskState.DONE, TaskState.POSTPONED}
    ),
}


# What can be heard on the phone. Lasting is said by its owner alone, in own time.
HEARD = (
    "same",
    TaskState.STARTED,
    TaskState.PARTLY,
    TaskState.DONE,
    TaskState.POSTPONED,
    TaskState.PUT_ASIDE,
)
NEEDS_REASON = frozenset({TaskState.POSTPONED, TaskState.PUT_ASIDE})


@dataclass(frozen=True)
class Tie:
    """How a viewer stands to a task's owner. All False is a stranger."""

    is_owner: bool = False
    is_makker: bool = False
    shares_group: bool = False
    in_seminar: bool = False
    leads: bool = False  # facilitator or organiser of the owner's seminar
    is_named_leader: bool = False  # came by a valid link of the leader the owner named


def may_read(ticked: Iterable[Visibility], tie: Tie, *, is_draft: bool = False) -> bool:
    """Return whether the words may be read: DOMAIN's table, line by line."""
    if tie.is_owner:
        return True
    if is_draft:
        return False
    chosen = frozenset(ticked)
    if V.EVERYONE in chosen:
        return True
    return (
        (tie.is_makker and bool(chosen & {V.MAKKER, *_ROOM}))
        or (tie.shares_group and bool(chosen & {V.GROUP, *_ROOM}))
        or (tie.in_seminar and bool(chosen & _ROOM))
        or (tie.leads and bool(chosen & {V.ORGANISER, *_ROOM}))
        or (tie.is_named_leader and V.LEADER in chosen)
    )


def may_see_picture(
    ticked: Iterable[Visibility], tie: Tie, picture: Picture, *, is_draft: bool = False
) -> bool:
    """Return whether a picture of a task may be seen: by those who may read its words.

    Its owner sees it always. Whoever is let in by *everyone* alone sees it only when it may
    be published; the others need the two texts and the yes of those in it.
    Source: DOMAIN, "Visibility", "Invariants".
    """
    chosen = frozenset(ticked)
    if tie.is_owner:
        return True
    if not may_read(chosen, tie, is_draft=is_draft):
        return False
    is_chosen = may_read(chosen - {V.EVERYONE}, tie, is_draft=is_draft)
    return is_showable_inside(picture) if is_chosen else is_publishable(picture)


def picture_is_seen_by(ticked: Iterable[Visibility], picture: Picture) -> frozenset[Visibility]:
    """Return the ticks through which a picture is seen; none is its owner alone."""
    chosen = frozenset(ticked)
    if not is_publishable(picture):
        chosen -= {V.EVERYONE}
    return chosen if is_showable_inside(picture) else frozenset()


def ticked(task: ChangeTask) -> frozenset[Visibility]:
    """Return what the owner has ticked."""
    return frozenset(v for v in Visibility if getattr(task, f"seen_by_{v.value}"))


def tie_between(task: ChangeTask, viewer: Participation | None) -> Tie:
    """Return how a viewer stands to a task's owner; at most two statements."""
    if viewer is None:
        return Tie()
    owner = task.participation
    is_owner = viewer.user_id == owner.user_id
    if viewer.removed_at is not None or viewer.seminar_id != owner.seminar_id:
        return Tie(is_owner=is_owner)
    makker = MakkerPair.objects.agreed().filter(
        Q(one=viewer, other=owner) | Q(one=owner, other=viewer)
    )
    groups = (
        Membership.objects.filter(participation=viewer)
        .exclude(group__state=Group.State.PROPOSED)
        .values("group")
    )
    return Tie(
        is_owner=is_owner,
        is_makker=makker.exists(),
        shares_group=Membership.objects.filter(participation=owner, group__in=groups).exists(),
        in_seminar=True,
        leads=viewer.leads,
    )


def may_read_words(
    task: ChangeTask,
    viewer: Participation | None,
    *,
    leader_token_valid: bool = False,
    administrator: bool = False,
) -> bool:
    """Return whether a viewer may read a task's words; None is a stranger.

    `leader_token_valid`: the viewer holds the signed link of the leader the owner named.
    `administrator` of the installation is nobody in particular: it opens nothing.
    """
    tie = tie_between(task, viewer)
    if leader_token_valid:
        tie = Tie(tie.is_owner, tie.is_makker, tie.shares_group, tie.in_seminar, tie.leads, True)
    return may_read(ticked(task), tie, is_draft=task.is_draft)


def owns(task: ChangeTask, person: Participation) -> bool:
    """Return whether a task is this person's own."""
    return task.participation.user_id == person.user_id


def may_move(task: ChangeTask, to: TaskState) -> bool:
    """Return whether the owner may say that a task is here now, whatever else it needs."""
    return to in MOVES[TaskState(task.state)] and task.closed_at is None


def may_be_asked_smaller(task: ChangeTask, kind: str) -> bool:
    """Return whether a question asks if the first step can be smaller.

    From day 14 on, while nothing has begun. Source: domain.md §3.4.
    """
    return (
        kind != FollowUpKind.OWN_WORDS
        and task.state in {TaskState.COMMITTED, TaskState.POSTPONED}
        and task.closed_at is None
    )


def leader_asked_again_from(task: ChangeTask) -> datetime | None:
    """Return the first moment the named leader may be asked again, or None: not asked yet."""
    return task.leader_asked_at and task.leader_asked_at + LEADER_IN_PEACE


def has_leader_answered(task: ChangeTask, confirmations: Iterable[Confirmation]) -> bool:
    """Return whether the named leader has said what they saw, since its owner last moved it."""
    return any(
        said.by_role == "leader" and said.by_name == task.leader_name and said.at >= task.state_at
        for said in confirmations
    )


def lasting_from(done_at: datetime) -> datetime:
    """Return the first moment at which *lasting* can be said."""
    return months_after(done_at, MONTHS_TO_LASTING)


def missing_answers(task: ChangeTask) -> list[str]:
    """Return the required answers a draft still lacks, in the order they are asked."""
    has = {
        "change": bool(task.change.strip()),
        "first_step": bool(task.first_step.strip()),
        "by_when": task.by_when is not None,
        "visibility": task.visibility_chosen,
    }
    return [name for name in REQUIRED if not has[name]]


def may_answer_letter(letter: LeaderLetter) -> bool:
    """Return whether its owner may say yes to a letter now. A no may be changed too."""
    return letter.state in {LetterState.PROPOSED, LetterState.DECLINED, LetterState.WITHDRAWN}


def is_open_to_organiser(letter: LeaderLetter) -> bool:
    """Return whether the organiser may read and print a letter's words."""
    return letter.state in {LetterState.APPROVED, LetterState.SENT}


def is_future(day: date, today: date) -> bool:
    """Return whether a new date is still to come, and within ten years."""
    return today < day <= today + FARTHEST
