"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded pictures and papers."""

    name = "idetorg.files"
    label = "files"

    def ready(self) -> None:
        """Let a nightly job delete files that no row names."""
        from datetime import datetime

        from idetorg.files.actions import sweep
        from idetorg.jobs.worker import register

        def nightly(_moment: datetime) -> int:
            return sweep()

        register("files.sweep", 24 * 3600, nightly)
