"""Letters to municipal directors: asked for by the organiser, decided by the one they are about.

No mail is sent. The audit holds length and digest of a letter, never its words.
Source: DOMAIN, principles 1–3 and 12.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.commitments import letters
from idetorg.commitments.enums import LetterKind, LetterState
from idetorg.commitments.errors import (
    BadValue,
    LetterAnswered,
    LetterHandedOver,
    LetterNotApproved,
    LetterNotRead,
    NotTheOrganiser,
    NotYourLetter,
)
from idetorg.commitments.models import LeaderLetter, LetterTask
from idetorg.commitments.queries import people_for_letters, tasks_for_a_letter
from idetorg.commitments.rules import may_answer_letter
from idetorg.core.time import now
from idetorg.live.actions import emit_all
from idetorg.seminars.models import Participation


@transaction.atomic
def propose_letter(
    about: Participation,
    *,
    by: Participation,
    kind: LetterKind,
    to_name: str,
    request: str = "",
    language: str = "nb",
) -> LeaderLetter:
    """Ask somebody whether a letter about their library may go to their municipal director.

    `request` is the one thing asked for, one paragraph; the last letter has its own and
    takes none. Nothing of any task is read. Raises NotTheOrganiser, BadValue.
    """
    _check_organiser(by, about.seminar_id)
    name, asked = " ".join(to_name.split()), " ".join(request.split())
    if (
        not people_for_letters(by.seminar).filter(pk=about.pk).exists()
        or language not in letters.LANGUAGES
        or not name
        or bool(asked) != letters.needs_request(kind)
        or len(asked) > letters.LONGEST_REQUEST
    ):
        raise BadValue
    letter = LeaderLetter.objects.create(
        participation=about,
        kind=kind,
        language=language,
        to_name=name,
        request=asked,
        made_by=by,
    )
    _log(letter, f"proposed_letter:{letter.kind}", by, field="request", text=asked)
    return letter


@transaction.atomic
def drop_letter(letter: LeaderLetter, *, by: Participation) -> None:
    """Take away a letter that nobody has answered yet.

    Raises NotTheOrganiser, and LetterAnswered when its owner has answered: it is theirs.
    """
    row = _locked(letter)
    _check_organiser(by, row.participation.seminar_id)
    if row.state != LetterState.PROPOSED:
        raise LetterAnswered
    _log(row, f"dropped_letter:{row.kind}", by)
    row.delete()


@transaction.atomic
def approve_letter(
    letter: LeaderLetter,
    *,
    by: Participation,
    seal: str,
    tasks: Iterable[int] = (),
    results: str = "",
    stuck: str = "",
) -> LeaderLetter:
    """Say yes to a letter as it was read, and freeze its words.

    `tasks` are the keys of the tasks that may stand in it; each is a consent of its own.
    `seal` comes from `letters.preview`: without it, or when a word has changed since, or
    when it is longer than a page, nothing is approved. Twice is once. Raises
    NotYourLetter, LetterHandedOver, BadValue for a task that can't stand here, LetterNotRead.
    """
    row = _own(letter, by)
    chosen = set(tasks)
    shown = list(tasks_for_a_letter(by).filter(pk__in=chosen).select_for_update(of=("self",)))
    if len(shown) != len(chosen):
        raise BadValue
    if not letters.has_room_for(row.kind, "results"):
        results = ""
    if not letters.has_room_for(row.kind, "stuck"):
        stuck = ""
    text = letters.build(row, tasks=[t.change for t in shown], results=results, stuck=stuck)
    if row.state == LetterState.APPROVED and letters.approved(row) == text:
        return row
    if not may_answer_letter(row) or not letters.is_sealed(row, text, seal):
        raise LetterNotRead
    row.subject, row.body = text.subject, text.body
    row.results, row.stuck = results.strip(), stuck.strip()
    moment = _answer(row, LetterState.APPROVED)
    row.tasks.all().delete()
    LetterTask.objects.bulk_create(
        LetterTask(letter=row, task=task, consented_at=moment) for task in shown
    )
    _log(row, "approved_letter", by, field="body", text=row.body)
    return row


@transaction.atomic
def decline_letter(letter: LeaderLetter, *, by: Participation) -> LeaderLetter:
    """Say no, thank you. No reason is asked for.

    Raises NotYourLetter, LetterHandedOver.
    """
    row = _own(letter, by)
    _forget_words(row)
    row.results = row.stuck = ""
    _answer(row, LetterState.DECLINED)
    _log(row, "declined_letter", by)
    return row


@transaction.atomic
def take_back_letter(letter: LeaderLetter, *, by: Participation) -> LeaderLetter:
    """Take back an approval, and with it each task's consent.

    The approved words are gone; what the owner wrote stays for the owner alone. Raises
    NotYourLetter, LetterHandedOver: paper can't be called back.
    """
    row = _own(letter, by)
    if row.state == LetterState.APPROVED:
        _forget_words(row)
        _answer(row, LetterState.WITHDRAWN)
        _log(row, "took_back_letter", by)
    return row


@transaction.atomic
def hand_over_letter(letter: LeaderLetter, *, by: Participation, at: datetime) -> LeaderLetter:
    """Say that an approved letter has been sent or handed over. Twice is once.

    `at` is aware, not before the approval's day and not to come. Raises NotTheOrganiser,
    LetterNotApproved, BadValue.
    """
    row = _locked(letter)
    _check_organiser(by, row.participation.seminar_id)
    if row.state == LetterState.SENT:
        return row
    if row.state != LetterState.APPROVED or row.answered_at is None:
        raise LetterNotApproved
    if at > now():
        raise BadValue
    row.state = LetterState.SENT
    row.handed_over_at = max(at, row.answered_at)
    row.save(update_fields=["state", "handed_over_at"])
    _log(row, "handed_over_letter", by)
    return row


def _locked(letter: LeaderLetter) -> LeaderLetter:
    return (
        LeaderLetter.objects.select_for_update(of=("self",))
        .select_related(
            "participation__user",
            "participation__institution",
            "participation__seminar__organiser",
            "participation__seminar__initiative",
            "made_by",
        )
        .get(pk=letter.pk)
    )


def _own(letter: LeaderLetter, by: Participation) -> LeaderLetter:
    row = _locked(letter)
    if row.participation_id != by.pk or by.removed_at is not None:
        raise NotYourLetter
    if row.state == LetterState.SENT:
        raise LetterHandedOver
    return row


def _check_organiser(by: Participation, seminar_id: int) -> None:
    if not by.is_organiser or by.seminar_id != seminar_id or by.removed_at is not None:
        raise NotTheOrganiser


def _forget_words(row: LeaderLetter) -> None:
    row.subject = row.body = ""
    row.tasks.all().delete()


def _answer(row: LeaderLetter, state: LetterState) -> datetime:
    moment = now()
    row.state, row.answered_at = state, moment
    row.save(update_fields=["state", "answered_at", "subject", "body", "results", "stuck"])
    return moment


def _log(
    letter: LeaderLetter,
    action: str,
    by: Participation,
    *,
    field: str = "",
    text: str | None = None,
) -> None:
    """Add the audit line, and tell the one it is about and the one who asked."""
    about = letter.participation
    record(
        scope=about.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=letter,
        field=field,
        text=text,
        hand="self" if by.pk == about.pk else "organiser",
    )
    told = {about.topic}
    if letter.made_by is not None and letter.made_by.removed_at is None:
        told.add(letter.made_by.topic)
    emit_all(told, "letter", {})
