"""Reads of experience cards: what everyone may see, found by words or by place."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from idetorg.core.searching import is_in
from idetorg.files.models import Picture
from idetorg.seminars.enums import SeminarState
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import places
from idetorg.showcase.map import Drawing, Spot, draw
from idetorg.showcase.models import ExperienceCard
from idetorg.showcase.rules import may_be_shown


def open_cards() -> QuerySet[ExperienceCard]:
    """Return the cards that everyone may see, the newest first.

    Published by an owner who still has their seat; a draft seminar shows nothing.
    """
    return (
        ExperienceCard.objects.filter(published_at__isnull=False, participation__removed_at=None)
        .exclude(seminar__state=SeminarState.DRAFT)
        .select_related("institution__municipality", "seminar__organiser")
        .order_by("-published_at", "-pk")
    )


def found_cards(query: str) -> QuerySet[ExperienceCard]:
    """Return open cards with every word of a query in any field, institution or municipality.

    Compared here and not in the database, which knows other letters (Á, Ø) only by halves.
    One more statement when there is a query.
    """
    cards = open_cards()
    if not query.strip():
        return cards
    texts = cards.values_list(
        "pk",
        *("title", "before", "after", "took", "went_wrong", "ask"),
        *("institution__name", "institution__municipality__name", "seminar__name"),
    )
    hits = [pk for pk, *words in texts if is_in(query, (w or "" for w in words))]
    return cards.filter(pk__in=hits)


@dataclass(frozen=True)
class CardPlace:
    """A municipality with cards."""

    pk: int
    name: str
    cards: int
    is_on_map: bool


def card_map(cards: QuerySet[ExperienceCard]) -> tuple[Drawing, list[CardPlace]]:
    """Return the map of the municipalities that cards come from, and the same as a list.

    By name, and every point alike: a map of where to ask, no ranking. One statement.
    """
    rows = (
        cards.filter(institution__municipality__isnull=False)
        .order_by()
        .values_list(
            "institution__municipality",
            "institution__municipality__name",
            "institution__municipality__code",
        )
        .annotate(count=Count("pk"))
    )
    spots, listed = [], []
    for pk, name, code, count in rows:
        point = places.find(name, code)
        if point is not None:
            spots.append(Spot(pk, name, *point))
        listed.append(CardPlace(pk, name, count, point is not None))
    spots.sort(key=lambda spot: (spot.name, spot.key))
    listed.sort(key=lambda place: (place.name.casefold(), place.pk))
    return draw(spots, places.background(), places.outline()), listed


def cards_of(seminar: Seminar, most: int = 6) -> list[ExperienceCard]:
    """Return the newest open cards of a seminar."""
    return list(open_cards().filter(seminar=seminar)[:most])


@dataclass(frozen=True)
class Candidate:
    """An earlier card that may be asked to a seminar. Who wrote it is not told."""

    card: ExperienceCard
    is_here: bool  # its owner has a seat in the seminar
    state: str  # "" · asked · yes · no · elsewhere


def candidates(seminar: Seminar) -> list[Candidate]:
    """Return open cards of the organiser's other seminars: two statements."""
    cards = list(
        open_cards()
        .filter(seminar__organiser=seminar.organiser_id)
        .exclude(seminar=seminar)
        .select_related("institution__municipality", "seminar", "participation")
    )
    here = set(
        Participation.objects.present().filter(seminar=seminar).values_list("user_id", flat=True)
    )
    return [
        Candidate(card, card.participation.user_id in here, _state(card, seminar)) for card in cards
    ]


def _state(card: ExperienceCard, seminar: Seminar) -> str:
    if card.invited_to_id == seminar.pk:
        return card.invitation_answer or "asked"
    return "elsewhere" if card.invited_to_id and not card.invitation_answer else ""


def invitations_of(participation: Participation) -> list[ExperienceCard]:
    """Return a person's own cards that a seminar has asked for and they have not answered."""
    return list(
        ExperienceCard.objects.filter(
            participation__user=participation.user_id,
            participation__removed_at=None,
            published_at__isnull=False,
            invited_to__isnull=False,
            invitation_answer="",
        ).select_related("invited_to", "seminar", "participation", "change_task")
    )


@dataclass(frozen=True)
class ShownPicture:
    """A card's picture that may be shown."""

    which: str  # before | after
    picture: Picture


def card_pictures(card: ExperienceCard) -> dict[str, ShownPicture]:
    """Return {"before": …, "after": …}, without those that lack consent or words."""
    found = {"before": card.before_picture, "after": card.after_picture}
    return {
        which: ShownPicture(which, picture)
        for which, picture in found.items()
        if picture is not None and may_be_shown(picture)
    }
