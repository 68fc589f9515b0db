"""Reads a pasted programme: lines → tokens → days → items → leaders → kinds → ends.

Plain Python. The words of each language are data (``words``); the shape that comes out and the
rules it follows are those of ``tests/data/programmes/README.md``.
"""

import datetime
import itertools
from dataclasses import dataclass

from .dates import Calendar
from .days import dates_of_days, years_in
from .ends import infer_ends
from .items import Assembler, Assembly, Draft
from .kinds import is_continued, kind_continued, kind_of
from .leaders import leaders_of
from .lexicon import Vocabulary, language_of, vocabulary
from .lines import (
    LINE_CAP,
    LINES_READ,
    LONG,
    LONG_TOTAL,
    Line,
    looks_binary,
    read_line,
    source_lines,
)
from .model import Day, Item, LineUse, Programme
from .sessions import spread_sessions
from .times import DAY, clock_text
from .titles import Reading, Titles

__all__ = ["Day", "Item", "LineUse", "Programme", "read_programme"]

_NOON = 12 * 60

#: What a doubt takes off the confidence.
_COST = {
    "no_title": 0.5,
    "bare_hour": 0.2,
    "twelve_hour": 0.15,
    "out_of_order": 0.2,
    "chained": 0.1,
    "kind_default": 0.05,
    "leader_guessed": 0.1,
    "track_numbered": 0.1,
    "day_undated": 0.1,
    "long_title": 0.2,
    "past_midnight": 0.05,
}


def read_programme(text: str, *, default_year: int) -> Programme:
    """Read a pasted programme into days and items.

    ``default_year`` holds where the text gives no year. Never raises on any text; text without
    a schedule gives no days, every line of it then stands in ``ignored``. Every source line has
    its entry in ``line_uses``.
    """
    raw = source_lines(text) if text else []
    if not text or looks_binary(text):
        return _nothing("nb", default_year, raw)
    lines = _readable(raw)
    code = language_of("\n".join(line.text for line in lines))
    words = vocabulary(code)
    titles = Titles(words, leaders_of(code))
    calendar = Calendar(words)
    assembly = Assembler(lines, words, calendar, titles).assemble()
    drafts = spread_sessions(assembly.drafts, words, titles)
    if not any(not d.dropped for d in drafts):
        return _nothing(code, default_year, raw)
    dates = dates_of_days(
        assembly.days, assembly.contexts, years_in(assembly.headlines, words), default_year
    )
    return _programme(raw, code, default_year, assembly, drafts, dates, titles)


def _readable(raw: list[str]) -> list[Line]:
    lines: list[Line] = []
    blank = False
    long_left = LONG_TOTAL
    for number, source in enumerate(raw):
        if not source or source.isspace():
            blank = True
            continue
        if len(lines) >= LINES_READ:
            break
        cap = LINE_CAP
        if len(source) > LONG:
            cap = min(LINE_CAP, max(LONG, long_left))
            long_left -= min(len(source), cap)
        line = read_line(number, source, blank_before=blank, cap=cap)
        blank = line is None
        if line:
            lines.append(line)
    return lines


def _is_blank(source: str) -> bool:
    return not source or source.isspace()


def _nothing(code: str, default_year: int, raw: list[str]) -> Programme:
    uses = tuple(
        LineUse(n, source, "blank" if _is_blank(source) else "ignored", None, None)
        for n, source in enumerate(raw)
    )
    ignored = tuple(u.text.strip() for u in uses if u.use == "ignored")
    return Programme(code, default_year, (), ignored, uses)


@dataclass
class _Timed:
    """A draft with its texts read and its times on one running clock."""

    draft: Draft
    reading: Reading
    start: int
    end: int | None
    stated: bool
    doubts: list[str]


def _programme(
    raw: list[str],
    code: str,
    default_year: int,
    assembly: Assembly,
    drafts: list[Draft],
    dates: list[datetime.date | None],
    titles: Titles,
) -> Programme:
    twelve = _twelve_hours(drafts)
    per_day: list[list[_Timed]] = [[] for _ in assembly.days]
    for draft in drafts:
        if not draft.dropped:
            reading = titles.read(draft.head, draft.body, who=draft.who, room=draft.room)
            per_day[draft.day].append(_timed(draft, reading))
    places: dict[int, tuple[int, int]] = {}
    days: list[Day] = []
    for n, (day, timed, date) in enumerate(zip(assembly.days, per_day, dates, strict=True)):
        _run_clock(timed, twelve=twelve)
        items = _items(timed, titles.vocabulary, dated=date is not None)
        for m, item in enumerate(items):
            for number in item.lines:
                places.setdefault(number, (n, m))
        days.append(Day(date, day.label, tuple(items)))
    return _with_uses(raw, code, default_year, assembly, days, places)


def _timed(draft: Draft, reading: Reading) -> _Timed:
    duration = draft.duration or reading.duration
    end, stated = draft.end, draft.end is not None
    if end is None and reading.end is not None:
        end, stated = reading.end, True
    if end is None and duration:
        end, stated = draft.start + duration, True
    return _Timed(draft, reading, draft.start, end, stated, list(draft.doubts))


def _twelve_hours(drafts: list[Draft]) -> bool:
    """Whether the programme counts to twelve: no hour above it, and a start that falls back."""
    live = [d for d in drafts if not d.dropped]
    if any(d.start >= 13 * 60 or (d.end or 0) >= 13 * 60 for d in live):
        return False
    return any(
        a.day == b.day and b.start < a.start and b.start < 8 * 60 and a.start >= 8 * 60
        for a, b in itertools.pairwise(live)
    ) or any(d.end is not None and d.end < d.start and d.start >= 8 * 60 for d in live)


def _run_clock(timed: list[_Timed], *, twelve: bool) -> None:
    """Put a day's times on one running clock: afternoons of a 12-hour text, and past midnight."""
    before: int | None = None
    for entry in timed:
        start = entry.start
        if entry.draft.chained:
            before = start
            continue
        if (
            twelve
            and not entry.draft.sure_half
            and start < 8 * 60
            and before is not None
            and start < before % DAY
            and start + _NOON >= before - 60
        ):
            entry.start = start + _NOON
            if entry.end is not None and entry.end < entry.start:
                entry.end += _NOON
            entry.doubts.append("twelve_hour")
        elif before is not None and start < 6 * 60 and before >= 18 * 60:
            entry.start = start + DAY
            if entry.end is not None:
                entry.end += DAY
            entry.doubts.append("past_midnight")
        elif before is not None and start < before and entry.draft.track is None:
            entry.doubts.append("out_of_order")
        if entry.end is not None and entry.end < entry.start:
            if twelve and entry.end + _NOON > entry.start:
                entry.end += _NOON
            elif entry.start % DAY >= 15 * 60 or entry.end <= 6 * 60:
                entry.end += DAY
        before = entry.start


def _items(timed: list[_Timed], words: Vocabulary, *, dated: bool) -> list[Item]:
    ends = infer_ends([t.start for t in timed], [t.draft.track for t in timed])
    items: list[Item] = []
    earlier: list[tuple[str, str]] = []
    for entry, inferred in zip(timed, ends, strict=True):
        reading = entry.reading
        description = "\n".join(reading.description) or None
        kind, decided = kind_of(reading.title, description or "", words)
        if not decided and entry.draft.workshop:
            kind, decided = "group_work", True
        if not decided and is_continued(reading.title, words):
            kind, decided = kind_continued(reading.title, earlier) or kind, True
        earlier.append((reading.title, kind))
        doubts = list(dict.fromkeys(entry.doubts))
        doubts += [] if reading.title else ["no_title"]
        doubts += [] if decided else ["kind_default"]
        doubts += ["leader_guessed"] if reading.guessed else []
        doubts += [] if dated else ["day_undated"]
        doubts += ["long_title"] if len(reading.title) > 140 else []
        end = entry.end if entry.stated else inferred
        confidence = max(0.05, 1 - sum(_COST[d] for d in doubts))
        items.append(
            Item(
                start=clock_text(entry.start),
                end=clock_text(end) if end is not None else None,
                end_inferred=not entry.stated and inferred is not None,
                title=reading.title,
                led_by=tuple(reading.led_by),
                kind=kind,
                parallel=entry.draft.track,
                room=reading.room or None,
                description=description,
                confidence=round(confidence, 2),
                doubts=tuple(doubts),
                lines=tuple(dict.fromkeys(entry.draft.lines)),
            )
        )
    return items


def _with_uses(
    raw: list[str],
    code: str,
    default_year: int,
    assembly: Assembly,
    days: list[Day],
    places: dict[int, tuple[int, int]],
) -> Programme:
    headings = {number: n for n, day in enumerate(assembly.days) for number in day.lines}
    uses: list[LineUse] = []
    ignored: list[str] = []
    for number, source in enumerate(raw):
        if _is_blank(source):
            uses.append(LineUse(number, source, "blank", None, None))
        elif number in places:
            day, item = places[number]
            uses.append(LineUse(number, source, "item", day, item))
        elif number in headings:
            uses.append(LineUse(number, source, "day", headings[number], None))
        else:
            ignored.append(" ".join(source[:10_000].split()))
            uses.append(LineUse(number, source, "ignored", None, None))
    return Programme(code, default_year, tuple(days), tuple(ignored), tuple(uses))
