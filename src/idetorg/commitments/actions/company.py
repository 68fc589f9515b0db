"""Who goes along: a makker chosen by people, a leader the owner named, help that is wanted."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from idetorg.audit.actions import record
from idetorg.commitments.actions.common import language_of, log, own_locked
from idetorg.commitments.enums import OriginKind, Visibility
from idetorg.commitments.errors import (
    BadValue,
    HelpIsTaken,
    HelpIsTakenBack,
    LeaderAsked,
    LeaderNotReached,
    NoMakker,
    NotAllowed,
    NotAskedYet,
    NotYours,
)
from idetorg.commitments.models import (
    ChangeTask,
    Confirmation,
    FollowUp,
    HelpRequest,
    MakkerPair,
)
from idetorg.commitments.queries import makkers_of
from idetorg.commitments.rules import (
    has_leader_answered,
    leader_asked_again_from,
    may_read_words,
    ticked,
)
from idetorg.commitments.tokens import leader_token
from idetorg.core.time import now
from idetorg.live.actions import emit
from idetorg.mailer.actions import queue
from idetorg.mailer.enums import State
from idetorg.seminars.models import Participation

MOST_MAKKERS = 2  # two, or three in odd rooms
HELP_FROM = frozenset({"organiser", "makker", "offered"})
SEEN = frozenset({"yes", "partly", "no", "unsure"})


def _log_pair(pair: MakkerPair, action: str, by: Participation) -> None:
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=f"commitments.{action}",
        obj=pair,
    )
    for topic in sorted({pair.one.topic, pair.other.topic}):
        emit(topic, "makker", {})


@transaction.atomic
def ask_makker(one: Participation, *, other: Participation) -> MakkerPair:
    """Ask somebody of the same seminar to be makker. Nothing is shown before both agree.

    Asked by both is agreed by both. Raises NoMakker for oneself, for people of another
    seminar, and when either has two already.
    """
    if other.pk == one.pk or other.seminar_id != one.seminar_id or other.removed_at:
        raise NoMakker
    if not other.is_participant or not one.is_participant:
        raise NoMakker
    known = MakkerPair.objects.filter(
        Q(one=one, other=other) | Q(one=other, other=one), ended_at=None
    ).first()
    if known is not None:
        if known.agreed_at is None and known.one_id == other.pk:
            return agree_makker(known, by=one)
        return known
    for person in (one, other):
        if MakkerPair.objects.agreed().of(person).count() >= MOST_MAKKERS:
            raise NoMakker
    pair = MakkerPair.objects.create(one=one, other=other)
    _log_pair(pair, "asked_makker", one)
    return pair


@transaction.atomic
def agree_makker(pair: MakkerPair, *, by: Participation) -> MakkerPair:
    """Say yes; only the one who was asked can. Raises NotYours."""
    if pair.other_id != by.pk or pair.ended_at is not None:
        raise NotYours
    if pair.agreed_at is None:
        pair.agreed_at = now()
        pair.save(update_fields=["agreed_at"])
        _log_pair(pair, "agreed_makker", by)
    return pair


@transaction.atomic
def end_makker(pair: MakkerPair, *, by: Participation) -> MakkerPair:
    """Say no, or end it; either of the two can, and what was shown is shown no more."""
    if by.pk not in {pair.one_id, pair.other_id}:
        raise NotYours
    if pair.ended_at is None:
        pair.ended_at = now()
        pair.save(update_fields=["ended_at"])
        _log_pair(pair, "ended_makker", by)
    return pair


@transaction.atomic
def ask_help(
    task: ChangeTask,
    *,
    by: Participation,
    to: str,
    text: str = "",
    follow_up: FollowUp | None = None,
) -> HelpRequest:
    """Wish for help from the organiser, the makker, or someone who offered.

    One open wish a task and helper: asked again, the words are replaced. What is written
    here is for the one who is asked; it shows no more of the task than its owner ticked.
    Raises NotYours, BadValue.
    """
    row = own_locked(task, by)
    if to not in HELP_FROM:
        raise BadValue
    wish, _created = HelpRequest.objects.update_or_create(
        task=row,
        to=to,
        taken_at=None,
        taken_back_at=None,
        defaults={"text": text.strip(), "follow_up": follow_up, "at": now()},
    )
    log(row, f"asked_help:{to}", by, field="help", text=wish.text)
    _tell_of_help(wish)
    return wish


@transaction.atomic
def take_help(wish: HelpRequest, *, by: Participation) -> HelpRequest:
    """Say that one has taken it on; the owner is shown who, and when. The first one stands.

    A wish to the makker is taken by an agreed makker, any other by those who lead the
    seminar. Raises NotYours, HelpIsTakenBack.
    """
    row = HelpRequest.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    task = row.task
    if by.seminar_id != task.participation.seminar_id or by.removed_at is not None:
        raise NotYours
    if not (_is_makker(task, by) if row.to == "makker" else by.leads):
        raise NotYours
    if row.taken_back_at is not None:
        raise HelpIsTakenBack
    if row.taken_at is None:
        row.taken_at, row.taken_by = now(), by
        row.save(update_fields=["taken_at", "taken_by"])
        record(
            scope=by.seminar.scope,
            actor_id=by.user_id,
            actor=by.user.name,
            action="commitments.took_help",
            obj=row,
            hand="self" if row.to == "makker" else "organiser",
        )
        _tell_of_help(row)
    return row


@transaction.atomic
def take_back_help(wish: HelpRequest, *, by: Participation) -> None:
    """Need it no more: nobody is shown the wish, and its words are gone. Twice is once.

    Raises NotYours, and HelpIsTaken when somebody has taken it on: they are told by its owner.
    """
    task = own_locked(wish.task, by)
    row = HelpRequest.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    if row.taken_at is not None:
        raise HelpIsTaken
    if row.taken_back_at is None:
        row.taken_back_at, row.text = now(), ""
        row.save(update_fields=["taken_back_at", "text"])
        log(task, f"took_back_help:{row.to}", by, field="help")
        _tell_of_help(row)


def _tell_of_help(wish: HelpRequest) -> None:
    """Renew the pages a wish stands on: its owner's, and those of whom it is addressed to."""
    owner = wish.task.participation
    topics = {owner.topic}
    if wish.to == "makker":
        topics |= {makker.topic for makker in makkers_of(owner)}
    else:
        topics.add(owner.seminar.topic_leaders)
    for topic in sorted(topics):
        emit(topic, "help", {})


@transaction.atomic
def ask_leader(task: ChangeTask, *, by: Participation) -> ChangeTask:
    """Ask the named leader to say what they have seen, and show them the words.

    Only with the owner's tick, name and address; at most once a week, and not after the
    answer has come. Raises NotYours, NotAskedYet, LeaderAsked, LeaderNotReached.
    Source: DOMAIN, principle 12.
    """
    row = own_locked(task, by)
    shown = ticked(row) & {Visibility.LEADER, Visibility.EVERYONE}
    if row.is_draft or not shown or not row.leader_email or not row.leader_name:
        raise NotAskedYet
    again_from = leader_asked_again_from(row)
    if (again_from and now() < again_from) or has_leader_answered(row, row.confirmations.all()):
        raise LeaderAsked
    owner = row.participation
    organiser = owner.seminar.organiser
    mail = queue(
        kind="confirmer",
        scope=owner.seminar.scope,
        person_id=None,
        to=row.leader_email,
        to_name=row.leader_name,
        values={
            "first_name": row.leader_name.split(" ", 1)[0],
            "owner_name": owner.user.name,
            "own_words": row.change,
            "organiser": organiser.name,
            "action_link": reverse("commitments:seen", args=[leader_token(row)]),
        },
        language=language_of(owner),
        from_name=organiser.sender_name,
        reply_to=organiser.reply_to,
    )
    if mail is None or mail.state != State.QUEUED:
        raise LeaderNotReached
    row.leader_asked_at = now()
    row.save(update_fields=["leader_asked_at"])
    log(row, "asked_leader", by)
    return row


@transaction.atomic
def thank_origin(task: ChangeTask, *, by: Participation, thanks: bool) -> ChangeTask:
    """Let those who showed what the idea came from know that it is used; or no longer.

    They see a number, neither who nor what. Only for something stolen with pride from
    others. Raises NotYours, NotAllowed.
    """
    row = own_locked(task, by)
    if row.is_draft or row.origin_kind != OriginKind.STEAL:
        raise NotAllowed
    if row.thanks_origin != thanks:
        row.thanks_origin = thanks
        row.save(update_fields=["thanks_origin"])
        log(row, "thanked_origin" if thanks else "unthanked_origin", by)
    return row


@transaction.atomic
def confirm(
    task: ChangeTask,
    *,
    role: str,
    answer: str = "yes",
    by: Participation | None = None,
    leader_token_valid: bool = False,
    text: str = "",
) -> Confirmation:
    """Say what somebody else has seen: yes, partly, no or unsure. It moves no state.

    `role` makker needs `by`, an agreed makker who may read; `role` leader needs the valid
    link. Said again, the later stands. Raises NotYours, BadValue.
    Source: DOMAIN, "States": only the owner moves a state; others may confirm.
    """
    if answer not in SEEN or role not in {"makker", "leader"}:
        raise BadValue
    if task.is_draft:
        raise NotYours
    if role == "makker":
        if by is None or by.pk == task.participation_id or not _is_makker(task, by):
            raise NotYours
        if not may_read_words(task, by):
            raise NotYours
    elif not leader_token_valid or not may_read_words(task, None, leader_token_valid=True):
        raise NotYours
    row, _created = Confirmation.objects.update_or_create(
        task=task,
        by_role=role,
        by=by,
        defaults={
            "by_name": by.user.name if by else task.leader_name,
            "answer": answer,
            "text": text.strip(),
            "at": now(),
        },
    )
    seminar = task.participation.seminar
    record(
        scope=seminar.scope,
        actor_id=by.user_id if by else None,
        actor=row.by_name,
        action=f"commitments.confirmed:{role}",
        obj=task,
    )
    emit(task.participation.topic, "confirmed", {"task": task.pk})
    emit(seminar.topic_leaders, "results", {})
    return row


def _is_makker(task: ChangeTask, by: Participation) -> bool:
    owner = task.participation
    return (
        MakkerPair.objects.agreed().filter(Q(one=by, other=owner) | Q(one=owner, other=by)).exists()
    )
