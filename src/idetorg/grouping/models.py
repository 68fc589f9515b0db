"""Runs of the solver, and the groups that people sit in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.market.models import Market, ProblemStatement
from idetorg.seminars.models import Participation


class Run(models.Model):
    """One run of the solver, kept with instance hash, version and proof per level."""

    class State(models.TextChoices):
        """A run is a job with progress."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Forming groups")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    market = models.ForeignKey(Market, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    settings = models.JSONField(default=dict)  # min, max, fairness, room for parallel groups
    solution = models.JSONField(default=dict)  # as solver.Solution.as_json(), ids are primary keys
    explanations = models.JSONField(default=dict)  # participation pk → facts, no other names
    input_hash = models.CharField(max_length=64, blank=True)
    solver_version = models.CharField(max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]


class Group(models.Model):
    """A group of 3–5 around a question. Proposed until shown; then open, then closed."""

    class State(models.TextChoices):
        """Only open groups are seen by participants."""

        PROPOSED = "proposed", _("Proposed")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    market = models.ForeignKey(Market, on_delete=models.CASCADE, related_name="groups")
    problem = models.ForeignKey(
        ProblemStatement, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups"
    )
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=280)  # the problem's words as they were
    table = models.CharField(_("table"), max_length=60, blank=True)
    video_link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["market", "number"], name="grouping_group_number")
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def topic(self) -> str:
        """Live topic of the group's members."""
        return f"s{self.market.seminar_id}.g{self.pk}"


class Membership(models.Model):
    """A person in a group; one group per person and market."""

    market = models.ForeignKey(Market, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="memberships"
    )
    is_host = models.BooleanField(default=False)
    locked = models.BooleanField(default=False)  # a hand pick survives a new run
    explanation = models.JSONField(default=dict)  # why here: rank got, what it would cost to move

    class Meta:
        ordering = ["participation__user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "participation"], name="grouping_one_group_per_market"
            )
        ]
