"""Errors of the programme."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class NoProgramme(Refused):
    """Nothing in the text looks like a programme."""

    message = _(
        "We found no times in this text. Paste the part with the programme, "
        "with one time on each line, such as 13.00 Welcome."
    )
    status = 422


class TextTooLarge(Refused):
    """More than a megabyte was pasted."""

    message = _("The text is too long for a programme. Paste only the part with times and titles.")
    status = 422


class UnderWay(Refused):
    """The room is using the programme now."""

    message = _(
        "The seminar is under way, so the whole programme can't be replaced. "
        "Correct single lines instead."
    )
