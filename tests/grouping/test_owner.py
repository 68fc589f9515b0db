"""The owner of a question always sits with it, also when they wished for another."""

from idetorg.grouping.actions import form_groups
from idetorg.grouping.models import Group
from idetorg.market import actions as market_actions
from idetorg.seminars.models import Participation, Seminar
from tests import factories


def test_an_owner_who_wishes_away_still_sits_with_the_own_question(
    seminar: Seminar, facilitator: Participation
) -> None:
    market = factories.MarketFactory(seminar=seminar, state="open")
    people = factories.ParticipationFactory.create_batch(8, seminar=seminar)
    questions = [
        market_actions.write_problem(market, f"Spørsmål {n}?", author=person, publish=True)
        for n, person in enumerate(people[:2])
    ]
    # Each owner wishes only for the other's question, and everybody else for both.
    market_actions.add_wish(questions[1], participation=people[0])
    market_actions.add_wish(questions[0], participation=people[1])
    for person in people[2:]:
        for question in questions:
            market_actions.add_wish(question, participation=person)
    form_groups(market, by=facilitator)
    groups = list(Group.objects.filter(market=market).select_related("problem"))
    assert len(groups) == 2
    for group in groups:
        assert group.problem is not None
        host = group.memberships.get(is_host=True)
        assert host.participation_id == group.problem.author_id
