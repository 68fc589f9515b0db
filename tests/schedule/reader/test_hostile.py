"""Any text is read, in bounded time. The limits are generous guards, not measurements."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idetorg.schedule.reader import read_programme
from tests.schedule.reader.test_cases import CASES

PROGRAMME = (CASES / "000-bibliotekromseminar.txt").read_text(encoding="utf-8")

HOSTILE = {
    "brackets": "(" * 100_000,
    "brackets behind times": ("09.00 " + "(" * 900 + "\n") * 100,
    "many items": "\n".join(
        f"{n % 24:02d}.00 Pause v/ Kari Nes, rektor (rom {n})" for n in range(10_000)
    ),
    "many lines": "\n".join("Vel møtt" for _ in range(10_000)),
    "one long word": "09.00 " + "a" * 100_000,
    "names": ("09.00 " + "Kari Nes, " * 300 + "\n") * 30,
    "sentences": ("09.00 " + "Ab. " * 900 + "\n") * 25,
    "cells": ("09.00" + "\ta" * 1_900 + "\n") * 25,
    "dates": ("12. mai " * 400 + "\n") * 30,
    "sessions": "09.00 Parallelle sesjoner\n" + "- Abc v/ Kari Nes\n" * 3_000,
    "blanks": (" " * 3_000 + "a\n") * 30,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_time(name: str) -> None:
    read_programme(PROGRAMME, default_year=2013)
    began = time.process_time()
    read_programme(HOSTILE[name], default_year=2024)
    assert time.process_time() - began < 3


def test_a_megabyte_is_read_in_time() -> None:
    text = (PROGRAMME + "\n") * (1_000_000 // len(PROGRAMME))
    began = time.process_time()
    programme = read_programme(text, default_year=2013)
    assert time.process_time() - began < 6
    assert len(programme.line_uses) == text.count("\n") + 1


@pytest.mark.parametrize("text", ["\0" * 5_000, "PK\x03\x04" + "\x00\x01\x02 09.00 x" * 400])
def test_binary_text_gives_no_items(text: str) -> None:
    assert read_programme(text, default_year=2024).days == ()


PIECES = st.sampled_from(
    [
        "09.00", "kl. 9", "10–12", "9:30am", "24.00", "Noon", "Fredag", "3. mai", "15.–16. mai",
        "Dag 1", "2024-02-30", "31.12.", "\t", " | ", "   ", "\n", "\n\n", "- ", "• ", "1. ",
        "Pause", "v/ ", "ved ", "Kari Nes", "rektor", "(45 min)", "(rom 2)", "(", ")", "”", "«",
        "Spor A", "Parallelle sesjoner", "A. ", ": ", ", ", " – ", " og ", ".", "!", "Program",
        "senest 4. mai", "½ t", "İ", "\x00", "\u2028", "🎉", "99.99", "Tid", "Hva", "Hvem",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join))


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(TEXTS, st.integers(min_value=1, max_value=9999))
def test_every_line_is_used_or_ignored(text: str, year: int) -> None:
    programme = read_programme(text, default_year=year)

    for number, use in enumerate(programme.line_uses):
        assert use.number == number
        if use.text.strip():
            assert use.use in ("day", "item", "ignored")
        else:
            assert use.use == "blank"
        if use.use == "item":
            assert use.day_index is not None
            assert use.item_index is not None
            assert number in programme.days[use.day_index].items[use.item_index].lines
    for day in programme.days:
        for item in day.items:
            assert len(item.start) == 5
            assert "00:00" <= item.start <= "23:59"
            assert 0 < item.confidence <= 1
            assert item.lines
    assert len(programme.ignored) == sum(u.use == "ignored" for u in programme.line_uses)
