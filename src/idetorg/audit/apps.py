"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, and deeds that are done once."""

    name = "idetorg.audit"
    label = "audit"
