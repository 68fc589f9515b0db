"""Whom one might ask to be makker: a proposal across institutions. People choose.

Pure: numbers in, numbers out. Source: domain.md §3.1, R12 (plans made in pairs hold best).
"""

from collections import Counter
from collections.abc import Sequence


def propose(free: Sequence[tuple[int, int | None]]) -> dict[int, int]:
    """Return whom each free person might ask: {person: other}, both ways.

    `free` is (person, institution or None), in a fixed order. Two of the same institution
    are proposed only when more than half of all come from there. With an odd number the
    last stands without: see `third_for`. The same people give the same proposal, so two
    phones show each other.
    """
    sizes = Counter(place for _person, place in free)
    ordered = sorted(free, key=lambda row: (-sizes[row[1]], row[1] is None, row[1] or 0, row[0]))
    # Colleagues stand side by side; half the row further on stands somebody from elsewhere.
    half = len(ordered) // 2
    found: dict[int, int] = {}
    for (one, _here), (other, _there) in zip(ordered[:half], ordered[half : 2 * half], strict=True):
        found[one] = other
        found[other] = one
    return found


def third_for(
    person: tuple[int, int | None], pairs: Sequence[tuple[tuple[int, int | None], ...]]
) -> tuple[int, ...]:
    """Return the pair someone left over might join, so that three make a ring; () if none.

    `pairs` are agreed pairs whose two have no other makker. One with nobody of the same
    institution comes first.
    """
    if not pairs:
        return ()
    _pk, place = person
    best = min(
        pairs,
        key=lambda pair: (
            sum(place is not None and there == place for _other, there in pair),
            pair[0][0],
        ),
    )
    return tuple(other for other, _there in best)
