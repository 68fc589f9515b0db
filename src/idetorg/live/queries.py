"""Where the topics stand."""

from collections.abc import Iterable

from idetorg.live.models import Topic


def cursors(keys: Iterable[str]) -> dict[str, int]:
    """Return each topic's newest number, 0 for a topic without events.

    Ask in the same request that renders the page and before its data is read: then an
    event that comes in between is sent once more, and never missed.
    """
    wanted = list(dict.fromkeys(keys))
    found = dict(Topic.objects.filter(key__in=wanted).values_list("key", "seq"))
    return {key: found.get(key, 0) for key in wanted}
