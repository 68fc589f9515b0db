"""End what nobody ended: the bus has left, and the room still stands in its last step."""

from datetime import datetime, timedelta

from django.db.models import Max, Q

from idetorg.core.durable import durable
from idetorg.schedule.actions import room
from idetorg.schedule.queries import position, timeline
from idetorg.seminars.enums import SeminarState
from idetorg.seminars.models import Seminar

EVERY = 600.0  # seconds
PATIENCE = timedelta(hours=3)


def finish_forgotten_rooms(moment: datetime) -> int:
    """End rooms whose plan, and whose last press, lie three hours back; return how many.

    What must not be seen after the bus has left is kept by this also where nobody pressed
    *next* on the way out, or only paper was used. Source: DOMAIN, principle 9.
    """
    begun_or_public = Q(position__step__isnull=False) | Q(state=SeminarState.PUBLISHED)
    old = (
        Seminar.objects.filter(begun_or_public, position__finished_at=None)
        .annotate(last=Max("items__starts_at"))
        .filter(last__lt=moment - PATIENCE)
    )
    finished = 0
    for seminar in old:
        with durable():
            finished += _finish(seminar, moment)
    return finished


def _finish(seminar: Seminar, moment: datetime) -> bool:
    place = position(seminar)
    end = timeline(seminar).ends_at
    if place.finished_at is not None or end is None:
        return False
    if place.step is not None:
        end = max(end, place.since)
    if end > moment - PATIENCE:
        return False
    ended = room.finish(seminar, by=None, at=end, seen_version=place.version)
    return ended.finished_at is not None
