"""Letters to municipal directors: those of a seminar, one's own, and what may stand in one."""

from django.db.models import QuerySet

from idetorg.commitments.models import ChangeTask, LeaderLetter
from idetorg.seminars.models import Participation, Seminar


def letters_of(seminar: Seminar) -> QuerySet[LeaderLetter]:
    """Return a seminar's letters, the newest first, without those of people who have left.

    For its organiser: `subject` and `body` are empty until the owner has approved; never
    read `results` and `stuck` here, they are the owner's.
    """
    return (
        LeaderLetter.objects.filter(
            participation__seminar=seminar,
            participation__removed_at=None,
            participation__user__erased_at=None,
        )
        .defer("results", "stuck")
        .select_related(
            "participation__user",
            "participation__institution",
            "participation__seminar__organiser",
            "participation__seminar__initiative",
        )
    )


def own_letters(participation: Participation) -> QuerySet[LeaderLetter]:
    """Return the letters about a person's library, the newest first."""
    return LeaderLetter.objects.filter(participation=participation).select_related(
        "participation__user",
        "participation__institution",
        "participation__seminar__organiser",
        "participation__seminar__initiative",
    )


def tasks_for_a_letter(participation: Participation) -> QuerySet[ChangeTask]:
    """Return the tasks a person may let stand in a letter: own, taken home, still theirs."""
    return (
        ChangeTask.objects.taken_home()
        .filter(participation=participation, closed_at=None)
        .order_by("created_at", "pk")
    )


def people_for_letters(seminar: Seminar) -> QuerySet[Participation]:
    """Return those a letter can be about: participants whose library we know."""
    return (
        Participation.objects.participants()
        .filter(seminar=seminar, user__erased_at=None)
        .exclude(institution=None)
        .select_related("user", "institution")
    )
