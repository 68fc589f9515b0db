"""The fixed cast: organiser, facilitator, participants, outsider, and another seminar.

Each person is a `Participation`; `as_person(p)` gives a client signed in as them.
The other seminar always holds data that could leak.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests import factories


@pytest.fixture
def seminar(db: None) -> Seminar:
    """A published seminar of two days."""
    return factories.SeminarFactory(slug="bibliotekrom", name="Bibliotekromseminar")


@pytest.fixture
def organiser(seminar: Seminar) -> Participation:
    """The adviser who arranges."""
    person = factories.ParticipationFactory(
        seminar=seminar,
        user__name="Åse Arrangør",
        is_organiser=True,
        is_participant=False,
        institution=None,
    )
    factories.OrganiserMemberFactory(organiser=seminar.organiser, user=person.user)
    return person


@pytest.fixture
def facilitator(seminar: Seminar) -> Participation:
    """The one who leads the room, and organises nothing."""
    return factories.ParticipationFactory(
        seminar=seminar,
        user__name="Per Prosessleder",
        is_facilitator=True,
        is_participant=False,
        institution=None,
    )


@pytest.fixture
def participant(seminar: Seminar) -> Participation:
    """A library director."""
    return factories.ParticipationFactory(seminar=seminar, user__name="Kari Deltaker")


@pytest.fixture
def other_participant(seminar: Seminar) -> Participation:
    """Another library director of the same seminar."""
    return factories.ParticipationFactory(seminar=seminar, user__name="Nils Nabo")


@pytest.fixture
def outsider(db: None) -> User:
    """Someone signed in who belongs to no seminar."""
    return factories.UserFactory(name="Ute Stengt")


@pytest.fixture
def other_seminar(db: None) -> Seminar:
    """Another organiser's seminar."""
    return factories.SeminarFactory(slug="annet-seminar", name="HEMMELIG SEMINAR")


@pytest.fixture
def stranger(other_seminar: Seminar) -> Participation:
    """An organiser, facilitator and participant of the other seminar: every role, wrong house."""
    return factories.ParticipationFactory(
        seminar=other_seminar,
        user__name="Fremmed Fjellvåk",
        is_organiser=True,
        is_facilitator=True,
        is_participant=True,
    )


@pytest.fixture
def as_person() -> Callable[[Participation | User], Client]:
    """Return a client signed in as a participation's person or a user."""

    def sign_in(person: Participation | User) -> Client:
        client = Client()
        user = person.user if isinstance(person, Participation) else person
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
