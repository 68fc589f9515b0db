"""Rows for tests, as people would have made them. All names are invented."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from idetorg.market.models import Market, ProblemStatement
from idetorg.people.models import User
from idetorg.schedule.models import ItemLeader, RoomPosition, ScheduleItem, Step
from idetorg.seminars.models import (
    Institution,
    Municipality,
    Organiser,
    OrganiserMember,
    Participation,
    Seminar,
)

OSLO = ZoneInfo("Europe/Oslo")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n} Prøve")
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class OrganiserFactory(DjangoModelFactory):
    class Meta:
        model = Organiser

    name = factory.Sequence(lambda n: f"Fylkesbiblioteket {n}")
    sender_name = "Åse Arrangør"
    reply_to = "aase@example.org"
    phone = "77 00 00 00"


class OrganiserMemberFactory(DjangoModelFactory):
    class Meta:
        model = OrganiserMember

    organiser = factory.SubFactory(OrganiserFactory)
    user = factory.SubFactory(UserFactory)


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    name = factory.Sequence(lambda n: f"Prøvekommune {n}")


class SeminarFactory(DjangoModelFactory):
    class Meta:
        model = Seminar

    organiser = factory.SubFactory(OrganiserFactory)
    slug = factory.Sequence(lambda n: f"seminar-{n}")
    name = factory.Sequence(lambda n: f"Biblioteksamling {n}")
    goal = "Alle reiser hjem med minst én endringsoppgave."
    focus = "Bruke det vi har lært"
    starts_on = date(2013, 11, 20)
    ends_on = date(2013, 11, 21)
    state = "published"


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    organiser = factory.SubFactory(OrganiserFactory)
    name = factory.Sequence(lambda n: f"Prøvebiblioteket {n}")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    seminar = factory.SubFactory(SeminarFactory)
    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(
        InstitutionFactory, organiser=factory.SelfAttribute("..seminar.organiser")
    )


class ScheduleItemFactory(DjangoModelFactory):
    class Meta:
        model = ScheduleItem

    seminar = factory.SubFactory(SeminarFactory)
    day = date(2013, 11, 20)
    position = factory.Sequence(lambda n: n + 1)
    starts_at = datetime(2013, 11, 20, 13, 0, tzinfo=OSLO)
    ends_at = datetime(2013, 11, 20, 14, 0, tzinfo=OSLO)
    title = "Velkommen og innledning"


class ItemLeaderFactory(DjangoModelFactory):
    class Meta:
        model = ItemLeader

    item = factory.SubFactory(ScheduleItemFactory)
    position = 1
    name = "Marit"


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    item = factory.SubFactory(ScheduleItemFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = "talk"
    minutes = 30


class RoomPositionFactory(DjangoModelFactory):
    class Meta:
        model = RoomPosition

    seminar = factory.SubFactory(SeminarFactory)


class MarketFactory(DjangoModelFactory):
    class Meta:
        model = Market

    seminar = factory.SubFactory(SeminarFactory)
    state = "open"


class ProblemStatementFactory(DjangoModelFactory):
    class Meta:
        model = ProblemStatement

    market = factory.SubFactory(MarketFactory)
    author = factory.SubFactory(
        ParticipationFactory, seminar=factory.SelfAttribute("..market.seminar")
    )
    institution = factory.SelfAttribute("author.institution")
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Hvordan får vi ungdommen inn døra etter skoletid ({n})?")
    state = "published"
