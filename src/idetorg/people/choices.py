"""What a person can do about their mail, on the page behind a mail's pause link."""

from django.urls import reverse
from django.utils.translation import gettext as _

from idetorg.mailer.preferences import Choice
from idetorg.people.models import User


def choices_behind_pause(scope: str, person_id: int) -> list[Choice]:
    """Return "change address": the mail's footer promises it. Nothing for an ended account.

    It takes a sign-in: whoever holds a forwarded mail must not move another's mail to their
    own address.
    """
    if not User.objects.filter(pk=person_id, is_active=True).exists():
        return []
    return [Choice(_("Change address (sign in first)"), reverse("people:me") + "#address")]
