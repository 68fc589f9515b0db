"""R10 for the year after: clock changes, leap days and year-ends. Each question once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from idetorg.commitments import tasks
from idetorg.commitments.dates import due_dates, months_after
from idetorg.commitments.enums import FollowUpKind as K
from idetorg.commitments.models import FollowUp
from idetorg.core.time import now
from idetorg.mailer.models import Mail
from idetorg.seminars.models import Participation
from tests.commitments.factories import taken_home

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2025, 1, 1, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def at(clock: time_machine.Traveller, *parts: int) -> None:
    clock.move_to(datetime(*parts, tzinfo=OSLO), tick=False)


def kinds() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("wrote", "asked"),
    [
        ((2026, 3, 27, 12), (2026, 3, 30, 8)),  # own words, over the night in March
        ((2026, 10, 23, 12), (2026, 10, 26, 8)),  # and the one in October
    ],
)
def test_eight_o_clock_is_eight_o_clock_after_the_change(
    clock: time_machine.Traveller,
    participant: Participation,
    wrote: tuple[int, ...],
    asked: tuple[int, ...],
) -> None:
    at(clock, *wrote)
    task = taken_home(participant)
    due = task.follow_ups.get(kind=K.OWN_WORDS).due_at
    assert due == datetime(*asked, tzinfo=OSLO).astimezone(UTC)
    clock.move_to(due - timedelta(minutes=1), tick=False)
    assert tasks.send_due_follow_ups(now()) == 0
    clock.move_to(due, tick=False)
    assert [tasks.send_due_follow_ups(now()) for _ in range(2)] == [1, 0]


def test_a_clock_put_back_or_forward_asks_each_question_once(
    clock: time_machine.Traveller, participant: Participation
) -> None:
    at(clock, 2026, 8, 27, 12)
    taken_home(participant)
    for moment in (
        (2026, 8, 28, 9),
        (2026, 8, 28, 7),  # two hours back
        (2026, 8, 28, 9),
        (2026, 9, 10, 7, 59),
        (2026, 9, 10, 9, 59),  # two hours forward, over eight
        (2026, 9, 10, 7, 59),
        (2026, 9, 10, 8, 1),
    ):
        at(clock, *moment)
        tasks.send_due_follow_ups(now())
    assert kinds() == ["day_1_3", "day_14"]
    at(clock, 2026, 9, 17, 10)
    assert tasks.send_due_follow_ups(now()) == 1
    at(clock, 2026, 9, 17, 8)
    assert tasks.send_due_follow_ups(now()) == 0
    assert kinds().count("reminder") == 1


def test_words_of_a_leap_day_come_back_on_the_days_that_are_there() -> None:
    assert due_dates(date(2028, 2, 29)) == {
        K.OWN_WORDS: date(2028, 3, 1),
        K.DAY_14: date(2028, 3, 14),
        K.WEEK_7: date(2028, 4, 18),  # 49 days on; Easter Monday is the 17th
        K.MONTH_3: date(2028, 5, 29),
        K.MONTH_6: date(2028, 8, 29),
        K.MONTH_12: date(2029, 2, 28),
    }
    assert due_dates(date(2027, 8, 30))[K.MONTH_6] == date(2028, 2, 29)
    assert due_dates(date(2027, 2, 28))[K.MONTH_12] == date(2028, 2, 28)
    assert months_after(datetime(2028, 2, 29, 9, tzinfo=UTC), 12).date() == date(2029, 2, 28)


def test_a_task_of_new_years_eve_is_of_the_day_on_the_wall(
    clock: time_machine.Traveller, participant: Participation
) -> None:
    at(clock, 2026, 12, 31, 23, 30)  # 22.30 in UTC
    old = taken_home(participant)
    at(clock, 2027, 1, 1, 0, 30)  # 23.30 of the old year in UTC
    new = taken_home(participant)

    def day(row: FollowUp) -> date:
        return row.due_at.astimezone(OSLO).date()

    for task in (old, new):  # Friday is a holiday, and then comes a weekend
        assert day(task.follow_ups.get(kind=K.OWN_WORDS)) == date(2027, 1, 4)
    assert day(old.follow_ups.get(kind=K.DAY_14)) == date(2027, 1, 14)
    assert day(new.follow_ups.get(kind=K.DAY_14)) == date(2027, 1, 15)
    assert day(old.follow_ups.get(kind=K.MONTH_12)) == date(2028, 1, 6)  # moved out of Christmas
    at(clock, 2027, 1, 4, 8)
    tasks.send_due_follow_ups(now())
    assert kinds() == ["day_1_3"]
