"""Rules about persons, without a database."""

import secrets
from datetime import datetime, timedelta

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowels, so no words by accident
CODE_WORKS = timedelta(minutes=15)
CODE_TRIES = 3


def new_code() -> str:
    """Return a code to type or paste: eight letters and digits in two groups (38 bits)."""
    letters = [secrets.choice(CODE_LETTERS) for _index in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def plain_code(typed: str) -> str:
    """Return a typed or pasted code without blanks and dashes, in capitals."""
    return "".join(c for c in typed.upper() if c.isalnum())


def is_same_code(typed: str, code: str) -> bool:
    """Compare in constant time; an empty code matches nothing."""
    wanted = plain_code(code)
    return bool(wanted) and secrets.compare_digest(plain_code(typed).encode(), wanted.encode())


def is_fresh(asked_at: datetime, now: datetime) -> bool:
    """Tell whether a code asked for then still works."""
    return timedelta(0) <= now - asked_at <= CODE_WORKS


def safe_path(raw: str | None) -> str:
    """Return a path on our own host, or "" for anything else (TRUST A19)."""
    text = raw or ""
    is_path = text.startswith("/") and not text.startswith(("//", "/\\"))
    is_plain = text.isprintable() and "\\" not in text and not any(c.isspace() for c in text)
    return text if is_path and is_plain and len(text) <= 500 else ""
