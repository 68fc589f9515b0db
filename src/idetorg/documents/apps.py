"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """PDF made with typst."""

    name = "idetorg.documents"
    label = "documents"
