"""The numbers of DOMAIN, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idetorg.core.figures import (
    Bounds,
    Interval,
    expected_elsewhere,
    may_show_cells,
    percent,
    size,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 5, 0, 43),
        (3, 5, 23, 88),
        (8, 12, 39, 86),
        (12, 12, 76, 100),
        (12, 18, 44, 84),
        (16, 18, 67, 97),
        (30, 40, 60, 86),
    ],
)
def test_wilson_range_matches_the_worked_examples(k: int, n: int, low: int, high: int) -> None:
    assert expected_elsewhere(k, n) == Interval(low, high)


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [(8, 18, 44), (14, 18, 78), (8, 12, 67), (1, 8, 13), (0, 5, 0), (5, 5, 100), (1, 200, 1)],
)
def test_percent_is_whole_and_rounds_half_away_from_zero(k: int, n: int, expected: int) -> None:
    assert percent(k, n) == expected


@pytest.mark.parametrize("n", [0, 1, 4])
def test_nothing_under_five_gets_a_percentage_or_a_range(n: int) -> None:
    assert percent(0, n) is None
    assert expected_elsewhere(0, n) is None


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "few"), (4, "few"), (5, "small"), (19, "small"), (20, "many")]
)
def test_size_has_its_borders_at_five_and_twenty(n: int, expected: str) -> None:
    assert size(n) == expected


def test_bounds_of_the_worked_example() -> None:
    bounds = Bounds(committed=18, answered=12, done=8)

    assert (bounds.at_least, bounds.at_most, bounds.unknown) == (8, 14, 6)


@pytest.mark.parametrize("numbers", [(5, 6, 1), (5, 4, 5), (-1, 0, 0)])
def test_bounds_that_cannot_be_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="committed"):
        Bounds(*numbers)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_bounds_hold_the_truth_whatever_the_silent_would_say(a: int, b: int, c: int) -> None:
    done, answered, committed = sorted([a, b, c])
    bounds = Bounds(committed, answered, done)

    for silent_done in (0, bounds.unknown // 2, bounds.unknown):
        assert bounds.at_least <= done + silent_done <= bounds.at_most


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = wilson(k, n)
    other_low, other_high = wilson(n - k, n)

    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1
    assert low == pytest.approx(1 - other_high)
    assert high == pytest.approx(1 - other_low)


def test_wilson_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="none"):
        wilson(0, 0)


@pytest.mark.parametrize(
    ("cells", "total", "expected"),
    [
        ([5, 7], 12, True),
        ([4, 8], 12, False),  # a cell under five
        ([8], 12, False),  # … or what is left without it
        ([12, 0], 12, True),  # an empty cell beside all of them tells nothing more
        ([4], 4, False),
        ([], 4, False),
    ],
)
def test_cells_under_five_stay_hidden_complement_too(
    cells: list[int], total: int, expected: bool
) -> None:
    assert may_show_cells(cells, total) is expected


def test_the_floor_for_anonymous_answers_is_three() -> None:
    assert may_show_cells([3], 3, least=1)
    assert not may_show_cells([2], 2, least=1)
