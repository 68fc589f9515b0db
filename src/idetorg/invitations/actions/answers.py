"""What an invited person answers: coming or not, bus, lunch, room, food."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import now, today
from idetorg.invitations import mails
from idetorg.invitations.actions.people import invitation_of
from idetorg.invitations.models import Answer, Diet, SignUp
from idetorg.live.actions import emit, revoke
from idetorg.people import actions as people
from idetorg.seminars.models import Participation, Seminar

DIET_IS_KEPT = timedelta(days=14)


@dataclass(frozen=True)
class Wishes:
    """What a person has ticked and written. `diet` counts only with `diet_consent`."""

    takes_bus_out: bool = False
    takes_bus_home: bool = False
    eats_lunch: bool = False
    needs_room: bool = False
    stuck_with: str = ""
    diet: str = ""
    diet_consent: bool = False


@transaction.atomic
def sign_up(participation: Participation, wishes: Wishes) -> SignUp:
    """Store that a person comes, and what they need. Change it as often as one likes.

    The first time a confirmation is mailed; it names no food. Someone who had cancelled is
    back in the seminar.
    """
    seminar = participation.seminar
    invitation = invitation_of(participation)
    is_news = invitation.answer != Answer.COMING
    stored, _is_new = SignUp.objects.update_or_create(
        participation=participation,
        defaults={
            "takes_bus_out": wishes.takes_bus_out,
            "takes_bus_home": wishes.takes_bus_home,
            "eats_lunch": wishes.eats_lunch,
            "needs_room": wishes.needs_room,
            "stuck_with": wishes.stuck_with,
            "saved_at": now(),
        },
    )
    _store_diet(participation, wishes)
    if is_news:
        invitation.answer = Answer.COMING
        invitation.answered_at = now()
        invitation.save(update_fields=["answer", "answered_at"])
    if participation.removed_at is not None:
        participation.removed_at = None
        participation.save(update_fields=["removed_at"])
    record(
        scope=seminar.scope,
        actor_id=participation.user_id,
        action="signed_up" if is_news else "sign_up_changed",
        obj=stored,
    )
    if is_news:
        mails.send("confirmation", participation)
    emit(seminar.topic_leaders, "people")
    return stored


def _store_diet(participation: Participation, wishes: Wishes) -> None:
    """Keep food only with its own consent; without one, what stood there goes."""
    scope = participation.seminar.scope
    if wishes.diet and wishes.diet_consent:
        consent = people.give_consent(participation.user, scope=scope, purpose="diet")
        Diet.objects.update_or_create(
            participation=participation,
            defaults={
                "text": wishes.diet,
                "consented_at": consent.given_at,
                "delete_on": diet_goes_on(participation.seminar),
            },
        )
        return
    forget_diet(participation)


def forget_diet(participation: Participation, *, hand: str = "self") -> None:
    """Delete what a person has said about food, and withdraw the consent."""
    Diet.objects.filter(participation=participation).delete()
    scope = participation.seminar.scope
    people.withdraw(participation.user, scope=scope, purpose="diet", hand=hand)


def diet_goes_on(seminar: Seminar) -> date:
    """Return the day food and allergies are deleted: 14 days after the last day."""
    last = seminar.ends_on or seminar.starts_on or today(seminar.time_zone)
    return last + DIET_IS_KEPT


@transaction.atomic
def cancel(participation: Participation) -> None:
    """Store that a person can't come: the seat is free, food is forgotten, the link still works.

    Someone who leads stays in, since the room needs them.
    """
    invitation = invitation_of(participation)
    invitation.answer = Answer.NOT_COMING
    invitation.answered_at = now()
    invitation.save(update_fields=["answer", "answered_at"])
    SignUp.objects.filter(participation=participation).delete()
    forget_diet(participation)
    if not participation.leads:
        participation.removed_at = now()
        participation.save(update_fields=["removed_at"])
        revoke(participation.topic)
    record(
        scope=participation.seminar.scope,
        actor_id=participation.user_id,
        action="cancelled",
        obj=participation,
    )
    emit(participation.seminar.topic_leaders, "people")


@transaction.atomic
def delete_old_diets(moment: datetime) -> int:
    """Delete food and allergies 14 days after the seminar; returns how many. Writes audit.

    A seminar that was moved takes its dates along. The entry says that it was deleted and
    of whom, never what stood there.
    """
    gone = 0
    for diet in Diet.objects.select_related("participation__seminar", "participation__user"):
        seminar = diet.participation.seminar
        due = diet_goes_on(seminar) if seminar.ends_on or seminar.starts_on else diet.delete_on
        if due != diet.delete_on:
            diet.delete_on = due
            diet.save(update_fields=["delete_on"])
        if due > today(seminar.time_zone):
            continue
        record(scope=seminar.scope, actor_id=None, action="diet_deleted", obj=diet, hand="system")
        forget_diet(diet.participation, hand="system")
        gone += 1
    return gone
