"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, sign-in, consent, export and erasure."""

    name = "idetorg.people"
    label = "people"
