"""The market app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Problem statements, marks and the live board."""

    name = "idetorg.market"
    label = "market"
