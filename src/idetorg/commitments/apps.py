"""The commitments app."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Change tasks and the year after."""

    name = "idetorg.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Register the writing step, the parts of pages, and the year after's clock."""
        from django.db.models.signals import post_delete

        from idetorg.commitments import tasks, weekly
        from idetorg.commitments.access import choices_behind_pause, list_choices_behind_pause
        from idetorg.commitments.activities import register_activities
        from idetorg.commitments.given import register_parts
        from idetorg.commitments.models import ChangeTask
        from idetorg.commitments.opening import register_opening
        from idetorg.commitments.signals import drop_pictures
        from idetorg.jobs import worker
        from idetorg.mailer import preferences

        register_activities()
        register_parts()
        register_opening()
        worker.register(
            "commitments.send_due_follow_ups",
            60,
            tasks.send_due_follow_ups,
            wanted=tasks.something_is_due,
        )
        worker.register(
            "commitments.send_weekly", 600, weekly.send_weekly, wanted=weekly.somebody_is_to_look
        )
        post_delete.connect(drop_pictures, ChangeTask, dispatch_uid="commitments.drop_pictures")
        preferences.register(choices_behind_pause)
        preferences.register(list_choices_behind_pause)
