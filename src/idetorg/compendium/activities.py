"""The compendium's parts of composed pages."""

from django.http import HttpRequest

from idetorg.compendium.models import Compendium, Edition, SeminarPicture
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Panel, Scene, register_panel
from idetorg.seminars.models import Seminar
from idetorg.showcase.rules import may_be_shown


def shown_pictures_of(seminar: Seminar) -> list[SeminarPicture]:
    """Return the pictures of the seminar's page that may be shown."""
    rows = seminar.pictures.select_related("picture")
    return [row for row in rows if may_be_shown(row.picture)]


def latest_edition(seminar: Seminar) -> Edition | None:
    """Return the newest edition that was made."""
    return Edition.objects.filter(compendium__seminar=seminar, state=Edition.State.MADE).first()


def after_pictures(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Pictures with captions, after the story."""
    rows = shown_pictures_of(seminar)
    if not rows:
        return None
    return Scene("compendium/_after_pictures.html", {"seminar": seminar, "pictures": rows})


def after_compendium(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """The compendium that was handed out, once it is published."""
    row = Compendium.objects.filter(seminar=seminar).exclude(published_at=None).first()
    if row is None or latest_edition(seminar) is None:
        return None
    return Scene("compendium/_after_compendium.html", {"seminar": seminar, "compendium": row})


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead on to the compendium and the pictures."""
    if seat is None or not seat.leads:
        return None
    return Scene("compendium/_more.html", {"seminar": seminar})


def register_panels() -> None:
    """Called once by the app's `ready()`."""
    register_panel(Panel("after", 20, after_pictures))
    register_panel(Panel("after", 30, after_compendium))
    register_panel(Panel("more", 30, more))
