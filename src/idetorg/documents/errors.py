"""Why a document could not be made, in words for the one who asked for it."""

from django.utils.translation import gettext_lazy as _

from idetorg.core.errors import Refused


class MissingAlt(Refused):
    """A picture lacks alternative text; `picture` says which one."""

    status = 422

    def __init__(self, picture: str) -> None:
        self.picture = picture
        super().__init__(
            _(
                "The picture “%(picture)s” has no alternative text yet. "
                "Write what the picture shows, then the document can be made."
            )
            % {"picture": picture}
        )


class MissingPicture(Refused):
    """A document names a picture whose file was not handed over, or can't be read."""

    status = 422

    def __init__(self, picture: str) -> None:
        self.picture = picture
        super().__init__(
            _("The picture “%(picture)s” can't be read. Upload it again, or leave it out.")
            % {"picture": picture}
        )


class DocumentFailed(Refused):
    """The typesetter stopped; `detail` is for the log, the message for the person."""

    status = 500
    message = _(
        "The document could not be made. Nothing is lost. Try again, or tell the organiser."
    )

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__()
