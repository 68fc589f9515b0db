"""Deeds of the rooms. Members write; the facilitator asks, never answers."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.grouping.models import Group
from idetorg.live.actions import emit
from idetorg.rooms.errors import NoSource, NoWords, SheetConflict
from idetorg.rooms.models import (
    CheckIn,
    FacilitatorQuestion,
    GroupSheet,
    Harvest,
    MethodChoice,
    OrganiserRequest,
    PrivateLine,
    Remark,
    SpeakerRequest,
    Thread,
    ThreadCorrection,
    ThreadSource,
)
from idetorg.rooms.rules import (
    HARVEST_FIELDS,
    LONGEST_FIELD,
    SHEET_FIELDS,
    clean_question,
    clean_words,
)
from idetorg.schedule.models import Step
from idetorg.seminars.activities import DigestRow
from idetorg.seminars.models import Participation, Seminar


def ensure_sheet(group: Group) -> GroupSheet:
    """Return the group's sheet, made at need."""
    sheet, _made = GroupSheet.objects.get_or_create(group=group)
    return sheet


def ensure_harvest(group: Group) -> Harvest:
    """Return the group's three lines, made at need."""
    harvest, _made = Harvest.objects.get_or_create(group=group)
    return harvest


def _save_field(
    row: GroupSheet | Harvest, field: str, text: str, *, version: int, by: Participation
) -> int:
    """Store one field of a shared page and return its new version.

    Raises SheetConflict with their words when somebody else saved the field after `version`.
    A repeat of what stands already is harmless.
    """
    model = type(row)
    fresh = model.objects.select_for_update().select_related("group").get(pk=row.pk)
    current = int(fresh.versions.get(field, 0))
    words = text.replace("\x00", "")
    if getattr(fresh, field) == words:
        return current
    if version != current:
        raise SheetConflict(getattr(fresh, field), current)
    setattr(fresh, field, words)
    fresh.versions = {**fresh.versions, field: current + 1}
    fresh.saved_at = now()
    if isinstance(fresh, GroupSheet):
        fresh.saved_by = by
    fresh.save()
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action=f"{model._meta.model_name}_saved",
        obj=fresh,
        field=field,
        text=words,
    )
    emit(by.seminar.topic_leaders, "sheet", {"group": fresh.group_id})
    emit(fresh.group.topic, "sheet", {"field": field, "version": current + 1})
    return current + 1


@transaction.atomic
def save_sheet(sheet: GroupSheet, field: str, text: str, *, version: int, by: Participation) -> int:
    """Store one field a member wrote on the shared sheet; see `_save_field`."""
    if field not in SHEET_FIELDS:
        raise NoWords
    return _save_field(sheet, field, text[:LONGEST_FIELD], version=version, by=by)


@transaction.atomic
def save_harvest(
    harvest: Harvest, field: str, text: str, *, version: int, by: Participation
) -> int:
    """Store one of the group's three lines; see `_save_field`."""
    if field not in HARVEST_FIELDS:
        raise NoWords
    return _save_field(harvest, field, " ".join(text.split())[:300], version=version, by=by)


@transaction.atomic
def save_private_line(group: Group, text: str, *, by: Participation) -> PrivateLine:
    """Store a member's own line. It is emitted to nobody and read by nobody else."""
    line, _made = PrivateLine.objects.get_or_create(group=group, participation=by)
    line.text = text.replace("\x00", "")[:LONGEST_FIELD]
    line.saved_at = now()
    line.save(update_fields=["text", "saved_at"])
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action="private_line_saved",
        obj=line,
        field="text",
        text=line.text,
    )
    return line


@transaction.atomic
def choose_method(group: Group, card: str, *, by: Participation) -> MethodChoice:
    """Let the group work by a method card; choosing again replaces it."""
    choice, _made = MethodChoice.objects.update_or_create(
        group=group, defaults={"card": card, "chosen_by": by, "started_at": now()}
    )
    record(scope=by.seminar.scope, actor_id=by.user_id, action="method_chosen", obj=choice)
    emit(group.topic, "sheet")
    return choice


@transaction.atomic
def ask_group(group: Group, text: str, *, by: Participation) -> FacilitatorQuestion:
    """Send a group a question; raises NotAQuestion for anything else."""
    question = FacilitatorQuestion.objects.create(
        group=group, asked_by=by, text=clean_question(text), asked_at=now()
    )
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action="question_asked",
        obj=question,
        field="text",
        text=question.text,
    )
    emit(group.topic, "sheet")
    return question


@transaction.atomic
def check_in(step: Step, word: str, *, shared: bool, by: Participation) -> CheckIn:
    """Store a morning word; private unless shared."""
    row, _made = CheckIn.objects.update_or_create(
        participation=by, step=step, defaults={"word": clean_words(word, 80), "shared": shared}
    )
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action="check_in",
        obj=row,
        field="word",
        text=row.word,
    )
    if shared:
        emit(by.seminar.topic_all, "check_in")
    return row


@transaction.atomic
def make_thread(
    seminar: Seminar, text: str, *, sources: Sequence[DigestRow], by: Participation
) -> Thread:
    """Make a thread from picked notes; raises NoSource or NoWords.

    The words of each note are kept as they were when picked.
    """
    words = clean_words(text, 240)
    if not sources:
        raise NoSource
    last = seminar.threads.aggregate(last=Max("position"))["last"] or 0
    thread = Thread.objects.create(seminar=seminar, text=words, position=last + 1, made_by=by)
    ThreadSource.objects.bulk_create(
        ThreadSource(
            thread=thread,
            source_kind=row.source_kind,
            source_pk=row.source_pk,
            words=row.text,
            group_id=row.group_pk,
            problem_id=row.source_pk if row.source_kind == "problem" else None,
        )
        for row in sources
    )
    _thread_told(thread, by=by, action="thread_made")
    return thread


@transaction.atomic
def reword_thread(thread: Thread, text: str, *, by: Participation) -> None:
    """Change a thread's words, for instance to take a correction in."""
    thread.text = clean_words(text, 240)
    thread.save(update_fields=["text"])
    _thread_told(thread, by=by, action="thread_reworded")


@transaction.atomic
def move_thread(thread: Thread, *, up: bool, by: Participation) -> None:
    """Change places with the neighbour above or below."""
    rows = list(thread.seminar.threads.order_by("position", "pk"))
    index = [row.pk for row in rows].index(thread.pk)
    other = index - 1 if up else index + 1
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
    for position, row in enumerate(rows, start=1):
        Thread.objects.filter(pk=row.pk).update(position=position)
    _thread_told(thread, by=by, action="thread_moved")


@transaction.atomic
def remove_thread(thread: Thread, *, by: Participation) -> None:
    """Take a thread away; its source notes stay where they are."""
    _thread_told(thread, by=by, action="thread_removed")
    thread.delete()


@transaction.atomic
def show_threads(seminar: Seminar, *, final: bool, by: Participation) -> int:
    """Show the threads so that members can correct them, or make them final."""
    state = Thread.State.FINAL if final else Thread.State.SHOWN
    count = seminar.threads.exclude(state=state).update(state=state)
    record(scope=seminar.scope, actor_id=by.user_id, action=f"threads_{state}", obj=seminar)
    emit(seminar.topic_all, "threads")
    return count


@transaction.atomic
def correct_thread(thread: Thread, text: str, *, by: Participation) -> ThreadCorrection:
    """Say a thread in other words; the facilitator sees it."""
    correction = ThreadCorrection.objects.create(
        thread=thread, participation=by, text=clean_words(text, 240)
    )
    record(
        scope=thread.seminar.scope,
        actor_id=by.user_id,
        action="thread_corrected",
        obj=correction,
        field="text",
        text=correction.text,
    )
    emit(thread.seminar.topic_leaders, "threads")
    return correction


@transaction.atomic
def settle_correction(correction: ThreadCorrection, *, take_in: bool, by: Participation) -> None:
    """Take a member's words in as the thread's, or note that it was talked about."""
    state = ThreadCorrection.State
    correction.state = state.TAKEN_IN if take_in else state.TALKED
    correction.save(update_fields=["state"])
    if take_in:
        reword_thread(correction.thread, correction.text, by=by)
    emit(correction.thread.seminar.topic_leaders, "threads")


@transaction.atomic
def show_harvest(seminar: Seminar, group: Group | None, *, by: Participation) -> None:
    """Put one group's three lines on the big screen, or none."""
    Harvest.objects.filter(group__market__seminar=seminar, shown=True).update(shown=False)
    if group is not None:
        Harvest.objects.filter(pk=ensure_harvest(group).pk).update(shown=True)
    emit(seminar.topic_all, "harvest")


@transaction.atomic
def raise_hand(seminar: Seminar, *, by: Participation) -> SpeakerRequest:
    """Put a hand up; one hand a person."""
    row, made = SpeakerRequest.objects.get_or_create(
        seminar=seminar, participation=by, done_at=None
    )
    if made:
        emit(seminar.topic_leaders, "hands")
        emit(by.topic, "hands")
    return row


@transaction.atomic
def lower_hand(seminar: Seminar, person: Participation) -> None:
    """Take a hand down: after speaking, or because it was said already."""
    SpeakerRequest.objects.filter(seminar=seminar, participation=person, done_at=None).update(
        done_at=now()
    )
    emit(seminar.topic_leaders, "hands")
    emit(person.topic, "hands")


@transaction.atomic
def log_remark(
    seminar: Seminar,
    *,
    kind: str,
    text: str,
    role: str,
    has_consent: bool,
    step: Step | None,
    by: Participation,
) -> Remark:
    """Keep what people said (quoted only with consent) or showed. By role, never by name."""
    remark = Remark.objects.create(
        seminar=seminar,
        step=step,
        kind=kind,
        text=clean_words(text, 1000),
        role=" ".join(role.split())[:120],
        has_consent=has_consent,
        written_by=by,
        at=now(),
    )
    record(
        scope=seminar.scope,
        actor_id=by.user_id,
        action="remark_logged",
        obj=remark,
        field="text",
        text=remark.text,
    )
    emit(seminar.topic_leaders, "log")
    return remark


@transaction.atomic
def add_request(
    seminar: Seminar,
    text: str,
    *,
    owner_name: str = "",
    due_on: date | None = None,
    group: Group | None = None,
    by: Participation,
) -> OrganiserRequest:
    """Keep what the plenary asks of the organiser, with an owner and a date."""
    row = OrganiserRequest.objects.create(
        seminar=seminar,
        group=group,
        text=clean_words(text, 300),
        owner_name=" ".join(owner_name.split())[:120],
        due_on=due_on,
        at=now(),
    )
    record(scope=seminar.scope, actor_id=by.user_id, action="request_added", obj=row)
    emit(seminar.topic_leaders, "log")
    return row


@transaction.atomic
def settle_request(row: OrganiserRequest, *, done: bool, by: Participation) -> None:
    """Tick a request off, or open it again."""
    row.done_at = now() if done else None
    row.save(update_fields=["done_at"])
    record(scope=row.seminar.scope, actor_id=by.user_id, action="request_settled", obj=row)


def _thread_told(thread: Thread, *, by: Participation, action: str) -> None:
    record(
        scope=thread.seminar.scope,
        actor_id=by.user_id,
        action=action,
        obj=thread,
        field="text",
        text=thread.text,
    )
    emit(thread.seminar.topic_leaders, "threads")
    if thread.state != Thread.State.PICKED:
        emit(thread.seminar.topic_all, "threads")
