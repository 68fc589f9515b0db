"""The organiser's list: who asks for help, whom to ring, what was put aside, good news.

It is not, and can't be made into, a list of who did nothing: nobody without a task, nobody
who said "not now", paused, stopped, closed or withdrew is on it, its order says nothing of
silence, and whoever has been reached is gone from it. Source: DOMAIN, principles 6 and 9.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from idetorg.commitments import dates
from idetorg.commitments.enums import FollowUpKind, HowOften, TaskState
from idetorg.commitments.models import (
    CallNote,
    ChangeTask,
    FollowUp,
    HelpRequest,
    ListMail,
    StateMove,
)
from idetorg.commitments.queries.shown import help_wanted
from idetorg.mailer.actions import wants_no_mail
from idetorg.mailer.models import Pause, StoppedAddress, hash_of
from idetorg.seminars.models import Participation, Seminar

SAME_PERSON = Q(task__participation=OuterRef("task__participation"))
GOOD_NEWS = (TaskState.DONE, TaskState.LASTING)


@dataclass(frozen=True)
class CallCounts:
    """How many persons stand in each part of the list."""

    help_wanted: int
    to_call: int
    put_aside: int
    good_news: int

    @property
    def is_empty(self) -> bool:
        """There is nothing to do, and nothing to be glad of yet."""
        return not (self.help_wanted or self.to_call or self.put_aside or self.good_news)


def counts(seminar: Seminar, now: datetime, since: datetime | None = None) -> CallCounts:
    """Return the four numbers of the list, in persons; names and words stay on the page.

    With `since`, only what was put aside or is good news after that moment.
    """
    told = [task for task in _told(seminar) if since is None or task.state_at > since]
    return CallCounts(
        help_wanted=len({w.task.participation_id for w in help_wanted(seminar)}),
        to_call=len(people_to_call(seminar, now)),
        put_aside=len({t.participation_id for t in told if t.state == TaskState.PUT_ASIDE}),
        good_news=len({t.participation_id for t in told if t.state in GOOD_NEWS}),
    )


def people_to_call(seminar: Seminar, now: datetime) -> list[Participation]:
    """Return whom a telephone call may help: asked, reminded in vain, and not reached since.

    Each person once, by institution and name. In vain means that five working days have
    passed since the one reminder. Whoever has said anything since the question went out,
    on any task, has been heard from; so has the one an organiser has reached on the phone.
    A newer question on its way is waited for. Nobody who has a break from mail or has
    stopped it; nobody whose tasks are all put aside or closed. Four statements, however
    many they are.
    """
    since = {row.task.participation_id: row for row in _in_vain(seminar) if _is_time(row, now)}
    if not since:
        return []
    people = list(
        Participation.objects.participants()
        .filter(pk__in=since, user__is_active=True)
        .select_related("user", "institution")
        .order_by("institution__name", "user__name", "pk")
    )
    quiet = _want_to_be_left_alone(people, seminar.scope, now)
    return [person for person in people if person.user_id not in quiet]


def silent_count(seminar: Seminar) -> int:
    """Return how many persons were asked and have not answered since: a number, never names."""
    return _unanswered(seminar).values("task__participation_id").distinct().count()


@dataclass(frozen=True)
class ListByMail:
    """How often an organiser gets the list by mail; `stopped` by a link in a mail."""

    how_often: HowOften
    mailed_at: datetime | None
    stopped: bool
    has_address: bool


def list_by_mail(person: Participation) -> ListByMail:
    """Return how an organiser has the call list by mail; every Monday unless chosen otherwise."""
    row = ListMail.objects.filter(participation=person).first() or ListMail()
    address = person.user.mail_to
    return ListByMail(
        how_often=HowOften(row.how_often),
        mailed_at=row.mailed_at,
        stopped=bool(address)
        and wants_no_mail(hash_of(address), person.seminar.scope, "organiser_weekly"),
        has_address=bool(address),
    )


def _in_vain(seminar: Seminar) -> list[FollowUp]:
    """Return reminded questions that nothing has been heard about, the newest first."""
    heard = FollowUp.objects.filter(SAME_PERSON, heard_at__gte=OuterRef("sent_at"))
    wishes = HelpRequest.objects.filter(SAME_PERSON, at__gte=OuterRef("sent_at"))
    reached = CallNote.objects.filter(
        participation=OuterRef("task__participation"), reached=True, at__gte=OuterRef("sent_at")
    )
    return list(
        _unanswered(seminar)
        .filter(reminded_at__isnull=False, task__state_at__lte=F("sent_at"))
        .exclude(Exists(heard) | Exists(wishes) | Exists(reached))
        .select_related("task__participation__seminar")
        .order_by("-sent_at", "pk")
    )


def _unanswered(seminar: Seminar) -> QuerySet[FollowUp, FollowUp]:
    """Return the newest question of each task whose owner has answered nothing since."""
    answers = FollowUp.objects.filter(
        SAME_PERSON, answered_at__isnull=False, answered_at__gte=OuterRef("sent_at")
    )
    moves = StateMove.objects.filter(SAME_PERSON, at__gte=OuterRef("sent_at"))
    newer = FollowUp.objects.filter(
        task=OuterRef("task"), due_at__gt=OuterRef("due_at"), sent_at__isnull=False
    )
    # The tasks are narrowed to the seminar's: SQLite reads a subquery whole.
    people = Participation.objects.participants().filter(seminar=seminar)
    return (
        FollowUp.objects.filter(
            task__in=ChangeTask.objects.open().filter(participation__in=people),
            sent_at__isnull=False,
            answered_at=None,
            cancelled_at=None,
        )
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .exclude(Exists(answers) | Exists(moves) | Exists(newer))
    )


def _is_time(row: FollowUp, now: datetime) -> bool:
    """Say whether five working days have passed since the reminder."""
    assert row.reminded_at is not None
    zone = ZoneInfo(row.task.participation.seminar.time_zone)
    day = dates.working_days_later(
        row.reminded_at.astimezone(zone).date(), dates.REMIND_AFTER_WORKING_DAYS
    )
    return now.astimezone(zone).date() >= day


def _want_to_be_left_alone(people: list[Participation], scope: str, now: datetime) -> set[int]:
    """Return which persons have a break from mail, or have stopped it."""
    users = [person.user_id for person in people]
    scopes = ["", scope]
    found = set(
        Pause.objects.filter(person_id__in=users, scope__in=scopes, until__gt=now).values_list(
            "person_id", flat=True
        )
    )
    by_address = {hash_of(p.user.mail_to): p.user_id for p in people if p.user.mail_to}
    stopped = StoppedAddress.objects.filter(address_hash__in=by_address, scope__in=scopes)
    return found | {by_address[h] for h in stopped.values_list("address_hash", flat=True)}


def _told(seminar: Seminar) -> list[ChangeTask]:
    """Return what owners have put aside, done or made last; by institution and name."""
    return list(
        ChangeTask.objects.taken_home()
        .filter(
            participation__in=Participation.objects.participants().filter(seminar=seminar),
            state__in=[TaskState.PUT_ASIDE, *GOOD_NEWS],
        )
        .select_related("participation__user", "institution")
        .order_by("institution__name", "participation__user__name", "pk")
    )


@dataclass(frozen=True)
class Told:
    """Tasks whose words a viewer may read, and how many persons keep theirs for themselves."""

    shown: list[ChangeTask]
    hidden: int

    @property
    def is_something(self) -> bool:
        """There is a task or a number to show."""
        return bool(self.shown or self.hidden)


def put_aside_and_good_news(seminar: Seminar, viewer: Participation) -> tuple[Told, Told]:
    """Return (put aside, good news) as one viewer may see them: two statements."""
    told = _told(seminar)
    readable = set(
        ChangeTask.objects.visible_to(viewer)
        .filter(pk__in=[task.pk for task in told])
        .values_list("pk", flat=True)
    )
    return (
        _as_seen([t for t in told if t.state == TaskState.PUT_ASIDE], readable),
        _as_seen([t for t in told if t.state in GOOD_NEWS], readable),
    )


def _as_seen(tasks: list[ChangeTask], readable: set[int]) -> Told:
    shown = [task for task in tasks if task.pk in readable]
    persons = {task.participation_id for task in tasks}
    return Told(shown, len(persons - {task.participation_id for task in shown}))


def is_on_the_list(person: Participation, now: datetime) -> bool:
    """Say whether an organiser has reason to ring somebody.

    They ask for help, are among those to call, or have been rung before. Anybody else
    has no page there, so that nobody can go through all of them.
    """
    asked = HelpRequest.objects.filter(
        task__participation=person, to__in=["organiser", "offered"], taken_back_at=None
    ).exists()
    return (
        asked
        or CallNote.objects.filter(participation=person).exists()
        or person in people_to_call(person.seminar, now)
    )


def call_notes(person: Participation) -> list[CallNote]:
    """Return what was written down after calls with a person, the newest first."""
    return list(CallNote.objects.filter(participation=person).select_related("by__user"))


def questions_to_hear(person: Participation, now: datetime) -> list[FollowUp]:
    """Return the newest question asked about each task a person still has, by age of the task.

    Answered or not: the list says nothing of silence.
    """
    rows = (
        FollowUp.objects.filter(
            task__in=ChangeTask.objects.taken_home().filter(participation=person, closed_at=None),
            due_at__lte=now,
            sent_at__isnull=False,
            cancelled_at=None,
        )
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .select_related("task__participation__seminar")
        .order_by("task__committed_at", "task_id", "due_at")
    )
    return list({row.task_id: row for row in rows}.values())


def heard_about(task: ChangeTask) -> FollowUp | None:
    """Return the newest answer heard for a task that waits for its owner's word, or None."""
    return (
        FollowUp.objects.filter(task=task, heard_at__isnull=False)
        .select_related("heard_by__user")
        .order_by("-heard_at", "-pk")
        .first()
    )


def heard_of(person: Participation) -> list[FollowUp]:
    """Return the answers heard on the phone that wait for their owner's word."""
    return list(
        FollowUp.objects.filter(task__participation=person, heard_at__isnull=False)
        .select_related("task", "heard_by__user")
        .order_by("heard_at", "pk")
    )
