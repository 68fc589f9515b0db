"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Time, text, figures, errors, base templates and components."""

    name = "idetorg.core"
    label = "core"
