"""Reads of the showcase.

showing: what a room shows and keeps.
"""

from idetorg.showcase.queries.showing import (
    current_presentation,
    inspiration,
    presentations,
    shown_pictures,
    steal_notes,
    visit_of_step,
    visits,
)

__all__ = [
    "current_presentation",
    "inspiration",
    "presentations",
    "shown_pictures",
    "steal_notes",
    "visit_of_step",
    "visits",
]
