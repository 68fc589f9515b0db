"""Principle 10: in a meal or a break the phones, the screen and the mail are silent."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from idetorg.mailer import sending
from idetorg.mailer.models import Mail
from idetorg.schedule.actions import room
from idetorg.schedule.models import Step
from idetorg.schedule.queries import position
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.factories import OSLO
from tests.mailer import helpers

As = Callable[[Participation], Client]
NOON = datetime(2013, 11, 20, 12, tzinfo=OSLO)


@pytest.fixture
def steps(seminar: Seminar) -> dict[str, Step]:
    """A talk, a meal and a break in turn, each with words and a leader."""
    made = {}
    for number, kind in enumerate(["talk", "meal", "break"]):
        start = NOON + timedelta(minutes=30 * number)
        item = factories.ScheduleItemFactory(
            seminar=seminar,
            position=number + 1,
            starts_at=start,
            ends_at=start + timedelta(minutes=30),
            title=f"Post {number}",
            description="Ta fram telefonen og svar",
        )
        factories.ItemLeaderFactory(item=item, name="Marit Innleder")
        made[kind] = factories.StepFactory(item=item, position=1, kind=kind, minutes=30)
    return made


@pytest.mark.parametrize(("kind", "waits"), [("talk", False), ("meal", True), ("break", True)])
def test_mail_of_the_room_waits_for_the_end_of_a_meal_and_a_break(
    seminar: Seminar,
    steps: dict[str, Step],
    facilitator: Participation,
    kind: str,
    waits: bool,
) -> None:
    room.jump_to(seminar, steps[kind].pk, by=facilitator)
    seminar.position.__class__.objects.update(since=NOON)
    Mail.objects.all().delete()
    helpers.queue(scope=seminar.scope)
    helpers.queue(scope="s999", person_id=2, to="annen@example.org")

    assert sending.send_due(NOON + timedelta(minutes=10)) == (1 if waits else 2)

    room.jump_to(seminar, steps["talk"].pk, by=facilitator)
    assert sending.send_due(NOON + timedelta(minutes=40)) == (1 if waits else 0)


@pytest.mark.parametrize(("kind", "is_silent"), [("talk", False), ("meal", True), ("break", True)])
def test_phone_screen_and_console_are_silent_in_a_meal_and_a_break(
    seminar: Seminar,
    steps: dict[str, Step],
    facilitator: Participation,
    participant: Participation,
    as_person: As,
    kind: str,
    is_silent: bool,
) -> None:
    room.jump_to(seminar, steps[kind].pk, by=facilitator)
    assert position(seminar).step == steps[kind]
    phone = as_person(participant).get(f"/s/{seminar.slug}/now").content.decode()
    screen = Client().get(f"/s/{seminar.slug}/screen/{seminar.screen_key}").content.decode()
    console = as_person(facilitator).get(f"/s/{seminar.slug}/lead").content.decode()

    assert ("Ta fram telefonen" in phone) is not is_silent
    assert ("Marit Innleder" in phone) is not is_silent
    assert ("Legg bort telefonen" in phone) is is_silent
    assert ("Marit Innleder" in screen) is not is_silent
    assert ("Stille" in console) is is_silent
