"""Pictures a person has put into what is shown, and the way back."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, register_given
from idetorg.showcase.models import PresentationPicture
from idetorg.showcase.rules import may_be_shown


def pictures(seat: Seat) -> list[Given]:
    """Return the pictures of presentations that this person put in."""
    rows = (
        PresentationPicture.objects.filter(
            presentation__seminar=seat.seminar,
            presentation__presenters__participation=seat.participation,
            picture__owner_id=seat.user.pk,
        )
        .select_related("picture", "presentation")
        .order_by("presentation", "position", "pk")
    )
    return [
        Given(
            what=row.picture.caption or row.presentation.title,
            now=_("Everyone can see it, with the presentation.")
            if may_be_shown(row.picture)
            else _("Only you and those who lead see it."),
            url=reverse("showcase:presentation", args=[seat.seminar.slug, row.presentation_id]),
            link=_("Open the presentation"),
        )
        for row in rows
    ]


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(28, gettext_lazy("Pictures of what I presented"), pictures))
