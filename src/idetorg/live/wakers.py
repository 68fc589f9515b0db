"""Threads that notice commits of other processes, only while someone listens.

A waker calls `poke(topic_key)` or `poke(None)` ("look everywhere") from its own thread.
"""

import logging
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Protocol

from django.db import connection

from idetorg.live.wake import CHANNEL

Poke = Callable[[str | None], None]
POLL_SECONDS = 0.02
# A process may die between its commit and its NOTIFY; looking everywhere finds the rest.
SWEEP_SECONDS = 5.0

logger = logging.getLogger(__name__)


class Waker(Protocol):
    """What the hub asks of a waker."""

    def start(self, poke: Poke) -> None:
        """Start the thread, at rest."""

    def resume(self) -> None:
        """Begin to watch: somebody listens."""

    def pause(self) -> None:
        """Stop watching: nobody listens."""

    def stop(self) -> None:
        """End the thread."""


class _Thread(ABC):
    """A thread that works while it is resumed, and tries again when the database is away."""

    def __init__(self) -> None:
        self._active = threading.Event()
        self._stopped = threading.Event()
        self._poke: Poke = lambda _key: None

    def start(self, poke: Poke) -> None:
        """See Waker."""
        self._poke = poke
        threading.Thread(target=self._run, name="live-waker", daemon=True).start()

    def resume(self) -> None:
        """See Waker."""
        self._active.set()

    def pause(self) -> None:
        """See Waker."""
        self._active.clear()

    def stop(self) -> None:
        """See Waker."""
        self._stopped.set()
        self._active.set()

    def _watching(self) -> bool:
        return self._active.is_set() and not self._stopped.is_set()

    def _run(self) -> None:
        wait = POLL_SECONDS
        while not self._stopped.is_set():
            self._active.wait()
            try:
                self._watch()
                wait = POLL_SECONDS
            except Exception:
                logger.warning("Waiting for the database to come back.", exc_info=True)
                wait = min(2.0, wait * 4)
                self._stopped.wait(wait)
            finally:
                connection.close()

    @abstractmethod
    def _watch(self) -> None:
        """Watch the database, poking for what was committed, until paused or stopped."""


class SqlitePoll(_Thread):
    """Ask SQLite each 20 ms whether another connection has committed: a read of shared memory."""

    def _watch(self) -> None:
        connection.ensure_connection()
        raw: sqlite3.Connection = connection.connection
        seen = None
        while self._watching():
            version = sqlite3.Cursor(raw).execute("PRAGMA data_version").fetchone()
            if version != seen:
                seen = version
                self._poke(None)
            self._stopped.wait(POLL_SECONDS)


class PostgresListen(_Thread):
    """LISTEN on a connection of its own; after each reconnect, look everywhere."""

    def _watch(self) -> None:
        with _own_connection() as link:
            link.execute(f"LISTEN {CHANNEL}")
            while self._watching():
                # At the start, and whenever it has been quiet for a while.
                self._poke(None)
                for notice in link.notifies(timeout=SWEEP_SECONDS):
                    self._poke(notice.payload)
                    if not self._watching():
                        return


def _own_connection() -> Any:
    """Open a connection outside Django's pool: a listener would keep a pooled one for good."""
    parameters = connection.get_connection_params()
    parameters.pop("pool", None)
    database: Any = connection.Database  # type: ignore[attr-defined]
    return database.connect(**parameters, autocommit=True)


def for_database() -> Waker:
    """Return the waker for the configured database."""
    return SqlitePoll() if connection.vendor == "sqlite" else PostgresListen()
