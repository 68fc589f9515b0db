"""The rooms app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """Group sheets, method cards, threads, harvest, plenary."""

    name = "idetorg.rooms"
    label = "rooms"

    def ready(self) -> None:
        """Register what group and plenary steps do."""
        from idetorg.rooms.activities import register_activities

        register_activities()
