"""Reads of groups."""

from idetorg.grouping.models import Group, Membership
from idetorg.seminars.models import Participation


def group_topics(participation: Participation) -> list[str]:
    """Return the live topics of the open groups a person sits in."""
    rows = Membership.objects.filter(
        participation=participation, group__state=Group.State.OPEN
    ).select_related("group__market")
    return [row.group.topic for row in rows]
