"""Make people's text printable. PDF/UA refuses a document with a letter that no font has."""

import functools
import re
import unicodedata
from pathlib import Path
from typing import Any

# The letters of the fonts inside the typst wheel: hexadecimal ranges, `20-7e a0-113 …`.
COVERAGE = Path(__file__).parent / "typst" / "coverage.txt"
UNKNOWN = "\u25a1"  # □ shows the reader that a sign stood here
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@functools.cache
def _unprintable() -> re.Pattern[str]:
    ranges = []
    for span in COVERAGE.read_text(encoding="ascii").split():
        first, _, last = span.partition("-")
        ranges.append((int(first, 16), int(last or first, 16)))
    letters = "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)
    return re.compile(f"[^\\n{letters}]+")


def _replacement(match: re.Match[str]) -> str:
    kept = [
        UNKNOWN
        for letter in match.group()
        # Controls and formatting marks (zero width, direction) have no shape to lose.
        if unicodedata.category(letter) not in {"Cc", "Cf", "Mn"}
    ]
    return "".join(kept)


def printable(text: str) -> str:
    """Return text that the bundled fonts can show: NFC, `\\n` as the only line end.

    Signs outside the fonts (most emoji, Chinese) become □; control, direction and
    zero-width marks go. Norwegian, Sámi, Greek, Cyrillic and Arabic letters stay.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    text = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"}
    )
    return _unprintable().sub(_replacement, text)


def printable_data(value: Any) -> Any:
    """Return JSON-like data with every text in it printable; keys are left as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: printable_data(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable_data(part) for part in value]
    return value
