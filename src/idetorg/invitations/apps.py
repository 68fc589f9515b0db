"""The invitations app."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """Invite, sign up, bus, beds, meals, attend."""

    name = "idetorg.invitations"
    label = "invitations"
