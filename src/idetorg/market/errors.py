"""Errors of the market."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused, StepClosed


class MarketClosed(StepClosed):
    """Marks and wishes are counted already."""

    message = _("The market is closed. Your text is still here, so you can copy it.")


class NotYetOpen(Refused):
    """Reading and marking begin when the silent writing ends."""

    message = _("The market opens when everyone has had time to write.")


class EmptyQuestion(Refused):
    """Nothing was written."""

    message = _("Write your question first. One sentence is enough.")
    status = 422


class TooManyWishes(Refused):
    """Five are chosen already."""

    message = _("You have chosen five. Take one away to choose another.")
