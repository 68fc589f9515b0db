"""From pasted text to lines that can be read."""

import re
from dataclasses import dataclass

#: Longer lines are running text; only their beginning is read.
LINE_CAP = 3_000
#: How much of a text may stand in lines longer than LONG; lines beyond it are cut to LONG.
LONG = 400
LONG_TOTAL = 16_000
#: A programme is some hundred lines; what follows is named as not used.
LINES_READ = 1_500
CELLS_CAP = 12

_SPACES = str.maketrans(
    dict.fromkeys(
        "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
        "\u200a\u202f\u205f\u3000",
        " ",
    )
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad")
    | {chr(n): None for n in range(32) if n not in (9, 10, 13)}
    | {chr(n): None for n in range(127, 160) if n != 0x85}
)
_SUPERSCRIPT = re.compile(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹]{2})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")
_BULLET = re.compile(r"(?:[•·◦▪●○■□‣⁃∙➢➤►▶→✓✔※*+§]|[-–—](?=\s)|o(?=\s{2,}))\s*")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\D|\d{1,2}[.:]\d\d)|[a-z]\)\s+")
_CELLS = re.compile(r"\s*\t+\s*|\s{3,}|\s+\|\s+|\s*\|\s*$")
_RULE = re.compile(r"[\s|:=_*~–—+.-]+")


@dataclass(frozen=True)
class Line:
    """One non-blank source line: trimmed text, what opened it, and its table cells.

    ``columns`` keeps empty cells and is set only where tabs or strokes part the line.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    indent: int
    bullet: bool
    numbered: bool
    blank_before: bool
    columns: tuple[str, ...] = ()


def source_lines(text: str) -> list[str]:
    """The text cut at line ends, nothing else changed."""
    return _LINE_END.split(text)


def looks_binary(text: str) -> bool:
    """Whether a text holds so many control signs that it is no text."""
    head = text[:20_000]
    odd = sum(1 for c in head if (c < " " and c not in "\t\n\r\f\v") or c == "\ufffd")
    return odd > 8 and odd * 50 > len(head)


def is_rule(text: str) -> bool:
    """Whether a line is only a rule or a table border."""
    return bool(_RULE.fullmatch(text))


def squash(text: str) -> str:
    """Every run of white space to one blank, trimmed."""
    return " ".join(text.split())


def clean(raw: str, cap: int = LINE_CAP) -> str:
    """A source line without invisible signs, markup for bold and headings, and raised minutes."""
    text = raw[:cap].translate(_SPACES)
    text = _SUPERSCRIPT.sub(lambda m: ":" + m.group(1).translate(_RAISED), text)
    text = text.replace("**", "").replace("__", "")
    stripped = text.lstrip()
    if stripped.startswith("#"):
        text = stripped.lstrip("#").lstrip()
    elif stripped.startswith(">"):
        text = stripped.lstrip("> ")
    return text


def read_line(number: int, raw: str, *, blank_before: bool, cap: int = LINE_CAP) -> Line | None:
    """A source line ready to read, at most ``cap`` signs of it; None when nothing is on it."""
    text = clean(raw, cap)
    indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    text = text.strip()
    columns: tuple[str, ...] = ()
    if "\t" in text or text.count(" | ") or text.startswith("|"):
        inner = text.strip("|").strip(" ") if "|" in text else text
        columns = tuple(squash(c) for c in re.split(r"\t|(?<=\s)\|(?=\s)", inner))
        columns = columns[:CELLS_CAP]
    if text.startswith("|"):
        text = text[1:].lstrip()
    if not text or not any(c.isalnum() for c in text):
        return None
    bullet = numbered = False
    if match := _BULLET.match(text):
        rest = text[match.end() :]
        if rest:
            bullet, text = True, rest
    if match := _NUMBER.match(text):
        numbered = True
    cells = tuple(squash(c) for c in _CELLS.split(text))
    cells = cells[:CELLS_CAP]
    while cells and not cells[-1]:
        cells = cells[:-1]
    plain = squash(text.rstrip("| ")) if columns else squash(text)
    return Line(number, plain, cells or (plain,), indent, bullet, numbered, blank_before, columns)


def strip_number(text: str) -> str:
    """Without a list number ("2. ", "b) ")."""
    return _NUMBER.sub("", text, count=1)
