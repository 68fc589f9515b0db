"""Who did what, without what they wrote; and deeds that are done once."""

from typing import Any, NoReturn

from django.db import models

from idetorg.audit.errors import AppendOnly
from idetorg.core.time import now


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are read; changing or deleting many at once is refused too."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnly


class Entry(models.Model):
    """One deed: who, with whose hand, what, on which field, how long, and a keyed digest.

    The text itself is never here (DOMAIN, principle 2). `actor_id` is a plain number:
    persons live in an app above this one.
    """

    at = models.DateTimeField(default=now, db_index=True)
    scope = models.CharField(max_length=60, blank=True)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    actor_label = models.CharField(max_length=120, blank=True)
    hand = models.CharField(max_length=20, default="self")
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_pk = models.CharField(max_length=40)
    field = models.CharField(max_length=60, blank=True)
    length = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["object_type", "object_pk"], name="audit_entry_object"),
            models.Index(fields=["scope", "at"], name="audit_entry_scope"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; raise AppendOnly when it is stored already."""
        if not self._state.adding:
            raise AppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly


class Deed(models.Model):
    """A deed that carries a key from the browser, so that a repeat finds what the first one made.

    `result` is {"model": "market.mark", "pk": "12"}, empty until the deed has ended.
    """

    person_id = models.BigIntegerField()
    route = models.CharField(max_length=80)
    client_key = models.UUIDField()
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "route", "client_key"], name="audit_deed_once"
            )
        ]
