"""Errors of the evaluation."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class NotOpen(Refused):
    """The form is not open (yet, or any more)."""

    message = _("The evaluation is not open. Your answers are still here, so you can copy them.")


class NothingAnswered(Refused):
    """Every question may be skipped, but not all of them at once."""

    message = _("Answer at least one question, or close the page.")
    status = 422


class TooFewInvited(Refused):
    """With fewer than five invited, nobody could answer unseen."""

    message = _("Fewer than five were invited, so nobody could answer unseen. Nothing was kept.")


class NothingToShow(Refused):
    """Only the report of a closed form with five answers can be published."""

    message = _("There is no report to show: the form is open, or fewer than five have answered.")


class AnsweredAlready(Refused):
    """A ticket is used once."""

    message = _("You have answered already. Thank you.")


class AnswersNotReadable(Refused):
    """The sealing key was changed while the form was open."""

    message = _("The answers can't be opened: the installation's key has changed since.")
