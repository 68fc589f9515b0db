"""Dates, ranges of dates and weekdays in a line."""

import datetime
import re
from dataclasses import dataclass, replace

from .lexicon import Lexicon, Vocabulary
from .words import LANGUAGES

_MONTHS = [Lexicon(*(w.months[n] for w in LANGUAGES.values())) for n in range(12)]
_MONTH_CACHE: dict[str, int] = {}

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.[ ]?(\d{1,2})\.(?:[ ]?(\d{4}|\d{2})(?![\d.:])|(?!\d))")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:[-/ ](\d{4}|\d{2}))?(?![\d/])")
_DOTTED_PAIR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.?[ ]?(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|:?[aen]\b|st\b|nd\b|rd\b|th\b)?[ ]?(?:of[ ]|the[ ])?"
    r"([^\W\d_]{3,12})\b\.?(?:,?[ ]?((?:19|20)\d{2})(?!\d))?"
)
_MONTH_DAY = re.compile(
    r"(?<!\w)([^\W\d_]{3,9})\.?[ ](\d{1,2})(?:st|nd|rd|th)?(?![\d.:/]\d|\w)"
    r"(?:[ ]?[-–—][ ]?(\d{1,2})(?:st|nd|rd|th)?(?![\d:.]))?(?:,?[ ]((?:19|20)\d{2})(?!\d))?"
)
_LIST_BEFORE = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:\.|:?[ae]\b|st\b|nd\b|rd\b|th\b)?[ ]*"
    r"(?:[-–—−/&,+]|og|och|and|und|ja|til|till|to|bis|until)[ ]*(?:[^\W\d_]{2,11}\.?[ ]+)?"
    r"(?:den[ ]|d\.[ ]|the[ ]|der[ ])?$"
)
_AFTER_DAY_WORD = re.compile(r"(?:dag|day|tag|päivä|nr\.?|del|økt)[ ]*$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:[-–—−&,+]|og|och|and|und|ja|til|till|to|bis|until)\s*(?:[^\W\d_]{2,11}\.?,?\s*)?"
    r"(?:den\s|d\.\s|the\s|der\s)?"
)
YEAR = re.compile(r"(?<![\d.–-])((?:19|20)\d{2})(?![\d–]|-\d)")


@dataclass(frozen=True)
class Written:
    """A date as written: the year may be missing; ``begin:stop`` is where it stands.

    ``last`` is the end of a range or of a list of days; ``swapped`` is the other reading of a
    date with strokes. ``weekday`` is 0 for Monday, when one stands before the date.
    """

    day: int
    month: int
    year: int | None
    begin: int
    stop: int
    weekday: int | None = None
    last: "Written | None" = None
    swapped: bool = False

    def on(self, year: int) -> datetime.date | None:
        """The date in a year, unless the text names another; None when there is no such day."""
        try:
            return datetime.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def month_of(word: str) -> int | None:
    """1 to 12 for the name of a month in any of the languages."""
    word = word.lower()
    if word not in _MONTH_CACHE:
        if len(_MONTH_CACHE) > 5000:
            _MONTH_CACHE.clear()
        _MONTH_CACHE[word] = next(
            (n + 1 for n, lex in enumerate(_MONTHS) if lex.rank(word) or lex.whole(word + ".")), 0
        )
    return _MONTH_CACHE[word] or None


class Calendar:
    """Weekdays and dates as one language writes them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.code = vocabulary.code
        words = vocabulary.words
        self._weekdays = [Lexicon(*(w.weekdays[n] for w in words)) for n in range(7)]
        self._parts = vocabulary.day_parts
        self._before = vocabulary.before_date

    def weekday_at(self, text: str, at: int = 0) -> tuple[int, int] | None:
        """A weekday that stands at a position: (0 for Monday, stop)."""
        rest = text[at : at + 24]
        word = re.match(r"[^\W\d_]+\.?", rest)
        if not word:
            return None
        plain = word.group().rstrip(".").lower()
        # "man" and "on" are everyday words: an abbreviation may need its full stop
        for n, lexicon in enumerate(self._weekdays):
            if word.group().endswith(".") and lexicon.whole(plain + "."):
                return n, at + len(word.group())
            if lexicon.whole(plain + ".") and re.match(
                r"\s+\d{1,2}[./]", text[at + len(plain) :][:6]
            ):
                return n, at + len(plain)
            if plain in lexicon.exact or any(
                plain.startswith(stem) and len(plain) <= len(stem) + 2 for stem in lexicon.prefixes
            ):
                return n, at + len(plain)
        return None

    def dates(self, text: str) -> list[Written]:
        """The dates of a line in order, ranges joined, each with the weekday before it."""
        if not any(c.isdigit() for c in text):
            return []
        found: list[Written] = []

        def add(
            day: int,
            month: int | None,
            year: int | None,
            begin: int,
            stop: int,
            *,
            swapped: bool = False,
        ) -> None:
            if (
                month
                and 1 <= month <= 12
                and 1 <= day <= 31
                and not any(w.begin < stop and begin < w.stop for w in found[-40:])
            ):
                found.append(Written(day, month, year, begin, stop, swapped=swapped))

        text = text[:800]
        for m in _ISO.finditer(text):
            add(int(m[3]), int(m[2]), int(m[1]), m.start(), m.end())
        for m in _DOTTED_PAIR.finditer(text):
            add(int(m[1]), int(m[2]), int(m[3]), m.start(), m.end())
        for m in _NUMERIC.finditer(text):
            year = int(m[3]) if m[3] else None
            if " " in m.group() and (year is None or year < 100):
                continue  # "1. 09.00" is a list number and a time
            if year is not None and year < 100:
                year += 2000
            if year is None and len(m[2]) == 2 and not self._numeric_language(text, m.end()):
                continue  # "15.10." is a time in most of the languages
            add(int(m[1]), int(m[2]), year, m.start(), m.end())
        for m in _DAY_MONTH.finditer(text):
            add(int(m[1]), month_of(m[2]), int(m[3]) if m[3] else None, m.start(), m.end())
        for m in _MONTH_DAY.finditer(text):
            month = month_of(m[1])
            if month is None or any(w.begin < m.end() and m.start() < w.stop for w in found):
                continue
            year = int(m[4]) if m[4] else None
            add(int(m[2]), month, year, m.start(), m.end())
            if m[3] and found and found[-1].begin == m.start():
                found[-1] = replace(
                    found[-1], last=Written(int(m[3]), month, year, m.start(), m.end())
                )
        for m in _SLASHED.finditer(text):
            year = int(m[3]) if m[3] else None
            if year is not None and year < 100:
                year += 2000
            if int(m[2]) > 12:
                add(int(m[2]), int(m[1]), year, m.start(), m.end())
            else:
                add(int(m[1]), int(m[2]), year, m.start(), m.end(), swapped=True)
        found.sort(key=lambda w: w.begin)
        return self._with_weekdays(text, self._joined(text, found))

    def _numeric_language(self, text: str, stop: int) -> bool:
        return self.code in ("fi", "de") or text[stop : stop + 1] in ("-", "–", ":", "")

    def _joined(self, text: str, found: list[Written]) -> list[Written]:
        """Join "8.–10. november", "7.9.–8.9.2023" and "22. and Wednesday 23. October"."""
        out: list[Written] = []
        for written in found:
            if (
                out
                and out[-1].last is None
                and _BETWEEN.fullmatch(text, out[-1].stop, written.begin)
            ):
                first = out.pop()
                out.append(
                    replace(first, year=first.year or written.year, last=written, stop=written.stop)
                )
                continue
            before = text[max(0, written.begin - 40) : written.begin]
            match = _LIST_BEFORE.search(before)
            if (
                match
                and 1 <= int(match[1]) <= 31
                and not _AFTER_DAY_WORD.search(before[: match.start()])
            ):
                begin = written.begin - (len(before) - match.start())
                out.append(
                    Written(
                        int(match[1]),
                        written.month,
                        written.year,
                        begin,
                        written.stop,
                        last=written,
                    )
                )
            else:
                out.append(written)
        return out

    def _with_weekdays(self, text: str, found: list[Written]) -> list[Written]:
        out = []
        for written in found:
            before = text[max(0, written.begin - 30) : written.begin]
            offset = written.begin - len(before)
            weekday, begin = None, written.begin
            for m in re.finditer(r"[^\W\d_]+\.?", before):
                hit = self.weekday_at(before, m.start())
                gap = before[hit[1] :] if hit else ""
                if hit and re.fullmatch(r"[.,]?\s*(?:den|d\.|the|der|dem|am|på|on)?\s*[(]?", gap):
                    weekday = hit[0]
                    begin = offset + m.start()
                    break
            if weekday is None:
                after = re.match(r"\s?[(]([^\W\d_]+)[)]", text[written.stop : written.stop + 20])
                hit = self.weekday_at(after[1]) if after else None
                weekday = hit[0] if hit else None
            out.append(replace(written, weekday=weekday, begin=begin))
        return out
