"""Why an upload was not taken, in words for the one who sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class BadPicture(Refused):
    """Not a picture we can use; the message says what to do."""

    status = 422
    message: str | Promise = _(
        "We could not read this as a picture. Send a JPEG, PNG, WebP, GIF or HEIC."
    )


class PictureTooBig(BadPicture):
    """More bytes or more pixels than we take."""

    message = _(
        "The picture is too big. It can have up to 20 MB and 50 million pixels. "
        "Make it smaller, or take a new one."
    )


class BadPaper(Refused):
    """Not a PDF."""

    status = 422
    message: str | Promise = _("We could not read this as a PDF. Save it as a PDF and try again.")


class PaperTooBig(BadPaper):
    """More bytes than we take."""

    message = _("The paper is too big. It can have up to 20 MB.")


class NoRoom(Refused):
    """The disk is full: nothing was stored, reading works."""

    status = 507
    message = _("There is no room left for files here. Nothing was stored. Tell the organiser.")
