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


class StepInUse(Refused):
    """The room is in the step that would go away."""

    message = _("The room is in this part of the programme now. Go on to the next step first.")


class UnderWay(Refused):
    """The room is using the programme now."""

    message = _(
        "The seminar is under way, so the whole programme can't be replaced. "
        "Correct single lines instead."
    )


# What is wrong with an uploaded file, by the reader's own code.
FILE_WORDS = {
    "missing": _("The file is gone. Choose it once more."),
    "too_large": _("The file is too large for a programme. Paste the text instead."),
    "unknown_kind": _("We read text, Word, PDF and saved web pages. Paste the text instead."),
    "damaged": _("The file can't be opened. Paste the text instead."),
    "no_text": _("There is no text in the file. Perhaps it is a picture; paste the text instead."),
}
