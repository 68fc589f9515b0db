"""Who may do what with somebody's way in."""

from idetorg.invitations.models import Answer, Invitation
from idetorg.seminars.models import Participation


def may_correct_address(participation: Participation) -> bool:
    """Say whether an organiser may put right an address they once wrote.

    Only of somebody who has never been here: never signed in, never answered, and on no
    other organiser's list. An address signs its reader in, so it would otherwise be the
    key to another's words (DOMAIN, principle 2).
    """
    user = participation.user
    if not user.email or user.last_login is not None or user.is_administrator:
        return False
    places = Participation.objects.filter(user=user)
    answered = Invitation.objects.filter(participation__in=places).exclude(answer=Answer.NONE)
    elsewhere = places.exclude(seminar__organiser_id=participation.seminar.organiser_id)
    return not answered.exists() and not elsewhere.exists()
