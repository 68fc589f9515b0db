"""Rules of groups, without a database."""

from dataclasses import dataclass

SMALLEST, LARGEST = 2, 8


@dataclass(frozen=True)
class Sizes:
    """How many sit in a group: at least and at most."""

    least: int = 3
    most: int = 5


def fitting_sizes(people: int, wanted: Sizes) -> Sizes:
    """Return sizes that a room of `people` can fill.

    Fewer people than the smallest group make one group; the largest is never below the smallest.
    """
    least = max(1, min(wanted.least, people))
    most = max(least, wanted.most)
    # Five people can't sit in groups of 3–3: let the largest grow until the room adds up.
    while people and -(-people // most) > people // least:
        most += 1
    return Sizes(least, most)
