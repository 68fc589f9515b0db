"""What the reader gives back."""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypedDict

Use = Literal["day", "item", "ignored", "blank"]


class ItemJson(TypedDict):
    start: str
    end: str | None
    end_inferred: bool
    title: str
    led_by: list[str]
    kind: str
    parallel: str | None
    room: str | None
    description: str | None


class DayJson(TypedDict):
    date: str | None
    label: str | None
    items: list[ItemJson]


class ProgrammeJson(TypedDict):
    language: str
    default_year: int
    days: list[DayJson]
    ignored: list[str]


@dataclass(frozen=True)
class Item:
    """One line of the schedule. Times are "HH:MM"; ``lines`` are source lines from 0.

    ``confidence`` lies between 0 and 1; ``doubts`` names what lowered it:
    no_title, bare_hour, twelve_hour, out_of_order, chained, kind_default, leader_guessed,
    track_numbered, day_undated, long_title, past_midnight.
    """

    start: str
    end: str | None
    end_inferred: bool
    title: str
    led_by: tuple[str, ...]
    kind: str
    parallel: str | None
    room: str | None
    description: str | None
    confidence: float
    doubts: tuple[str, ...]
    lines: tuple[int, ...]

    def as_json(self) -> ItemJson:
        return {
            "start": self.start,
            "end": self.end,
            "end_inferred": self.end_inferred,
            "title": self.title,
            "led_by": list(self.led_by),
            "kind": self.kind,
            "parallel": self.parallel,
            "room": self.room,
            "description": self.description,
        }


@dataclass(frozen=True)
class Day:
    """A programme day; ``date`` is None when the text gives none."""

    date: datetime.date | None
    label: str | None
    items: tuple[Item, ...]

    def as_json(self) -> DayJson:
        return {
            "date": self.date.isoformat() if self.date else None,
            "label": self.label,
            "items": [item.as_json() for item in self.items],
        }


class LineUse(NamedTuple):
    """What became of one source line (numbered from 0)."""

    number: int
    text: str
    use: Use
    day_index: int | None
    item_index: int | None


@dataclass(frozen=True)
class Programme:
    """A pasted programme as read: days, lines that were not used, and the use of each line."""

    language: str
    default_year: int
    days: tuple[Day, ...]
    ignored: tuple[str, ...]
    line_uses: tuple[LineUse, ...]

    def as_json(self) -> ProgrammeJson:
        """The shape of ``tests/data/programmes/README.md``; dates as ISO strings or None."""
        return {
            "language": self.language,
            "default_year": self.default_year,
            "days": [day.as_json() for day in self.days],
            "ignored": list(self.ignored),
        }
