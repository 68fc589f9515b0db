"""What a mail server's refusal says of an address, and reading the report that comes after.

Plain Python: no database, nothing is believed but the number. Whether the report is about
a mail of ours, and which, its caller decides by our own Message-ID.
Sources: RFC 3463 (numbers), RFC 3464 and 6533 (reports); TRUST R6.
"""

import base64
import binascii
import email
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import Enum

# A report is a few kilobytes; it may carry the whole mail it is about, after what we read.
MOST_BYTES = 256 * 1024
MOST_PARTS = 60

_NUMBER = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?=[\s-]|$)")
_OUR_ID = re.compile(r"<[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@[^<>@\s]{1,200}>", re.I)
_ABOUT_THE_SENDER = re.compile(
    r"spam|block|black ?list|polic|reputation|\bspf\b|dkim|dmarc|relay|authenticat|sender|virus",
    re.IGNORECASE,
)
_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
)
# Replies to RCPT that speak of the mailbox, where no finer number is given (RFC 5321, 7504).
_NO_SUCH_MAILBOX = (521, 550, 551, 553, 556)
_NO_ROOM = 552
_BAD_ADDRESS = {
    *((1, detail) for detail in (1, 2, 3, 4, 6, 10)),
    (2, 1),  # the mailbox is closed
    (4, 1),  # Exchange says so of a reader it does not know
    (4, 4),  # the domain is not there
    (4, 310),  # the same, in Exchange's words
}


class Fate(Enum):
    """What a refusal means for the next mail."""

    ADDRESS = "address"  # nobody reads there: no further mail
    FULL = "full"  # the mailbox is full: this mail is lost, the next may get there
    MESSAGE = "message"  # this mail, or we, are refused; it says nothing of the address
    LATER = "later"  # it may get there yet


@dataclass(frozen=True)
class Said:
    """What a mail server said: a number ("5.1.1", or "" when there is none), and its words."""

    fate: Fate
    number: str
    words: str


@dataclass(frozen=True)
class Report:
    """What a delivery report says: of which mails, by Message-ID, and what became of them."""

    message_ids: tuple[str, ...]
    said: Said


def said_by_server(code: int, words: str, *, of_reader: bool) -> Said:
    """Return what a refusal in the conversation means.

    `of_reader`: it was the answer to the reader's address (RCPT). A refusal of the text
    (DATA) without a finer number is about the text.
    """
    found = _NUMBER.match(words.lstrip("-# "))
    number = found.group(0) if found else ""
    return Said(_fate(code, number, words, of_reader=of_reader), number, words)


def _fate(code: int, number: str, words: str, *, of_reader: bool) -> Fate:
    kind, subject, detail = (int(part) for part in number.split(".")) if number else (0, 0, 0)
    if (kind or code // 100) != 5:
        return Fate.LATER
    if (subject, detail) == (2, 2):
        return Fate.FULL
    if (subject, detail) in _BAD_ADDRESS:
        return Fate.ADDRESS
    is_vague = detail == 0 and subject in {0, 1, 2, 5}
    if not is_vague or not of_reader or _ABOUT_THE_SENDER.search(words):
        return Fate.MESSAGE
    if subject == 1:
        return Fate.ADDRESS
    if code == _NO_ROOM:
        return Fate.FULL
    return Fate.ADDRESS if code in _NO_SUCH_MAILBOX else Fate.MESSAGE


def read_report(raw: bytes) -> Report | None:
    """Return what a mail says as a delivery report, or None when it is none that we can read.

    Reads at most MOST_BYTES; of several readers the worst is told (our mails have one).
    Never raises for what comes from outside.
    """
    try:
        message = email.message_from_bytes(raw[:MOST_BYTES])
        if message.get_content_type() != "multipart/report":
            return None
        said, ids = _read_parts(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return None  # what the parser can't take is no report
    if said is None or not ids:
        return None
    return Report(tuple(dict.fromkeys(ids)), said)


def _read_parts(message: Message) -> tuple[Said | None, list[str]]:
    """Return the worst that is said, and the Message-IDs of what came back."""
    said: list[Said] = []
    ids: list[str] = []
    for part in _children(message):
        kind = part.get_content_type()
        if kind in _REPORTS:
            said += [found for block in _blocks(part) if (found := _said_of(block)) is not None]
        elif kind in _RETURNED:
            ids += _ids_of(part)
    return max(said, key=lambda one: _GRAVITY[one.fate], default=None), ids


_GRAVITY = {Fate.LATER: 0, Fate.MESSAGE: 1, Fate.FULL: 2, Fate.ADDRESS: 3}


def _children(message: Message) -> list[Message]:
    """Return the parts right under the report; what is deeper is somebody else's mail."""
    parts = message.get_payload()
    if not isinstance(parts, list):
        return []
    return [part for part in parts[:MOST_PARTS] if isinstance(part, Message)]


def _blocks(part: Message) -> Iterator[Message]:
    """Return the groups of fields in a report: the server's own first, then one a reader."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        yield from _blocks_in(_decoded(part, str(payload)))
        return
    for inner in payload[:MOST_PARTS]:
        if not isinstance(inner, Message):
            continue
        yield inner
        rest = inner.get_payload()
        # The parser takes an encoded or an international report for one message with a text.
        if isinstance(rest, str) and rest.strip():
            yield from _blocks_in(_decoded(part, rest))


def _blocks_in(text: str) -> Iterator[Message]:
    for block in re.split(r"\r?\n[ \t]*\r?\n", text.strip())[:MOST_PARTS]:
        yield email.message_from_string(block + "\n\n")


def _decoded(part: Message, text: str) -> str:
    """Return a report's text as it was before it was wrapped for the way."""
    how = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    raw = text.encode("utf-8", "surrogateescape")
    try:
        if how == "base64":
            raw = base64.b64decode(raw)
        elif how == "quoted-printable":
            raw = quopri.decodestring(raw)
    except binascii.Error:
        return ""
    return raw.decode("utf-8", "replace")


def _said_of(block: Message) -> Said | None:
    """Return what one group of fields says, or None for the server's own and for good news."""
    action = _plain(block, "Action").lower()
    status = _NUMBER.search(_plain(block, "Status"))
    if not action or status is None:
        return None
    number = status.group(0)
    words = _plain(block, "Diagnostic-Code")
    if action == "delayed":
        return Said(Fate.LATER, number, words)
    if action != "failed":
        return None
    if not number.startswith("5"):  # it was tried for days; the address may be right
        return Said(Fate.MESSAGE, number, words)
    told = words.partition(";")[2].strip() if ";" in words else words
    code = _CODE.search(told)
    finer = _NUMBER.search(told)
    if number.endswith(".0.0") and finer is not None and finer.group(1) == "5":
        number = finer.group(0)
    answered = int(code.group(1)) if code is not None and code.group(1)[0] == "5" else 550
    return Said(_fate(answered, number, told, of_reader=True), number, words)


def _plain(block: Message, name: str) -> str:
    """Return a field on one line; a comment in front of a number is no part of it."""
    return " ".join(str(block.get(name, "")).split())[:480]


def _ids_of(part: Message) -> list[str]:
    """Return the Message-IDs in what was returned: a whole message, or its header lines."""
    payload = part.get_payload()
    if isinstance(payload, list):
        inner = payload[0] if payload else None
        found = [str(inner.get("Message-ID", ""))] if isinstance(inner, Message) else []
    else:
        text = _decoded(part, str(payload))
        found = [str(email.message_from_string(text.lstrip() + "\n\n").get("Message-ID", ""))]
    return [match.group(0) for value in found for match in _OUR_ID.finditer(value[:400])]
