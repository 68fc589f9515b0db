"""Closed lists of invitations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """What a personal link is worth."""

    GOOD = "good", _("Works")
    REPLACED = "replaced", _("Replaced by a newer one")
    REMOVED = "removed", _("The person is no longer on the list")
    UNKNOWN = "unknown", _("Unknown")


class Way(models.TextChoices):
    """Which way the bus goes."""

    OUT = "out", _("Out")
    HOME = "home", _("Home")


class ListKind(models.TextChoices):
    """The lists an organiser takes to kitchen, bus and reception."""

    KITCHEN = "kitchen", _("Kitchen")
    BUS = "bus", _("Bus")
    ROOMS = "rooms", _("Rooms")
