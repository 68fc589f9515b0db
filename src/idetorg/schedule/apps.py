"""The schedule app."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Programme items, steps and the reader of pasted programmes."""

    name = "idetorg.schedule"
    label = "schedule"

    def ready(self) -> None:
        """Register what plain steps do."""
        from idetorg.schedule.activities import register_activities

        register_activities()
