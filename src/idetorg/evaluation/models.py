"""Questionnaires whose answers are tied to nobody (TRUST §4.3).

`Ticket` says who got and used the form. While the form is open, all answers lie shuffled in ONE
sealed row a form, rewritten whole with each answer: there is no row, id, order or time of an
answer beside the ticket that was used with it. Closing opens the box and lays the answers out
with new random ids. Nothing is shown under 5.
"""

import uuid

from django.db import models

from idetorg.core.time import now
from idetorg.seminars.models import Participation, Seminar


class Evaluation(models.Model):
    """A form of a seminar; `form` is a key in evaluation.yaml."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="evaluations")
    form = models.CharField(max_length=30, default="seminar")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seminar", "form"], name="evaluation_form_once")
        ]


class Ticket(models.Model):
    """That a person has answered, and nothing of what."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="tickets")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "participation"], name="evaluation_ticket_once"
            )
        ]


class SealedBox(models.Model):
    """All answers of an open form, shuffled and sealed by a key outside the database."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="box")
    sealed = models.TextField(blank=True)


class Response(models.Model):
    """One anonymous set of answers; free texts are kept apart from the rest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="responses")
    answers = models.JSONField()  # question id → value; no free text


class FreeText(models.Model):
    """One free text answer, apart from everything else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="free_texts")
    question = models.CharField(max_length=40)
    text = models.TextField()
    may_be_quoted = models.BooleanField(default=False)


class Summary(models.Model):
    """The summary of a seminar: a draft is built from digests, a human edits, then it is shown."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="summary")
    story = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)
