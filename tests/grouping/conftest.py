"""A room that has chosen: questions on the wall and ranked wishes."""

from collections.abc import Callable

import pytest

from idetorg.market.models import Market, ProblemStatement, Wish
from idetorg.seminars.models import Participation, Seminar
from tests import factories

Fill = Callable[..., list[Participation]]


@pytest.fixture
def market(seminar: Seminar) -> Market:
    return factories.MarketFactory(seminar=seminar, state="open")


@pytest.fixture
def fill(seminar: Seminar, market: Market) -> Fill:
    """Fill the room: `count` participants, the first `topics` with a question of their own.

    Each wishes for up to three questions, spread evenly.
    """

    def make(count: int, topics: int = 4) -> list[Participation]:
        people = factories.ParticipationFactory.create_batch(count, seminar=seminar)
        problems = [
            factories.ProblemStatementFactory(
                market=market, author=person, number=number, text=f"Spørsmål nummer {number}?"
            )
            for number, person in enumerate(people[:topics], start=1)
        ]
        wishes = []
        for index, person in enumerate(people):
            for rank in range(1, min(3, topics) + 1):
                problem = problems[(index + rank - 1) % topics]
                wishes.append(Wish(problem=problem, participation=person, rank=rank))
        Wish.objects.bulk_create(wishes)
        return people

    return make


@pytest.fixture
def secret(stranger: Participation) -> ProblemStatement:
    """Another seminar's question and group."""
    other = factories.MarketFactory(seminar=stranger.seminar)
    problem = factories.ProblemStatementFactory(
        market=other, author=stranger, number=1, text="HEMMELIG SPØRSMÅL?"
    )
    group = other.groups.create(problem=problem, number=1, question=problem.text, state="open")
    group.memberships.create(market=other, participation=stranger)
    return problem
