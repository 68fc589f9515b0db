"""Deeds of the showcase.

showing: presentations, remote visits, sources, and what I can steal.
cards: experience cards, and their invitation to the next seminar.
"""

from idetorg.showcase.actions.cards import (
    NEEDED,
    answer_invitation,
    describe_card_picture,
    invite_card,
    is_whole,
    make_card,
    pick_card_picture,
    publish_card,
    remove_card_picture,
    save_card,
    set_card_picture,
    uninvite_card,
    withdraw_card,
)
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
    "NEEDED",
    "add_picture",
    "answer_invitation",
    "describe_card_picture",
    "drop_note",
    "invite_card",
    "is_whole",
    "make_card",
    "move_presentation",
    "pick_card_picture",
    "present_now",
    "publish_card",
    "rehearsed",
    "remove_card_picture",
    "remove_inspiration",
    "remove_presentation",
    "remove_visit",
    "save_card",
    "save_inspiration",
    "save_presentation",
    "save_visit",
    "set_card_picture",
    "show_photos",
    "steal",
    "uninvite_card",
    "withdraw_card",
]
