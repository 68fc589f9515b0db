"""Paste, correct, undo and publish a programme."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.live.actions import emit
from idetorg.schedule.errors import NoProgramme, StepInUse, TextTooLarge, UnderWay
from idetorg.schedule.models import (
    ItemLeader,
    ProgrammeText,
    RoomPosition,
    ScheduleItem,
    Step,
)
from idetorg.schedule.reader import Item as ReadItem
from idetorg.schedule.reader import Programme, read_programme
from idetorg.schedule.steps import StepProposal, propose_for_programme, propose_steps
from idetorg.seminars.enums import SeminarState
from idetorg.seminars.models import Participation, Seminar

LONGEST_TEXT = 1_000_000
MOST_UNDO = 20
OPEN_END_MINUTES = 60  # an item without an end and without a next: long enough to be in


@dataclass(frozen=True)
class StepWords:
    """A step as the organiser wrote it in the form."""

    kind: str
    minutes: int
    title: str = ""
    variant: str = ""
    proposed: bool = False


@dataclass(frozen=True)
class ItemWords:
    """An item as the organiser wrote it in the form; times are local clock times."""

    day: date
    start: time
    end: time | None
    title: str
    kind: str
    leaders: tuple[str, ...] = ()
    place: str = ""
    description: str = ""
    aim: str = ""
    steps: tuple[StepWords, ...] = ()


@transaction.atomic
def read_text(seminar: Seminar, text: str, *, by: Participation) -> ProgrammeText:
    """Keep the pasted text, read it, and lay out its items in place of the old ones.

    The old items can be had back by `undo`. Raises TextTooLarge, NoProgramme, or UnderWay
    when the room is moving by the programme already. Nothing is sent to anyone.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLarge
    if RoomPosition.objects.filter(seminar=seminar, step__isnull=False).exists():
        raise UnderWay
    year = seminar.starts_on.year if seminar.starts_on else now().year
    # A NUL can't be stored in PostgreSQL, and never belongs to a programme.
    programme = read_programme(text.replace("\x00", ""), default_year=year)
    if not any(day.items for day in programme.days):
        raise NoProgramme
    row, _made = ProgrammeText.objects.get_or_create(seminar=seminar)
    before = {
        "items": snapshot(seminar),
        "text": row.text,
        "lines": row.reading.get("lines", []),
        "ignored": row.reading.get("ignored", []),
    }
    # There is nothing to go back to before the first programme.
    undo = [*row.reading.get("undo", []), *([before] if before["items"] else [])][-MOST_UNDO:]
    row.text = text.replace("\x00", "")
    row.reading = {
        "lines": [
            {"number": use.number, "text": use.text, "use": use.use} for use in programme.line_uses
        ],
        "ignored": list(programme.ignored),
        "undo": undo,
    }
    row.saved_at = now()
    row.version += 1
    row.save()
    seminar.items.all().delete()
    _lay_out(seminar, programme)
    _span(seminar)
    record(
        scope=seminar.scope, actor_id=by.user_id, action="programme_read", obj=seminar, text=text
    )
    return row


def _day_dates(seminar: Seminar, programme: Programme) -> list[date]:
    """Return a date for each day: the text's own, else counted on from the first known one."""
    first = seminar.starts_on or now().astimezone(ZoneInfo(seminar.time_zone)).date()
    dates: list[date] = []
    for day in programme.days:
        if day.date is not None:
            dates.append(day.date)
        else:
            dates.append(dates[-1] + timedelta(days=1) if dates else first)
    return dates


def _lay_out(seminar: Seminar, programme: Programme) -> None:
    proposals = propose_for_programme(programme)
    position = 0
    for day_index, (day, on) in enumerate(
        zip(programme.days, _day_dates(seminar, programme), strict=True)
    ):
        evening = False
        for item_index, item in enumerate(day.items):
            position += 1
            start = _clock(item.start)
            evening = evening or start.hour >= 17
            # An item past midnight that closes an evening belongs to that evening's day.
            late = evening and start.hour < 5
            starts_at = _at(seminar, on + timedelta(days=1 if late else 0), start)
            ends_at = _end(seminar, starts_at, item.end)
            row = ScheduleItem.objects.create(
                seminar=seminar,
                day=on,
                position=position,
                starts_at=starts_at,
                ends_at=ends_at,
                end_inferred=item.end_inferred,
                title=item.title[:300],
                description=item.description or "",
                place=(item.room or "")[:160],
                kind=item.kind,
                track=(item.parallel or "")[:40],
                source_lines=[list(item.lines), round(item.confidence, 2), list(item.doubts)],
            )
            _set_leaders(row, item.led_by)
            steps = proposals.get((day_index, item_index)) or _fallback(item, ends_at, starts_at)
            _set_steps(row, [_words(step) for step in steps])


def _words(step: StepProposal) -> StepWords:
    return StepWords(step.kind, step.minutes, step.title, step.variant, step.proposed)


def _fallback(item: ReadItem, ends_at: datetime | None, starts_at: datetime) -> list[StepProposal]:
    minutes = int((ends_at - starts_at).total_seconds() // 60) if ends_at else OPEN_END_MINUTES
    return propose_steps(
        kind=item.kind, title=item.title, description=item.description or "", minutes=minutes
    )


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour) % 24, int(minute))


def _at(seminar: Seminar, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZoneInfo(seminar.time_zone))


def _end(seminar: Seminar, starts_at: datetime, end: str | None) -> datetime | None:
    if not end:
        return None
    ends_at = _at(seminar, starts_at.date(), _clock(end))
    return ends_at if ends_at >= starts_at else ends_at + timedelta(days=1)


def _set_leaders(item: ScheduleItem, names: tuple[str, ...] | list[str]) -> None:
    item.leaders.all().delete()
    ItemLeader.objects.bulk_create(
        ItemLeader(item=item, position=index, name=name[:160])
        for index, name in enumerate(names, start=1)
        if name.strip()
    )


def _set_steps(item: ScheduleItem, steps: list[StepWords]) -> None:
    """Rewrite the steps in place: a step keeps its row, so the room does not lose its place."""
    kept = list(item.steps.order_by("position"))
    for index, words in enumerate(steps, start=1):
        row = kept[index - 1] if index <= len(kept) else Step(item=item, position=index)
        row.kind, row.minutes, row.title = words.kind, max(1, words.minutes), words.title[:200]
        row.variant, row.proposed = words.variant, words.proposed
        row.save()
    for row in kept[len(steps) :]:
        if RoomPosition.objects.filter(step=row, finished_at=None).exists():
            raise StepInUse
        row.delete()


def _span(seminar: Seminar) -> None:
    """Let the seminar's days follow its programme."""
    days = list(seminar.items.order_by("day").values_list("day", flat=True))
    if days and (seminar.starts_on, seminar.ends_on) != (days[0], days[-1]):
        seminar.starts_on, seminar.ends_on = days[0], days[-1]
        seminar.save(update_fields=["starts_on", "ends_on"])


def snapshot(seminar: Seminar) -> list[dict[str, Any]]:
    """Return all items as plain values, for undo."""
    rows = seminar.items.prefetch_related("leaders", "steps").order_by("position")
    return [
        {
            "day": item.day.isoformat(),
            "position": item.position,
            "starts_at": item.starts_at.isoformat(),
            "ends_at": item.ends_at.isoformat() if item.ends_at else None,
            "end_inferred": item.end_inferred,
            "title": item.title,
            "aim": item.aim,
            "description": item.description,
            "place": item.place,
            "kind": item.kind,
            "track": item.track,
            "source_lines": item.source_lines,
            "leaders": [leader.name for leader in item.leaders.all()],
            "steps": [
                [s.kind, s.minutes, s.title, s.variant, s.proposed]
                for s in sorted(item.steps.all(), key=lambda s: s.position)
            ],
        }
        for item in rows
    ]


def _remember(seminar: Seminar) -> None:
    """Put the programme as it is on the undo pile."""
    row, _made = ProgrammeText.objects.get_or_create(seminar=seminar)
    row.reading = {
        **row.reading,
        "undo": [*row.reading.get("undo", []), {"items": snapshot(seminar)}][-MOST_UNDO:],
    }
    row.saved_at = now()
    row.save(update_fields=["reading", "saved_at"])


@transaction.atomic
def undo(seminar: Seminar, *, by: Participation) -> bool:
    """Put the programme back as it was before the last change; False when there is none."""
    row = ProgrammeText.objects.filter(seminar=seminar).first()
    pile = row.reading.get("undo", []) if row else []
    if row is None or not pile:
        return False
    if RoomPosition.objects.filter(seminar=seminar, step__isnull=False).exists():
        raise UnderWay
    seminar.items.all().delete()
    for saved in pile[-1]["items"]:
        item = ScheduleItem.objects.create(
            seminar=seminar,
            starts_at=datetime.fromisoformat(saved["starts_at"]),
            ends_at=datetime.fromisoformat(saved["ends_at"]) if saved["ends_at"] else None,
            day=date.fromisoformat(saved["day"]),
            **{
                name: saved[name]
                for name in (
                    "position",
                    "end_inferred",
                    "title",
                    "aim",
                    "description",
                    "place",
                    "kind",
                    "track",
                    "source_lines",
                )
            },
        )
        _set_leaders(item, saved["leaders"])
        _set_steps(item, [StepWords(*step) for step in saved["steps"]])
    row.reading = {**row.reading, "undo": pile[:-1]}
    if "text" in pile[-1]:
        row.text = pile[-1]["text"]
        row.reading |= {"lines": pile[-1]["lines"], "ignored": pile[-1]["ignored"]}
    row.saved_at = now()
    row.save(update_fields=["text", "reading", "saved_at"])
    _span(seminar)
    _tell(seminar, by=by, action="programme_undo")
    return True


@transaction.atomic
def save_item(
    seminar: Seminar, words: ItemWords, *, item: ScheduleItem | None, by: Participation
) -> ScheduleItem:
    """Store one corrected or new line of the programme, and tell everyone."""
    _remember(seminar)
    starts_at = _at(seminar, words.day, words.start)
    ends_at = _at(seminar, words.day, words.end) if words.end else None
    if ends_at is not None and ends_at < starts_at:
        ends_at += timedelta(days=1)
    row = item or ScheduleItem(seminar=seminar, position=_next_position(seminar))
    row.day, row.starts_at, row.ends_at = words.day, starts_at, ends_at
    row.end_inferred = False
    row.title, row.kind, row.place = words.title, words.kind, words.place
    row.description, row.aim = words.description, words.aim
    if isinstance(row.source_lines, list) and len(row.source_lines) == 3:
        row.source_lines = [row.source_lines[0], 1.0, []]  # a person has looked at it
    row.save()
    _set_leaders(row, words.leaders)
    steps = list(words.steps)
    if not steps:
        minutes = int((ends_at - starts_at).total_seconds() // 60) if ends_at else OPEN_END_MINUTES
        steps = [
            _words(step)
            for step in propose_steps(
                kind=row.kind, title=row.title, description=row.description, minutes=max(1, minutes)
            )
        ]
    _set_steps(row, steps)
    _span(seminar)
    _tell(seminar, by=by, action="programme_item")
    return row


@transaction.atomic
def remove_item(item: ScheduleItem, *, by: Participation) -> None:
    """Take a line out of the programme; `undo` brings it back."""
    seminar = item.seminar
    if RoomPosition.objects.filter(step__item=item, finished_at=None).exists():
        raise StepInUse
    _remember(seminar)
    item.delete()
    _span(seminar)
    _tell(seminar, by=by, action="programme_remove")


@transaction.atomic
def move_all(seminar: Seminar, minutes: int, *, day: date | None, by: Participation) -> None:
    """Move everything, or one day, by some minutes (negative: earlier)."""
    _remember(seminar)
    rows = seminar.items.all() if day is None else seminar.items.filter(day=day)
    by_how_much = timedelta(minutes=minutes)
    zone = ZoneInfo(seminar.time_zone)
    for row in rows:
        day_before = row.starts_at.astimezone(zone).date()
        row.starts_at += by_how_much
        row.ends_at = row.ends_at + by_how_much if row.ends_at else None
        row.day += row.starts_at.astimezone(zone).date() - day_before
        row.save(update_fields=["starts_at", "ends_at", "day"])
    _span(seminar)
    _tell(seminar, by=by, action="programme_move")


@transaction.atomic
def publish(seminar: Seminar, *, by: Participation) -> None:
    """Give the seminar its public page. Nobody is written to."""
    if not seminar.items.exists():
        raise NoProgramme
    if seminar.state == SeminarState.DRAFT:
        seminar.state = SeminarState.PUBLISHED
        seminar.published_at = now()
        seminar.save(update_fields=["state", "published_at"])
    _tell(seminar, by=by, action="programme_publish")


@transaction.atomic
def keep_steps(seminar: Seminar, *, by: Participation) -> int:
    """Confirm the steps we proposed; return how many there were."""
    count = Step.objects.filter(item__seminar=seminar, proposed=True).update(proposed=False)
    record(scope=seminar.scope, actor_id=by.user_id, action="steps_kept", obj=seminar)
    return count


def _next_position(seminar: Seminar) -> int:
    last = seminar.items.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _tell(seminar: Seminar, *, by: Participation, action: str) -> None:
    ProgrammeText.objects.filter(seminar=seminar).update(version=F("version") + 1)
    record(scope=seminar.scope, actor_id=by.user_id, action=action, obj=seminar)
    emit(seminar.topic_all, "programme")
