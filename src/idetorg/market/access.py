"""The only way from a URL to a question: through the seminar the person sits in."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from idetorg.market.models import Market, ProblemStatement
from idetorg.market.queries import market_of
from idetorg.market.rules import may_edit
from idetorg.seminars.access import Seat, participant_seat


def published_problem(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ProblemStatement]:
    """Return a question on the wall of one's own seminar; raise Http404 for any other."""
    seat = participant_seat(request, slug)
    row = (
        ProblemStatement.objects.filter(
            market__seminar=seat.seminar, pk=pk, state=ProblemStatement.State.PUBLISHED
        )
        .select_related("market__seminar")
        .first()
    )
    if row is None:
        raise Http404
    return seat, row


def own_problem(request: HttpRequest, slug: str, pk: int) -> tuple[Seat, ProblemStatement]:
    """Return one's own question; another's draft does not exist, another's question gives 403."""
    seat = participant_seat(request, slug)
    row = (
        ProblemStatement.objects.filter(market__seminar=seat.seminar, pk=pk)
        .exclude(state=ProblemStatement.State.WITHDRAWN)
        .select_related("market__seminar")
        .first()
    )
    if row is None:
        raise Http404
    if not may_edit(row, seat.participation):
        if row.state == ProblemStatement.State.DRAFT:
            raise Http404
        raise PermissionDenied(_("Only the one who wrote a question can change it."))
    return seat, row


def market_or_404(seat: Seat) -> Market:
    """Return the seminar's market; raise Http404 when there is none."""
    market = market_of(seat.seminar)
    if market is None:
        raise Http404
    return market
