"""The schedule app."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Programme items, steps and the reader of pasted programmes."""

    name = "idetorg.schedule"
    label = "schedule"

    def ready(self) -> None:
        """Register what plain steps do, and when mail keeps quiet."""
        from idetorg.mailer import silence
        from idetorg.schedule.activities import register_activities
        from idetorg.schedule.queries import is_quiet_now

        register_activities()
        silence.register(is_quiet_now)
