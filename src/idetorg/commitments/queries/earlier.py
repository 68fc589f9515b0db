"""What came before: the last seminar, a returning person's own tasks, a predecessor's."""

from idetorg.commitments.models import ChangeTask
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar


def previous_seminar(seminar: Seminar) -> Seminar | None:
    """Return the last seminar the same people's year began with, or None.

    The newest finished one of the same initiative; without an initiative, of the same
    organiser outside any. One statement.
    """
    if seminar.starts_on is None:
        return None
    rows = Seminar.objects.public().filter(
        organiser_id=seminar.organiser_id,
        ends_on__lt=seminar.starts_on,
        pk__in=RoomPosition.objects.exclude(finished_at=None).values("seminar"),
    )
    if seminar.initiative_id is None:
        rows = rows.filter(initiative=None)
    else:
        rows = rows.filter(initiative_id=seminar.initiative_id)
    return rows.exclude(pk=seminar.pk).order_by("-ends_on", "-pk").first()


def earlier_tasks(participation: Participation) -> list[ChangeTask]:
    """Return a person's own tasks from the organiser's other seminars that are still theirs."""
    return list(
        ChangeTask.objects.taken_home()
        .filter(
            participation__user_id=participation.user_id,
            participation__removed_at=None,
            participation__seminar__organiser_id=participation.seminar.organiser_id,
            closed_at=None,
        )
        .exclude(participation__seminar_id=participation.seminar_id)
        .select_related("participation__seminar")
        .order_by("-committed_at", "-pk")
    )


def left_behind(participation: Participation) -> list[ChangeTask]:
    """Return tasks a predecessor at one's own institution has closed and shown to all.

    Nothing that was not shown to everyone, or to a seminar the reader was in too; nothing
    somebody has gone on with already. Source: DOMAIN, "Job change".
    """
    if participation.institution_id is None or not participation.is_participant:
        return []
    mine = ChangeTask.objects.filter(participation__user_id=participation.user_id)
    return list(
        ChangeTask.objects.taken_home()
        .visible_to(participation)
        .filter(institution_id=participation.institution_id)
        .exclude(closed_at=None)
        .exclude(participation__user_id=participation.user_id)
        .exclude(pk__in=mine.exclude(successor_of=None).values("successor_of"))
        .select_related("participation__seminar")
        .order_by("-closed_at", "-pk")
    )
