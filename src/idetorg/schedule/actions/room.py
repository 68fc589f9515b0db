"""Move the room. The current step decides what everybody sees."""

from datetime import datetime

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.errors import Refused
from idetorg.core.time import now
from idetorg.live.actions import emit
from idetorg.schedule.models import RoomPosition, Step
from idetorg.schedule.queries import Timeline, timeline
from idetorg.seminars.activities import activity_for
from idetorg.seminars.models import Participation, Seminar


@transaction.atomic
def move_next(seminar: Seminar, *, by: Participation, seen_version: int) -> RoomPosition:
    """Move to the next phase or step; after the last step the seminar is finished.

    `seen_version` is the position the presser saw: pressing twice, or two people pressing
    at once, moves once. Writes audit and one `step` event to everyone.
    """
    place = _locked(seminar)
    if place.version != seen_version or place.finished_at is not None:
        return place
    line = timeline(seminar)
    moment = line.moment_of(place.step_id)
    if moment is not None:
        names = [phase.name for phase in activity_for(moment.step.kind).phases]
        if place.phase in names[:-1]:
            return _arrive(place, moment.step, names[names.index(place.phase) + 1], by=by)
    following = line.after(moment)
    if following is None:
        return finish(seminar, by=by)
    return _arrive(place, following.step, _first_phase(following.step), by=by)


@transaction.atomic
def move_back(seminar: Seminar, *, by: Participation, seen_version: int) -> RoomPosition:
    """Move to the phase or step before; the first step stays the first."""
    place = _locked(seminar)
    if place.version != seen_version:
        return place
    line = timeline(seminar)
    if place.finished_at and place.step is not None:
        return _arrive(place, place.step, place.phase, by=by)
    moment = line.moment_of(place.step_id)
    if moment is None:
        return place
    names = [phase.name for phase in activity_for(moment.step.kind).phases]
    if place.phase in names[1:]:
        return _arrive(place, moment.step, names[names.index(place.phase) - 1], by=by)
    earlier = line.before(moment)
    if earlier is None:
        return place
    phases = activity_for(earlier.step.kind).phases
    return _arrive(place, earlier.step, phases[-1].name if phases else "", by=by)


@transaction.atomic
def jump_to(
    seminar: Seminar, step_pk: int, *, by: Participation | None, phase: str = ""
) -> RoomPosition:
    """Move straight to a step of this seminar; raises Refused for a step that is not in it."""
    line: Timeline = timeline(seminar)
    moment = line.moment_of(step_pk)
    if moment is None:
        raise Refused
    return _arrive(_locked(seminar), moment.step, phase or _first_phase(moment.step), by=by)


@transaction.atomic
def add_minutes(seminar: Seminar, minutes: int, *, by: Participation) -> RoomPosition:
    """Give the current phase more minutes (1–60); the plan itself is not changed."""
    place = _locked(seminar)
    place.extra_minutes += max(1, min(minutes, 60))
    place.version += 1
    place.save(update_fields=["extra_minutes", "version"])
    _tell(place, by=by, action="extra_minutes")
    return place


@transaction.atomic
def finish(
    seminar: Seminar,
    *,
    by: Participation | None,
    at: datetime | None = None,
    seen_version: int | None = None,
) -> RoomPosition:
    """The bus has left: nothing is current any more.

    `by` is None when nobody pressed and the plan has long ended (`at`); then it ends only
    the room that was seen, not one somebody has moved since.
    """
    place = _locked(seminar)
    if seen_version is not None and place.version != seen_version:
        return place
    _close(seminar, place.step)
    place.finished_at = at or now()
    place.version += 1
    place.save(update_fields=["finished_at", "version"])
    _tell(place, by=by, action="finish")
    return place


def _locked(seminar: Seminar) -> RoomPosition:
    row, _made = RoomPosition.objects.get_or_create(seminar=seminar)
    return RoomPosition.objects.select_for_update().get(pk=row.pk)


def _first_phase(step: Step) -> str:
    phases = activity_for(step.kind).phases
    return phases[0].name if phases else ""


def _close(seminar: Seminar, step: Step | None) -> None:
    closes = activity_for(step.kind).closes if step is not None else None
    if step is not None and closes is not None:
        closes(seminar, step)


def _arrive(
    place: RoomPosition, step: Step, phase: str, *, by: Participation | None
) -> RoomPosition:
    seminar = place.seminar
    activity = activity_for(step.kind)
    if place.step_id != step.pk:
        _close(seminar, place.step)
        if activity.opens is not None:
            activity.opens(seminar, step)
    if activity.moves is not None:
        activity.moves(seminar, step, phase)
    place.step = step
    place.phase = phase
    place.since = now()
    place.extra_minutes = 0
    place.finished_at = None
    place.version += 1
    place.save()
    _tell(place, by=by, action="move")
    return place


def _tell(place: RoomPosition, *, by: Participation | None, action: str) -> None:
    seminar = place.seminar
    record(
        scope=seminar.scope,
        actor_id=by.user_id if by else None,
        action=f"room_{action}",
        obj=place,
        hand="self" if by else "system",
    )
    emit(
        seminar.topic_all,
        "step",
        {"step": place.step_id, "phase": place.phase, "version": place.version},
    )
