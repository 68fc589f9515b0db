"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages that mix steps: now, screen, lead, home, search."""

    name = "idetorg.web"
    label = "web"

    def ready(self) -> None:
        """Register the part on mail of the page with everything one may take back."""
        from idetorg.web.given import register_parts

        register_parts()
