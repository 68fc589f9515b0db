"""The showcase app."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    """Presentations, remote visits and inspiration."""

    name = "idetorg.showcase"
    label = "showcase"
