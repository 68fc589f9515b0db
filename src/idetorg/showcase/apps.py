"""The showcase app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    """Presentations, remote visits and inspiration."""

    name = "idetorg.showcase"
    label = "showcase"

    def ready(self) -> None:
        """Register what showcase, remote and inspiration steps do."""
        from idetorg.showcase.activities import register_activities

        register_activities()
