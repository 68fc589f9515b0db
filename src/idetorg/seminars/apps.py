"""The seminars app."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    """Initiatives, seminars, institutions, participation and roles."""

    name = "idetorg.seminars"
    label = "seminars"

    def ready(self) -> None:
        """Register parts of pages, and what must be handed over before erasure."""
        from idetorg.people import objections
        from idetorg.seminars.panels import register_panels, sole_member

        register_panels()
        objections.register(sole_member)
