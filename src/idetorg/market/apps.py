"""The market app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Problem statements, marks and the live board."""

    name = "idetorg.market"
    label = "market"

    def ready(self) -> None:
        """Register what a market step does."""
        from idetorg.market.activities import register_activities
        from idetorg.market.given import register_parts

        register_activities()
        register_parts()
