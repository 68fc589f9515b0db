"""The compendium: what was handed out, and the documents that are kept."""

from django.db import models

from idetorg.core.time import now
from idetorg.seminars.models import Seminar


class Compendium(models.Model):
    """A printable booklet of list, presentations and programme, made by one press."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="compendium")
    title = models.CharField(max_length=200, blank=True)
    foreword = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)


class Edition(models.Model):
    """One made PDF, kept as it was handed out."""

    class State(models.TextChoices):
        """Made by a job."""

        WAITING = "waiting"
        MADE = "made"
        FAILED = "failed"

    compendium = models.ForeignKey(Compendium, on_delete=models.CASCADE, related_name="editions")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    pdf = models.FileField(upload_to="editions", blank=True)
    problem = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-made_at", "-pk"]


class SeminarPicture(models.Model):
    """A picture of the seminar's page afterwards, with caption and alternative text apart."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("files.Picture", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
