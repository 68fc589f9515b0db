"""What a person has said yes to at sign-up, and the way back."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.invitations.models import Diet
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, register_given


def food(seat: Seat) -> list[Given]:
    """Return the consent to keep what was written about food."""
    diet = Diet.objects.filter(participation=seat.participation).first()
    if diet is None:
        return []
    day = date_format(diet.delete_on, "DATE_FORMAT")
    return [
        Given(
            what=_("Food and allergies"),
            now=_("The kitchen list shows what you wrote. It is deleted %(day)s at the latest.")
            % {"day": day},
            url=reverse("invitations:sign_up", args=[seat.seminar.slug]),
            link=_("Change it, or empty the line"),
        )
    ]


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(10, gettext_lazy("Sign-up"), food))
