"""The outbox: one counter row a topic, one row an event."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Topic(models.Model):
    """One audience's stream. The key is a plain text that this app never looks into.

    The counter is raised inside the writer's transaction, so writers of one topic take
    turns and its events become visible in the order of their numbers, without gaps.
    """

    key = models.CharField(max_length=120, unique=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}:{self.seq}"


class Event(models.Model):
    """One thing that others see. (topic, seq) is the id a browser knows it by."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="events")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # True time, not the product's clock: this is the age of a delivery, not of a deed.
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["topic_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "seq"], name="live_event_once_per_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}:{self.seq} {self.kind}"
