"""Silent hours and clock changes (R10): each moment once, none lost."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from idetorg.mailer import rules
from tests.mailer.helpers import OSLO


@pytest.mark.parametrize(
    ("clock", "silent"),
    [
        ("19:59:59", False),
        ("20:00:00", True),
        ("00:00:00", True),
        ("06:59:59", True),
        ("07:00:00", False),
    ],
)
@pytest.mark.parametrize("day", ["2013-11-20", "2026-03-29", "2026-10-25", "2028-02-29"])
def test_silent_by_the_clock_on_the_wall(clock: str, silent: bool, day: str) -> None:
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO)

    assert rules.is_silent(moment.astimezone(UTC)) is silent


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2026, 3, 28, 20, 30, tzinfo=OSLO), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (datetime(2026, 10, 24, 23, tzinfo=OSLO), datetime(2026, 10, 25, 6, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=OSLO), datetime(2026, 10, 25, 6, tzinfo=UTC)),
        (datetime(2025, 12, 31, 22, tzinfo=OSLO), datetime(2026, 1, 1, 6, tzinfo=UTC)),
        (datetime(2028, 2, 28, 21, tzinfo=OSLO), datetime(2028, 2, 29, 6, tzinfo=UTC)),
        (datetime(2026, 6, 1, 12, tzinfo=OSLO), datetime(2026, 6, 1, 10, tzinfo=UTC)),
    ],
)
def test_next_open_is_seven_in_the_morning(moment: datetime, opens: datetime) -> None:
    assert rules.next_open(moment) == opens
    assert not rules.is_silent(rules.next_open(moment))


def test_local_moment_that_does_not_exist_is_after_the_gap() -> None:
    moment = rules.local_moment(date(2026, 3, 29), time(2, 30))

    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.astimezone(OSLO).time() == time(3, 30)


def test_local_moment_that_comes_twice_is_the_first() -> None:
    assert rules.local_moment(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_waits_grow_to_an_hour_and_end_after_three_days() -> None:
    minutes = [rules.wait_after(tries) / timedelta(minutes=1) for tries in range(6)]
    start = datetime(2026, 1, 1, tzinfo=UTC)

    assert minutes == [1, 1, 5, 15, 60, 60]
    assert not rules.is_given_up(start, start + timedelta(hours=71))
    assert rules.is_given_up(start, start + timedelta(hours=72))
