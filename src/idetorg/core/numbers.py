"""Numbers as they come from a form or an address: never trusted, never a crash."""


def whole(raw: str | None) -> int:
    """Return a whole number from 0 up, or 0 for anything else.

    0 is no row's key, so that a lookup by it finds nothing. At most 15 digits: SQLite and
    PostgreSQL both hold them.
    """
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 16 else 0
