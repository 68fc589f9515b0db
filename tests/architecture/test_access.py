"""Every address of a seminar, as everyone who has no business there.

The list of addresses is read from the URL patterns: a new page is in the test the day it is made.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar

SignIn = Callable[[Participation | User], Client]

FILLED = {
    "<int:pk>": "1",
    "<int:wish>": "1",
    "<int:width>": "480",
    "<str:key>": "not-the-key",
    "<slug:name>": "change",
    "<slug:which>": "before",
    "<uuid:uuid>": str(UUID(int=7)),
    "<str:kind>": "day_14",
}
LEADERS_ONLY = [
    "lead",
    "mer",
    "program/rediger",
    "program/lim-inn",
    "program/ny",
    "folk",
    "folk/legg-til",
    "om",
    "grupper",
    "trader",
    "logg",
    "oppgaver",
    "oppsummering/rediger",
    "kompendium",
    "bilder",
    "vis-fram",
    "vis-fram/ny",
    "fjernbesok/nytt",
    "inspirasjon/ny",
    "kjokken",
    "buss",
    "rom",
    "kode",
    "idetorg/stille",
    "ring",
    "brev",
    "brev/nytt",
    "vis-fram/erfaringer",
    "epost",
    "epost/stopp/day_14",
]
ORGANISERS_ONLY = [
    "program/rediger",
    "program/lim-inn",
    "program/ny",
    "om",
    "kjokken",
    "ring",
    "brev",
    "brev/nytt",
    "vis-fram/erfaringer",
    "epost",
    "epost/stopp/day_14",
]


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[str]:
    """Yield every route below s/<slug>/, with its variables as written."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        elif route.startswith("s/<slug:slug>/"):
            yield route.removeprefix("s/<slug:slug>/")


def filled(route: str) -> str:
    for name, value in FILLED.items():
        route = route.replace(name, value)
    assert "<" not in route, f"say in FILLED what {route} takes"
    return route


ALL = sorted({filled(route) for route in routes()})


def test_the_list_is_not_empty() -> None:
    assert len(ALL) > 80


@pytest.mark.parametrize("route", ALL)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_from_outside_finds_anything(
    seminar: Seminar,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    route: str,
    method: str,
) -> None:
    """An unpublished seminar does not exist: 404, or 405 which every address says alike."""
    Seminar.objects.filter(pk=seminar.pk).update(state="draft")
    address = f"/s/{seminar.slug}/{route}"
    for client in (Client(), as_person(outsider), as_person(stranger)):
        answer = getattr(client, method)(address)
        assert answer.status_code in {404, 405}, f"{method} {address}: {answer.status_code}"
        assert seminar.name not in answer.content.decode()


@pytest.mark.parametrize("route", LEADERS_ONLY)
def test_participants_do_not_lead(
    seminar: Seminar, participant: Participation, as_person: SignIn, route: str
) -> None:
    answer = as_person(participant).get(f"/s/{seminar.slug}/{route}")
    assert answer.status_code == 403


@pytest.mark.parametrize("route", ORGANISERS_ONLY)
def test_a_facilitator_does_not_organise(
    seminar: Seminar, facilitator: Participation, as_person: SignIn, route: str
) -> None:
    answer = as_person(facilitator).get(f"/s/{seminar.slug}/{route}")
    assert answer.status_code == 403


@pytest.mark.parametrize("route", [r for r in LEADERS_ONLY if r != "idetorg/stille"])
def test_the_organiser_sees_each_page_also_when_it_is_empty(
    seminar: Seminar,
    organiser: Participation,
    other_seminar: Seminar,
    stranger: Participation,
    as_person: SignIn,
    route: str,
) -> None:
    answer = as_person(organiser).get(f"/s/{seminar.slug}/{route}")
    assert answer.status_code in {200, 302}
    assert "HEMMELIG" not in answer.content.decode()


@pytest.mark.parametrize(
    "route", ["now", "mitt", "program", "idetorg", "idetorg/skriv", "oppgave", "evaluering"]
)
def test_a_participant_sees_each_page_also_when_it_is_empty(
    seminar: Seminar,
    participant: Participation,
    other_seminar: Seminar,
    stranger: Participation,
    as_person: SignIn,
    route: str,
) -> None:
    answer = as_person(participant).get(f"/s/{seminar.slug}/{route}")
    assert answer.status_code == 200
    assert "HEMMELIG" not in answer.content.decode()
