"""The rooms app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """Group sheets, method cards, threads, harvest, plenary."""

    name = "idetorg.rooms"
    label = "rooms"
