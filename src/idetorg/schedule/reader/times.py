"""Clock times and durations, read by hand from a position: no pattern that can run away."""

import re
from dataclasses import dataclass

from .lexicon import Lexicon
from .words import LANGUAGES

DAY = 24 * 60
NOON = 12 * 60

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4])([.:,;h])([0-5]\d)(?!\d)(?![.,:]\d)")
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-4])(?!\d)(?![.,:/]\d)")
_FOUR = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?![\d])(?![.,:/]\d)")
_AMPM = re.compile(r"\s?([ap])\.?\s?m(?:\b\.?|(?=[A-ZÆØÅÄÖ]))", re.IGNORECASE)
_UNIT = re.compile(r"\s?(?:uhr|hrs?|h)\b\.?", re.IGNORECASE)
_SPACE = re.compile(r"[ \t]*")
_OPEN = re.compile(r"[(\[]\s*")
_CLOSE = re.compile(r"\s*[)\]]")
_AFTER = re.compile(r"[\s:;.,|–—−‐-]*")
_STRONG = frozenset(["kl", "kl.", "klokka", "klokken", "klockan", "klo", "kello", "um", "at"])


def _all(field: str) -> Lexicon:
    return Lexicon(*(getattr(w, field) for w in LANGUAGES.values()))


_BEFORE = _all("before_time")
_MINUTE_WORDS = _all("minutes").alternatives()
_HOUR_WORDS = _all("hours").alternatives()
_NOON_WORDS = _all("noon").alternatives()
_MIDNIGHT_WORDS = _all("midnight").alternatives()
_UNTIL_WORDS = "|".join(sorted({p for w in LANGUAGES.values() for p in w.until.split()}))
_UNTIL = re.compile(rf"\s*(?:[-–—−‐‑‒~→]\s*[-–—−]?|(?:{_UNTIL_WORDS})\b)\s*", re.IGNORECASE)
_PREFIX = re.compile(rf"(?:{_BEFORE.alternatives()})(?![^\W\d_])\.?:?\s*(?=\S)", re.IGNORECASE)
_NOON = re.compile(rf"(?:{_NOON_WORDS})(?!\w)", re.IGNORECASE)
_MIDNIGHT = re.compile(rf"(?:{_MIDNIGHT_WORDS})(?!\w)", re.IGNORECASE)
_DURATION = re.compile(
    rf"(?:ca\.?\s?)?(?P<n>\d{{1,3}}(?:[.,]\d)?\s?½?|½|en|én|ein|one)\s?"
    rf"(?:(?P<m>{_MINUTE_WORDS}|['’′])|(?P<h>{_HOUR_WORDS}))(?![^\W_])"
    rf"(?:\s?(?:og|och|and|und|ja)?\s?(?P<extra>\d{{1,2}})\s?(?:{_MINUTE_WORDS})(?!\w))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TimeMark:
    """A time found in text[begin:stop]. Minutes after midnight.

    ``bare`` marks an hour without minutes and without a word that makes it a clock time;
    ``sure_half`` says that a.m., p.m., noon or an hour above 12 fixed the half of the day.
    """

    start: int
    end: int | None
    duration: int | None
    begin: int
    stop: int
    bare: bool = False
    sure_half: bool = False


@dataclass(frozen=True)
class _Clock:
    minutes: int
    stop: int
    half: str | None
    form: str  # "full", "hour", "four", "word"
    unit: bool


def clock_text(minutes: int) -> str:
    """Minutes after midnight as "HH:MM"; later days wrap."""
    minutes %= DAY
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _clock(text: str, at: int) -> _Clock | None:
    if match := _NOON.match(text, at):
        return _Clock(NOON, match.end(), "n", "word", True)
    if match := _MIDNIGHT.match(text, at):
        return _Clock(DAY, match.end(), "n", "word", True)
    form = "full"
    if match := _CLOCK.match(text, at):
        minutes = int(match[1]) * 60 + int(match[3])
    elif match := _FOUR.match(text, at):
        minutes, form = int(match[1]) * 60 + int(match[2]), "four"
    elif match := _HOUR.match(text, at):
        minutes, form = int(match[1]) * 60, "hour"
    else:
        return None
    if minutes > DAY:
        return None
    stop, half, unit = match.end(), None, False
    if (found := _AMPM.match(text, stop)) and minutes < 13 * 60:
        half, stop = found[1].lower(), found.end()
    if found := _UNIT.match(text, stop):
        unit, stop = True, found.end()
    return _Clock(minutes, stop, half, form, unit)


def _halved(minutes: int, half: str | None) -> int:
    """Minutes with a.m. or p.m. applied. 24.00 stays the end of the day."""
    if half == "p" and minutes < NOON:
        return minutes + NOON
    if half == "a" and minutes >= NOON:
        return minutes - NOON
    return minutes


def read_duration(text: str, at: int = 0) -> tuple[int, int] | None:
    """A duration that stands at a position: (minutes, stop)."""
    match = _DURATION.match(text, at)
    if not match:
        return None
    number = match["n"].strip().lower().replace(",", ".")
    half = 0.5 if number.endswith("½") else 0.0
    number = number.rstrip("½ ")
    words = {"en": 1.0, "én": 1.0, "ein": 1.0, "one": 1.0, "": 0.0}
    amount = (words[number] if number in words else float(number)) + half
    minutes = round(amount * (60 if match["h"] else 1)) + int(match["extra"] or 0)
    return (minutes, match.end()) if 0 < minutes <= DAY else None


def skip_prefix(text: str, at: int) -> tuple[int, bool]:
    """Past "kl.", "from", "about" and their like; tells whether a clock word was among them."""
    strong = False
    for _ in range(4):
        match = _PREFIX.match(text, at)
        if not match:
            break
        word = match.group().strip(" :").lower()
        strong = strong or word in _STRONG or word.rstrip(".") in _STRONG
        at = match.end()
    return at, strong


def read_time(
    text: str,
    at: int = 0,
    *,
    bare_hours: bool = False,
    four_digits: bool = False,
) -> TimeMark | None:
    """The time, range or start with duration that stands at a position of a line.

    ``bare_hours`` and ``four_digits`` accept "9 Breakfast" and "0930 Opening", which a text
    must have shown to mean clock times.
    """
    begin = at
    opened = _OPEN.match(text, at)
    at = opened.end() if opened else at
    at, strong = skip_prefix(text, at)
    first = _clock(text, at)
    if first is None:
        return None
    stop = first.stop
    second = _range_end(text, first)
    if second is None and first.form == "full":
        second = _spaced_end(text, first)
    if not _acceptable(text, first, second, strong, bare_hours, four_digits):
        if second is None or not _acceptable(text, first, None, strong, bare_hours, four_digits):
            return None
        second = None
    if second is not None:
        stop = second.stop
    start, end = _span(first, second)
    sure = (
        bool(first.half) or first.minutes >= 13 * 60 or (second is not None and bool(second.half))
    )
    if opened and (closed := _CLOSE.match(text, stop)):
        stop = closed.end()
    duration = None
    if second is None:
        duration, stop = _duration_after(text, stop)
    bare = first.form == "hour" and not (strong or first.half or first.unit or second)
    return TimeMark(start, end, duration, begin, stop, bare, sure)


def _range_end(text: str, first: _Clock) -> _Clock | None:
    at = first.stop
    if at < len(text) and text[at] == "." and _UNTIL.match(text, at + 1):
        at += 1
    match = _UNTIL.match(text, at)
    if not match:
        return None
    at, _ = skip_prefix(text, match.end())
    second = _clock(text, at)
    if second is None or (
        first.form in ("full", "four") and second.form == "word" and second.half is None
    ):
        return second
    if second.form == "hour" and first.form == "full" and not (second.half or second.unit):
        # "10.00 – 12 kommuner": an hour alone ends a range only where nothing else is meant
        rest = text[second.stop : second.stop + 2]
        if rest[:1] == " " and rest[1:2].islower():
            return None
    return second


def _spaced_end(text: str, first: _Clock) -> _Clock | None:
    """The end of "09.30 10.00 Coffee"."""
    at = _SPACE.match(text, first.stop)
    if not at or at.end() == first.stop:
        return None
    second = _clock(text, at.end())
    if second and second.form == "full" and second.minutes > first.minutes:
        return second
    return None


def _acceptable(
    text: str,
    first: _Clock,
    second: _Clock | None,
    strong: bool,
    bare_hours: bool,
    four_digits: bool,
) -> bool:
    rest = text[(second or first).stop :]
    if first.form in ("full", "word"):
        return not rest[:1].isdigit() and not re.match(r"\s?(?:kr|%|€|\$|NOK|EUR)", rest)
    if first.form == "four":
        if strong or first.unit or four_digits:
            return True
        if second is None and text[first.stop - 4] == "0":
            # "0930 Breakfast", unlike the post code in "0150 Oslo"
            return bool(re.match(r"\s+(?!oslo)[^\W\d_]", rest, re.IGNORECASE)) and (
                first.minutes >= 6 * 60 and first.minutes % 5 == 0
            )
        return second is not None and second.form in ("four", "full")
    if strong or first.half or first.unit:
        return True
    if second is not None:
        if second.form == "full" or second.half or second.unit:
            return True
        if second.form == "hour" and second.minutes > first.minutes >= 5 * 60:
            return not re.match(r"\.|[ ][a-zæøåäöü]|[ ]?[%/]", rest)
        return False
    return (
        bare_hours
        and bool(re.match(r"[:.]?\s+[^\W\d_]", rest))
        and (first.minutes >= 5 * 60 and rest.lstrip(" :.")[:1].isupper())
    )


def _span(first: _Clock, second: _Clock | None) -> tuple[int, int | None]:
    if second is None:
        return _halved(first.minutes, first.half), None
    if second.half in ("a", "p") and first.half is None and first.minutes < 13 * 60:
        end = _halved(second.minutes, second.half)
        start = _halved(first.minutes, second.half)
        if start > end:
            start = _halved(first.minutes, "a" if second.half == "p" else "p")
        return start, end
    if first.half in ("a", "p") and second.half is None and second.minutes < 13 * 60:
        start = _halved(first.minutes, first.half)
        end = _halved(second.minutes, first.half)
        return start, end if end > start else (end + NOON) % DAY
    return _halved(first.minutes, first.half), _halved(second.minutes, second.half)


def _duration_after(text: str, stop: int) -> tuple[int | None, int]:
    match = re.compile(r"[\s,;:]*([(\[])?\s*").match(text, stop)
    if match and (match.end() > stop):
        found = read_duration(text, match.end())
        if found:
            minutes, after = found
            if match[1]:
                closed = _CLOSE.match(text, after)
                if closed:
                    return minutes, closed.end()
            elif (
                re.match(r"\s*(?:$|[-–—:;,.|]|[ ]{2})", text[after:])
                or text[after : after + 1] == " "
            ):
                return minutes, after
    return None, stop


def after_time(text: str, stop: int) -> str:
    """What follows a time, without the signs that part it from the title."""
    match = _AFTER.match(text, stop)
    return text[match.end() if match else stop :]


_END_GAP = re.compile(r"[\s:;.,|(\[–—-]*$")


def trailing_time(text: str) -> tuple[str, TimeMark] | None:
    """A time at the end of a line ("Lunch, at 12.00–13.00"): the text before it, and the time."""
    tail = text.rstrip(" .)]")
    for at in range(max(0, len(tail) - 40), len(tail)):
        if at and (text[at - 1].isalnum() or text[at - 1] in ".:,"):
            continue
        mark = read_time(text, at)
        if mark and mark.stop >= len(tail) and not mark.bare:
            head = _END_GAP.sub("", text[:at])
            return (head, mark) if head else None
    return None


def split_inner_times(text: str) -> list[tuple[TimeMark, str]]:
    """The items of a line that holds several: each time with the text up to the next.

    A time counts when it follows a sign that parts (, ; . | – or two blanks) or stands first.
    """
    found: list[TimeMark] = []
    at = 0
    while at < len(text) and len(found) < 40:
        here = at
        mark = None
        if here == 0 or re.match(r"[\s,;.|–—/!?)]", text[here - 1]):
            mark = read_time(text, here)
        if mark and not mark.bare:
            found.append(mark)
            at = mark.stop
            continue
        at += 1
        while at < len(text) and text[at - 1].isalnum():
            at += 1
    parts = []
    for n, mark in enumerate(found):
        stop = found[n + 1].begin if n + 1 < len(found) else len(text)
        parts.append((mark, after_time(text[:stop], mark.stop).rstrip(" ,;|–—-")))
    return parts
