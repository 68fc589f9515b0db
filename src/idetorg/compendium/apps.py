"""The compendium app."""

from django.apps import AppConfig


class CompendiumConfig(AppConfig):
    """What is collected and kept."""

    name = "idetorg.compendium"
    label = "compendium"
