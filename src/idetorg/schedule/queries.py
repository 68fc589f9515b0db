"""Reads of the programme: the timeline of steps, and where the room is on it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from idetorg.core.time import now
from idetorg.schedule.models import RoomPosition, ScheduleItem, Step
from idetorg.schedule.rules import is_quiet
from idetorg.seminars.activities import Phase, activity_for
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar


@dataclass(frozen=True)
class Moment:
    """A step with its planned times. `index` counts from 0 through the whole seminar."""

    index: int
    step: Step
    item: ScheduleItem
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Day:
    """One day of the programme, in the seminar's zone."""

    date: date
    items: list[ScheduleItem]


@dataclass
class Timeline:
    """All items and steps of a seminar in order, read in three statements."""

    seminar: Seminar
    items: list[ScheduleItem]
    moments: list[Moment] = field(default_factory=list)

    @cached_property
    def days(self) -> list[Day]:
        """The items by day, days without items left out."""
        found: dict[date, list[ScheduleItem]] = {}
        for item in self.items:
            found.setdefault(item.day, []).append(item)
        return [Day(day, items) for day, items in sorted(found.items())]

    @property
    def ends_at(self) -> datetime | None:
        """When the plan ends; None without a programme."""
        stated = [item.ends_at or item.starts_at for item in self.items]
        return max([*stated, *(moment.ends_at for moment in self.moments)], default=None)

    def moment_of(self, step_pk: int | None) -> Moment | None:
        """Return a step's moment, or None for a step that is gone."""
        return next((m for m in self.moments if m.step.pk == step_pk), None)

    def after(self, moment: Moment | None) -> Moment | None:
        """Return the next moment; the first one when the room has not begun."""
        index = 0 if moment is None else moment.index + 1
        return self.moments[index] if index < len(self.moments) else None

    def before(self, moment: Moment | None) -> Moment | None:
        """Return the moment before, or None."""
        return self.moments[moment.index - 1] if moment is not None and moment.index else None

    def item_after(self, item: ScheduleItem) -> ScheduleItem | None:
        """Return the printed item that comes next on the same day."""
        later = [i for i in self.items if i.day == item.day and i.starts_at > item.starts_at]
        return min(later, key=lambda i: (i.starts_at, i.position), default=None)


def timeline(seminar: Seminar) -> Timeline:
    """Return items, leaders and steps in order: three statements whatever the size."""
    items = list(
        ScheduleItem.objects.filter(seminar=seminar)
        .prefetch_related("leaders", "steps")
        .order_by("starts_at", "position")
    )
    line = Timeline(seminar, items)
    for item in items:
        start = item.starts_at
        for step in sorted(item.steps.all(), key=lambda s: s.position):
            end = start + timedelta(minutes=step.minutes)
            line.moments.append(Moment(len(line.moments), step, item, start, end))
            start = end
    return line


def position(seminar: Seminar) -> RoomPosition:
    """Return where the room is; a fresh unsaved row before anyone pressed *next*."""
    row = RoomPosition.objects.select_related("step__item").filter(seminar=seminar).first()
    return row or RoomPosition(seminar=seminar, step=None)


def current_step(seminar: Seminar) -> Step | None:
    """Return the step the room is in, or None before the start and after the end."""
    row = position(seminar)
    return None if row.finished_at else row.step


def is_current(seminar: Seminar, kind: str) -> bool:
    """Tell whether the room is in a step of this kind now."""
    step = current_step(seminar)
    return step is not None and step.kind == kind


def is_quiet_now(scope: str, moment: datetime) -> bool:
    """Tell whether a seminar (by its scope key) sits in a meal or break: mail waits then.

    Only on the day itself: a room left standing in a break does not keep mail back for weeks.
    """
    number = scope.removeprefix("s")
    if not number.isdigit():
        return False
    row = (
        RoomPosition.objects.filter(seminar_id=int(number), finished_at=None)
        .select_related("step")
        .first()
    )
    if row is None or row.step is None or moment - row.since > timedelta(hours=3):
        return False
    return is_quiet(row.step.kind)


@dataclass(frozen=True)
class RoomNow:
    """What everybody may know about now. Times are aware; minutes are whole."""

    seminar: Seminar
    line: Timeline
    place: RoomPosition
    moment: Moment | None  # None before the start and after the end
    phase: Phase | None
    until: datetime | None  # when the plan (and "five more minutes") ends this phase
    at: datetime

    @property
    def state(self) -> str:
        """`before`, `running` or `after`."""
        if self.place.finished_at:
            return "after"
        return "running" if self.moment else "before"

    @property
    def is_opening(self) -> bool:
        """The room is at the seminar's first talk: the welcome."""
        talks = (m for m in self.line.moments if m.step.kind == StepKind.TALK)
        first = next(talks, None)
        return (
            self.moment is not None and first is not None and first.step.pk == self.moment.step.pk
        )

    @property
    def minutes_left(self) -> int:
        """Whole minutes until the phase should end; negative when over time."""
        if self.until is None:
            return 0
        return round((self.until - self.at).total_seconds() / 60)

    @property
    def minutes_ahead(self) -> int:
        """How far the room is ahead of the plan (negative: behind), from when it came here."""
        if self.moment is None:
            return 0
        planned, _end = phase_times(self.moment, self.place.phase)
        return round((planned - self.place.since).total_seconds() / 60)

    @property
    def back_at(self) -> datetime | None:
        """In a break: when the next step starts."""
        following = self.line.after(self.moment)
        if self.moment is None:
            return None
        return following.starts_at if following else self.moment.ends_at

    @property
    def following(self) -> Moment | None:
        """The step that comes after this one."""
        return self.line.after(self.moment)

    @property
    def day(self) -> date:
        """The day of the current item, or today in the seminar's zone."""
        if self.moment:
            return self.moment.item.day
        return self.at.astimezone(ZoneInfo(self.seminar.time_zone)).date()

    def day_items(self) -> list[tuple[ScheduleItem, str]]:
        """Return the current day's printed items with `past`, `now` or `next`."""
        current = self.moment.item if self.moment else None
        rows = []
        for item in (i for i in self.line.items if i.day == self.day):
            if current is None:
                is_past = bool(self.place.finished_at)
            else:
                is_past = (item.starts_at, item.position) < (current.starts_at, current.position)
            state = "now" if current and item.pk == current.pk else "past" if is_past else "next"
            rows.append((item, state))
        return rows


def phase_times(moment: Moment, phase_name: str) -> tuple[datetime, datetime]:
    """Return planned start and end of a phase: the step's minutes divided by the shares."""
    phases = activity_for(moment.step.kind).phases
    names = [phase.name for phase in phases]
    if phase_name not in names:
        return moment.starts_at, moment.ends_at
    total = sum(phase.share for phase in phases)
    index = names.index(phase_name)
    before = sum(phase.share for phase in phases[:index])
    span = moment.ends_at - moment.starts_at

    def at(share: int) -> datetime:
        minutes = round(span.total_seconds() / 60 * share / total)
        return moment.starts_at + timedelta(minutes=minutes)

    return at(before), at(before + phases[index].share)


def room_now(seminar: Seminar) -> RoomNow:
    """Return the room's now: four statements."""
    line = timeline(seminar)
    place = position(seminar)
    moment = None if place.finished_at else line.moment_of(place.step_id)
    phase = None
    until = None
    if moment is not None:
        phases = activity_for(moment.step.kind).phases
        phase = next((p for p in phases if p.name == place.phase), None)
        _start, until = phase_times(moment, place.phase)
        until += timedelta(minutes=place.extra_minutes)
    return RoomNow(seminar, line, place, moment, phase, until, now())
