"""The live app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Outbox of events and the hub that carries them."""

    name = "idetorg.live"
    label = "live"
