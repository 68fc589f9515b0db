"""Rules of the programme, without a database."""

from idetorg.seminars.enums import QUIET_KINDS


def is_quiet(kind: str) -> bool:
    """Tell whether phones and screen are silent in a step of this kind."""
    return kind in QUIET_KINDS
