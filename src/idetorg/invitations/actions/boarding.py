"""Roll call at the bus."""

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.invitations.enums import Way
from idetorg.invitations.models import SignUp
from idetorg.live.actions import emit
from idetorg.seminars.models import Participation


@transaction.atomic
def set_on_board(
    participation: Participation, way: Way, *, is_on: bool, by: Participation
) -> SignUp:
    """Say that a person sits on the bus, or does not after all. Idempotent.

    One event to those who lead: two may call the roll at the same time.
    """
    stored = SignUp.objects.get_or_create(
        participation=participation, defaults={"eats_lunch": False}
    )[0]
    column = f"on_board_{way}_at"
    if (getattr(stored, column) is not None) == is_on:
        return stored
    setattr(stored, column, now() if is_on else None)
    stored.save(update_fields=[column])
    record(
        scope=participation.seminar.scope,
        actor_id=by.user_id,
        action="on_board" if is_on else "not_on_board",
        obj=participation,
        field=way,
    )
    emit(participation.seminar.topic_leaders, "bus")
    return stored
