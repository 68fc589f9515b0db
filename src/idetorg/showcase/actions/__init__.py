"""Deeds of the showcase.

showing: presentations, remote visits, sources, and what I can steal.
"""

from idetorg.showcase.actions.showing import (
    add_picture,
    drop_note,
    move_presentation,
    present_now,
    rehearsed,
    remove_inspiration,
    remove_presentation,
    remove_visit,
    save_inspiration,
    save_presentation,
    save_visit,
    show_photos,
    steal,
)

__all__ = [
    "add_picture",
    "drop_note",
    "move_presentation",
    "present_now",
    "rehearsed",
    "remove_inspiration",
    "remove_presentation",
    "remove_visit",
    "save_inspiration",
    "save_presentation",
    "save_visit",
    "show_photos",
    "steal",
]
