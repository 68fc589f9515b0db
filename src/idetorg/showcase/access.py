"""The only way from a URL to what is shown."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from idetorg.files.models import Picture
from idetorg.seminars.access import (
    Seat,
    find_seat,
    leader_seat,
    organiser_seat,
    participant_seat,
    public_seminar,
    seat,
)
from idetorg.showcase.models import (
    ExperienceCard,
    InspirationItem,
    Presentation,
    RemoteVisit,
    StealNote,
)
from idetorg.showcase.queries.cards import candidates, open_cards
from idetorg.showcase.rules import may_be_shown, may_edit_presentation


def presentation_seat(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Presentation]:
    """Return a presentation to anyone in its seminar."""
    found = seat(request, slug)
    row = (
        found.seminar.presentations.filter(pk=pk)
        .select_related("seminar", "institution")
        .prefetch_related("presenters__participation__user", "pictures__picture")
        .first()
    )
    if row is None:
        raise Http404
    return found, row


def edit_presentation(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, Presentation]:
    """Return a presentation to those who may change it; others in the seminar get 403."""
    found, row = presentation_seat(request, slug, pk)
    if not (may_edit_presentation(found, row) or found.leads):
        raise PermissionDenied(_("Those who present it change it."))
    return found, row


def led_visit(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, RemoteVisit]:
    """Return a remote visit to those who lead its seminar."""
    found = leader_seat(request, slug)
    row = (
        found.seminar.remote_visits.filter(pk=pk)
        .select_related("seminar")
        .prefetch_related("pictures__picture")
        .first()
    )
    if row is None:
        raise Http404
    return found, row


def led_item(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, InspirationItem]:
    """Return a source to those who lead its seminar."""
    found = leader_seat(request, slug)
    row = found.seminar.inspiration.filter(pk=pk).select_related("seminar").first()
    if row is None:
        raise Http404
    return found, row


def own_note(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, StealNote]:
    """Return one's own note; another's does not exist."""
    found = participant_seat(request, slug)
    row = StealNote.objects.filter(participation=found.participation, pk=pk).first()
    if row is None:
        raise Http404
    return found, row


def visible_picture(request: HttpRequest, slug: str, uuid: UUID) -> Picture:
    """Return a picture of the seminar: publishable ones to its readers, the rest to its leaders."""
    found = find_seat(request, slug)
    seminar = found.seminar if found is not None else public_seminar(slug)
    row = Picture.objects.filter(scope=seminar.scope, uuid=uuid).first()
    if row is None:
        raise Http404
    owns = found is not None and (found.leads or row.owner_id == found.user.pk)
    if not (owns or may_be_shown(row)):
        raise Http404
    return row


def readable_card(request: HttpRequest, pk: int) -> tuple[ExperienceCard, bool]:
    """Return a card that is open to everyone, or one's own, and whether it is one's own.

    Another's draft does not exist (404), also for those who lead the seminar.
    """
    pictured = ("before_picture", "after_picture")
    card = (
        open_cards()
        .select_related(
            "participation", "institution__municipality", "seminar__organiser", *pictured
        )
        .filter(pk=pk)
        .first()
    )
    if card is None and request.user.is_authenticated:
        card = (
            ExperienceCard.objects.filter(
                pk=pk, participation__user=request.user.pk, participation__removed_at=None
            )
            .select_related(
                "participation", "institution__municipality", "seminar__organiser", *pictured
            )
            .first()
        )
    if card is None:
        raise Http404
    return card, card.participation.user_id == request.user.pk


def card_to_invite(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ExperienceCard]:
    """Return an open card of the organiser's earlier seminars to the organiser of this one."""
    found = organiser_seat(request, slug)
    row = next((c.card for c in candidates(found.seminar) if c.card.pk == pk), None)
    if row is None:
        raise Http404
    return found, row
