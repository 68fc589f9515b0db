"""Groups that sit and write, as a room would have made them."""

import factory
from factory.django import DjangoModelFactory

from idetorg.grouping.models import Group, Membership
from idetorg.rooms.models import PrivateLine
from tests.factories import MarketFactory


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    market = factory.SubFactory(MarketFactory)
    number = factory.Sequence(lambda n: n + 1)
    question = factory.Sequence(lambda n: f"Hvordan får vi tid til det ({n})?")
    state = "open"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    market = factory.SelfAttribute("group.market")


class PrivateLineFactory(DjangoModelFactory):
    class Meta:
        model = PrivateLine

    text = "MIN HEMMELIGE LINJE"
