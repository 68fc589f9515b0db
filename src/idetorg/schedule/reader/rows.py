"""What opens each line: a day, a time, a table header; and the cells behind a time."""

import itertools
import re
from dataclasses import dataclass, field, replace

from .dates import Calendar
from .days import DayMark, read_day
from .lexicon import Vocabulary
from .lines import Line, strip_number
from .times import TimeMark, after_time, read_duration, read_time, trailing_time
from .titles import Titles
from .tracks import word_label

EDGE = " \t,;:–—-.|/"


@dataclass
class Row:
    """A line with what opens it."""

    line: Line
    mark: DayMark | None = None
    time: TimeMark | None = None
    rest: str = ""
    who: str = ""
    room: str = ""
    extra: list[str] = field(default_factory=list)
    track: str | None = None
    columns: list[tuple[str, str]] = field(default_factory=list)
    heading: bool = False
    header: bool = False
    programme: bool = False
    above: Line | None = None
    open_dash: bool = False
    absorbed: list[int] = field(default_factory=list)


class RowReader:
    """Reads lines one by one; remembers the columns of the table they stand in."""

    def __init__(
        self, lines: list[Line], vocabulary: Vocabulary, calendar: Calendar, titles: Titles
    ) -> None:
        self.vocabulary = vocabulary
        self.calendar = calendar
        self.titles = titles
        self.lines = lines
        self.columns: list[str] = []
        self.track_columns: dict[int, str] = {}
        self.bare_hours, self.four_digits = self._habits()
        self.trailing = False

    # ------------------------------------------------------------ scanning

    def _habits(self) -> tuple[bool, bool]:
        """Whether lines open with bare hours ("9 Breakfast") or four digits ("0930")."""
        bare: list[int] = []
        four = 0
        for line in self.lines:
            if match := re.match(r"(\d{1,2})[:.]?\s+[^\W\d_]", line.text):
                if line.text[match.end() - 1].isupper() and not line.numbered:
                    bare.append(int(match[1]))
            elif re.match(
                r"(?:0\d|1\d|2[0-3])[0-5]\d(?:\s?[-–]\s?\d{4})?\s*[:.–-]?\s*[^\W\d_]", line.text
            ):
                four += 1
        rising = sum(1 for a, b in itertools.pairwise(bare) if b >= a)
        good = bool(bare) and all(5 <= h <= 24 for h in bare) and rising >= len(bare) - 2
        return good, four >= 2

    def scan(self) -> list[Row]:
        """Each line with its day, its time and its cells."""
        rows = [self._row(line) for line in self.lines]
        self._without_stamp(rows)
        rows = self._with_broken_ranges(rows)
        timed = [r for r in rows if r.time]
        if self._titles_above(rows, timed):
            return self._with_titles_above(rows)
        tails = [
            (r, found)
            for r in rows
            if not r.time
            and not r.heading
            and not r.header
            and len(r.line.text) < 160
            and any(c.isdigit() for c in r.line.text[-14:])
            and (found := trailing_time(r.rest if r.mark else r.line.text))
        ]
        if len(tails) >= 2 and len(tails) > len(timed):
            self.trailing = True
            for row, (head, mark) in tails:
                row.time, row.rest = mark, head
        else:
            for row, (head, mark) in tails:
                if self._fits_between(rows, row, mark):
                    row.time, row.rest = mark, head
        return rows

    def _fits_between(self, rows: list[Row], row: Row, mark: TimeMark) -> bool:
        """Whether a range at the end of a short line fills a gap between its neighbours."""
        if mark.end is None or row.mark or row.line.bullet or len(row.line.text.split()) > 7:
            return False
        at = row.line.number
        before = next((r.time for r in reversed(rows) if r.time and r.line.number < at), None)
        after = next((r.time for r in rows if r.time and r.line.number > at), None)
        if before is None or after is None:
            return False
        return (before.end or before.start + 1) <= mark.start and mark.end <= after.start

    def _with_broken_ranges(self, rows: list[Row]) -> list[Row]:
        """Join ranges a narrow column broke ("10.00 –  Title" above "10.45  title goes on")."""
        opened = [n for n, r in enumerate(rows) if r.open_dash]
        if len(opened) < 2:
            return rows
        pairs = [
            n
            for n in opened
            if n + 1 < len(rows)
            and (first := rows[n].time)
            and (second := rows[n + 1].time)
            and not rows[n + 1].open_dash
            and second.end is None
            and second.start > first.start
        ]
        if len(pairs) != len(opened):
            return rows
        out: list[Row] = []
        for n, row in enumerate(rows):
            if n - 1 not in pairs:
                out.append(row)
                continue
            above, time = out[-1], row.time
            if above.time and time:
                above.time = replace(above.time, end=time.start)
            if row.rest:
                out.append(Row(replace(row.line, text=row.rest)))
            else:
                above.absorbed.append(row.line.number)
        return out

    def _without_stamp(self, rows: list[Row]) -> None:
        """Take the time off a publishing stamp ("03.03.2020 12:30"), a line of figures alone."""
        stamps = [
            r
            for r in rows
            if r.time and r.mark and not r.rest and not any(c.isalpha() for c in r.line.text)
        ]
        if len(stamps) == 1 and sum(1 for r in rows if r.time) > 2:
            stamps[0].time = stamps[0].mark = None

    def _titles_above(self, rows: list[Row], timed: list[Row]) -> bool:
        """Whether each time stands alone below its title."""
        if len(timed) < 2 or any(r.rest or r.extra or r.columns for r in timed):
            return False
        first = rows.index(timed[0])
        if not rows[-1].time or first == 0:
            return False
        above = rows[first - 1]
        return not (above.time or above.heading or above.header or above.programme)

    def _with_titles_above(self, rows: list[Row]) -> list[Row]:
        out: list[Row] = []
        for row in rows:
            if (
                row.time
                and out
                and not (out[-1].time or out[-1].heading or out[-1].header or out[-1].programme)
            ):
                title = out.pop()
                row.rest = title.line.text
                row.above = title.line
            out.append(row)
        return out

    def _row(self, line: Line) -> Row:
        row = Row(line)
        text = line.text
        if self._is_header(line):
            row.header = True
            return row
        if self._is_programme_line(text):
            row.programme = True
            return row
        row.mark = read_day(text, self.calendar, self.vocabulary)
        if row.mark and not row.mark.rest and row.mark.label == "":
            row.mark = None
        if row.mark:
            row.programme = bool(self.vocabulary.programme.at_start(text))
            self._time_of(row, row.mark.rest, line)
            if row.time is None:
                row.heading = self._is_heading(row.mark, text)
                if not row.heading:
                    row.mark = None if not row.mark.spans else row.mark
            elif row.mark.spans:
                row.time = None
        if row.mark is None and not row.header:
            self._time_of(row, text, line)
        return row

    def _time_of(self, row: Row, text: str, line: Line) -> None:
        options = {"bare_hours": self.bare_hours, "four_digits": self.four_digits}
        label = None
        mark = read_time(text, **options)
        if mark is None and line.numbered:
            text = strip_number(text)
            mark = read_time(text, **options)
        if mark is None and (label := word_label(text, self.vocabulary)):
            inner = label.rest
            if (mark := read_time(inner)) and not mark.bare:
                row.track, text = label.label, inner
            else:
                mark = None
        if mark is None:
            self._time_in_cell(row, line)
            return
        if re.match(r"\s*(?:kr|km|år|personer|%)\b", text[mark.stop :]):
            return
        row.time = mark
        row.rest = after_time(text, mark.stop)
        row.open_dash = mark.end is None and text[mark.stop :].lstrip()[:1] in ("-", "–", "—")
        self._cells_after(row, line)

    def _time_in_cell(self, row: Row, line: Line) -> None:
        """A table whose time is not in the first column."""
        cells = line.columns or line.cells
        if len(cells) < 2:
            return
        for n, cell in enumerate(cells[1:4], start=1):
            mark = read_time(cell)
            if (
                mark
                and mark.stop >= len(cell)
                and not mark.bare
                and (mark.end or ":" in cell or "." in cell)
            ):
                first = cells[0]
                if row.mark and row.mark.label in first:
                    others = [*cells[n + 1 :]]
                else:
                    others = [*cells[:n], *cells[n + 1 :]]
                row.time = mark
                self._assign(row, [c for c in others if c])
                return

    def _cells_after(self, row: Row, line: Line) -> None:
        """Further cells of a timed line: end, leaders, room, text."""
        cells = list(line.columns or line.cells)
        if len(cells) < 2:
            return
        if row.mark and not line.columns:
            cells[0] = cells[0].removeprefix(row.mark.label).lstrip(EDGE)
        at = 0
        if sum(1 for c in cells if (m := read_time(c)) and m.stop < len(c)) >= 2:
            return
        while at < len(cells) and not (row.time and read_time(cells[at])):
            at += 1
        if at >= len(cells):
            return
        if (self.track_columns or self.columns) and (
            line.columns or len(cells) == len(self.columns)
        ):
            self._by_header(row, cells, at)
            return
        mark = read_time(cells[at])
        rest = after_time(cells[at], mark.stop) if mark else ""
        following = cells[at + 1 :]
        if mark and not rest and mark.end is None and following and row.time:
            second = read_time(following[0])
            if second and second.stop >= len(following[0]) and second.end is None:
                row.time = TimeMark(
                    row.time.start,
                    second.start,
                    None,
                    row.time.begin,
                    row.time.stop,
                    row.time.bare,
                    row.time.sure_half,
                )
                following = following[1:]
        parts = [c for c in ([rest] if rest else []) + following if c]
        if not parts:
            return
        if len(parts) == 1:
            row.rest = after_time(parts[0], 0)
            return
        if line.columns:
            self._assign(row, parts)
            return
        title, extra = parts[0], parts[1:]
        for cell in extra:
            if not row.who and self._is_who(cell):
                row.who = cell
            elif not row.room and self.titles.is_room(cell):
                row.room = cell
            else:
                title = f"{title} {cell}"
        row.rest = after_time(title, 0)

    def _assign(self, row: Row, parts: list[str]) -> None:
        """Cells without a header: the title first, the others by what they look like."""
        row.rest = after_time(parts[0], 0) if parts else ""
        for cell in parts[1:]:
            found = read_duration(cell)
            if found and found[1] >= len(cell.rstrip(" .")) and row.time:
                t = row.time
                row.time = TimeMark(t.start, t.end, found[0], t.begin, t.stop, t.bare, t.sure_half)
            elif not row.who and self._is_who(cell):
                row.who = cell
            elif not row.room and self.titles.is_room(cell):
                row.room = cell
            else:
                row.extra.append(cell)

    def _by_header(self, row: Row, cells: list[str], at: int) -> None:
        """Cells under a table header."""
        mark = read_time(cells[at])
        rest = after_time(cells[at], mark.stop) if mark else ""
        row.rest = rest
        sessions: list[tuple[str, str]] = []
        for n, cell in enumerate(cells[at + 1 :], start=at + 1):
            role = self.columns[n] if n < len(self.columns) else ""
            if not cell:
                continue
            if n in self.track_columns:
                sessions.append((self.track_columns[n], cell))
            elif role == "who":
                row.who = cell
            elif role == "where":
                row.room = cell
            elif role == "time" and mark and mark.end is None:
                second = read_time(cell)
                if second and row.time:
                    t = row.time
                    row.time = TimeMark(
                        t.start, second.start, None, t.begin, t.stop, t.bare, t.sure_half
                    )
                else:
                    found = read_duration(cell)
                    if found and row.time:
                        t = row.time
                        row.time = TimeMark(
                            t.start, t.end, found[0], t.begin, t.stop, t.bare, t.sure_half
                        )
            elif not row.rest:
                row.rest = after_time(cell, 0)
            elif not role:
                self._loose_cell(row, cell)
            else:
                row.extra.append(cell)
        if len(sessions) == 1:
            row.rest = row.rest or sessions[0][1]
        elif sessions:
            row.columns = sessions

    def _is_who(self, cell: str) -> bool:
        """Whether a table cell names leaders: speakers, first names, a role or a group."""
        leaders = self.titles.leaders
        return bool(
            leaders.is_speaker_line(cell)
            or leaders.slash_marker.match(cell)
            or self.vocabulary.groups.whole(cell)
            or self.vocabulary.roles.whole(cell)
            or (len(cell.split()) <= 5 and leaders.only_first_names(cell))
        )

    def _loose_cell(self, row: Row, cell: str) -> None:
        if not row.who and self._is_who(cell):
            row.who = cell
        elif not row.room and self.titles.is_room(cell):
            row.room = cell
        else:
            row.extra.append(cell)

    def _header_role(self, cell: str) -> str:
        cell = cell.strip(EDGE)
        for role, lexicon in (
            ("time", self.vocabulary.head_time),
            ("what", self.vocabulary.head_what),
            ("who", self.vocabulary.head_who),
            ("where", self.vocabulary.head_where),
        ):
            if lexicon.whole(cell):
                return role
        return ""

    def _is_header(self, line: Line) -> bool:
        """A row of column names; remembers what the columns hold."""
        text = line.text
        if len(text) > 120 or (any(c.isdigit() for c in text) and not line.columns):
            return False
        cells = list(line.columns) or list(line.cells)
        if len(cells) < 2:
            cells = text.split()
            if not 2 <= len(cells) <= 6:
                return False
        roles = [self._header_role(c) for c in cells]
        tracks = {
            n: label.label
            for n, c in enumerate(cells)
            if line.columns and (label := word_label(c, self.vocabulary)) and not label.rest
        }
        named = sum(1 for r in roles if r)
        if len(tracks) >= 2 and named + len(tracks) >= len([c for c in cells if c]) - 1:
            self.columns, self.track_columns = roles, tracks
            return True
        if (
            named >= 2
            and named >= len([c for c in cells if c]) - 1
            and ("time" in roles or "what" in roles)
        ):
            if line.columns or len(line.cells) > 1:
                self.columns, self.track_columns = roles, {}
            return True
        return False

    def _is_programme_line(self, text: str) -> bool:
        """ "PROGRAM", "Programme 2025:", "Program kl. 9.00–15.00"."""
        length = self.vocabulary.programme.at_start(text)
        if not length or len(text) > 60:
            return False
        rest = text[length:].strip(EDGE)
        rest = re.sub(r"(?:19|20)\d{2}", "", rest).strip(EDGE)
        if not rest:
            return True
        mark = read_time(rest)
        return bool(mark and mark.stop >= len(rest))

    def _is_heading(self, mark: DayMark, text: str) -> bool:
        """Whether a line with a day and no time is a day's heading."""
        if mark.spans or len(text) > 140 or text in self.vocabulary.deadline:
            return False
        rest = mark.rest.strip(EDGE)
        if not rest:
            return True
        cells = rest.split()
        if all(self._header_role(c) or self.vocabulary.programme.whole(c) for c in cells):
            return True
        if self.vocabulary.programme.whole(rest):
            return True
        if len(rest) > 80 or len(cells) > 10 or rest.endswith((".", ",")) or ". " in rest:
            return False
        if self.calendar.dates(rest):
            return False
        return mark.parted and (rest[0].isupper() or rest[0].isdigit() or rest[0] in '(«"“[')
