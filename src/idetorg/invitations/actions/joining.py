"""Come in with the code on the wall, or ask for a place on the public page."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from idetorg.audit.actions import record
from idetorg.core.time import now, real_now, today
from idetorg.invitations import mails
from idetorg.invitations.actions.people import invitation_of
from idetorg.invitations.errors import CodeClosed, SignUpClosed
from idetorg.invitations.links import has_cancelled
from idetorg.invitations.models import Answer, Invitation, JoinAttempt
from idetorg.live.actions import emit
from idetorg.people import actions as people
from idetorg.people.errors import AddressTaken
from idetorg.people.models import User
from idetorg.seminars.actions import institution_named
from idetorg.seminars.models import Participation, Seminar

WRONG_CODES = 20
WITHIN = timedelta(minutes=10)
PLACES_AN_HOUR = 60
# A room is known by its network for this long once somebody has joined from it.
ROOM_IS_KNOWN = timedelta(days=2)


def address_hash(address: str) -> str:
    """Return a keyed digest of a network address: enough to count by, not to find anyone."""
    return salted_hmac("idetorg.invitations.network", address, algorithm="sha256").hexdigest()


def tried_too_much(address: str, seminar: Seminar | None) -> bool:
    """Tell whether codes from this address must wait.

    Two hundred people behind one address are not locked out by a few who mistype: where
    somebody has come in lately, the right code of that seminar always works.
    Source: TRUST A21.
    """
    mine = JoinAttempt.objects.filter(
        address_hash=address_hash(address), kind=JoinAttempt.Kind.CODE
    )
    wrong = mine.filter(ok=False, at__gt=real_now() - WITHIN).count()
    if wrong < WRONG_CODES:
        return False
    known = seminar is not None and mine.filter(
        ok=True, seminar=seminar, at__gt=real_now() - ROOM_IS_KNOWN
    )
    return not (known and known.exists())


def note_attempt(
    address: str,
    seminar: Seminar | None,
    *,
    ok: bool,
    kind: JoinAttempt.Kind = JoinAttempt.Kind.CODE,
) -> None:
    """Count a try; it is kept for two days."""
    JoinAttempt.objects.filter(at__lt=real_now() - ROOM_IS_KNOWN).delete()
    JoinAttempt.objects.create(
        seminar=seminar, address_hash=address_hash(address), ok=ok, at=real_now(), kind=kind
    )


@transaction.atomic
def join(
    seminar: Seminar, *, name: str, institution: str, email: str, address: str, language: str
) -> Participation:
    """Make a new person with a place in the room. Never anyone who is there already.

    An address is only kept as said by the person, until its reader opens the mailed link.
    Raises CodeClosed.
    """
    if not seminar.join_open:
        raise CodeClosed
    user = User.objects.create_user(None, name=name, claimed_email=email, language=language)
    participation = Participation.objects.create(
        seminar=seminar, user=user, institution=institution_named(seminar.organiser, institution)
    )
    Invitation.objects.create(participation=participation, answer=Answer.COMING, answered_at=now())
    record(scope=seminar.scope, actor_id=user.pk, action="joined_by_code", obj=participation)
    note_attempt(address, seminar, ok=True)
    if email:
        mails.send("join_confirmation", participation)
    emit(seminar.topic_leaders, "people")
    return participation


@transaction.atomic
def confirm_address(participation: Participation, address: str) -> None:
    """Make an address the person's own, since its reader has opened the link mailed to it.

    A link that has been on paper dies, and the new one is mailed. When someone else has the
    address, nothing changes: persons are never merged.
    """
    user = participation.user
    if user.claimed_email != address:
        return
    try:
        people.set_address(user, address)
    except AddressTaken:
        return
    participation.refresh_from_db(fields=["link_version"])


@transaction.atomic
def links_of_old_address_die(user: User, *, had_address: bool) -> None:
    """When a person's address changes: links mailed to the old one, or printed, are dead.

    The first address of a person who never had a card keeps the link it came by.
    """
    for participation in Participation.objects.present().filter(user=user):
        invitation = Invitation.objects.filter(participation=participation).first()
        had_card = invitation is not None and invitation.card_made_at is not None
        if had_card or had_address:
            participation.link_version += 1
            participation.save(update_fields=["link_version"])
            participation.user = user
            if invitation is None or invitation.sent_at or invitation.answer != Answer.NONE:
                mails.send(mails.kind_with_link(invitation), participation)


@transaction.atomic
def ask_for_place(
    seminar: Seminar, *, name: str, email: str, institution: str, address: str, language: str
) -> None:
    """Give whoever owns an address a place, or the link to the one they have, by mail only.

    The caller answers the same in every case. Nothing is said to someone the organiser has
    taken off the list. Raises SignUpClosed after the last day to sign up.
    """
    if seminar.sign_up_by is not None and today(seminar.time_zone) > seminar.sign_up_by:
        raise SignUpClosed
    note_attempt(address, seminar, ok=True, kind=JoinAttempt.Kind.ASK)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language)
    stored = Participation.objects.filter(seminar=seminar, user=user).first()
    if stored is None:
        place = institution_named(seminar.organiser, institution)
        stored = Participation.objects.create(seminar=seminar, user=user, institution=place)
        record(scope=seminar.scope, actor_id=user.pk, action="place_asked_for", obj=stored)
        emit(seminar.topic_leaders, "people")
    elif stored.removed_at is not None and not has_cancelled(stored):
        return
    invitation = invitation_of(stored)
    mails.send("join_confirmation", stored)
    invitation.sent_at = invitation.sent_at or now()
    invitation.save(update_fields=["sent_at"])


def asked_too_much(address: str) -> bool:
    """Tell whether an address has asked for very many places within the hour."""
    asked = JoinAttempt.objects.filter(
        address_hash=address_hash(address),
        kind=JoinAttempt.Kind.ASK,
        at__gt=real_now() - timedelta(hours=1),
    )
    return asked.count() >= PLACES_AN_HOUR
