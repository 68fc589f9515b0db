"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work."""

    name = "idetorg.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register a beat, so that others can see that a worker is alive."""
        from idetorg.jobs import worker

        worker.register("jobs.beat", 30, lambda now: None)
