"""Closed lists of the seminar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeminarState(models.TextChoices):
    """Draft is seen by its organisers only; published has a public page."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    FINISHED = "finished", _("Finished")


class StepKind(models.TextChoices):
    """What a step lets people do; each app of the loop registers its own."""

    TRAVEL = "travel", _("Travel")
    MEAL = "meal", _("Meal")
    BREAK = "break", _("Break")
    TALK = "talk", _("Talk")
    SHOWCASE = "showcase", _("Showcase")
    REMOTE = "remote", _("Remote visit")
    INSPIRATION = "inspiration", _("Inspiration")
    MARKET = "market", _("Idea market")
    GROUP = "group", _("Group work")
    PLENARY = "plenary", _("Plenary")
    WRITING = "writing", _("Writing")
    EVALUATION = "evaluation", _("Evaluation")


QUIET_KINDS = frozenset({StepKind.MEAL, StepKind.BREAK})
