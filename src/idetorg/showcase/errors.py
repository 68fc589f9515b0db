"""Errors of the showcase."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class NothingToSteal(Refused):
    """An empty note."""

    message = _("Write what you would like to use at home.")
    status = 422
