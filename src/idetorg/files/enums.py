"""Choices of the files app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.TextChoices):
    """What those in a picture have said yes to."""

    NONE = "none", _("Not asked yet")
    INTERNAL = "internal", _("Only for those at the seminar")
    OPEN = "open", _("May be shown to everyone")
