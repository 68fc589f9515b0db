"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded pictures and papers."""

    name = "idetorg.files"
    label = "files"
