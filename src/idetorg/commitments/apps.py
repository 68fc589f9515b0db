"""The commitments app."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Change tasks and the year after."""

    name = "idetorg.commitments"
    label = "commitments"
