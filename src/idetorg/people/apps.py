"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, sign-in, consent, export and erasure."""

    name = "idetorg.people"
    label = "people"

    def ready(self) -> None:
        """Register what stands behind a mail's pause link."""
        from idetorg.mailer import preferences
        from idetorg.people.choices import choices_behind_pause

        preferences.register(choices_behind_pause)
