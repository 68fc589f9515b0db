"""Errors of the evaluation."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class NotOpen(Refused):
    """The form is not open (yet, or any more)."""

    message = _("The evaluation is not open. Your answers are still here, so you can copy them.")


class AnsweredAlready(Refused):
    """A ticket is used once."""

    message = _("You have answered already. Thank you.")


class AnswersNotReadable(Refused):
    """The sealing key was changed while the form was open."""

    message = _("The answers can't be opened: the installation's key has changed since.")
