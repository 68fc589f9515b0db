"""More choices on the page behind the pause link, registered by apps above.

`register(fn)` with fn(scope, person_id) -> list[Choice]: new address, changed job, not mine.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A link on the page: words and a path."""

    label: str
    url: str


Source = Callable[[str, int], list[Choice]]
_sources: list[Source] = []


def register(fn: Source) -> None:
    """Register a source of choices. Registering twice is once."""
    if fn not in _sources:
        _sources.append(fn)


def choices_for(scope: str, person_id: int | None) -> list[Choice]:
    """Return all registered choices for a reader; none for one who is only invited."""
    if person_id is None:
        return []
    return [choice for source in _sources for choice in source(scope, person_id)]
