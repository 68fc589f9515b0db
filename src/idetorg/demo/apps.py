"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The seed's seminar with invented people, its cast page and its clock."""

    name = "idetorg.demo"
    label = "demo"

    def ready(self) -> None:
        """Where the demo runs, say where its invented municipalities are."""
        from django.conf import settings

        if settings.IDETORG_DEMO:
            from idetorg.demo.seed import invented
            from idetorg.showcase.places import register_invented

            register_invented({name: (e, n) for name, (e, n) in invented()["places"].items()})
