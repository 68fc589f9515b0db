"""R10: nights when the clock changes, and a server whose clock is put right. Once, and none lost.

docs/operate.md, "The clock", says what happens.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail as outbox

from idetorg.core.time import now
from idetorg.jobs import worker
from idetorg.mailer import sending
from idetorg.mailer.rules import local_moment
from tests.mailer import helpers
from tests.mailer.helpers import OSLO

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
NOON = datetime(2026, 6, 3, 12, tzinfo=OSLO)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def sent_at(clock: time_machine.Traveller, start: datetime, hours: int) -> list[datetime]:
    """Run the sender every ten minutes; return when mail went out, by the clock on the wall."""
    found: list[datetime] = []
    for step in range(hours * 6):
        clock.move_to(start + timedelta(minutes=10 * step), tick=False)
        found += [now().astimezone(OSLO)] * sending.send_due(now())
    return found


@pytest.mark.parametrize(
    ("night", "asked_for_at"),
    [
        (SPRING, datetime(2026, 3, 29, 3, 30, tzinfo=OSLO)),  # 02.30 does not exist: after the gap
        (AUTUMN, datetime(2026, 10, 25, 2, 30, tzinfo=OSLO)),  # 02.30 comes twice: the first
    ],
)
def test_what_is_due_at_half_past_two_goes_once(
    clock: time_machine.Traveller, night: date, asked_for_at: datetime
) -> None:
    due = local_moment(night, time(2, 30))
    helpers.queue(not_before=due)
    helpers.queue(kind="confirmation", not_before=due)

    went = sent_at(clock, local_moment(night, time(0)), 10)

    seven = datetime.combine(night, time(7), tzinfo=OSLO)
    assert [moment.astimezone(UTC) for moment in went] == [
        asked_for_at.astimezone(UTC),
        seven.astimezone(UTC),  # what nobody asked for waits till silence is over
    ]
    assert len({message.extra_headers["Message-ID"] for message in outbox.outbox}) == 2


def test_a_clock_put_back_sends_nothing_twice_and_holds_nothing_up(
    clock: time_machine.Traveller,
) -> None:
    helpers.queue(not_before=NOON)
    worker.run_due()
    assert len(outbox.outbox) == 1

    clock.move_to(NOON - timedelta(hours=2), tick=False)
    helpers.queue(not_before=NOON - timedelta(hours=3), dedupe_key="next")
    worker.run_due()
    assert len(outbox.outbox) == 2  # no job sleeps till its old hour has come again

    clock.move_to(NOON + timedelta(minutes=1), tick=False)
    worker.run_due()
    assert len(outbox.outbox) == 2


def test_a_clock_put_forward_loses_nothing(clock: time_machine.Traveller) -> None:
    for minutes in (0, 30, 119):
        helpers.queue(not_before=NOON + timedelta(minutes=minutes), dedupe_key=str(minutes))
    worker.run_due()
    assert len(outbox.outbox) == 1

    clock.move_to(NOON + timedelta(hours=2), tick=False)
    worker.run_due()
    assert len(outbox.outbox) == 3


@pytest.mark.parametrize("back", [timedelta(0), timedelta(hours=2)])
def test_a_turn_is_waited_for_as_long_as_it_lasts_and_no_longer(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    monkeypatch.setattr(worker, "_jobs", {})
    ran: list[datetime] = []
    worker.register("a.one", 3600, ran.append)
    worker.run_due()
    clock.move_to(NOON + timedelta(minutes=1) - back, tick=False)
    worker.run_due()
    assert len(ran) == (2 if back else 1)
