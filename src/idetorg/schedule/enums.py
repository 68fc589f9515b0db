"""Closed lists of the programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """What the reader of pasted programmes calls an item."""

    TRANSPORT = "transport", _("Travel")
    MEAL = "meal", _("Meal")
    BREAK = "break", _("Break")
    REGISTRATION = "registration", _("Registration")
    WELCOME = "welcome", _("Welcome")
    TALK = "talk", _("Talk")
    GROUP_WORK = "group_work", _("Group work")
    PLENARY = "plenary", _("Plenary")
    SOCIAL = "social", _("Social")
    ACCOMMODATION = "accommodation", _("Rooms")
    OTHER = "other", _("Other")
