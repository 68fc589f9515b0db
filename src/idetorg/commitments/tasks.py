"""The year after, by the clock: questions that are due become mail, once.

Run twice it sends nothing twice: a row is marked in the transaction that queues its mail,
and the mail's key is taken. Silent hours, pauses, stops and the yearly count are the
outbox's. Source: DESIGN §4; DOMAIN, principles 6, 11.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from idetorg.commitments import dates, words
from idetorg.commitments.actions.common import language_of
from idetorg.commitments.enums import FollowUpKind
from idetorg.commitments.models import ChangeTask, FollowUp, MakkerPair, NotNow
from idetorg.commitments.queries import makkers_of
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.durable import durable
from idetorg.mailer.actions import queue
from idetorg.mailer.queries import paused_until
from idetorg.seminars.models import Participation

MAIL_KINDS = {
    FollowUpKind.OWN_WORDS: "day_1_3",
    FollowUpKind.DAY_14: "day_14",
    FollowUpKind.WEEK_7: "week_6_8",
    FollowUpKind.MONTH_3: "month_3",
    FollowUpKind.MONTH_6: "month_6",
    FollowUpKind.MONTH_12: "month_12",
}


def _asking(now: datetime) -> QuerySet[FollowUp, FollowUp]:
    """Return what is due and unsent, of tasks that somebody still remembers."""
    return FollowUp.objects.filter(
        due_at__lte=now,
        sent_at=None,
        cancelled_at=None,
        answered_at=None,
        task__in=ChangeTask.objects.open(),
        task__participation__removed_at=None,
        task__participation__user__is_active=True,
    ).exclude(task__participation__user__email=None)


def something_is_due(now: datetime) -> bool:
    """Say whether there may be anything to do; reads only."""
    return _asking(now).exists() or _waiting_for_a_reminder(now).exists() or _thanks(now).exists()


def send_due_follow_ups(now: datetime) -> int:
    """Queue the questions that are due, the reminders and the thanks; return how many mails.

    One mail a person and kind, also with several tasks. Of several questions due at once
    for a task (after a pause), only the latest is asked. Nothing for a task put aside,
    closed or paused.
    """
    count = 0
    for group in _grouped(list(_asking(now).select_related(*_RELATED).order_by("due_at", "pk"))):
        with durable():
            count += _send(group, now)
    rows = _waiting_for_a_reminder(now).select_related(*_RELATED).order_by("due_at", "pk")
    for group in _grouped([row for row in rows if _is_time_to_remind(row, now)]):
        with durable():
            count += _remind(group, now)
    for said in _thanks(now).select_related(
        "participation__user", "participation__seminar__organiser"
    ):
        with durable():
            count += _thank(said)
    return count


_RELATED = ("task__participation__user", "task__participation__seminar__organiser")


def _grouped(rows: list[FollowUp]) -> list[list[FollowUp]]:
    """Return rows by person and kind, oldest first; a task's earlier rows go with its latest."""
    latest: dict[int, FollowUp] = {}
    for row in rows:
        latest[row.task_id] = row
    groups: dict[tuple[int, str], list[FollowUp]] = defaultdict(list)
    for row in latest.values():
        groups[row.task.participation_id, row.kind].append(row)
    return list(groups.values())


def _is_paused(person: Participation, now: datetime) -> bool:
    return paused_until(person.user_id, person.seminar.scope, now) is not None


def _send(group: list[FollowUp], now: datetime) -> int:
    """Queue one mail for a person's rows of a kind, and mark them."""
    person = group[0].task.participation
    if _is_paused(person, now):
        return 0
    mine = FollowUp.objects.select_for_update().filter(
        pk__in=[row.pk for row in group], sent_at=None, answered_at=None, cancelled_at=None
    )
    pks = set(mine.values_list("pk", flat=True))
    group = [row for row in group if row.pk in pks]
    if not group:
        return 0
    kind = FollowUpKind(group[0].kind)
    _queue(MAIL_KINDS[kind], group, f"follow-up:{group[0].pk}")
    FollowUp.objects.filter(pk__in=pks).update(sent_at=now)
    for row in group:  # what was due before and never asked is overtaken
        FollowUp.objects.filter(
            task=row.task_id, due_at__lt=row.due_at, sent_at=None, answered_at=None
        ).update(cancelled_at=now)
    if kind == FollowUpKind.DAY_14:
        return 1 + _ask_makkers(person)
    return 1


def _queue(mail_kind: str, group: list[FollowUp], key: str) -> None:
    """Queue a mail with the words of version 1, never what they were reworded to."""
    person = group[0].task.participation
    organiser = person.seminar.organiser
    language = language_of(person)
    first = [_first_words(row.task) for row in group]
    committed = group[0].task.committed_at
    assert committed is not None
    day = committed.astimezone(ZoneInfo(person.seminar.time_zone)).date()
    step_day = dates.good_day(day + timedelta(days=dates.FIRST_STEP_DAYS))
    makkers = makkers_of(person)
    queue(
        kind=mail_kind,
        scope=person.seminar.scope,
        person_id=person.user_id,
        to=person.user.mail_to,
        to_name=person.user.name,
        values={
            "first_name": person.user.first_name,
            "written_on": words.long_date(day, language),
            "own_words": "»\n\n«".join(said["change"] for said in first),
            "first_step": "»\n\n«".join(said["first_step"] for said in first),
            "first_step_date": words.long_date(step_day, language),
            "makker_name": makkers[0].user.first_name if makkers else "",
            "action_link": reverse("commitments:answer", args=[follow_up_token(group[0])]),
        },
        language=language,
        from_name=organiser.sender_name,
        reply_to=organiser.reply_to,
        dedupe_key=key,
    )


def _first_words(task: ChangeTask) -> dict[str, str]:
    frozen = task.versions.get(number=1).words
    return {"change": frozen["change"], "first_step": frozen["first_step"]}


def _ask_makkers(owner: Participation) -> int:
    """Ask a makker without a task of their own to ring; the task itself is never in it."""
    count = 0
    for pair in MakkerPair.objects.agreed().of(owner).select_related("one__user", "other__user"):
        makker = pair.other if pair.one_id == owner.pk else pair.one
        has_own = ChangeTask.objects.open().filter(participation=makker).exists()
        if has_own or not makker.user.mail_to or makker.removed_at is not None:
            continue
        organiser = owner.seminar.organiser
        queue(
            kind="makker_day_14",
            scope=owner.seminar.scope,
            person_id=makker.user_id,
            to=makker.user.mail_to,
            to_name=makker.user.name,
            values={
                "first_name": makker.user.first_name,
                "owner_name": owner.user.first_name,
                "action_link": reverse("commitments:makker", args=[owner.seminar.slug]),
            },
            language=makker.user.language or owner.seminar.language,
            from_name=organiser.sender_name,
            reply_to=organiser.reply_to,
            dedupe_key=f"makker-day-14:{pair.pk}:{owner.pk}",
        )
        count += 1
    return count


def _waiting_for_a_reminder(now: datetime) -> QuerySet[FollowUp, FollowUp]:
    """Return questions sent a week ago or more, silent since, and not reminded of."""
    a_week = timedelta(days=dates.REMIND_AFTER_WORKING_DAYS + 2)
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
        .exclude(task__participation__user__email=None)
    )


def _is_time_to_remind(row: FollowUp, now: datetime) -> bool:
    """Say whether five working days have passed, and no newer question has been asked."""
    assert row.sent_at is not None
    zone = ZoneInfo(row.task.participation.seminar.time_zone)
    day = dates.working_days_later(
        row.sent_at.astimezone(zone).date(), dates.REMIND_AFTER_WORKING_DAYS
    )
    newer = row.task.follow_ups.filter(due_at__gt=row.due_at).exclude(sent_at=None)
    return now.astimezone(zone).date() >= day and not newer.exists()


def _remind(group: list[FollowUp], now: datetime) -> int:
    """Remind once, of all that a person is silent on."""
    if _is_paused(group[0].task.participation, now):
        return 0
    mine = FollowUp.objects.select_for_update().filter(
        pk__in=[row.pk for row in group], reminded_at=None, answered_at=None
    )
    pks = set(mine.values_list("pk", flat=True))
    group = [row for row in group if row.pk in pks]
    if not group:
        return 0
    _queue("reminder", group, f"reminder:{group[0].pk}")
    FollowUp.objects.filter(pk__in=pks).update(reminded_at=now)
    return 1


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


def _thank(said: NotNow) -> int:
    """Thank for coming, on the first working morning after; "not now" is a full answer."""
    person = said.participation
    if not NotNow.objects.filter(pk=said.pk, thanked_at=None).exists():
        return 0
    organiser = person.seminar.organiser
    zone = person.seminar.time_zone
    finished = person.seminar.position.finished_at
    assert finished is not None
    day = dates.next_working_day(finished.astimezone(ZoneInfo(zone)).date())
    due = dates.morning(day, zone)
    queue(
        kind="day_1_3_not_now",
        scope=person.seminar.scope,
        person_id=person.user_id,
        to=person.user.mail_to,
        to_name=person.user.name,
        values={
            "first_name": person.user.first_name,
            "seminar": person.seminar.name,
            "action_link": reverse("web:mine", args=[person.seminar.slug]),
        },
        language=language_of(person),
        from_name=organiser.sender_name,
        reply_to=organiser.reply_to,
        not_before=due,
        dedupe_key=f"not-now:{person.pk}",
    )
    NotNow.objects.filter(pk=said.pk).update(thanked_at=due)
    return 1
