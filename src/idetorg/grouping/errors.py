"""Errors of group forming."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class NothingToFormAround(Refused):
    """No question hangs on the wall, so there is nothing to gather around."""

    message = _("No questions hang on the wall yet, so there is nothing to form groups around.")


class NoGroupsYet(Refused):
    """There is nothing to show."""

    message = _("There are no groups to show yet. Form them first.")


class AlreadyShown(Refused):
    """People sit in these groups and write in them."""

    message = _("The groups are shown and people sit in them. Move single people instead.")


class GroupInUse(Refused):
    """A group with people in it is not taken away."""

    message = _("Move the people to another group first.")
