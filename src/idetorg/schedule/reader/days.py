"""Day headings, and the dates of the days."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .dates import YEAR, Calendar, Written
from .lexicon import Vocabulary
from .times import read_time
from .words import LANGUAGES

_GAP = re.compile(r"[\s,:;|/(\[–—.\])-]*")
_DAY_WORDS = "|".join(sorted({w.day for w in LANGUAGES.values()}, key=len, reverse=True))
_ORDINALS = {word: n + 1 for w in LANGUAGES.values() for n, word in enumerate(w.ordinals)} | {
    "one": 1,
    "two": 2,
    "three": 3,
    "én": 1,
    "ein": 1,
    "to": 2,
    "tre": 3,
    "i": 1,
    "ii": 2,
    "iii": 3,
}
_DAY_N = re.compile(
    rf"(?:{_DAY_WORDS})\s*(?:nr\.?\s*)?(\d{{1,2}}|[a-zé]{{1,5}})(?![\w])", re.IGNORECASE
)
_N_DAY = re.compile(
    rf"(?:(\d{{1,2}})\.?\s?|([^\W\d_]{{4,12}})\s)(?:{_DAY_WORDS})(?:en)?(?!\w)", re.IGNORECASE
)
_DAY_NUMBER = re.compile(
    r"\s(?:den\s|d\.\s|the\s)?(\d{1,2})(?:\.|st|nd|rd|th)?(?=\s*(?:$|[:(,–-]))"
)
_LINK = re.compile(r"(?:for|am|på|på|den|on|fra|i|til)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class DayMark:
    """What a line says about its day. ``rest`` is the text after it, separators dropped."""

    label: str
    weekday: int | None
    written: Written | None
    ordinal: int | None
    number: int | None
    rest: str
    parted: bool

    @property
    def spans(self) -> bool:
        """Whether it names several days."""
        return self.written is not None and self.written.last is not None


@dataclass
class DayDraft:
    """A day while the text is read."""

    label: str | None
    weekday: int | None = None
    written: Written | None = None
    ordinal: int | None = None
    number: int | None = None
    lines: list[int] = field(default_factory=list)

    def same_as(self, mark: DayMark) -> bool:
        """Whether a mark names this day again."""
        if mark.written and self.written:
            return (mark.written.day, mark.written.month) == (self.written.day, self.written.month)
        if mark.ordinal and self.ordinal:
            return mark.ordinal == self.ordinal
        if mark.weekday is not None and self.weekday is not None:
            return mark.weekday == self.weekday and not (mark.written and self.written)
        return False


def read_day(text: str, calendar: Calendar, vocabulary: Vocabulary) -> DayMark | None:
    """The day a line opens with; None when it opens with something else."""
    at = _past_programme_word(text, vocabulary)
    begin = at
    weekday = ordinal = number = None
    written: Written | None = None
    if not _may_open_a_day(text, at, calendar):
        return None
    dates = calendar.dates(text[:200])
    stop = at
    for _ in range(5):
        gap = _GAP.match(text, at)
        here = gap.end() if gap and at > begin else at
        step = None
        if ordinal is None and (found := _ordinal(text, here)):
            ordinal, step = found
        elif weekday is None and (hit := calendar.weekday_at(text, here)):
            weekday, step = hit
            length = vocabulary.day_parts.at_start(text[step:].lstrip())
            if length:
                step += len(text[step:]) - len(text[step:].lstrip()) + length
        if step is None and written is None:
            past = here + _date_prefix(text, here, calendar)
            for candidate in dates:
                if candidate.begin in (here, past) or candidate.begin <= here < candidate.stop:
                    if (
                        read_time(text, here)
                        and candidate.year is None
                        and not any(c.isalpha() for c in text[candidate.begin : candidate.stop])
                        and len(text[here:].split(" ")[0]) > 4
                    ):
                        continue
                    written, step = candidate, max(candidate.stop, here)
                    break
        if step is None and weekday is not None and written is None and number is None:
            found_number = _DAY_NUMBER.match(text, at)
            if found_number:
                number, step = int(found_number[1]), found_number.end()
        if step is None:
            break
        at = stop = step
    if stop == begin:
        return None
    if weekday is None and written is not None:
        weekday = written.weekday
    gap = _GAP.match(text, stop)
    rest_at = gap.end() if gap else stop
    if rest_at > stop and text[rest_at - 1] in "([":
        rest_at -= 1
    parted = bool(text[stop:rest_at].strip())
    label = text[begin:stop].strip(" ,:;|/–—-(")
    return DayMark(label, weekday, written, ordinal, number, text[rest_at:].strip(), parted)


def _may_open_a_day(text: str, at: int, calendar: Calendar) -> bool:
    head = text[at : at + 1]
    return bool(head) and (head.isalnum() or head in "([")


def _past_programme_word(text: str, vocabulary: Vocabulary) -> int:
    at = 0
    for _ in range(2):
        length = vocabulary.programme.at_start(text[at:])
        if not length:
            break
        gap = _GAP.match(text, at + length)
        at = gap.end() if gap else at + length
        if link := _LINK.match(text, at):
            at = link.end()
    return at


def _date_prefix(text: str, at: int, calendar: Calendar) -> int:
    match = re.match(r"(?:den|d\.|the|der|dem|am|on|på)\s+", text[at : at + 8], re.IGNORECASE)
    return match.end() if match else 0


def _ordinal(text: str, at: int) -> tuple[int, int] | None:
    if match := _DAY_N.match(text, at):
        word = match[1].lower()
        n = int(word) if word.isdigit() else _ORDINALS.get(word)
        return (n, match.end()) if n and n < 32 else None
    if match := _N_DAY.match(text, at):
        if match[1]:
            return (int(match[1]), match.end()) if 0 < int(match[1]) < 32 else None
        n = _ORDINALS.get(match[2].lower())
        return (n, match.end()) if n else None
    return None


# ------------------------------------------------------------------ dates of the days


@dataclass(frozen=True)
class Context:
    """A date that stands outside the headings, with how likely it is the programme's own."""

    written: Written
    weight: int


_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[^\W\d_])|(?<=\d{4}\.)\s+(?=[^\W\d_])")


def contexts_in(
    text: str,
    calendar: Calendar,
    vocabulary: Vocabulary,
    *,
    before: bool,
) -> list[Context]:
    """The dates of a line outside the schedule, without deadlines and their like.

    ``before`` tells that the line stands above the schedule, which weighs more.
    """
    found = []
    for sentence in _SENTENCE.split(text[:2000]):
        dates = calendar.dates(sentence)
        if not dates or sentence in vocabulary.deadline:
            continue
        label = sentence.split(":", 1)[0] if ":" in sentence else ""
        for written in dates:
            weight = 4 if before else 0
            weight += 4 if label and label in vocabulary.head_time else 0
            weight += 2 if written.weekday is not None else 0
            weight += 2 if written.last else 0
            weight += 1 if written.year else 0
            weight += 1 if len(sentence) < 80 else 0
            found.append(Context(written, weight))
    return found


def years_in(lines: Iterable[str], vocabulary: Vocabulary) -> list[int]:
    """The years named by the headlines above the schedule, in order."""
    years: list[int] = []
    for line in lines:
        if len(line) <= 120 and line not in vocabulary.deadline:
            years += [int(y) for y in YEAR.findall(line)]
    return years


def _with_year(written: Written, years: Sequence[int]) -> datetime.date | None:
    """The date in the first year that fits the weekday; else in the first year."""
    readings = [written]
    if written.swapped and written.month <= 12 and written.day <= 12:
        readings.append(
            Written(
                written.month,
                written.day,
                written.year,
                written.begin,
                written.stop,
                written.weekday,
            )
        )
    first: datetime.date | None = None
    for reading in readings:
        for year in [reading.year] if reading.year else years:
            found = reading.on(year)
            if found is None:
                continue
            first = first or found
            if reading.weekday is not None and found.weekday() == reading.weekday:
                return found
    return first


def _spread(written: Written, years: Sequence[int]) -> list[datetime.date]:
    """Every day of a range; one day when it is no range."""
    start = _with_year(written, years)
    if start is None:
        return []
    if written.last is None:
        return [start]
    end = written.last.on(start.year)
    if end is None or not 0 < (end - start).days <= 31:
        return [start]
    return [start + datetime.timedelta(n) for n in range((end - start).days + 1)]


def dates_of_days(
    days: Sequence[DayDraft], contexts: Sequence[Context], years: Sequence[int], default_year: int
) -> list[datetime.date | None]:
    """A date for each day: its own heading's, else the context's, else None.

    Years are tried in the order: named by a heading, by a context, by a headline, the default;
    a weekday beside the date decides between them.
    """
    ranked = sorted(contexts, key=lambda c: -c.weight)
    named = [d.written.year for d in days if d.written and d.written.year]
    order = [*named, *(c.written.year for c in ranked if c.written.year), *years, default_year]
    tried = [y for n, y in enumerate(order) if y and 1 <= y <= 9999 and y not in order[:n]]
    own: list[datetime.date | None] = []
    for day in days:
        if day.written is None:
            own.append(None)
            continue
        same = [
            c.written.year
            for c in ranked
            if c.written.year
            and (c.written.day, c.written.month) == (day.written.day, day.written.month)
        ]
        own.append(_with_year(day.written, [*same, *tried]))
    if all(own):
        return own
    spans = [_spread(c.written, tried) for c in ranked]
    spans = [s for s in spans if s]
    longest = max(spans, key=len, default=[])
    pool = longest if len(longest) > 1 else [d for s in spans for d in s]
    out = list(own)
    for n, day in enumerate(days):
        if out[n] is None:
            out[n] = _from_elsewhere(day, pool, longest, lonely=len(days) == 1)
    for n in range(len(days)):
        if out[n] is None:
            out[n] = _from_neighbours(n, days, out)
    return out


def _from_elsewhere(
    day: DayDraft, pool: Sequence[datetime.date], longest: Sequence[datetime.date], *, lonely: bool
) -> datetime.date | None:
    if day.number is not None:
        return next((d for d in pool if d.day == day.number), None)
    if day.weekday is not None:
        hit = next((d for d in pool if d.weekday() == day.weekday), None)
        if hit or day.ordinal is None:
            return hit
    if day.ordinal is not None:
        if len(longest) >= day.ordinal:
            return longest[day.ordinal - 1]
        return pool[0] + datetime.timedelta(day.ordinal - 1) if len(pool) == 1 else None
    return pool[0] if lonely and pool else None


def _from_neighbours(
    n: int, days: Sequence[DayDraft], dates: Sequence[datetime.date | None]
) -> datetime.date | None:
    """The day after the one before (or before the one after) that has the right weekday."""
    day = days[n]
    for other, sign in ((n - 1, 1), (n + 1, -1)):
        if not 0 <= other < len(days) or (near := dates[other]) is None:
            continue
        if day.weekday is not None:
            gap = (day.weekday - near.weekday()) * sign % 7
            return near + datetime.timedelta(sign * gap) if gap else None
        if day.ordinal is not None and days[other].ordinal is not None:
            return near + datetime.timedelta(day.ordinal - (days[other].ordinal or 0))
    return None
