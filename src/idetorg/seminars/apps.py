"""The seminars app."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    """Initiatives, seminars, institutions, participation and roles."""

    name = "idetorg.seminars"
    label = "seminars"
