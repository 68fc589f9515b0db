"""A room with two groups at work, and another seminar's group that could leak."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from idetorg.grouping.models import Group
from idetorg.market.models import Market
from idetorg.rooms import actions
from idetorg.schedule.models import Step
from idetorg.schedule.queries import position
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.rooms.factories import GroupFactory, MembershipFactory

GoTo = Callable[..., Step]


@dataclass
class Cast:
    """Kari and Mari in one group, Nils in another."""

    kari: Participation
    mari: Participation
    nils: Participation
    ours: Group
    theirs: Group


@pytest.fixture
def market(seminar: Seminar) -> Market:
    return factories.MarketFactory(seminar=seminar, state="closed")


@pytest.fixture
def cast(market: Market, participant: Participation, other_participant: Participation) -> Cast:
    mari = factories.ParticipationFactory(seminar=market.seminar, user__name="Mari Medlem")
    ours = GroupFactory(market=market, number=1, question="Hvem åpner døra?")
    theirs = GroupFactory(market=market, number=2, question="Hvem lukker døra?")
    for person, group in ((participant, ours), (mari, ours), (other_participant, theirs)):
        MembershipFactory(group=group, participation=person)
    return Cast(participant, mari, other_participant, ours, theirs)


@pytest.fixture
def secret(stranger: Participation) -> Group:
    """Another seminar's group, with words on its sheet."""
    group = GroupFactory(
        market=factories.MarketFactory(seminar=stranger.seminar), question="HEMMELIG?"
    )
    MembershipFactory(group=group, participation=stranger)
    actions.save_sheet(actions.ensure_sheet(group), "know", "HEMMELIG ARK", version=0, by=stranger)
    return group


@pytest.fixture
def go_to(seminar: Seminar) -> GoTo:
    """Let the room stand at a step of a kind."""

    def go(kind: str, variant: str = "") -> Step:
        item = factories.ScheduleItemFactory(seminar=seminar, title="Økt")
        step = factories.StepFactory(item=item, kind=kind, variant=variant)
        place = position(seminar)
        place.step = step
        place.save()
        return step

    return go
