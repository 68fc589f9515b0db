"""Record deeds, and do deeds once."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar, cast

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.crypto import salted_hmac

from idetorg.audit.errors import BadClientKey, GoneSince
from idetorg.audit.models import Deed, Entry

M = TypeVar("M", bound=models.Model)

# A phone that slept in a drawer may still send what it holds; after this it is a new deed.
DEEDS_ARE_KEPT = timedelta(days=400)


def digest(text: str) -> str:
    """Return the HMAC-SHA256 of a text in hex (64 characters), keyed by this installation."""
    return salted_hmac("idetorg.audit.text", text, algorithm="sha256").hexdigest()


def record(
    *,
    scope: str,
    actor_id: int | None,
    action: str,
    obj: models.Model,
    field: str = "",
    text: str | None = None,
    hand: str = "self",
    actor: str = "",
) -> Entry:
    """Add one entry and return it; call it in the transaction of the deed.

    `scope` is a key such as "s12" ("" for none). `actor` is a readable name or role,
    shown when the number says nothing any more. Of `text` only the length in characters
    and a keyed digest are kept. `hand` says whose hands it went through: self, helper,
    organiser, system.
    Source: DOMAIN, principle 2.
    """
    return Entry.objects.create(
        scope=scope,
        actor_id=actor_id,
        actor_label=actor[:120],
        hand=hand,
        action=action,
        object_type=obj._meta.label_lower,
        object_pk=str(obj.pk),
        field=field,
        length=None if text is None else len(text),
        digest="" if text is None else digest(text),
    )


def forget_actor(actor_id: int) -> int:
    """Blank who did it in a person's entries (erasure), and return how many.

    The deeds stay, so the story of an object stays whole. The only way an entry changes.
    """
    entries = models.QuerySet[Entry](model=Entry).filter(actor_id=actor_id)
    return entries.update(actor_id=None, actor_label="")


def once(
    *, person_id: int, route: str, client_key: str | None, do: Callable[[], M]
) -> tuple[M, bool]:
    """Do a deed, unless this person's phone has sent it before on this route.

    Returns (what the deed made, True), or (what it made the first time, False).
    Without a key the deed is simply done. Two at the same moment: the unique row decides,
    the later one waits and reads. A deed that raises leaves no trace, so it can be sent
    again. Raises BadClientKey for a key that is no UUID, GoneSince when the first
    result is deleted.
    Source: DESIGN §3, "Offline".
    """
    if not client_key:
        return do(), True
    try:
        key = uuid.UUID(client_key)
    except ValueError as error:
        raise BadClientKey from error
    with transaction.atomic():
        try:
            with transaction.atomic():
                deed = Deed.objects.create(person_id=person_id, route=route, client_key=key)
        except IntegrityError:
            stored = Deed.objects.get(person_id=person_id, route=route, client_key=key)
            return cast(M, _made_by(stored)), False
        made = do()
        deed.result = {"model": made._meta.label_lower, "pk": str(made.pk)}
        deed.save(update_fields=["result"])
    return made, True


def _made_by(deed: Deed) -> models.Model:
    """Return what a stored deed made; raise GoneSince when it is deleted."""
    if not deed.result:  # a deed inside itself: the first one has not ended
        raise GoneSince
    model = apps.get_model(deed.result["model"])
    found: models.Model | None = model._base_manager.filter(pk=deed.result["pk"]).first()
    if found is None:
        raise GoneSince
    return found


def forget_person(person_id: int) -> None:
    """Remove a person's keys and blank the person in the entries (erasure)."""
    Deed.objects.filter(person_id=person_id).delete()
    forget_actor(person_id)


def prune_deeds(now: datetime) -> int:
    """Delete keys older than 400 days and return how many."""
    return Deed.objects.filter(created_at__lt=now - DEEDS_ARE_KEPT).delete()[0]


def key_from(*parts: object) -> str:
    """Return a UUID that is the same for the same parts: for deeds the server repeats itself."""
    raw = "\x1f".join(str(part) for part in parts)
    return str(uuid.UUID(bytes=hashlib.sha256(raw.encode()).digest()[:16], version=4))
