"""Rows of invitations for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from idetorg.invitations.models import Diet, Invitation, SignUp
from tests.factories import ParticipationFactory


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    participation = factory.SubFactory(ParticipationFactory)


class SignUpFactory(DjangoModelFactory):
    class Meta:
        model = SignUp

    participation = factory.SubFactory(ParticipationFactory)
    takes_bus_out = True
    takes_bus_home = True


class DietFactory(DjangoModelFactory):
    class Meta:
        model = Diet

    participation = factory.SubFactory(ParticipationFactory)
    text = "HEMMELIG NØTTEALLERGI"
    consented_at = datetime(2013, 11, 1, 12, 0, tzinfo=UTC)
    delete_on = date(2013, 12, 5)
