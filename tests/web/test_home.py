"""My seminars: what a person sees of their own, whether it is one seminar or a life's work."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from idetorg.core.time import now
from idetorg.people.models import User
from idetorg.seminars.models import Participation
from idetorg.web.views import SEMINARS_A_PAGE
from tests.factories import ParticipationFactory, SeminarFactory

As = Callable[[Participation | User], Client]
FIRST = date(2020, 1, 7)


@pytest.fixture(autouse=True)
def leak(organiser: Participation, stranger: Participation) -> None:
    """Another's seminar, which must never be listed or found."""


def _years_of_seminars(person: Participation, count: int) -> None:
    for number in range(count):
        day = FIRST + timedelta(days=number)
        ParticipationFactory(
            user=person.user,
            seminar=SeminarFactory(
                organiser=person.seminar.organiser,
                name=f"Fagdag nr. {number:03} i Čáhcesuolu",
                starts_on=day,
                ends_on=day,
            ),
            is_organiser=True,
        )


def _names(page: str) -> list[str]:
    return re.findall(r"<li>\s*<span><b>([^<]+)</b>", page)


def test_one_seminar_needs_no_search(as_person: As, participant: Participation) -> None:
    page = as_person(participant).get("/hjem").content.decode()
    assert _names(page) == ["Bibliotekromseminar"]
    assert 'role="search"' not in page
    assert 'rel="next"' not in page


def test_the_newest_stand_first_and_the_others_on_the_next_pages(
    as_person: As, organiser: Participation
) -> None:
    _years_of_seminars(organiser, SEMINARS_A_PAGE)
    me = as_person(organiser)
    first = me.get("/hjem").content.decode()
    # The fixture's own seminar is of 2013; the page's last is the second of 2020.
    assert _names(first)[0] == f"Fagdag nr. {SEMINARS_A_PAGE - 1:03} i Čáhcesuolu"
    assert len(_names(first)) == SEMINARS_A_PAGE
    assert 'href="?page=2"' in first
    second = me.get("/hjem?page=2").content.decode()
    assert _names(second) == ["Bibliotekromseminar"]


def test_a_seminar_without_a_date_stands_first(as_person: As, organiser: Participation) -> None:
    undated = SeminarFactory(name="Neste år", starts_on=None, ends_on=None)
    ParticipationFactory(user=organiser.user, seminar=undated, is_organiser=True)
    page = as_person(organiser).get("/hjem").content.decode()
    assert _names(page) == ["Neste år", "Bibliotekromseminar"]


def test_searching_takes_sami_letters_from_any_keyboard_and_keeps_the_search(
    as_person: As, organiser: Participation
) -> None:
    _years_of_seminars(organiser, SEMINARS_A_PAGE + 1)
    me = as_person(organiser)
    found = me.get("/hjem", {"q": "cahcesuolu FAGDAG"}).content.decode()
    assert len(_names(found)) == SEMINARS_A_PAGE
    assert 'href="?q=cahcesuolu+FAGDAG&amp;page=2"' in found
    assert _names(me.get("/hjem", {"q": "nr. 004"}).content.decode()) == [
        "Fagdag nr. 004 i Čáhcesuolu"
    ]


def test_what_is_not_found_is_said_and_anothers_seminar_never_is(
    as_person: As, organiser: Participation
) -> None:
    _years_of_seminars(organiser, 1)
    page = as_person(organiser).get("/hjem", {"q": "hemmelig"}).content.decode()
    assert _names(page) == []
    assert "Ingen seminarer med de ordene" in page
    assert 'href="/hjem">Vis alle' in page
    # Whoever searched in vain has seminars all the same.
    assert "kode fra rommet" not in page
    assert 'href="/hindringer"' in page


def test_a_seat_given_up_is_no_longer_listed(as_person: As, participant: Participation) -> None:
    participant.removed_at = now()
    participant.save()
    page = as_person(participant).get("/hjem").content.decode()
    assert _names(page) == []
    assert "Du er ikke med på noe seminar ennå" in page


@pytest.mark.parametrize("query", ["page=x", "page=99", "page=-1", "q=%00", "q=" + "a" * 5_000])
def test_odd_addresses_are_answered(as_person: As, participant: Participation, query: str) -> None:
    assert as_person(participant).get(f"/hjem?{query}").status_code == 200


def test_statements_do_not_grow_with_the_seminars(as_person: As, organiser: Participation) -> None:
    me = as_person(organiser)

    def statements() -> int:
        me.get("/hjem")
        with CaptureQueriesContext(connection) as seen:
            me.get("/hjem")
        return len(seen)

    few = statements()
    _years_of_seminars(organiser, SEMINARS_A_PAGE * 2)
    assert statements() == few
