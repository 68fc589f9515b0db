"""What the deeds share: the owner's row, the audit line, the counts that others may hear."""

from collections.abc import Mapping
from datetime import datetime

from idetorg.audit.actions import record
from idetorg.commitments.errors import NotYours
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.queries import coverage
from idetorg.commitments.rules import owns
from idetorg.live.actions import emit
from idetorg.mailer.actions import Letter
from idetorg.seminars.models import Participation, Seminar


def own_locked(task: ChangeTask, by: Participation) -> ChangeTask:
    """Return the task's row, held for this transaction; raise NotYours for another's."""
    found = (
        ChangeTask.objects.select_for_update(of=("self",))
        .select_related("participation__user", "participation__seminar__organiser")
        .get(pk=task.pk)
    )
    if not owns(found, by):
        raise NotYours
    return found


def log(
    task: ChangeTask,
    action: str,
    by: Participation,
    *,
    field: str = "",
    text: str | None = None,
    hand: str = "self",
) -> None:
    """Add the audit line of a deed: who, which field, how long, a digest; never the text."""
    record(
        scope=task.participation.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=task,
        field=field,
        text=text,
        hand=hand,
    )


def tell_counts(seminar: Seminar) -> None:
    """Say how many have answered: in full to those who lead, one number to the room."""
    now = coverage(seminar)
    emit(
        seminar.topic_leaders,
        "coverage",
        {
            "present": now.present,
            "committed": now.committed,
            "not_now": now.not_now,
            "unanswered": now.unanswered,
        },
    )
    emit(seminar.topic_all, "coverage", {"answered": now.answered, "present": now.present})


def language_of(person: Participation) -> str:
    """Return the language to write to a person in."""
    return person.user.language or person.seminar.language or "nb"


def letter_to(
    person: Participation,
    kind: str,
    values: Mapping[str, str],
    key: str = "",
    *,
    not_before: datetime | None = None,
) -> Letter:
    """Return what a mail of a kind to a person of a seminar needs, from its organiser.

    The first name is among the values. `key`: the mail is written once.
    """
    user, seminar = person.user, person.seminar
    return Letter(
        kind=kind,
        scope=seminar.scope,
        person_id=user.pk,
        to=user.mail_to,
        to_name=user.name,
        values={"first_name": user.first_name, **values},
        language=language_of(person),
        from_name=seminar.organiser.sender_name,
        reply_to=seminar.organiser.reply_to,
        not_before=not_before,
        dedupe_key=key or None,
    )
