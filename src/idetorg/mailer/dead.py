"""Addresses that mail does not arrive at: marked by their mail server, freed by their reader."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from idetorg.mailer import rules
from idetorg.mailer.bounces import Fate, Said
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import DeadAddress, Mail


def is_dead(address_hash: str) -> bool:
    """Say whether no mail is sent to an address until it is put right."""
    return DeadAddress.objects.filter(address_hash=address_hash, stops=True).exists()


def among(address_hashes: Collection[str]) -> set[str]:
    """Return those of the addresses that no mail is sent to: one statement."""
    return set(
        DeadAddress.objects.filter(address_hash__in=address_hashes, stops=True).values_list(
            "address_hash", flat=True
        )
    )


@transaction.atomic
def note(address_hash: str, said: Said, now: datetime) -> bool:
    """Write down what a refusal says of an address; say whether it gets no further mail.

    "Nobody here" marks it at once, and what waits for it ends. A full mailbox is counted
    once a day, and marks when it has been full on several. Anything else says nothing.
    """
    if not address_hash or said.fate not in {Fate.ADDRESS, Fate.FULL}:
        return False
    if said.fate is Fate.ADDRESS:
        DeadAddress.objects.update_or_create(
            address_hash=address_hash,
            defaults={"status": said.number, "stops": True, "last_at": now},
            create_defaults={"status": said.number, "first_at": now, "last_at": now},
        )
    elif not _is_full_too_often(address_hash, said, now):
        return False
    Mail.objects.at_dead_address(address_hash).update(
        state=State.FAILED, reason=Reason.NO_SUCH_ADDRESS
    )
    return True


def _is_full_too_often(address_hash: str, said: Said, now: datetime) -> bool:
    row, is_new = DeadAddress.objects.select_for_update().get_or_create(
        address_hash=address_hash,
        defaults={"status": said.number, "stops": False, "first_at": now, "last_at": now},
    )
    if is_new or row.stops:
        return row.stops
    if now - row.first_at > rules.FULL_WITHIN:
        row.times, row.first_at = 1, now
    elif row.last_at.date() != now.date():
        row.times += 1
    row.last_at = now
    row.stops = row.times >= rules.FULL_DAYS
    row.save(update_fields=["times", "first_at", "last_at", "stops"])
    return row.stops


def free(address_hash: str) -> bool:
    """Let mail flow to an address again; say whether it was marked."""
    return DeadAddress.objects.filter(address_hash=address_hash).delete()[0] > 0
