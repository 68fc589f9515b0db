"""Rules of groups, without a database."""

from collections.abc import Mapping
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


def copies_of(
    picked: Mapping[str, int], *, people: int, most: int, wanted: Mapping[str, int]
) -> dict[str, int]:
    """Return how many groups may gather around each topic: {topic: at least 1}.

    `picked`: {topic: how many are placed there by hand}; `wanted` as chosen by the facilitator.
    Hand picks always find room, and with few topics there are seats for everyone: the first
    topics get one more group until the room adds up.
    """
    copies = {
        topic: max(1, wanted.get(topic, 1), -(-by_hand // most))
        for topic, by_hand in picked.items()
    }
    order = sorted(copies, key=lambda topic: copies[topic])
    turn = 0
    while order and sum(copies.values()) * most < people:
        copies[order[turn % len(order)]] += 1
        turn += 1
    return copies
