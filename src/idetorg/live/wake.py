"""Telling the hubs that something new was committed. Only a hint: the rows are the truth."""

from collections.abc import Callable

from django.db import connection

CHANNEL = "idetorg_live"
_hubs: set[Callable[[str], None]] = set()


def listen(callback: Callable[[str], None]) -> None:
    """Call `callback(topic_key)` after each commit of this process, in the writer's thread."""
    _hubs.add(callback)


def unlisten(callback: Callable[[str], None]) -> None:
    """Stop calling `callback`."""
    _hubs.discard(callback)


def after_commit(topic_key: str) -> None:
    """Wake this process's hub, and on PostgreSQL the hubs of all processes.

    On SQLite the other processes see the commit by polling `PRAGMA data_version`.
    """
    for callback in tuple(_hubs):
        callback(topic_key)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic_key])
