"""Read a pasted list or a CSV file of people, line by line. Plain Python, no database.

Columns are name, e-mail, institution, municipality: by a header when there is one, else by
what stands in the fields. Comma, semicolon or tab; quoted fields; a line is a person.
"""

import csv
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST_LINES = 2000
MOST_LETTERS = 400_000

_HEADER = {
    "name": {"navn", "namn", "name", "deltaker", "deltakar", "fullt navn"},
    "email": {"epost", "e-post", "e-postadresse", "epostadresse", "email", "e-mail", "mail"},
    "institution": {
        "virksomhet",
        "verksemd",
        "institusjon",
        "institution",
        "bibliotek",
        "arbeidssted",
        "arbeidsplass",
    },
    "municipality": {"kommune", "municipality", "kommunenavn"},
}
_MAIL_WITH_NAME = re.compile(r"^\s*\"?(?P<name>[^\"<>]*?)\"?\s*<(?P<mail>[^<>\s]+)>\s*$")


@dataclass(frozen=True)
class Row:
    """One person as written. `line` counts from 1 in the text."""

    line: int
    name: str
    email: str
    institution: str
    municipality: str


@dataclass(frozen=True)
class BadLine:
    """A line that can't be used, its text as it was, and why in one sentence."""

    line: int
    text: str
    reason: str


@dataclass
class Roster:
    """What a text holds: rows that can be used, lines that can't, and doubles inside it."""

    rows: list[Row] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    doubles: list[Row] = field(default_factory=list)


class Unreadable(ValueError):
    """The text is no list at all; the message is for the person."""


def decode(raw: bytes) -> str:
    """Return the text of an uploaded file: UTF-8 (with or without mark), UTF-16 or cp1252.

    Raises Unreadable for what is no text.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable(not_text()) from error
    if b"\x00" in raw or raw.startswith((b"PK\x03\x04", b"%PDF")):
        raise Unreadable(not_text())
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def not_text() -> str:
    """Say that a file is no list in text."""
    return _("This file is no list in text. Save the sheet as CSV, or paste the lines.")


def read(text: str) -> Roster:
    """Return the people in a text. Every line lands in exactly one of the three lists.

    Blank lines are skipped. Raises Unreadable for an empty, far too long or binary text.
    """
    if len(text) > MOST_LETTERS:
        raise Unreadable(_("This is too much at once. Take at most 2,000 lines."))
    if "\x00" in text:
        raise Unreadable(not_text())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not filled:
        raise Unreadable(_("There is nothing here yet. Paste a line for each person."))
    if len(filled) > MOST_LINES:
        raise Unreadable(_("This is too much at once. Take at most 2,000 lines."))
    mark = _separator([line for _number, line in filled])
    columns = _header(_fields(filled[0][1], mark))
    roster = Roster()
    seen: set[tuple[str, ...]] = set()
    for number, line in filled[1:] if columns else filled:
        made = _row(number, line, mark, columns)
        if isinstance(made, BadLine):
            roster.bad.append(made)
        elif (key := _key(made)) in seen:
            roster.doubles.append(made)
        else:
            seen.add(key)
            roster.rows.append(made)
    if not roster.rows and not roster.bad:
        raise Unreadable(_("There is only a heading here. Paste a line for each person too."))
    return roster


def replace_lines(text: str, corrected: dict[int, str]) -> str:
    """Return the text with some lines (counted from 1) written anew; an empty one goes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in corrected.items():
        if 1 <= number <= len(lines):
            lines[number - 1] = " ".join(line.splitlines())
    return "\n".join(lines)


def only_bad(text: str, roster: Roster) -> str:
    """Return the heading and the lines that can't be used: what is left to correct."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip()), "")
    kept = [bad.text for bad in roster.bad]
    has_header = _header(_fields(first, _separator([line for line in lines if line.strip()])))
    return "\n".join([first, *kept] if has_header else kept)


def _key(row: Row) -> tuple[str, ...]:
    if row.email:
        return (row.email.lower(),)
    return (row.name.casefold(), row.institution.casefold())


def _separator(lines: list[str]) -> str:
    """Return the mark that stands in most lines; a tab wins over ; over comma."""
    sample = lines[:50]
    counts = {mark: sum(mark in line for line in sample) for mark in ("\t", ";", ",")}
    best = max(counts.values())
    return next(mark for mark, count in counts.items() if count == best) if best else ","


def _fields(line: str, mark: str) -> list[str] | None:
    """Return the fields of one line, or None when a quotation mark is not closed."""
    if line.count('"') % 2:
        return None
    try:
        found = next(csv.reader([line], delimiter=mark, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None
    return [" ".join(value.split()) for value in found]


def _header(fields: list[str] | None) -> dict[str, int]:
    """Return column name → index when the line is a heading, else an empty dict."""
    found: dict[str, int] = {}
    for index, value in enumerate(fields or []):
        for column, words in _HEADER.items():
            if value.casefold().strip(" :*") in words:
                found.setdefault(column, index)
    return found if ("name" in found and len(found) > 1) or "email" in found else {}


def _row(number: int, line: str, mark: str, columns: dict[str, int]) -> Row | BadLine:
    fields = _fields(line, mark)
    if fields is None:
        return BadLine(number, line, _("A quotation mark is not closed."))
    if columns:
        got = {c: fields[i] if i < len(fields) else "" for c, i in columns.items()}
        extra = [f for f in fields[max(columns.values()) + 1 :] if f]
    else:
        got, extra = _guess(fields)
    if extra:
        return BadLine(number, line, _("There is more here than name, e-mail, institution, place."))
    name, email = _split_mail(got.get("name", ""), got.get("email", ""))
    row = Row(number, name, email.lower(), got.get("institution", ""), got.get("municipality", ""))
    reason = _fault(row)
    return BadLine(number, line, reason) if reason else row


def _guess(fields: list[str]) -> tuple[dict[str, str], list[str]]:
    """Place fields without a heading: the one with @ is the address, the rest keep their order."""
    with_at = next((i for i, value in enumerate(fields) if "@" in value), None)
    got: dict[str, str] = {}
    rest = list(fields)
    if with_at is not None:
        match = _MAIL_WITH_NAME.match(fields[with_at])
        got["email"] = match["mail"] if match else fields[with_at]
        rest.pop(with_at)
        if match and match["name"]:
            rest.insert(0, match["name"])
    elif len(rest) >= 3:  # name, (no address), institution …
        rest.pop(1) if not rest[1] else None
    for column, value in zip(("name", "institution", "municipality"), rest, strict=False):
        got[column] = value
    return got, [value for value in rest[3:] if value]


def _split_mail(name: str, email: str) -> tuple[str, str]:
    match = _MAIL_WITH_NAME.match(email) or _MAIL_WITH_NAME.match(name)
    if match:
        return (name if not _MAIL_WITH_NAME.match(name) and name else match["name"]), match["mail"]
    return name, email.removeprefix("mailto:")


def _fault(row: Row) -> str:
    """Return what is wrong with a row in one sentence, or ""."""
    if not row.name:
        return _("The name is missing.")
    if "@" in row.name:
        return _("The name is missing.")
    if len(row.name) > 120 or len(row.institution) > 160 or len(row.municipality) > 120:
        return _("A field is too long.")
    if any(not c.isprintable() for c in row.name + row.institution + row.municipality):
        return _("There are signs here that are no letters.")
    if row.email:
        try:
            validate_email(row.email)
        except ValidationError:
            return _("“%(email)s” is no mail address.") % {"email": row.email[:60]}
    elif not row.institution:
        return _("Without an e-mail we need the institution.")
    return ""
