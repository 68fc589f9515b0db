"""The one clock. All code asks `now()`; only the demo may move it.

The demo keeps its clock in a small file in the data folder, so that web process, worker
and commands agree. Sign-in and tokens use real time and never ask here.
"""

import json
import os
import time as real_time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

_cache: tuple[int, timedelta] | None = None


def clock_file() -> Path:
    """Return where the demo clock is kept."""
    return Path(settings.DATA_DIR) / "clock.json"


def real_now() -> datetime:
    """Return the true time (aware, UTC): for sign-in, tokens and leases only."""
    return datetime.fromtimestamp(real_time.time(), tz=UTC)


def now() -> datetime:
    """Return the product's time (aware, UTC): true time, or the demo clock's."""
    return real_now() + offset()


def today(zone: str = "Europe/Oslo") -> date:
    """Return the date in a zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def offset() -> timedelta:
    """Return how far the demo clock stands from true time; zero outside the demo."""
    global _cache  # noqa: PLW0603  (a cache of one small file, keyed by its mtime)
    if not settings.IDETORG_DEMO:
        return timedelta(0)
    try:
        stamp = clock_file().stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta(0)
    if _cache is None or _cache[0] != stamp:
        seconds = json.loads(clock_file().read_text(encoding="utf-8"))["offset_seconds"]
        _cache = (stamp, timedelta(seconds=seconds))
    return _cache[1]


def set_clock(moment: datetime) -> None:
    """Set the demo clock so that `now()` is `moment`; raise outside the demo."""
    if not settings.IDETORG_DEMO:
        raise RuntimeError("Only the demo clock can be moved.")
    seconds = (moment - real_now()).total_seconds()
    path = clock_file()
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps({"offset_seconds": seconds}), encoding="utf-8")
    fresh.replace(path)
