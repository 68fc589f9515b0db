"""When nothing is sent: at night, and when a scope says that its people have a break.

Apps above register what they know: `silence.register(fn)` with fn(scope, now) -> bool.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from idetorg.mailer.rules import is_silent

logger = logging.getLogger("idetorg.mailer")

Quiet = Callable[[str, datetime], bool]
_quiet: list[Quiet] = []


def register(fn: Quiet) -> None:
    """Register a question: is this scope in a break now? Registering twice is once."""
    if fn not in _quiet:
        _quiet.append(fn)


def unregister(fn: Quiet) -> None:
    """Take a question away again."""
    if fn in _quiet:
        _quiet.remove(fn)


def scope_is_quiet(scope: str, now: datetime) -> bool:
    """Say whether mail to a scope has to wait: silent hours, or a break in its room.

    A question that fails holds nothing back: late mail is worse than a mail in a break.
    """
    if is_silent(now):
        return True
    for question in _quiet:
        try:
            if question(scope, now):
                return True
        except Exception:
            logger.exception("A quiet hook failed for %s.", scope)
    return False
