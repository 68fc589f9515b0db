"""Reads of the files app."""

import uuid

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from idetorg.files.models import WIDTHS, Paper, Picture
from idetorg.files.rules import is_publishable


def pictures(scope: str) -> QuerySet[Picture]:
    """Return all pictures of a scope, oldest first, published or not."""
    return Picture.objects.filter(scope=scope)


def published_pictures(scope: str) -> list[Picture]:
    """Return the pictures of a scope that anyone may see (consent, caption, alternative text)."""
    return [picture for picture in pictures(scope) if is_publishable(picture)]


def picture(scope: str, key: uuid.UUID) -> Picture | None:
    """Return a picture of this scope; another scope's is None, as is one that never was."""
    return Picture.objects.filter(scope=scope, uuid=key).first()


def papers(scope: str) -> QuerySet[Paper]:
    """Return the papers of a scope, oldest first."""
    return Paper.objects.filter(scope=scope)


def paper(scope: str, key: uuid.UUID) -> Paper | None:
    """Return a paper of this scope, or None."""
    return Paper.objects.filter(scope=scope, uuid=key).first()


def picture_bytes(picture: Picture, width: int = WIDTHS[0]) -> bytes:
    """Return a rendition, for documents. Raises FileNotFoundError when it is gone from the disk."""
    with default_storage.open(picture.file_name(width)) as stream:
        content: bytes = stream.read()
    return content
