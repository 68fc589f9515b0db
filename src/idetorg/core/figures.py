"""Counts, whole per cents, bounds and the Wilson range: pure, without a database.

The unit is the person. Silence is unknown: it widens the bounds and is never counted as
done. Source: DOMAIN, "Numbers"; domain.md §3.5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.96  # 95 %
LEAST_FOR_PERCENT = 5  # below this one person would weigh too much
LEAST_FOR_MANY = 20  # from here the percentage may stand first
LEAST_SHOWN = 5  # answers that may not be tied to persons


@dataclass(frozen=True)
class Interval:
    """A range in whole per cents, both ends included."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"


def size(n: int) -> str:
    """Return `few` (under 5), `small` (5–19) or `many` (20 and more)."""
    if n < LEAST_FOR_PERCENT:
        return "few"
    return "small" if n < LEAST_FOR_MANY else "many"


def _check(k: int, n: int) -> None:
    if n < 0 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share.")


def _whole(share: float) -> int:
    """Round a share in 0..1 to whole per cents, half away from zero."""
    return int(share * 100 + 0.5)


def percent(k: int, n: int) -> int | None:
    """Return k of n in whole per cents, half away from zero; None when n is under 5.

    Counted in whole numbers, so that no half is lost: 1 of 8 is 13. Raises ValueError
    unless 0 ≤ k ≤ n.
    """
    _check(k, n)
    if n < LEAST_FOR_PERCENT:
        return None
    return (200 * k + n) // (2 * n)


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the Wilson 95 % range of k of n as shares in 0..1; n is at least 1.

    centre (k + z²/2)/(n + z²), half width z/(n + z²) · √(k(n−k)/n + z²/4), z = 1.96.
    Source: Wilson 1927; DOMAIN, "Numbers".
    """
    _check(k, n)
    if n == 0:
        raise ValueError("Nothing can be said of none.")
    total = n + Z * Z
    centre = (k + Z * Z / 2) / total
    half = Z / total * sqrt(k * (n - k) / n + Z * Z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def expected_elsewhere(k: int, n: int) -> Interval | None:
    """Return what another seminar may expect, in whole per cents; None when n is under 5."""
    _check(k, n)
    if n < LEAST_FOR_PERCENT:
        return None
    low, high = wilson(k, n)
    return Interval(_whole(low), _whole(high))


@dataclass(frozen=True)
class Bounds:
    """How many have done it: at least · among those who answered · at most.

    `committed` C, `answered` A of them, `done` D of those: all persons.
    """

    committed: int
    answered: int
    done: int

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.answered <= self.committed:
            raise ValueError("Done ≤ answered ≤ committed, and none below zero.")

    @property
    def at_least(self) -> int:
        """D: only those we know of."""
        return self.done

    @property
    def at_most(self) -> int:
        """D + C − A: if everyone who is silent had done it too."""
        return self.done + self.unknown

    @property
    def unknown(self) -> int:
        """C − A: we do not know."""
        return self.committed - self.answered


def may_show_cells(cells: Iterable[int], total: int, least: int = LEAST_SHOWN) -> bool:
    """Tell whether a breakdown of anonymous answers may be shown.

    Every cell that is not empty, and what is left without it, must hold at least `least`
    answers; an organiser may raise `least`, and 3 is the floor.
    """
    floor = max(least, 3)
    if total < floor:
        return False
    return all(n >= floor and (total - n == 0 or total - n >= floor) for n in cells if n)


def tells_of_few(whole: int, parts: Iterable[int], least: int = LEAST_SHOWN) -> bool:
    """Tell whether a count, beside counts of its parts, would point out 1 to `least` − 1 persons.

    By itself, or when one part or all of them are taken from it; parts may overlap, so the
    sum may be the larger. Zero points nobody out.
    """
    known = list(parts)
    left = [whole, *(whole - n for n in known), abs(whole - sum(known))]
    return any(0 < n < least for n in left)
