"""The only way from a URL to a seminar: stranger 404, lacking role 403.

Every view takes its seat here, and reaches other rows through `seat.seminar`.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from idetorg.core.searching import is_in
from idetorg.people.models import User
from idetorg.seminars.models import Organiser, Participation, Seminar


@dataclass(frozen=True)
class Seat:
    """A signed-in person's place in one seminar."""

    seminar: Seminar
    user: User
    participation: Participation

    @property
    def leads(self) -> bool:
        """May run the room: facilitator or organiser."""
        return self.participation.leads

    @property
    def organises(self) -> bool:
        """May plan, invite and report."""
        return self.participation.is_organiser


def find_seat(request: HttpRequest, slug: str) -> Seat | None:
    """Return the signed-in person's seat, or None."""
    if not request.user.is_authenticated:
        return None
    row = (
        Participation.objects.present()
        .select_related("seminar__organiser", "user", "institution")
        .filter(seminar__slug=slug, user_id=request.user.pk)
        .first()
    )
    return Seat(row.seminar, row.user, row) if row else None


def seat(request: HttpRequest, slug: str) -> Seat:
    """Return the seat of anyone who belongs to the seminar; raise Http404 for others."""
    found = find_seat(request, slug)
    if found is None:
        raise Http404
    return found


def participant_seat(request: HttpRequest, slug: str) -> Seat:
    """Return the seat of someone the seminar is for; others in it get 403."""
    found = seat(request, slug)
    if not found.participation.is_participant:
        raise PermissionDenied(_("This page is for participants."))
    return found


def leader_seat(request: HttpRequest, slug: str) -> Seat:
    """Return the seat of a facilitator or organiser; others in it get 403."""
    found = seat(request, slug)
    if not found.leads:
        raise PermissionDenied(_("This page is for those who lead the seminar."))
    return found


def organiser_seat(request: HttpRequest, slug: str) -> Seat:
    """Return the seat of an organiser; others in the seminar get 403."""
    found = seat(request, slug)
    if not found.organises:
        raise PermissionDenied(_("This page is for the organiser."))
    return found


def public_seminar(slug: str) -> Seminar:
    """Return a published seminar; raise Http404 for drafts and unknown names."""
    found = Seminar.objects.public().select_related("organiser").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def seminar_page(request: HttpRequest, slug: str) -> tuple[Seminar, Seat | None]:
    """Return a seminar for its public page: published, or a draft its organiser previews."""
    found = find_seat(request, slug)
    if found is not None and found.organises:
        return found.seminar, found
    return public_seminar(slug), found


def screen_seminar(slug: str, key: str) -> Seminar:
    """Return the seminar of a big screen's address; raise Http404 when the key is not right."""
    found = Seminar.objects.select_related("organiser").filter(slug=slug, screen_key=key).first()
    if found is None:
        raise Http404
    return found


def organisers_of(user: User) -> list[Organiser]:
    """Return the organisers that a person may make seminars for."""
    return list(Organiser.objects.filter(members__user=user).order_by("name"))


def own_seats(user: User, search: str = "") -> QuerySet[Participation]:
    """Return a person's seats: seminars without a date first, then the newest.

    A search is for words in the names of seminar and organiser; "" finds all.
    """
    seats = Participation.objects.present().filter(user=user).select_related("seminar__organiser")
    if search.strip():
        names = seats.values_list("pk", "seminar__name", "seminar__organiser__name")
        seats = seats.filter(pk__in=[pk for pk, *texts in names if is_in(search, texts)])
    return seats.order_by(F("seminar__starts_on").desc(nulls_first=True), "seminar__name", "pk")


def organised_seminars(user: User) -> list[Seminar]:
    """Return the seminars a person organises, newest first; empty for everyone else."""
    seats = Participation.objects.present().filter(user=user, is_organiser=True)
    return list(Seminar.objects.filter(participations__in=seats).select_related("organiser"))
