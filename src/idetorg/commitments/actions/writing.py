"""Write a change task: a private draft, taken home when its owner wants to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from idetorg.audit.actions import record
from idetorg.commitments import words
from idetorg.commitments.actions.common import language_of, letter_to, log, own_locked, tell_counts
from idetorg.commitments.dates import due_dates, morning
from idetorg.commitments.enums import ObstacleCode, OriginKind, TaskState, Visibility
from idetorg.commitments.errors import (
    AlreadyTakenHome,
    BadValue,
    NotWhole,
    NotYours,
    TaskConflict,
    TooMany,
)
from idetorg.commitments.models import ChangeTask, FollowUp, NotNow, Obstacle, Version
from idetorg.commitments.queries import ORIGIN_LABEL_LENGTH, own_sources
from idetorg.commitments.rules import MOST_TASKS, missing_answers
from idetorg.core.time import now, today
from idetorg.live.actions import emit
from idetorg.mailer.actions import queue, queue_text
from idetorg.seminars.models import Institution, Participation

LONGEST = 2000
_SHORT = {"they_know": 12, "origin_label": ORIGIN_LABEL_LENGTH}


@transaction.atomic
def start_draft(
    participation: Participation, *, successor_of: ChangeTask | None = None
) -> ChangeTask:
    """Begin a task; its owner is the participation and nobody else.

    A draft nothing is written in yet is handed out again. `successor_of`: a new task that
    takes over after someone who left; it is linked, and no word is copied. Raises TooMany
    at five open tasks, NotYours for a predecessor that is not closed or not of the same
    institution. Source: DOMAIN, principles 1–3; "Job change".
    """
    if successor_of is not None:
        successor_of.refresh_from_db(fields=["closed_at", "institution"])
    if successor_of is not None and (
        successor_of.closed_at is None
        or successor_of.institution_id is None
        or successor_of.institution_id != participation.institution_id
    ):
        raise NotYours
    mine = list(
        ChangeTask.objects.filter(participation=participation, closed_at=None).exclude(
            state=TaskState.PUT_ASIDE
        )
    )
    for draft in mine:
        if draft.is_draft and draft.revision == 1 and successor_of is None:
            return draft
    if len(mine) >= MOST_TASKS:
        raise TooMany
    task = ChangeTask.objects.create(
        participation=participation,
        institution=participation.institution,
        successor_of=successor_of,
    )
    log(task, "started_draft", participation)
    return task


def clean_values(question: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a question with checked values; raises BadValue.

    Texts are cut nowhere: too long is refused, so that no word is lost in silence.
    """
    columns = words.COLUMNS.get(question)
    if not columns:
        raise BadValue
    cleaned: dict[str, Any] = {}
    for column in columns:
        value = values.get(column)
        if column == "by_when":
            ok = value is None or isinstance(value, date)
        elif column in {"important", "sure"}:
            ok = value is None or (isinstance(value, int) and 0 <= value <= 10)
        elif column == "must_say_yes":
            known = {o.id for o in words.options_of(question)}
            value = list(value or [])
            ok = all(choice in known for choice in value)
        else:
            value = _typed(value)
            ok = len(value) <= _SHORT.get(column, LONGEST)
            if column == "they_know" and value:
                ok = value in {o.id for o in words.options_of(question, "knows")}
        if not ok:
            raise BadValue
        cleaned[column] = value
    return cleaned


def _typed(value: object) -> str:
    """Return a text as it was typed: a form sends each line break as two signs."""
    return str(value or "").replace("\r\n", "\n").strip()


def _stored(task: ChangeTask, question: str) -> dict[str, Any]:
    if question == "obstacle":
        found = words.obstacle_of(task)
        return {"words": found.words, "codes": list(found.codes), "plan": found.counter_plan}
    return {column: getattr(task, column) for column in words.COLUMNS[question]}


def _as_text(values: Mapping[str, Any]) -> str:
    parts = []
    for value in values.values():
        parts.append(", ".join(map(str, value)) if isinstance(value, list) else str(value or ""))
    return "\n".join(part for part in parts if part)


def _check_draft(task: ChangeTask) -> None:
    if not task.is_draft or task.closed_at is not None:
        raise AlreadyTakenHome


def _check_revision(
    task: ChangeTask, question: str, stored: Mapping[str, Any], revision: int | None
) -> None:
    """Raise TaskConflict when this answer was saved elsewhere after `revision` was read."""
    if revision is not None and task.saved_in.get(question, 0) > revision:
        raise TaskConflict(_as_text(stored), task.revision)


@transaction.atomic
def save_answer(
    task: ChangeTask,
    *,
    by: Participation,
    question: str,
    values: Mapping[str, Any],
    revision: int | None = None,
) -> ChangeTask:
    """Save one answer of a draft: private, as often as its owner types.

    `question` is an id of change_task.yaml; `values` are its columns (`obstacle`: words,
    codes, plan). `revision` is the task's when the form was read; None saves regardless.
    Saving what stands already changes nothing. Audit gets field, length and digest.
    Raises NotYours, AlreadyTakenHome, BadValue, TaskConflict.
    Source: DOMAIN, principles 2, 3.
    """
    row = own_locked(task, by)
    _check_draft(row)
    cleaned = _clean_obstacle(values) if question == "obstacle" else clean_values(question, values)
    stored = _stored(row, question)
    if cleaned == stored:
        return row
    _check_revision(row, question, stored, revision)
    columns: list[str] = []
    if question == "obstacle":
        _replace_obstacle(row, cleaned)
    else:
        for column, value in cleaned.items():
            setattr(row, column, value)
            columns.append(column)
    _touch(row, question, columns)
    log(row, "saved", by, field=question, text=_as_text(cleaned))
    return row


def _touch(row: ChangeTask, question: str, columns: list[str]) -> None:
    row.revision += 1
    row.saved_in = {**row.saved_in, question: row.revision}
    row.saved_at = now()
    row.save(update_fields=[*columns, "revision", "saved_in", "saved_at"])


def _clean_obstacle(values: Mapping[str, Any]) -> dict[str, Any]:
    said = _typed(values.get("words"))
    plan = _typed(values.get("plan"))
    chosen = set(values.get("codes") or [])
    if chosen - set(ObstacleCode.values) or max(len(said), len(plan)) > LONGEST:
        raise BadValue
    return {
        "words": said,
        "codes": [code for code in ObstacleCode.values if code in chosen],
        "plan": plan,
    }


def _replace_obstacle(row: ChangeTask, cleaned: Mapping[str, Any]) -> None:
    row.obstacles.all().delete()
    if not any(cleaned.values()):
        return
    Obstacle.objects.bulk_create(
        Obstacle(task=row, words=cleaned["words"], code=code, counter_plan=cleaned["plan"])
        for code in cleaned["codes"] or [""]
    )


@transaction.atomic
def set_visibility(
    task: ChangeTask,
    *,
    by: Participation,
    chosen: set[Visibility],
    leader_name: str = "",
    leader_email: str = "",
    revision: int | None = None,
) -> ChangeTask:
    """Tick who may see the words; nothing ticked is "only me", and that is a choice too.

    May be changed at any time, also after the task has gone home. Raises NotYours,
    TaskConflict. Source: DOMAIN, "Visibility".
    """
    row = own_locked(task, by)
    before = {v.value: getattr(row, f"seen_by_{v.value}") for v in Visibility}
    if row.visibility_chosen:
        shown = {"visibility": words.visibility_names(frozenset(chosen))}
        if {v.value for v in chosen} != {name for name, on in before.items() if on}:
            _check_revision(row, "visibility", shown, revision)
    for one in Visibility:
        setattr(row, f"seen_by_{one.value}", one in chosen)
    row.visibility_chosen = True
    named = leader_name.strip()[:120], leader_email.strip()
    if named != (row.leader_name, row.leader_email):
        row.leader_asked_at = None  # another leader, or another address: nobody has been asked
    row.leader_name, row.leader_email = named
    columns = [f"seen_by_{v.value}" for v in Visibility]
    columns += ["visibility_chosen", "leader_name", "leader_email", "leader_asked_at"]
    _touch(row, "visibility", columns)
    names = ",".join(sorted(v.value for v in chosen)) or "only_me"
    log(row, "shown_to", by, field=f"visibility:{names}")
    return row


@transaction.atomic
def pick_up_origin(task: ChangeTask, *, by: Participation, kind: OriginKind, pk: int) -> ChangeTask:
    """Copy one of the owner's own notes into the draft as a start, and keep where it came from.

    Never overwrites: what is written already stands first. Raises NotYours for a note that
    is not the owner's, AlreadyTakenHome.
    """
    row = own_locked(task, by)
    _check_draft(row)
    source = next(
        (s for s in own_sources(row.participation) if s.kind == kind and s.pk == pk), None
    )
    if source is None:
        raise NotYours
    if source.text not in row.change:
        row.change = "\n".join(part for part in (row.change, source.text) if part)[:LONGEST]
    row.origin_kind = source.kind
    row.origin_pk = source.pk
    row.origin_label = source.label[:ORIGIN_LABEL_LENGTH]
    _touch(row, "change", ["change", "origin_kind", "origin_pk", "origin_label"])
    log(row, "picked_up", by, field="change", text=row.change)
    return row


@transaction.atomic
def commit(
    task: ChangeTask,
    *,
    by: Participation,
    institution_name: str = "",
    mail_me: bool = False,
    my_own_words: bool = False,
) -> ChangeTask:
    """Take a task home: freeze the words as version 1 and make the dates of the year.

    Twice is once. `institution_name` is where the owner works, when we don't know it yet.
    `my_own_words`: the owner says so of a paper form a helper typed in. `mail_me` sends the
    words to the owner now. A "not now" is withdrawn. Raises NotYours, NotWhole.
    Source: DOMAIN, principles 4, 5; "Invariants".
    """
    row = own_locked(task, by)
    if not row.is_draft:
        return row
    missing = missing_answers(row)
    _set_institution(row, institution_name)
    if row.institution_id is None:
        missing.append("institution")
    if not row.owner_confirmed:
        if my_own_words:
            confirm_paper(row, by=by)
            row.owner_confirmed = True
        else:
            missing.append("own_words")
    if missing or row.closed_at is not None:
        raise NotWhole(missing)
    moment = now()
    row.state = TaskState.COMMITTED
    row.committed_at = row.state_at = moment
    row.save(update_fields=["state", "committed_at", "state_at", "institution", "owner_confirmed"])
    Version.objects.create(task=row, number=1, words=words.snapshot(row))
    _make_follow_ups(row)
    NotNow.objects.filter(participation=row.participation, withdrawn_at=None).update(
        withdrawn_at=moment
    )
    log(row, "committed", by)
    tell_counts(row.participation.seminar)
    emit(row.participation.topic, "task", {"task": row.pk})
    if mail_me:
        mail_own_words(row, by=by)
    return row


def _set_institution(row: ChangeTask, name: str) -> None:
    owner = row.participation
    if row.institution_id is not None:
        return
    if owner.institution_id is None and name.strip():
        institution, _created = Institution.objects.get_or_create(
            organiser=owner.seminar.organiser, name=name.strip()[:160]
        )
        owner.institution = institution
        owner.save(update_fields=["institution"])
    row.institution_id = owner.institution_id


def _make_follow_ups(row: ChangeTask) -> None:
    zone = row.participation.seminar.time_zone
    FollowUp.objects.bulk_create(
        FollowUp(task=row, kind=kind, due_at=morning(day, zone))
        for kind, day in due_dates(today(zone)).items()
    )


@transaction.atomic
def mail_own_words(task: ChangeTask, *, by: Participation) -> bool:
    """Send the owner the words as they went home, now, because they asked; say if it could be.

    Mail that was asked for: outside silence and the yearly count.
    """
    row = own_locked(task, by)
    owner = row.participation
    frozen = row.versions.filter(number=1).first()
    if not owner.user.mail_to or frozen is None:
        return False
    language = language_of(owner)
    with translation.override(language):
        lines = [f"{answer.label}:\n{answer.text}" for answer in words.answers_in(frozen.words)]
        subject = _("Your own words")
        action = _("Open your page")
        hello = _("Hello, %(name)s. This is what you took home.") % {"name": owner.user.first_name}
    queue_text(
        kind="own_words",
        scope=owner.seminar.scope,
        person_id=owner.user_id,
        to=owner.user.mail_to,
        to_name=owner.user.name,
        subject=subject,
        text="\n\n".join([hello, *lines]),
        action=(action, reverse("commitments:home", args=[owner.seminar.slug, row.pk])),
        language=language,
        from_name=owner.seminar.organiser.sender_name,
        reply_to=owner.seminar.organiser.reply_to,
        footer=None,
        asked_for=True,
    )
    return True


@transaction.atomic
def reword(
    task: ChangeTask, *, by: Participation, values: Mapping[str, Mapping[str, Any]]
) -> Version:
    """Write a task that has gone home anew: one more version; the first words stay.

    `values`: question → its columns, only what changes. Returns the new version, or the
    last one when nothing differs. Raises NotYours, NotWhole, BadValue.
    Source: DOMAIN, principle 5.
    """
    row = own_locked(task, by)
    if row.is_draft or row.closed_at is not None:
        raise AlreadyTakenHome if row.closed_at else NotWhole(missing_answers(row))
    columns: list[str] = []
    for question, said in values.items():
        if question == "obstacle":
            _replace_obstacle(row, _clean_obstacle(said))
            continue
        for column, value in clean_values(question, said).items():
            setattr(row, column, value)
            columns.append(column)
    missing = [m for m in missing_answers(row) if m != "visibility"]
    if missing:
        raise NotWhole(missing)
    last = row.versions.order_by("-number")[0]
    fresh = words.snapshot(row)
    if fresh == last.words:
        return last
    row.revision += 1
    row.saved_at = now()
    row.save(update_fields=[*columns, "revision", "saved_at"])
    version = Version.objects.create(task=row, number=last.number + 1, words=fresh)
    for change in values:
        log(row, "reworded", by, field=change, text=_as_text(values[change]))
    return version


@transaction.atomic
def not_now(participation: Participation, *, reason: str = "", shared: bool = False) -> NotNow:
    """Say "not now": a full answer. The reason is private unless shared.

    Said again it replaces reason and sharing; taking a task home withdraws it.
    Source: DOMAIN, principle 4.
    """
    row, _created = NotNow.objects.update_or_create(
        participation=participation,
        defaults={
            "reason": reason.strip()[:LONGEST],
            "shared": shared and bool(reason.strip()),
            "at": now(),
            "withdrawn_at": None,
        },
    )
    seminar = participation.seminar
    record(
        scope=seminar.scope,
        actor_id=participation.user_id,
        actor=participation.user.name,
        action="commitments.not_now",
        obj=row,
        field="reason",
        text=row.reason,
    )
    tell_counts(seminar)
    return row


@transaction.atomic
def type_in_paper(
    owner: Participation, *, helper: Participation, values: Mapping[str, Mapping[str, Any]]
) -> ChangeTask:
    """Type in what somebody wrote on paper. A draft of theirs; it counts when they say so.

    `values` as in `reword`. The helper leads the seminar, and can't read it again. Audit
    keeps the helper's hand. Raises NotYours, TooMany, BadValue.
    Source: DOMAIN, principle 2.
    """
    if not helper.leads or helper.seminar_id != owner.seminar_id or helper.removed_at:
        raise NotYours
    open_tasks = ChangeTask.objects.filter(participation=owner, closed_at=None).exclude(
        state=TaskState.PUT_ASIDE
    )
    if open_tasks.count() >= MOST_TASKS:
        raise TooMany
    task = ChangeTask(
        participation=owner,
        institution=owner.institution,
        typed_by=helper,
        owner_confirmed=False,
        revision=2,
    )
    for question, said in values.items():
        if question == "obstacle":
            continue
        for column, value in clean_values(question, said).items():
            setattr(task, column, value)
    task.save()
    if "obstacle" in values:
        _replace_obstacle(task, _clean_obstacle(values["obstacle"]))
    for question, said in values.items():
        log(task, "typed_in", helper, field=question, text=_as_text(said), hand="helper")
    emit(owner.topic, "task", {"task": task.pk})
    if owner.user.mail_to and task.change:
        link = reverse("commitments:review", args=[owner.seminar.slug, task.pk])
        in_it = {"own_words": task.change, "action_link": link}
        queue(**letter_to(owner, "paper_confirm", in_it))
    return task


@transaction.atomic
def type_in_own_paper(
    owner: Participation, *, values: Mapping[str, Mapping[str, Any]]
) -> ChangeTask:
    """Type in what one wrote oneself on paper: a draft like any other, never over another one.

    `values` as in `reword`; what was left empty is not there. Raises TooMany, BadValue.
    """
    task = start_draft(owner)
    for question, said in values.items():
        task = save_answer(task, by=owner, question=question, values=said)
    return task


@transaction.atomic
def confirm_paper(task: ChangeTask, *, by: Participation) -> ChangeTask:
    """Say that what a helper typed in are one's own words; until then it does not count."""
    row = own_locked(task, by)
    if not row.owner_confirmed:
        row.owner_confirmed = True
        row.save(update_fields=["owner_confirmed"])
        log(row, "confirmed_paper", by)
    return row
