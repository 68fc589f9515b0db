"""The showcase app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    """Presentations, remote visits and inspiration."""

    name = "idetorg.showcase"
    label = "showcase"

    def ready(self) -> None:
        """Register what showcase, remote and inspiration steps do."""
        from django.db.models.signals import post_delete

        from idetorg.showcase.activities import register_activities
        from idetorg.showcase.given import register_parts
        from idetorg.showcase.models import ExperienceCard
        from idetorg.showcase.signals import drop_pictures

        register_activities()
        register_parts()
        post_delete.connect(drop_pictures, ExperienceCard, dispatch_uid="showcase.drop_pictures")
