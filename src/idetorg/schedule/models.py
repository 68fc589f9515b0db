"""What is printed (ScheduleItem), what happens in it (Step), and where the room is now."""

from datetime import datetime, timedelta

from django.db import models

from idetorg.core.time import now
from idetorg.schedule.enums import ItemKind
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Institution, Participation, Seminar


class ProgrammeText(models.Model):
    """The text an organiser pasted, kept as it was, with what was corrected since."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="programme_text")
    text = models.TextField()
    reading = models.JSONField(default=dict)  # what the reader made of it, line by line
    saved_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)


_LONG_TITLE = 36  # characters; about two lines of a phone


class ScheduleItem(models.Model):
    """One printed line: start, end (stated or the next start), title, leaders."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="items")
    day = models.DateField()
    position = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    end_inferred = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    aim = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    place = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=16, choices=ItemKind.choices, default=ItemKind.TALK)
    track = models.CharField(max_length=40, blank=True)
    source_lines = models.JSONField(default=list)  # 0-based lines of the pasted text

    class Meta:
        ordering = ["starts_at", "position"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "position"], name="schedule_item_position"),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="schedule_item_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> str:
        """A long title's part before its dash, for a phone's and a wall's big letters."""
        first, dash, _rest = self.title.partition(" – ")
        return first if dash and len(self.title) > _LONG_TITLE else self.title


class ItemLeader(models.Model):
    """A person and/or institution after "v/", as printed; tied to a row when it is known."""

    item = models.ForeignKey(ScheduleItem, on_delete=models.CASCADE, related_name="leaders")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    participation = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="led_items"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.SET_NULL, null=True, blank=True, related_name="led_items"
    )

    class Meta:
        ordering = ["position"]


class Step(models.Model):
    """What the room does for some minutes. *Next* moves from step to step."""

    item = models.ForeignKey(ScheduleItem, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    variant = models.CharField(max_length=16, blank=True)  # plenary: "threads" or "harvest"
    title = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveIntegerField()
    proposed = models.BooleanField(default=False)  # not in the printed text; the organiser decides

    class Meta:
        ordering = ["item__starts_at", "item__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="schedule_step_position"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="schedule_step_minutes"),
        ]

    def __str__(self) -> str:
        if self.title:
            return self.title
        is_alone = len(self.item.steps.all()) <= 1
        return self.item.heading if is_alone else str(self.get_kind_display())

    @property
    def planned_start(self) -> datetime:
        """When the plan says this step begins."""
        before = sum(s.minutes for s in self.item.steps.all() if s.position < self.position)
        return self.item.starts_at + timedelta(minutes=before)


class RoomPosition(models.Model):
    """Where the room is: one row a seminar. The current step decides what everybody sees."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="position")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="+")
    phase = models.CharField(max_length=20, blank=True)
    since = models.DateTimeField(default=now)
    extra_minutes = models.IntegerField(default=0)  # "five more minutes" for the current step
    finished_at = models.DateTimeField(null=True, blank=True)  # the bus has left
    version = models.PositiveIntegerField(default=0)  # *next* pressed twice moves once
