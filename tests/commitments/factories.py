"""Rows of the commitments app, as their owners would have made them."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from idetorg.commitments import actions
from idetorg.commitments.enums import Visibility
from idetorg.commitments.models import ChangeTask, FollowUp, MakkerPair
from idetorg.core.time import now
from idetorg.grouping.models import Group, Membership
from idetorg.market.models import Market
from idetorg.seminars.models import Participation
from tests.factories import MarketFactory, ParticipationFactory

WORDS = "Ungdommene skal kunne være her etter klokka fire."


class DraftFactory(DjangoModelFactory):
    """A draft with the four required answers, shown to nobody."""

    class Meta:
        model = ChangeTask

    participation = factory.SubFactory(ParticipationFactory)
    institution = factory.SelfAttribute("participation.institution")
    change = WORDS
    first_step = "Jeg tømmer det innerste rommet og setter inn to bord."
    by_when = factory.LazyFunction(lambda: date.today() + timedelta(days=120))
    visibility_chosen = True
    revision = 2


class MakkerPairFactory(DjangoModelFactory):
    """An agreed pair."""

    class Meta:
        model = MakkerPair

    agreed_at = factory.LazyFunction(timezone.now)


def taken_home(owner: Participation, *shown_to: Visibility, **fields: Any) -> ChangeTask:
    """Return a task its owner has taken home, shown to the ticked."""
    task = DraftFactory(participation=owner, **fields)
    actions.set_visibility(task, by=owner, chosen=set(shown_to))
    return actions.commit(task, by=owner)


def in_a_group(*members: Participation, state: str = Group.State.OPEN) -> Group:
    """Seat participants of one seminar in a group of its market."""
    seminar = members[0].seminar
    market = Market.objects.filter(seminar=seminar).first() or MarketFactory(seminar=seminar)
    group = Group.objects.create(
        market=market,
        number=market.groups.count() + 1,
        question="Hvordan får vi tid?",
        state=state,
    )
    for person in members:
        Membership.objects.create(market=market, group=group, participation=person)
    return group


def asked(task: ChangeTask, kind: str = "month_6") -> FollowUp:
    """Return a follow-up of a kind as if its mail has gone out now."""
    row = task.follow_ups.get(kind=kind)
    row.due_at = row.sent_at = now() - timedelta(minutes=1)
    row.save()
    return row
