"""The dates of the year after: working mornings, away from holidays and July."""

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idetorg.commitments import dates
from idetorg.commitments.enums import FollowUpKind as K


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2013, date(2013, 3, 31)),
        (2014, date(2014, 4, 20)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_the_almanac_says(year: int, expected: date) -> None:
    assert dates.easter(year) == expected


def test_the_seeds_seminar_gets_the_dates_of_the_year() -> None:
    due = dates.due_dates(date(2013, 11, 21))

    assert due == {
        K.OWN_WORDS: date(2013, 11, 22),
        K.DAY_14: date(2013, 12, 5),
        K.WEEK_7: date(2014, 1, 9),
        K.MONTH_3: date(2014, 2, 21),
        K.MONTH_6: date(2014, 5, 21),
        K.MONTH_12: date(2014, 11, 21),
    }


@pytest.mark.parametrize(
    ("planned", "moved"),
    [
        (date(2014, 7, 3), date(2014, 8, 1)),  # July
        (date(2014, 1, 2), date(2014, 1, 6)),  # between Christmas and Epiphany
        (date(2014, 4, 15), date(2014, 4, 22)),  # Easter week
        (date(2014, 5, 17), date(2014, 5, 19)),  # a Saturday and the national day
        (date(2014, 5, 29), date(2014, 5, 30)),  # Ascension Day
        (date(2014, 11, 20), date(2014, 11, 20)),
    ],
)
def test_days_off_are_moved_to_the_next_working_day(planned: date, moved: date) -> None:
    assert dates.good_day(planned) == moved


@settings(deadline=None)  # a day is quick; a shared machine may not be
@given(st.dates(date(2013, 1, 1), date(2040, 12, 31)))
def test_no_question_ever_falls_on_a_day_off(day: date) -> None:
    due = dates.due_dates(day)

    for kind, when in due.items():
        assert dates.is_working_day(when), kind
        if kind != K.OWN_WORDS:
            assert not dates.is_away(when), kind
    assert list(due.values()) == sorted(due.values())
    assert due[K.OWN_WORDS] > day


def test_morning_is_eight_by_the_wall_clock_on_both_sides_of_summer_time() -> None:
    for day in (date(2014, 3, 28), date(2014, 3, 31)):
        local = dates.morning(day, "Europe/Oslo").astimezone(ZoneInfo("Europe/Oslo"))
        assert (local.hour, local.date()) == (8, day)


def test_months_keep_to_the_months_last_day() -> None:
    assert dates.add_months(date(2013, 8, 31), 6) == date(2014, 2, 28)
    moment = datetime(2013, 8, 31, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    assert dates.months_after(moment, 6).date() == date(2014, 2, 28)


def test_working_days_are_counted_without_weekends_and_holidays() -> None:
    assert dates.working_days_later(date(2014, 5, 14), 5) == date(2014, 5, 21)
    assert dates.working_days_later(date(2014, 4, 16), 1) == date(2014, 4, 22)


def test_questions_wait_two_weeks_for_each_other() -> None:
    """June's day 14 and week 7 both land after July; so do none of any day's."""
    assert dates.due_dates(date(2014, 6, 20))[K.DAY_14] == date(2014, 8, 1)
    assert dates.due_dates(date(2014, 6, 20))[K.WEEK_7] == date(2014, 8, 15)
    for number in range(366):
        asked = [
            when
            for kind, when in dates.due_dates(date(2014, 1, 1) + timedelta(days=number)).items()
            if kind != K.OWN_WORDS
        ]
        gaps = [(b - a).days for a, b in itertools.pairwise(asked)]
        assert min(gaps) >= 14, number


BUDGET = [(date(2013, 12, 2), date(2013, 12, 13)), (date(2013, 12, 16), date(2013, 12, 17))]


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2013, 11, 29), date(2013, 11, 29)),
        (date(2013, 12, 1), date(2013, 12, 18)),  # a Sunday, then two quiet times on end
        (date(2013, 12, 19), date(2013, 12, 19)),
        (date(2013, 12, 20), date(2014, 1, 6)),  # Christmas needs nobody to set it
    ],
)
def test_a_day_opens_after_the_seminars_quiet_times(day: date, opens: date) -> None:
    assert dates.open_day(day, BUDGET) == opens


def test_what_is_due_goes_at_its_moment_or_on_the_first_open_morning() -> None:
    oslo = "Europe/Oslo"
    at_ten = datetime(2013, 12, 7, 10, tzinfo=ZoneInfo(oslo))  # a Saturday within quiet time
    assert dates.asked_from(K.DAY_14, at_ten, oslo) == dates.morning(date(2013, 12, 9), oslo)
    assert dates.asked_from(K.DAY_14, at_ten, oslo, BUDGET).date() == date(2013, 12, 18)
    assert dates.asked_from(K.OWN_WORDS, at_ten, oslo, BUDGET).date() == date(2013, 12, 9)
    thursday = datetime(2013, 11, 28, 10, tzinfo=ZoneInfo(oslo))
    assert dates.asked_from(K.DAY_14, thursday, oslo, BUDGET) == thursday


OSLO = "Europe/Oslo"
ON_THE_WAY = (K.DAY_14, K.WEEK_7, K.MONTH_3)


@given(
    st.dates(min_value=date(2013, 1, 1), max_value=date(2030, 1, 1)),
    st.integers(min_value=1, max_value=400),
    st.integers(min_value=1, max_value=800),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_nothing_on_the_way_comes_before_the_date_it_is_put_off_to(
    committed: date, told_after: int, off: int
) -> None:
    due = {kind: dates.morning(day, OSLO) for kind, day in dates.due_dates(committed).items()}
    moment = dates.morning(committed + timedelta(days=told_after), OSLO)
    chosen = dates.morning(dates.good_day(moment.date() + timedelta(days=off)), OSLO)
    planned = {kind: due[kind] for kind in ON_THE_WAY}
    measure = min((due[k] for k in (K.MONTH_6, K.MONTH_12) if due[k] >= moment), default=None)
    found = dates.put_off(planned, moment, chosen, measure)
    for kind, at in found.items():
        assert at in {chosen, measure, planned[kind]}
        assert at >= chosen or at == measure  # the measure asks, and is not moved
    again = dates.put_off(planned, moment, None, measure)
    soon = moment + dates.BETWEEN_QUESTIONS
    assert all(at >= soon or at == measure or measure is None for at in again.values())
    assert all(again[kind] == at for kind, at in planned.items() if at >= soon)
