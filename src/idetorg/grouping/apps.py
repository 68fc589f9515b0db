"""The grouping app."""

from django.apps import AppConfig


class GroupingConfig(AppConfig):
    """Wishes, runs and groups."""

    name = "idetorg.grouping"
    label = "grouping"
