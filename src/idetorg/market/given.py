"""Questions a person has hung up, and the way back for as long as the market is open."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.market import queries
from idetorg.market.models import Market, ProblemStatement
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Given, GivenSource, register_given


def on_the_wall(seat: Seat) -> list[Given]:
    """Return one's own questions on the wall."""
    market = queries.market_of(seat.seminar)
    if market is None or not seat.participation.is_participant:
        return []
    slug, is_open = seat.seminar.slug, market.state != Market.State.CLOSED
    return [
        Given(
            what=row.text,
            is_voice=True,
            now=_("Everyone at the seminar can read it.")
            if is_open
            else _("Everyone at the seminar can read it. Groups work on it, so it stays."),
            url=reverse("market:problem", args=[slug, row.pk]),
            link=_("Open the question"),
            action=reverse("market:withdraw", args=[slug, row.pk]) if is_open else "",
            button=_("Take it down") if is_open else "",
        )
        for row in queries.own_problems(market, seat.participation)
        if row.state == ProblemStatement.State.PUBLISHED
    ]


def register_parts() -> None:
    """Called once by the app's `ready()`."""
    register_given(GivenSource(15, gettext_lazy("My questions on the wall"), on_the_wall))
