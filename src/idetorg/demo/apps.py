"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The seed's seminar with invented people, its cast page and its clock."""

    name = "idetorg.demo"
    label = "demo"
