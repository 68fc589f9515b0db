"""The ends of items that state none."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence


def infer_ends(starts: Sequence[int], tracks: Sequence[str | None]) -> list[int | None]:
    """For each item the first strictly later start of its day and track; None when none follows.

    Minutes on one running clock (past midnight goes on from 24 hours). An item without a track
    looks at every item; an item of a track at its own track and at items without one.
    Source: annotation rule 7.
    """
    everything = sorted(starts)
    common = sorted(s for s, t in zip(starts, tracks, strict=True) if t is None)
    own: dict[str, list[int]] = defaultdict(list)
    for start, track in zip(starts, tracks, strict=True):
        if track is not None:
            own[track].append(start)
    for values in own.values():
        values.sort()

    def after(values: list[int], start: int) -> int | None:
        at = bisect_right(values, start)
        return values[at] if at < len(values) else None

    ends: list[int | None] = []
    for start, track in zip(starts, tracks, strict=True):
        if track is None:
            ends.append(after(everything, start))
        else:
            found = [e for e in (after(common, start), after(own[track], start)) if e is not None]
            ends.append(min(found, default=None))
    return ends
