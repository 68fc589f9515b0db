"""Tags and filters every template has: assets, icons, the mark, the thread, times and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware

from idetorg.core import assets

register = template.Library()

ZONE = ZoneInfo("Europe/Oslo")
NO_BREAK = "\u00a0"


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a bundled file: `{% asset "app.css" %}`."""
    return assets.asset(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an inline drawing, hidden from screen readers: it always stands by a word."""
    drawing = assets.icon(name)
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        "ico drawn" if drawing["drawn"] else "ico",
        mark_safe(drawing["body"]),  # noqa: S308  (made by our own build from a fixed list)
    )


@register.simple_tag
def mark() -> SafeString:
    """Return the mark: the thread that goes round a square once and on, with a lamp inside."""
    return mark_safe(
        '<svg class="mark" viewBox="0 0 64 64" aria-hidden="true">'
        '<path d="M0 47H10M24 47H45a6 6 0 0 0 6-6V18a6 6 0 0 0-6-6H23a6 6 0 0 0-6 6V53'
        'a6 6 0 0 0 6 6H64"/><circle cx="34" cy="29.5" r="6"/></svg>'
    )


_HILLS = {
    "phone": (
        "0 0 390 96",
        "M0 96V52l38-26 30 22 46-40 52 50 36-22 42 30 50-44 44 34 30-16 22 14v42z",
        "M0 96V76l52-18 44 20 60-26 66 30 58-22 56 20 54-18v34z",
    ),
    "wide": (
        "0 0 1440 120",
        "M0 120V70l140-34 110 28 168-52 190 64 130-28 152 38 182-56 160 44 108-20 100 22v44z",
        "M0 120V98l190-24 160 26 214-34 240 40 210-28 202 26 224-24v40z",
    ),
    "screen": (
        "0 0 1920 300",
        "M0 300V170l190-90 150 76 226-138 260 172 176-76 206 104 246-152 220 118 150-56 96 48v124z",
        "M0 300V250l256-62 216 70 290-90 326 104 284-76 274 70 274-62v96z",
    ),
}


@register.simple_tag
def hills(kind: str = "phone") -> SafeString:
    """Return the hills at the foot of a night sky; kind is phone, wide or screen."""
    box, far, near = _HILLS[kind]
    return format_html(
        '<svg class="hills" viewBox="{}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="far" d="{}"/><path class="near" d="{}"/></svg>',
        box,
        far,
        near,
    )


def _local(moment: datetime, zone: str | ZoneInfo | None) -> datetime:
    chosen = ZoneInfo(zone) if isinstance(zone, str) and zone else zone or ZONE
    return moment.astimezone(chosen) if is_aware(moment) else moment


@register.filter
def clock(value: datetime | time | str | None, zone: str = "") -> str:
    """Return a time as 16.52 (no leading zero: 9.30), in the seminar's zone.

    Takes an aware datetime, a time, or text "HH:MM"; other text stays. Empty gives "".
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        value = _local(value, zone).time()
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02d}"
    hour, colon, minute = value.partition(":")
    return f"{int(hour)}.{minute[:2]}" if colon else value


@register.simple_tag(takes_context=True)
def now_clock(context: template.Context) -> str:
    """Return the time now as 16.52 in the seminar's zone; the script keeps it ticking."""
    zone = str(getattr(context.get("seminar"), "time_zone", ""))
    return clock(context.get("server_now"), zone)


def _date(value: date | datetime | None, zone: str) -> date | None:
    return _local(value, zone).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None, zone: str = "") -> str:
    """Return "onsdag 20. november" in the active language."""
    found = _date(value, zone)
    return formats.date_format(found, _pattern("l j. F", "l j F")) if found else ""


@register.filter
def day_year(value: date | datetime | None, zone: str = "") -> str:
    """Return "20. november 2013" in the active language."""
    found = _date(value, zone)
    return formats.date_format(found, _pattern("j. F Y", "j F Y")) if found else ""


@register.filter
def day_full(value: date | datetime | None, zone: str = "") -> str:
    """Return "onsdag 20. november 2013" in the active language."""
    found = _date(value, zone)
    return formats.date_format(found, _pattern("l j. F Y", "l j F Y")) if found else ""


def _pattern(norwegian: str, english: str) -> str:
    from django.utils.translation import get_language

    return english if (get_language() or "nb").startswith("en") else norwegian


@register.filter
def iso(value: datetime | None) -> str:
    """Return an aware datetime as ISO text for `<time datetime>` and data attributes."""
    return value.isoformat(timespec="seconds") if value else ""


@register.filter
def number(value: float | int | None) -> str:
    """Return a number with grouping as the active language writes it; "" for None."""
    return "" if value is None else formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def paragraphs(value: str | None) -> SafeString:
    """Return people's plain text as escaped paragraphs with line breaks kept."""
    return mark_safe(linebreaks(value or "", autoescape=True))  # noqa: S308  (escaped there)


@register.filter
def hold(value: str) -> str:
    """Return text whose spaces don't break: for names and dates in a running line."""
    return str(value).replace(" ", NO_BREAK)


# The board on the big screen -------------------------------------------------------------

# Most letters that fit a place on a board of a size (drawn at 1920 × 1080, measured on Literata).
_ROOM = {24: 92, 12: 110, 6: 240}


@dataclass(frozen=True)
class BoardPage:
    """One page of the board: `size` (24, 12 or 6 places) and its items in order."""

    size: int
    items: Sequence[Any]


def _words(item: Any) -> str:
    found = item.get("text", "") if isinstance(item, dict) else getattr(item, "text", "")
    return str(found)


@register.filter
def board_pages(items: Sequence[Any]) -> list[BoardPage]:
    """Return the pages of a board: 6, 12 or 24 places, so that everything can be read.

    `items` have `.text` (or ["text"]). Long texts give fewer places on every page, since
    pages of one board look alike. No items, no pages.
    """
    found = list(items)
    longest = max((len(_words(item)) for item in found), default=0)
    size = 6 if len(found) <= 6 else 12 if len(found) <= 12 else 24
    while size > 6 and longest > _ROOM[size]:
        size //= 2
    return [BoardPage(size, found[at : at + size]) for at in range(0, len(found), size)]


def _serpentine(columns: int) -> str:
    """Return the path that goes down the first column and up the next, on 1920 × 930."""
    left, width, top, foot, bend = 40.0, 1840 / columns, 16, 910, 18
    path = f"M0 26H{left - bend:g}a{bend} {bend} 0 0 1 {bend} {bend}"
    for column in range(columns):
        after = left + (column + 1) * width
        last = column == columns - 1
        if column % 2 == 0:
            path += f"V{foot - bend}a{bend} {bend} 0 0 0 {bend} {bend}"
            path += "H1920" if last else f"H{after - bend:g}a{bend} {bend} 0 0 0 {bend}-{bend}"
        else:
            path += f"V{top + bend}a{bend} {bend} 0 0 1 {bend}-{bend}"
            path += "H1920" if last else f"H{after - bend:g}a{bend} {bend} 0 0 1 {bend} {bend}"
    return path


@register.simple_tag
def serpentine(size: int) -> SafeString:
    """Return the thread behind a board of 24 (four columns), 12 (three) or 6 (two) places."""
    columns = {24: 4, 12: 3, 6: 2}[size]
    return format_html(
        '<svg class="serp" viewBox="0 0 1920 930" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}"/></svg>',
        _serpentine(columns),
    )
