"""The seminars app."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    """Initiatives, seminars, institutions, participation and roles."""

    name = "idetorg.seminars"
    label = "seminars"

    def ready(self) -> None:
        """Register what must be handed over before a person is erased."""
        from idetorg.people import objections
        from idetorg.seminars.objections import sole_member

        objections.register(sole_member)
