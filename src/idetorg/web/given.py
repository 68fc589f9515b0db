"""Everything a person has said yes to or shows in a seminar, on one page. `web` adds the mail."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.core.time import now
from idetorg.mailer.models import hash_of
from idetorg.mailer.queries import has_stopped, paused_until
from idetorg.mailer.tokens import Reader, token_for
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, given_sources, register_given


def all_given(seat: Seat) -> list[tuple[str, list[Given]]]:
    """Return each part that has something, with its heading."""
    parts = ((str(source.heading), source.rows(seat)) for source in given_sources())
    return [(heading, rows) for heading, rows in parts if rows]


def mail(seat: Seat) -> list[Given]:
    """Return what we send, and the page with pause and stop; nothing without an address."""
    address, scope = seat.user.mail_to, seat.seminar.scope
    if not address:
        return []
    until = paused_until(seat.user.pk, scope, now())
    if has_stopped(address, scope):
        said, link = _("Stopped. We send you nothing you have not asked for."), _("Start it again")
    elif until is not None:
        day = date_format(localtime(until), "DATE_FORMAT")
        said, link = _("You have a break until %(day)s.") % {"day": day}, _("Change the break")
    else:
        said, link = _("A handful of mails in the year after, nine at most."), _("Pause or stop")
    # A stop of all mail is what a participant's mail promises; one of this seminar's stands too.
    stops = scope if has_stopped(address, scope) and not has_stopped(address, "") else ""
    token = token_for(Reader(hash_of(address), seat.user.pk, scope, stops))
    return [
        Given(what=address, now=said, url=reverse("mailer:preferences", args=[token]), link=link)
    ]


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(90, gettext_lazy("Mail"), mail))
