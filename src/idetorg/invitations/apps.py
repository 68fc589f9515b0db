"""The invitations app."""

from typing import Any

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """Invite, sign up, bus, beds, meals, attend."""

    name = "idetorg.invitations"
    label = "invitations"

    def ready(self) -> None:
        """Register parts of pages, the nightly work, and what a new address does to links."""
        from idetorg.invitations import tasks
        from idetorg.invitations.given import register_parts
        from idetorg.invitations.panels import register_panels
        from idetorg.jobs import worker
        from idetorg.people.signals import address_changed

        register_panels()
        register_parts()
        worker.register("invitations.delete_old_diets", tasks.EVERY, tasks.delete_old_diets)
        address_changed.connect(_address_changed, dispatch_uid="invitations.links")


def _address_changed(sender: object, *, user: Any, had_address: bool, **kwargs: object) -> None:
    from idetorg.invitations.actions.joining import links_of_old_address_die

    links_of_old_address_die(user, had_address=had_address)
