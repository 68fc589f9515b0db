"""What must be handed over before a person is erased."""

from django.utils.translation import gettext as _

from idetorg.people.models import User
from idetorg.seminars.models import OrganiserMember


def sole_member(user: User) -> str:
    """Say when a person is the only one who can run an organiser's seminars."""
    for membership in OrganiserMember.objects.filter(user=user).select_related("organiser"):
        others = OrganiserMember.objects.filter(organiser=membership.organiser).exclude(user=user)
        if not others.exists():
            return _(
                "You are the only one who can run seminars for %(organiser)s. "
                "Make someone else an organiser first, so that nobody loses theirs."
            ) % {"organiser": membership.organiser.name}
    return ""
