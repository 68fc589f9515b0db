"""What stands in big letters: a long title's first part, and other words on the way home."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from idetorg.schedule.actions import room
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.factories import OSLO

As = Callable[[Participation], Client]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Lunsj", "Lunsj"),
        ("Lunsj – i salongen", "Lunsj – i salongen"),
        ("Pause med litt å bite i – suppe med brød, kaffe/te", "Pause med litt å bite i"),
        ("God morgen – oppstart – vi samler trådene fra i går", "God morgen"),
        ("Oppsummering av problemstillingene i plenum", None),
    ],
)
def test_a_long_title_is_headed_by_what_stands_before_its_dash(
    seminar: Seminar, title: str, heading: str | None
) -> None:
    item = factories.ScheduleItemFactory(seminar=seminar, title=title)
    step = factories.StepFactory(item=item)
    assert item.heading == (heading or title)
    assert str(step) == item.heading
    assert str(item) == title


def test_only_the_last_bus_asks_what_you_take_home(
    seminar: Seminar, facilitator: Participation, participant: Participation, as_person: As
) -> None:
    steps = []
    for number, kind in enumerate(("travel", "talk", "travel")):
        start = datetime(2013, 11, 20, 11 + number, tzinfo=OSLO)
        item = factories.ScheduleItemFactory(
            seminar=seminar,
            position=number + 1,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )
        steps.append(factories.StepFactory(item=item, position=1, kind=kind))
    said = []
    for step in steps:
        room.jump_to(seminar, step.pk, by=facilitator)
        page = as_person(participant).get(f"/s/{seminar.slug}/now").content.decode()
        said.append("hva du tar med hjem" in page)
    assert said == [False, False, True]
