"""The year after, by the clock: questions that are due become mail, once.

Run twice it sends nothing twice: a row is marked in the transaction that queues its mail,
and the mail's key is taken. Silent hours, pauses, stops and the yearly count are the
outbox's. Mail is queued by the chunk: one transaction and a handful of statements for fifty
readers, so that a county's whole year fits in a minute. Source: DESIGN §4; DOMAIN,
principles 6, 11.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from idetorg.commitments import dates, words
from idetorg.commitments.actions.common import language_of, letter_to
from idetorg.commitments.enums import KIND_OF_MAIL, MAIL_KINDS, FollowUpKind
from idetorg.commitments.models import ChangeTask, FollowUp, MakkerPair, NotNow, Version
from idetorg.commitments.queries.quiet import quiet_seminars
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.durable import durable
from idetorg.mailer.actions import draft, queue_all
from idetorg.mailer.enums import State
from idetorg.mailer.models import Mail
from idetorg.mailer.queries import held, paused
from idetorg.mailer.rules import REMINDER, is_silent
from idetorg.seminars.models import Participation, seminar_pk

logger = logging.getLogger("idetorg.commitments")

CHUNK = 50


def _asking(now: datetime) -> QuerySet[FollowUp, FollowUp]:
    """Return what is due and unsent, of tasks that somebody still remembers, and not held."""
    rows = FollowUp.objects.filter(
        due_at__lte=now,
        sent_at=None,
        cancelled_at=None,
        answered_at=None,
        task__in=ChangeTask.objects.open(),
        task__participation__removed_at=None,
        task__participation__user__is_active=True,
    ).exclude(task__participation__user__email=None)
    for scope, mail_kind in held(now):
        seminar = seminar_pk(scope)
        if seminar is not None and mail_kind in KIND_OF_MAIL:
            rows = rows.exclude(
                kind=KIND_OF_MAIL[mail_kind], task__participation__seminar_id=seminar
            )
    return rows


def something_is_due(now: datetime) -> bool:
    """Say whether there may be anything to do; reads only."""
    return _asking(now).exists() or _waiting_for_a_reminder(now).exists() or _thanks(now).exists()


def send_due_follow_ups(now: datetime) -> int:
    """Queue the questions that are due, the reminders and the thanks; return how many mails.

    One mail a person and kind, also with several tasks. Of several questions due at once
    for a task (after a pause), only the latest is asked. Nothing for a task put aside,
    closed or paused, and nothing at night, on a day off, in a holiday or in July. Raises
    RuntimeError at the end when a reader's mail could not be queued; everybody else's is by
    then.
    """
    run = _Run(now)
    run.each(_readers(_asking(now)), _ask)
    run.each(_readers(_waiting_for_a_reminder(now)), _remind)
    run.each(list(_thanks(now).order_by("pk").values_list("pk", flat=True)), _thank)
    if run.failed:
        raise RuntimeError(f"Mail to {run.failed} could not be queued; the log says why.")
    return run.queued


T = TypeVar("T")


class _Run:
    """One run: counts the mails queued and the readers whose mail could not be."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.queued = 0
        self.failed = 0

    def each(self, work: Sequence[T], queue: Callable[[Sequence[T], datetime], int]) -> None:
        """Queue chunk by chunk. What fails is done one by one: nobody waits for another."""
        for chunk in _chunks(work):
            try:
                self._durably(chunk, queue)
            except (OperationalError, InterfaceError):  # the database is away: the next run
                raise
            except Exception:
                logger.exception("A chunk of mail failed; its %d are tried singly.", len(chunk))
                for one in chunk:
                    self._alone(one, queue)

    def _alone(self, one: T, queue: Callable[[Sequence[T], datetime], int]) -> None:
        try:
            self._durably([one], queue)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("Mail for %r could not be queued.", one)
            self.failed += 1

    def _durably(self, chunk: Sequence[T], queue: Callable[[Sequence[T], datetime], int]) -> None:
        with durable():
            queued = queue(chunk, self.now)
        self.queued += queued


def _chunks(work: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(work), CHUNK):
        yield work[start : start + CHUNK]


Reader = tuple[int, ...]  # the follow-ups one mail is about: a person's, of one kind


def _readers(rows: QuerySet[FollowUp, FollowUp]) -> list[Reader]:
    """Return rows by person and kind, oldest first; a task's earlier rows go with its latest."""
    latest: dict[int, tuple[int, int, str]] = {}
    found = rows.order_by("due_at", "pk").values_list(
        "task_id", "pk", "task__participation_id", "kind"
    )
    for task, pk, person, kind in found:
        latest[task] = (pk, person, kind)
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for pk, person, kind in latest.values():
        groups[person, kind].append(pk)
    return [tuple(group) for group in groups.values()]


def _locked(rows: QuerySet[FollowUp, FollowUp], readers: Sequence[Reader]) -> list[list[FollowUp]]:
    """Return each reader's rows that still are to be asked about, locked until the chunk's end."""
    wanted = [pk for reader in readers for pk in reader]
    found = {
        row.pk: row
        for row in rows.filter(pk__in=wanted)
        .select_related("task__participation__user", "task__participation__seminar__organiser")
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    groups = ([found[pk] for pk in reader if pk in found] for reader in readers)
    return [group for group in groups if group]


def _without_paused(groups: list[list[FollowUp]], now: datetime) -> list[list[FollowUp]]:
    """Return the groups whose reader has no pause now."""
    people = [_person(group) for group in groups]
    pauses = paused({person.user_id for person in people}, now)
    return [
        group
        for group, person in zip(groups, people, strict=True)
        if pauses.isdisjoint({(person.user_id, ""), (person.user_id, person.seminar.scope)})
    ]


def _at_a_good_time(groups: list[list[FollowUp]], now: datetime) -> list[list[FollowUp]]:
    """Return the groups that may be asked at this moment.

    What was held back by a pause, by a worker that stood still or by the seminar's own quiet
    time, waits for the next working day outside holidays and July, and for the day's open
    hours: else it would come on a Saturday, because a break of four weeks ended on one.
    Source: domain.md §3.4.
    """
    quiet = quiet_seminars({_person(group).seminar_id for group in groups}, now)
    return [group for group in groups if _is_a_good_time(group, now, quiet)]


def _is_a_good_time(group: list[FollowUp], now: datetime, quiet: set[int]) -> bool:
    zone = _person(group).seminar.time_zone
    if is_silent(now, zone):
        return False
    day = now.astimezone(ZoneInfo(zone)).date()
    if group[0].kind == FollowUpKind.OWN_WORDS:  # nothing is asked: any working day will do
        return dates.is_working_day(day)
    return dates.good_day(day) == day and _person(group).seminar_id not in quiet


def _person(group: list[FollowUp]) -> Participation:
    return group[0].task.participation


def _ask(readers: Sequence[Reader], now: datetime) -> int:
    """Queue one mail for each reader's rows of a kind, and mark them."""
    groups = _without_paused(_at_a_good_time(_locked(_asking(now), readers), now), now)
    if not groups:
        return 0
    mail = _About(groups)
    drafts = [
        mail.draft(MAIL_KINDS[FollowUpKind(group[0].kind)], group, f"follow-up:{group[0].pk}")
        for group in groups
    ]
    at_day_14 = [_person(group) for group in groups if group[0].kind == FollowUpKind.DAY_14]
    drafts += mail.drafts_to_makkers(at_day_14)
    queue_all(drafts)
    asked = [row for group in groups for row in group]
    _cancel_overtaken(asked, now)
    FollowUp.objects.filter(pk__in=[row.pk for row in asked]).update(sent_at=now)
    return len(drafts)


def _cancel_overtaken(asked: list[FollowUp], now: datetime) -> None:
    """Cancel what was due before and never asked: one question a task is enough."""
    due = {row.task_id: row.due_at for row in asked}
    these = {row.pk for row in asked}
    waiting = FollowUp.objects.filter(
        task__in=due, sent_at=None, answered_at=None, cancelled_at=None
    ).values_list("pk", "task_id", "due_at")
    overtaken = [pk for pk, task, at in waiting if at <= due[task] and pk not in these]
    if overtaken:
        FollowUp.objects.filter(pk__in=overtaken).update(cancelled_at=now)


class _About:
    """What the mails of a chunk are about, read at once: first words and makkers."""

    def __init__(self, groups: list[list[FollowUp]]) -> None:
        tasks = [row.task_id for group in groups for row in group]
        self.first = dict(
            Version.objects.filter(task__in=tasks, number=1).values_list("task_id", "words")
        )
        people = [_person(group).pk for group in groups]
        self.pairs: dict[int, list[MakkerPair]] = defaultdict(list)
        pairs = (
            MakkerPair.objects.agreed()
            .filter(Q(one__in=people) | Q(other__in=people))
            .select_related("one__user", "one__seminar__organiser")
            .select_related("other__user", "other__seminar__organiser")
            .order_by("pk")
        )
        for pair in pairs:
            self.pairs[pair.one_id].append(pair)
            self.pairs[pair.other_id].append(pair)

    def makkers(self, person: Participation) -> list[Participation]:
        return [p.other if p.one_id == person.pk else p.one for p in self.pairs[person.pk]]

    def draft(self, mail_kind: str, group: list[FollowUp], key: str) -> Mail:
        """Return a mail with the words of version 1, never what they were reworded to."""
        person = _person(group)
        language = language_of(person)
        first = [self.first[row.task_id] for row in group]
        committed = group[0].task.committed_at
        assert committed is not None
        day = committed.astimezone(ZoneInfo(person.seminar.time_zone)).date()
        step_day = dates.good_day(day + timedelta(days=dates.FIRST_STEP_DAYS))
        makkers = self.makkers(person)
        values = {
            "written_on": words.long_date(day, language),
            "own_words": "»\n\n«".join(said["change"] for said in first),
            "first_step": "»\n\n«".join(said["first_step"] for said in first),
            "first_step_date": words.long_date(step_day, language),
            "makker_name": makkers[0].user.first_name if makkers else "",
            "action_link": reverse("commitments:answer", args=[follow_up_token(group[0])]),
        }
        return draft(**letter_to(person, mail_kind, values, key))

    def drafts_to_makkers(self, owners: list[Participation]) -> list[Mail]:
        """Return mails that ask makkers without a task of their own to ring.

        The task itself is never in them.
        """
        asked = [
            (owner, pair, pair.other if pair.one_id == owner.pk else pair.one)
            for owner in owners
            for pair in self.pairs[owner.pk]
        ]
        have_own = set(
            ChangeTask.objects.open()
            .filter(participation__in=[makker for _owner, _pair, makker in asked])
            .values_list("participation_id", flat=True)
        )
        return [
            draft(
                **letter_to(
                    makker,
                    "makker_day_14",
                    {
                        "owner_name": owner.user.first_name,
                        "action_link": reverse("commitments:makker", args=[owner.seminar.slug]),
                    },
                    f"makker-day-14:{pair.pk}:{owner.pk}",
                )
            )
            for owner, pair, makker in asked
            if makker.pk not in have_own and makker.user.mail_to and makker.removed_at is None
        ]


def _waiting_for_a_reminder(now: datetime) -> QuerySet[FollowUp, FollowUp]:
    """Return questions sent a week ago or more, silent since, the latest, not reminded of."""
    a_week = timedelta(days=dates.REMIND_AFTER_WORKING_DAYS + 2)
    newer = FollowUp.objects.filter(task=OuterRef("task"), due_at__gt=OuterRef("due_at")).exclude(
        sent_at=None
    )
    waits = [seminar_pk(scope) for scope, kind in held(now) if kind == REMINDER]
    return (
        FollowUp.objects.filter(
            sent_at__lte=now - a_week,
            reminded_at=None,
            answered_at=None,
            cancelled_at=None,
            task__in=ChangeTask.objects.open(),
            task__participation__removed_at=None,
            task__participation__user__is_active=True,
        )
        .filter(Q(task__state_at__lt=F("sent_at")))
        .exclude(kind=FollowUpKind.OWN_WORDS)
        .exclude(Exists(newer))
        .exclude(task__participation__user__email=None)
        .exclude(task__participation__seminar_id__in=waits)
    )


def _is_time_to_remind(row: FollowUp, now: datetime) -> bool:
    """Say whether five working days have passed."""
    assert row.sent_at is not None
    zone = ZoneInfo(row.task.participation.seminar.time_zone)
    day = dates.working_days_later(
        row.sent_at.astimezone(zone).date(), dates.REMIND_AFTER_WORKING_DAYS
    )
    return now.astimezone(zone).date() >= day


def _remind(readers: Sequence[Reader], now: datetime) -> int:
    """Remind each reader once, of all that they are silent on and were asked about."""
    groups = _locked(_waiting_for_a_reminder(now), readers)
    groups = [[row for row in group if _is_time_to_remind(row, now)] for group in groups]
    groups = _that_came(_at_a_good_time([group for group in groups if group], now), now)
    groups = _without_paused(groups, now)
    if not groups:
        return 0
    mail = _About(groups)
    queue_all([mail.draft(REMINDER, group, f"reminder:{group[0].pk}") for group in groups])
    reminded = [row.pk for group in groups for row in group]
    FollowUp.objects.filter(pk__in=reminded).update(reminded_at=now)
    return len(groups)


def _that_came(groups: list[list[FollowUp]], now: datetime) -> list[list[FollowUp]]:
    """Return the groups whose question went out; cancel the others: nobody was asked.

    The outbox stops a tenth mail within a year and what a reader has stopped. A reminder of
    a question that never came would be that tenth mail under another name.
    """
    if not groups:
        return groups
    began = min(row.sent_at for group in groups for row in group if row.sent_at is not None)
    mails = (
        Mail.objects.filter(
            person_id__in=[_person(group).user_id for group in groups],
            kind__in=MAIL_KINDS.values(),
            created_at__gte=began,
        )
        .order_by("created_at", "pk")
        .values_list("person_id", "scope", "kind", "created_at", "state")
    )
    states: dict[tuple[int | None, str, str], list[tuple[datetime, str]]] = defaultdict(list)
    for reader, scope, kind, at, state in mails:
        states[reader, scope, kind].append((at, state))
    came: list[list[FollowUp]] = []
    lost: list[list[FollowUp]] = []
    for group in groups:
        person, asked_at = _person(group), group[0].sent_at
        assert asked_at is not None
        mail_kind = MAIL_KINDS[FollowUpKind(group[0].kind)]
        found = states[person.user_id, person.seminar.scope, mail_kind]
        became = next((state for at, state in found if at >= asked_at), None)
        (lost if became in {State.STOPPED, State.FAILED} else came).append(group)
    if lost:
        pks = [row.pk for group in lost for row in group]
        FollowUp.objects.filter(pk__in=pks).update(cancelled_at=now)
    return came


def _thanks(now: datetime) -> QuerySet[NotNow, NotNow]:
    """Return those who said "not now" and have not been thanked, once the seminar is over."""
    return (
        NotNow.objects.filter(
            withdrawn_at=None,
            thanked_at=None,
            participation__removed_at=None,
            participation__user__is_active=True,
            participation__seminar__position__finished_at__lt=now,
        )
        .exclude(participation__user__email=None)
        .exclude(participation__change_tasks__in=ChangeTask.objects.taken_home())
    )


def _thank(pks: Sequence[int], now: datetime) -> int:
    """Thank for coming, on the first working morning after; "not now" is a full answer."""
    rows = (
        _thanks(now)
        .filter(pk__in=pks)
        .select_related("participation__user", "participation__seminar__organiser")
        .select_related("participation__seminar__position")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    said = {row.pk: (row.participation, _first_morning_after(row.participation)) for row in rows}
    queue_all(
        [
            draft(
                **letter_to(
                    person,
                    "day_1_3_not_now",
                    {
                        "seminar": person.seminar.name,
                        "action_link": reverse("web:mine", args=[person.seminar.slug]),
                    },
                    f"not-now:{person.pk}",
                    not_before=due,
                )
            )
            for person, due in said.values()
        ]
    )
    by_due: dict[datetime, list[int]] = defaultdict(list)
    for pk, (_person, due) in said.items():
        by_due[due].append(pk)
    for due, thanked in by_due.items():
        NotNow.objects.filter(pk__in=thanked).update(thanked_at=due)
    return len(said)


def _first_morning_after(person: Participation) -> datetime:
    """Return the first working morning after the person's seminar ended."""
    zone = person.seminar.time_zone
    finished = person.seminar.position.finished_at
    assert finished is not None
    day = dates.next_working_day(finished.astimezone(ZoneInfo(zone)).date())
    return dates.morning(day, zone)
