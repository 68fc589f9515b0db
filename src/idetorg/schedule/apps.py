"""The schedule app."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Programme items, steps and the reader of pasted programmes."""

    name = "idetorg.schedule"
    label = "schedule"

    def ready(self) -> None:
        """Register what plain steps do, when mail keeps quiet, and the end nobody pressed."""
        from idetorg.jobs import worker
        from idetorg.mailer import silence
        from idetorg.schedule import tasks
        from idetorg.schedule.activities import register_activities
        from idetorg.schedule.queries import is_quiet_now

        register_activities()
        silence.register(is_quiet_now)
        worker.register(
            "schedule.finish_forgotten_rooms", tasks.EVERY, tasks.finish_forgotten_rooms
        )
