"""Facts of a seminar as people say them."""

from datetime import date

from django.utils import formats
from django.utils.translation import get_language

from idetorg.seminars.models import Seminar


def day_in_words(day: date | None) -> str:
    """Return "20. november 2013" in the active language; "" for no day."""
    return formats.date_format(day, _pattern("j. F Y", "j F Y")) if day else ""


def dates_in_words(seminar: Seminar) -> str:
    """Return "20.–21. november 2013" in the active language; "" before dates are set."""
    first, last = seminar.starts_on, seminar.ends_on or seminar.starts_on
    if first is None or last is None:
        return ""
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{formats.date_format(first, _pattern('j.', 'j'))}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{formats.date_format(first, _pattern('j. F', 'j F'))} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def _pattern(norwegian: str, english: str) -> str:
    return english if (get_language() or "nb").startswith("en") else norwegian
