"""What a topic key and an event kind may look like, and the ids made of them.

Both are written into lines of an event stream and into addresses, so they hold no
blanks, commas or line ends.
"""

import re

_KEY = re.compile(r"[A-Za-z0-9_.:@/-]{1,120}")
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,59}")

# The hub's own words to a browser: no deed may send them.
RESYNC = "resync"
REVOKED = "revoked"
# The stream every process follows to close the streams of removed persons.
REVOCATIONS = "live/revocations"


def checked_key(key: str) -> str:
    """Return the key; raise ValueError when it could break a stream or an address."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a topic key: {key!r}")
    return key


def checked_kind(kind: str) -> str:
    """Return the kind; raise ValueError for odd characters and for the hub's own words."""
    if not _KIND.fullmatch(kind) or kind in {RESYNC, REVOKED}:
        raise ValueError(f"Not an event kind: {kind!r}")
    return kind


def parse_id(text: str) -> tuple[str, int]:
    """Split `<topic>:<seq>`; raise ValueError when it is not one."""
    key, colon, seq = text.strip().rpartition(":")
    if not colon or not seq.isascii() or not seq.isdigit() or len(seq) > 18:
        raise ValueError(f"Not an event id: {text!r}")
    return checked_key(key), int(seq)


def parse_ids(text: str) -> dict[str, int]:
    """Read `topic:seq,topic:seq`; raise ValueError on any other text."""
    return dict(parse_id(part) for part in text.split(",") if part)
