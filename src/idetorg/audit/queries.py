"""Read what was done."""

from django.db import models

from idetorg.audit.models import Entry


def for_object(obj: models.Model) -> models.QuerySet[Entry]:
    """Return the entries of one object, oldest first."""
    return Entry.objects.filter(object_type=obj._meta.label_lower, object_pk=str(obj.pk))


def for_scope(scope: str) -> models.QuerySet[Entry]:
    """Return the entries of a scope, oldest first."""
    return Entry.objects.filter(scope=scope)


def for_person(person_id: int) -> models.QuerySet[Entry]:
    """Return what a person did, oldest first: for the export of one's own data."""
    return Entry.objects.filter(actor_id=person_id)
