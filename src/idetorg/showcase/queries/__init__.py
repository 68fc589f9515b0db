"""Reads of the showcase.

showing: what a room shows and keeps. cards: experience cards, found by words or by place.
"""

from idetorg.showcase.queries.cards import (
    Candidate,
    CardPlace,
    candidates,
    card_map,
    card_pictures,
    cards_of,
    found_cards,
    invitations_of,
    open_cards,
)
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
    "Candidate",
    "CardPlace",
    "candidates",
    "card_map",
    "card_pictures",
    "cards_of",
    "current_presentation",
    "found_cards",
    "inspiration",
    "invitations_of",
    "open_cards",
    "presentations",
    "shown_pictures",
    "steal_notes",
    "visit_of_step",
    "visits",
]
