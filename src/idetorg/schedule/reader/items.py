"""From lines to days and items: which line opens a day, which an item, which belongs above."""

import itertools
import re
from dataclasses import dataclass, field

from .dates import Calendar
from .days import Context, DayDraft, DayMark, contexts_in
from .lexicon import Vocabulary
from .lines import Line, strip_number
from .rows import EDGE, Row, RowReader
from .times import TimeMark, read_duration, read_time, split_inner_times
from .titles import Text, Titles
from .tracks import is_together, word_label

_CONTACT = re.compile(r"@|https?:|www\.|\b(?:tlf|tel|phone|puh)\b", re.IGNORECASE)
_START_ONLY = re.compile(
    r"(?:opp)?start\w*|(?:vi|me|we|wir)\s(?:start\w*|begyn\w*|byrj\w*|börj\w*|begin\w*)"
    r"|begin\w*|beginn|alkaa|aloitus|börja\w*|begynn\w*|programstart",
    re.IGNORECASE,
)
_START_SAID = re.compile(
    r"(?:start|begyn|byrj|börj|begin|alka|opp?start|från kl|fra kl)\w*[^.!?]{0,40}", re.IGNORECASE
)
_LEAD_DURATION = re.compile(r"\s*[:–—|-]?\s+|\s*[:–—|-]\s*")


@dataclass
class Draft:
    """An item while the text is read. Minutes after midnight of its day."""

    day: int
    start: int
    end: int | None
    duration: int | None
    head: str
    lines: list[int]
    body: list[Text] = field(default_factory=list)
    who: str = ""
    room: str = ""
    track: str | None = None
    sure_half: bool = False
    chained: bool = False
    workshop: bool = False
    doubts: list[str] = field(default_factory=list)
    dropped: bool = False


@dataclass
class Assembly:
    """What the lines amount to."""

    days: list[DayDraft]
    drafts: list[Draft]
    ignored: list[Line]
    contexts: list[Context]
    headlines: list[str]


class Assembler(RowReader):
    """Places every line in a day, an item or among the ignored."""

    def __init__(
        self, lines: list[Line], vocabulary: Vocabulary, calendar: Calendar, titles: Titles
    ) -> None:
        super().__init__(lines, vocabulary, calendar, titles)
        self.days: list[DayDraft] = []
        self.drafts: list[Draft] = []
        self.ignored: list[Line] = []

    # ------------------------------------------------------------ placing

    def assemble(self) -> Assembly:
        """Days, items and what is left over."""
        rows = self.scan()
        rows = self._without_overall_times(rows)
        first = self._first_of_schedule(rows)
        last_timed = max((n for n, r in enumerate(rows) if r.time), default=-1)
        headers = self._track_headers(rows)
        prelude: list[Line] = []
        after: list[Line] = []
        day: int | None = None
        current: Draft | None = None
        closed = False
        track: str | None = None
        track_room = ""
        chain = self._chains(rows)
        chain_start: int | None = self._chain_start(rows) if chain else None
        double_spaced = self._double_spaced()
        for n, row in enumerate(rows):
            line = row.line
            if n < first and not row.heading:
                prelude.append(line)
                continue
            if row.heading and row.mark:
                if n > last_timed and not chain and not self._announced(row.mark):
                    after.append(line)
                    continue
                day = self._open_day(row.mark, line)
                current, closed, track, track_room = None, False, None, ""
                continue
            if row.header or (row.programme and not row.time):
                self.ignored.append(line)
                continue
            if row.time:
                if row.mark:
                    day = self._open_day(row.mark, None)
                if day is None:
                    day = self._open_unnamed()
                current = self._place(row, day, track, track_room)
                closed = False
                continue
            if n in headers:
                label = word_label(line.text, self.vocabulary)
                track = label.label if label else None
                track_room = (
                    label.rest.strip(EDGE + "()")
                    if label and self.titles.is_room(label.rest.strip(EDGE + "()"))
                    else ""
                )
                self.ignored.append(line)
                current = None
                continue
            if track is not None and is_together(line.text):
                track, track_room, current = None, "", None
                self.ignored.append(line)
                continue
            if chain and (made := self._chained(row, day, current, chain_start)):
                if day is None:
                    day = self._open_unnamed()
                    made.day = day
                self.drafts.append(made)
                current, closed = made, False
                continue
            late = self._late_heading(row) if current or self.drafts else None
            if late and n < last_timed:
                day = self._open_day(late, line)
                current = None
                continue
            if (
                current is None
                or closed
                or self._stands_apart(row, current, n > last_timed, double_spaced)
            ):
                closed = closed or current is not None
                (after if self.drafts else prelude).append(line)
                continue
            if self._is_day_part(line.text):
                self.ignored.append(line)
                continue
            current.body.append(
                Text(line.number, line.text, line.bullet, line.blank_before, line.indent)
            )
            current.lines.append(line.number)
        self.ignored = sorted([*self.ignored, *prelude, *after], key=lambda ln: ln.number)
        self._drop_empty_days(rows)
        contexts = [
            c
            for ln in prelude
            for c in contexts_in(ln.text, self.calendar, self.vocabulary, before=True)
        ]
        contexts += [
            c
            for ln in after
            for c in contexts_in(ln.text, self.calendar, self.vocabulary, before=False)
        ]
        return Assembly(self.days, self.drafts, self.ignored, contexts, [ln.text for ln in prelude])

    def _announced(self, mark: DayMark) -> bool:
        """Whether a heading below the last item is a day still without items."""
        return (
            bool(self.days)
            and any(d.weekday is not None or d.written or d.ordinal for d in self.days)
            and (mark.written is not None or mark.ordinal is not None or mark.weekday is not None)
            and not any(d.same_as(mark) for d in self.days)
        )

    def _open_day(self, mark: DayMark, line: Line | None) -> int:
        for n, known in enumerate(self.days):
            near = n == len(self.days) - 1 or (known.written and mark.written)
            if near and known.same_as(mark):
                if line:
                    known.lines.append(line.number)
                    if not any(d.day == n for d in self.drafts):
                        known.label = mark.label or known.label
                        known.written = mark.written or known.written
                return n
        label = mark.label or None
        self.days.append(
            DayDraft(
                label,
                mark.weekday,
                mark.written,
                mark.ordinal,
                mark.number,
                [line.number] if line else [],
            )
        )
        return len(self.days) - 1

    def _open_unnamed(self) -> int:
        self.days.append(DayDraft(None))
        return len(self.days) - 1

    def _drop_empty_days(self, rows: list[Row]) -> None:
        """Headings above the schedule that no item follows: dates of the page, not days."""
        with_items = {d.day for d in self.drafts}
        if not with_items:
            return
        first = min(with_items)
        keep = [n for n in range(len(self.days)) if n in with_items or n > first]
        dropped = [n for n in range(len(self.days)) if n not in keep]
        if not dropped:
            return
        by_number = {r.line.number: r.line for r in rows}
        for n in dropped:
            self.ignored += [by_number[i] for i in self.days[n].lines]
        self.ignored.sort(key=lambda ln: ln.number)
        place = {old: new for new, old in enumerate(keep)}
        self.days = [self.days[n] for n in keep]
        for draft in self.drafts:
            draft.day = place[draft.day]

    def _first_of_schedule(self, rows: list[Row]) -> int:
        """The row where the schedule begins: the first time, or the first after "Programme"."""
        timed = [n for n, r in enumerate(rows) if r.time]
        if not timed:
            return len(rows) if not self._chains(rows) else 0
        first = timed[0]
        for n, row in enumerate(rows):
            if row.programme and sum(1 for t in timed if t >= n) >= 2:
                before = [t for t in timed if t < n]
                if before and len(before) <= 2 and len(timed) - len(before) >= 2:
                    first = n
                break
        chained = [n for n, r in enumerate(rows) if self._duration_line(r)]
        if self._chains(rows) and chained:
            return min(first, chained[0])
        return first

    def _without_overall_times(self, rows: list[Row]) -> list[Row]:
        """Take the time off a line that gives the whole day's ("Wednesday 3 May, 10–15")."""
        timed = [r for r in rows if r.time]
        for n, row in enumerate(timed[:-1]):
            time = row.time
            following = timed[n + 1].time
            if not (row.mark and time and following) or row.rest.strip(EDGE):
                continue
            at = rows.index(row)
            direct = at + 1 < len(rows) and rows[at + 1].time is not None
            inside = time.end is not None and time.start <= following.start < time.end
            if (inside or direct) and timed[n + 1].mark is None:
                row.time = None
                row.heading = not row.mark.spans
        return rows

    def _double_spaced(self) -> bool:
        spaced = sum(1 for line in self.lines if line.blank_before)
        return spaced * 5 >= len(self.lines) * 3

    def _stands_apart(self, row: Row, current: Draft, at_end: bool, double_spaced: bool) -> bool:
        """Whether an untimed line is no part of the item above it."""
        line = row.line
        text = line.text
        if not current.head and not current.body:
            return False
        if re.fullmatch(r"\W*", text):
            return True
        if not line.blank_before:
            return (
                at_end
                and not line.bullet
                and (bool(_CONTACT.search(text)) or self._is_labelled(text))
            )
        if at_end:
            if not double_spaced and line.indent < 4:
                return True
            return self._is_footer(text) or not (line.bullet or self._belongs(text, current))
        return (
            self._is_footer(text)
            and not line.bullet
            and self.vocabulary.head_where.first(text.split(":")[0]) is None
        )

    def _belongs(self, text: str, current: Draft) -> bool:
        """Whether a spaced line below the last item still speaks of it."""
        if len(current.body) >= 2:
            return False
        leaders = self.titles.leaders
        return bool(
            leaders.slash_marker.match(text)
            or leaders.label.match(text)
            or leaders.is_speaker_line(text)
            or (len(text) <= 60 and not text.endswith((".", "!")))
        )

    def _is_labelled(self, text: str) -> bool:
        """ "Price: ...", "Contact: ..."; a room or a speaker belongs to the item."""
        label, colon, _ = text.partition(":")
        return (
            bool(colon)
            and self.vocabulary.labels.whole(label)
            and not (
                self.vocabulary.head_where.whole(label)
                or self.vocabulary.speaker_labels.whole(label)
            )
        )

    def _is_footer(self, text: str) -> bool:
        if self._is_labelled(text):
            return True
        return bool(self.vocabulary.footer.at_start(text)) or bool(_CONTACT.search(text))

    def _is_day_part(self, text: str) -> bool:
        return self.vocabulary.day_parts.whole(text.strip(EDGE))

    def _late_heading(self, row: Row) -> DayMark | None:
        """A heading whose date stands at its end ("Course, Thursday 4 May")."""
        text = row.line.text
        if row.line.bullet or len(text) > 80 or len(text.split()) > 9:
            return None
        if not any(c.isdigit() for c in text) or text in self.vocabulary.deadline:
            return None
        dates = self.calendar.dates(text)
        if len(dates) != 1 or dates[0].last or dates[0].begin == 0:
            return None
        written = dates[0]
        if text[written.stop :].strip(EDGE + ")") or (
            written.weekday is None and written.year is None
        ):
            return None
        return DayMark(text, written.weekday, written, None, None, "", False)

    # ------------------------------------------------------------ items

    def _place(self, row: Row, day: int, track: str | None, room: str) -> Draft:
        line, time = row.line, row.time
        assert time is not None
        if row.columns:
            drafts = [
                Draft(
                    day,
                    time.start,
                    time.end,
                    time.duration,
                    text,
                    [line.number],
                    track=label,
                    sure_half=time.sure_half,
                )
                for label, text in row.columns
            ]
            self.drafts += drafts
            return drafts[-1]
        several = self._several(row)
        if several:
            made = [
                Draft(
                    day,
                    mark.start,
                    mark.end,
                    mark.duration,
                    text,
                    [line.number],
                    track=track,
                    sure_half=mark.sure_half,
                )
                for mark, text in several
            ]
            self.drafts += made
            return made[-1]
        draft = Draft(
            day,
            time.start,
            time.end,
            time.duration,
            row.rest,
            [line.number],
            who=row.who,
            room=row.room or room,
            track=row.track or track,
            sure_half=time.sure_half,
        )
        draft.lines += row.absorbed
        if row.above:
            draft.lines.insert(0, row.above.number)
        if time.bare:
            draft.doubts.append("bare_hour")
        draft.body += [Text(line.number, cell, False, False) for cell in row.extra]
        self.drafts.append(draft)
        return draft

    def _several(self, row: Row) -> list[tuple[TimeMark, str]]:
        """The items of a line that holds a whole day or several times."""
        text = row.mark.rest if row.mark else row.line.text
        if sum(c.isdigit() for c in row.rest) < 3 or self.trailing:
            return []
        parts = split_inner_times(text)
        if len(parts) < 2 or not all(title.strip(EDGE) for _, title in parts):
            return []
        starts = [mark.start for mark, _ in parts]
        if any(b <= a for a, b in itertools.pairwise(starts)):
            return []
        if any(
            m.end is not None and nxt.start < m.end
            for (m, _), (nxt, _) in itertools.pairwise(parts)
        ):
            return []
        lower = sum(1 for _, title in parts[1:] if title[:1].islower())
        parted = all(re.search(r"[,;.|–—/!?]\s*$", text[: mark.begin]) for mark, _ in parts[1:])
        if row.mark or (len(parts) >= 3 and (parted or not lower)) or (parted and not lower):
            return parts
        return []

    # ------------------------------------------------------------ durations

    def _duration_line(self, row: Row) -> tuple[str, int] | None:
        """An untimed line with a duration: (text without it, minutes)."""
        if row.time or row.heading or row.header or len(row.line.text) > 200:
            return None
        return self._duration_in(strip_number(row.line.text))

    def _duration_in(self, text: str) -> tuple[str, int] | None:
        if not any(c.isdigit() or c == "½" for c in text):
            return None
        found = read_duration(text)
        if found and (match := _LEAD_DURATION.match(text, found[1])) and text[match.end() :]:
            return text[match.end() :].strip(EDGE), found[0]
        for match in re.finditer(r"[\s,;:–—|-]*[(\[]?(?=\d|½)", text):
            if match.start() == 0:
                continue
            found = read_duration(text, match.end())
            if found and not text[found[1] :].strip(" .)]"):
                head = text[: match.start()].strip(EDGE)
                return (head, found[0]) if head else None
            if (
                found
                and text[match.end() - 1] in "(["
                and text[found[1] : found[1] + 1] in (")", "]")
            ):
                head = (text[: match.start()] + text[found[1] + 1 :]).strip(EDGE)
                return (head, found[0]) if head else None
        return None

    def _chains(self, rows: list[Row]) -> bool:
        """Whether the programme goes by durations (annotation rule 9)."""
        untimed = sum(1 for r in rows if self._duration_line(r))
        timed = sum(1 for r in rows if r.time)
        return (
            untimed >= 2 and untimed >= timed and (timed > 0 or self._chain_start(rows) is not None)
        )

    def _chain_start(self, rows: list[Row]) -> int | None:
        """The start told in a sentence ("We begin at 10.00")."""
        for row in rows:
            text = row.line.text
            if row.time or len(text) > 300:
                continue
            for match in _START_SAID.finditer(text):
                for at in range(match.start(), min(len(text), match.end() + 8)):
                    if text[at].isdigit() and not text[at - 1 : at].isdigit():
                        mark = read_time(text, at)
                        if mark and not mark.bare:
                            return mark.start
            if (
                (label := text.split(":", 1))
                and len(label) == 2
                and (self.vocabulary.head_time.whole(label[0].strip()))
            ):
                mark = read_time(label[1].strip())
                if mark:
                    return mark.start
        return None

    def _chained(
        self, row: Row, day: int | None, current: Draft | None, chain_start: int | None
    ) -> Draft | None:
        found = self._duration_line(row)
        if not found:
            return None
        title, minutes = found
        line = row.line
        made = Draft(day or 0, 0, None, minutes, title, [line.number], chained=True)
        same_day = current is not None and current.day == (day or 0)
        if current is None or not same_day:
            if chain_start is None:
                return None
            made.start = chain_start
            return made
        if current.duration is None and (inner := self._duration_in(current.head)):
            current.duration = inner[1]
        if current.end is not None and not current.chained and current.duration is None:
            if line.bullet or line.indent > 3:
                return None
            made.start = current.end
            made.doubts.append("chained")
            return made
        if line.bullet and not current.chained and current.duration is None:
            return None
        if current.duration is None:
            if not _START_ONLY.fullmatch(current.head.strip(EDGE)) and current.head.strip(EDGE):
                return None
            current.dropped = True
            made.start = current.start
            return made
        made.start = current.start + current.duration
        made.doubts.append("chained")
        return made

    # ------------------------------------------------------------ tracks

    def _track_headers(self, rows: list[Row]) -> set[int]:
        """Rows that open a track whose timed items follow ("Track A – Room 12")."""
        found = []
        for n, row in enumerate(rows[:-1]):
            if row.time or row.heading or row.header or len(row.line.text) > 80:
                continue
            label = word_label(row.line.text, self.vocabulary)
            if label and rows[n + 1].time:
                found.append(n)
        if len(found) < 2:
            return set()
        starts = [rows[n + 1].time for n in found]
        values = [t.start for t in starts if t]
        again = any(b <= a for a, b in itertools.pairwise(values))
        return set(found) if again else set()
