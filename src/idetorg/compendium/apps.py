"""The compendium app."""

from django.apps import AppConfig


class CompendiumConfig(AppConfig):
    """What is collected and kept."""

    name = "idetorg.compendium"
    label = "compendium"

    def ready(self) -> None:
        """Register parts of composed pages."""
        from idetorg.compendium.activities import register_panels

        register_panels()
