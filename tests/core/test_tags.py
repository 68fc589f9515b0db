"""Times, dates and numbers as people here write them; the board that can be read."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.utils import translation

from idetorg.core.templatetags import idetorg as tags

AFTERNOON = datetime(2013, 11, 20, 15, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (AFTERNOON, "16.52"),
        (time(9, 5), "9.05"),
        ("09:30", "9.30"),
        ("12.26", "12.26"),
        (None, ""),
        ("", ""),
    ],
)
def test_clock(value: Any, shown: str) -> None:
    assert tags.clock(value) == shown


def test_clock_follows_the_zone_given() -> None:
    assert tags.clock(AFTERNOON, "Europe/Helsinki") == "17.52"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nb", "onsdag 20. november"),
        ("nn", "onsdag 20. november"),
        ("en", "Wednesday 20 November"),
    ],
)
def test_day(language: str, shown: str) -> None:
    with translation.override(language):
        assert tags.day(AFTERNOON) == shown


def test_day_is_the_day_in_the_zone() -> None:
    late = datetime(2013, 11, 20, 23, 30, tzinfo=UTC)

    with translation.override("nb"):
        assert tags.day_year(late) == "21. november 2013"
        assert tags.day_full(date(2013, 11, 20)) == "onsdag 20. november 2013"


def test_number_groups_as_the_language_does() -> None:
    with translation.override("nb"):
        assert tags.number(12345) == "12\xa0345"
    assert tags.number(None) == ""


def test_paragraphs_escapes_peoples_words() -> None:
    assert tags.paragraphs("<b>a</b>\nb\n\nc") == "<p>&lt;b&gt;a&lt;/b&gt;<br>b</p>\n\n<p>c</p>"


def board(count: int, length: int = 50) -> list[dict[str, Any]]:
    return [{"number": at, "text": "x" * length} for at in range(count)]


@pytest.mark.parametrize(
    ("count", "length", "sizes"),
    [
        (0, 50, []),
        (6, 50, [6]),
        (7, 50, [12]),
        (12, 50, [12]),
        (13, 50, [24]),
        (24, 50, [24]),
        (25, 50, [24, 24]),
        (24, 100, [12, 12]),
        (24, 150, [6, 6, 6, 6]),
    ],
)
def test_board_turns_pages_when_words_need_room(count: int, length: int, sizes: list[int]) -> None:
    pages = tags.board_pages(board(count, length))

    assert [page.size for page in pages] == sizes
    assert [item["number"] for page in pages for item in page.items] == list(range(count))


@pytest.mark.parametrize("size", [24, 12, 6])
def test_serpentine_starts_and_ends_at_the_edges(size: int) -> None:
    drawing = str(tags.serpentine(size))

    assert 'd="M0 26' in drawing
    assert 'H1920"' in drawing
