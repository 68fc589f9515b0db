"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages that mix steps: now, screen, lead, home, search."""

    name = "idetorg.web"
    label = "web"
