"""Uploaded pictures and papers. They know no seminar, only a scope key such as "s12"."""

import uuid

from django.db import models
from django.db.models import Q

from idetorg.core.time import now
from idetorg.files.enums import Consent

# Widest side to side, in pixels. The first is the picture itself, as large as we keep it.
WIDTHS = (2400, 960, 480)


class Picture(models.Model):
    """A photo, re-encoded by us at three widths; the upload itself is thrown away.

    `caption` tells a reader what it is about, `alt` what it shows to one who can't see it.
    `owner_id` is a plain number: persons live in an app above this one.
    """

    scope = models.CharField(max_length=60, db_index=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    folder = models.CharField(max_length=80, unique=True, editable=False)
    ending = models.CharField(max_length=4, choices=[("jpg", "JPEG"), ("webp", "WebP")])
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.TextField(blank=True)
    alt = models.TextField(blank=True)
    consent = models.CharField(max_length=8, choices=Consent.choices, default=Consent.NONE)
    consent_by = models.CharField(max_length=200, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent=Consent.NONE) | ~Q(consent_by=""),
                name="files_picture_consent_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or str(self.uuid)

    def file_name(self, width: int = WIDTHS[0]) -> str:
        """Return the storage name of the narrowest rendition that is at least `width` wide."""
        chosen = min((w for w in WIDTHS if w >= width), default=WIDTHS[0])
        return f"{self.folder}/{chosen}.{self.ending}"

    @property
    def media_type(self) -> str:
        """The content type of every rendition."""
        return "image/webp" if self.ending == "webp" else "image/jpeg"


class Paper(models.Model):
    """A PDF kept as it came, and only handed out as an attachment. It is not called accessible."""

    scope = models.CharField(max_length=60, db_index=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    folder = models.CharField(max_length=80, unique=True, editable=False)
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The storage name."""
        return f"{self.folder}/paper.pdf"
