"""Deeds about a person: consent, own data, erasure."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from idetorg.audit import actions as audit
from idetorg.core.time import now
from idetorg.mailer import actions as mailer
from idetorg.people import belongings, objections
from idetorg.people.errors import AddressTaken, CannotErase
from idetorg.people.models import Consent, User
from idetorg.people.signals import address_changed


@transaction.atomic
def give_consent(user: User, *, scope: str, purpose: str) -> Consent:
    """Record a person's dated yes to one use in one scope ("s12"). Idempotent while it is open."""
    consent, is_new = Consent.objects.get_or_create(
        user=user, scope=scope, purpose=purpose, withdrawn_at=None
    )
    if is_new:
        audit.record(
            scope=scope, actor_id=user.pk, action="consent_given", obj=consent, field=purpose
        )
    return consent


@transaction.atomic
def withdraw(user: User, *, scope: str, purpose: str, hand: str = "self") -> bool:
    """Withdraw a consent; says whether there was an open one. What it was for must go too.

    `hand` is "system" when its time has run out.
    """
    consent = Consent.objects.filter(
        user=user, scope=scope, purpose=purpose, withdrawn_at=None
    ).first()
    if consent is None:
        return False
    consent.withdrawn_at = now()
    consent.save(update_fields=["withdrawn_at"])
    audit.record(
        scope=scope,
        actor_id=user.pk if hand == "self" else None,
        action="consent_withdrawn",
        obj=consent,
        field=purpose,
        hand=hand,
    )
    return True


def has_consented(user: User, *, scope: str, purpose: str) -> bool:
    """Tell whether a consent stands open."""
    return Consent.objects.filter(
        user=user, scope=scope, purpose=purpose, withdrawn_at=None
    ).exists()


@transaction.atomic
def update_me(user: User, *, changed: list[str]) -> User:
    """Store the named columns of a person (name, phone, language), and who did it."""
    if changed:
        user.save(update_fields=changed)
        for field in changed:
            audit.record(scope="", actor_id=user.pk, action="person_changed", obj=user, field=field)
    return user


@transaction.atomic
def set_phone(user: User, phone: str) -> None:
    """Store the number a person says is theirs; empty takes it away. Audit only when it is new."""
    if phone != user.phone:
        user.phone = phone
        update_me(user, changed=["phone"])


@transaction.atomic
def set_address(user: User, email: str, *, by: User | None = None) -> User:
    """Give a person an address they have shown to be theirs (by a code or a mailed link).

    Or `by` an organiser, for someone who has never been here (`invitations.rules` says when).
    Waiting mail goes to the new one, and what was stopped stays stopped. Raises AddressTaken
    when someone else has it.
    Sends `address_changed`.
    """
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
        raise AddressTaken
    had_address, was = bool(user.email), user.mail_to
    user.email = address
    user.claimed_email = ""
    user.save(update_fields=["email", "claimed_email"])
    mailer.move_address(person_id=user.pk, to=address, was=was)
    audit.record(
        scope="",
        actor_id=(by or user).pk,
        action="person_changed",
        obj=user,
        field="email",
        hand="organiser" if by else "self",
    )
    address_changed.send(sender=User, user=user, had_address=had_address)
    return user


@transaction.atomic
def end_sessions(user: User) -> None:
    """Sign a person out everywhere: the sessions' hash no longer fits."""
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def erase(user: User) -> None:
    """Erase a person: own rows go, what belongs to a group stays as from a former participant.

    The row of the person stays, without name, address and telephone, so that what a group
    owns still has an author. Which table does what stands in `people/belongings.py`.
    Raises CannotErase with what must be handed over first.
    """
    obstacle = objections.first_for(user)
    if obstacle:
        raise CannotErase(obstacle)
    audit.record(scope="", actor_id=None, action="person_erased", obj=user)
    belongings.erase(user)
    mailer.forget_person(user.pk)
    audit.forget_person(user.pk)
    with override(settings.LANGUAGE_CODE):
        user.name = gettext("Former participant")
    user.email = None
    user.claimed_email = ""
    user.phone = ""
    user.language = ""
    user.is_active = False
    user.is_administrator = False
    user.erased_at = now()
    user.last_login = None
    user.save()
    end_sessions(user)
