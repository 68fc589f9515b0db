"""Rules of the market, without a database."""

import hashlib

from idetorg.market.errors import EmptyQuestion, MarketClosed, NotYetOpen
from idetorg.market.models import Market, ProblemStatement
from idetorg.seminars.models import Participation

LONGEST = 280


def clean_question(text: str) -> str:
    """Return the words on one line; raises EmptyQuestion. A missing question mark is added.

    The market hangs up questions, not statements: the mark is the only thing we ever add.
    """
    words = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not words:
        raise EmptyQuestion
    if words.endswith("?"):
        return words
    return words.rstrip(".!…")[: LONGEST - 1] + "?"


def may_write(market: Market) -> None:
    """Raise MarketClosed when new questions can't be hung up any more."""
    if market.state == Market.State.CLOSED:
        raise MarketClosed


def may_mark(market: Market) -> None:
    """Raise unless the market is open for reading and choosing."""
    if market.state == Market.State.WRITING:
        raise NotYetOpen
    if market.state == Market.State.CLOSED:
        raise MarketClosed


def may_edit(problem: ProblemStatement, participation: Participation) -> bool:
    """Only the author changes a question."""
    return problem.author_id == participation.pk


def counts_are_shown(market: Market) -> bool:
    """Counts are hidden from everyone until the choosing closes (DOMAIN, principle 9)."""
    return market.state == Market.State.CLOSED


def own_order(problem_pk: int, participation_pk: int) -> str:
    """Return a sort key: another order on each phone, the same each time it is asked."""
    return hashlib.blake2b(f"{participation_pk}:{problem_pk}".encode(), digest_size=8).hexdigest()
