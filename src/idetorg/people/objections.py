"""What must be handed over before a person is erased; apps above say so in `ready()`.

`register(fn)` with fn(user) -> a sentence for the person, or "" when nothing is in the way.
"""

from collections.abc import Callable

from idetorg.people.models import User

Objection = Callable[[User], str]
_objections: list[Objection] = []


def register(fn: Objection) -> None:
    """Register an objection. Registering twice is once."""
    if fn not in _objections:
        _objections.append(fn)


def first_for(user: User) -> str:
    """Return the first thing that is in the way, or ""."""
    return next((text for text in (fn(user) for fn in _objections) if text), "")
