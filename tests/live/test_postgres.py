"""On PostgreSQL, numbers are taken before commit: concurrent writers must not lose an event."""

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.live_client import Phone, request
from tests.live.pg import fresh_database, postgres_server
from tests.live.server import LiveServer

__all__ = ["postgres_server"]
pytestmark = pytest.mark.postgres

SLOW_WRITER = """
import sys, time
from django.db import transaction
from idetorg.live.actions import emit
with transaction.atomic():
    emit("{topic}", "posted", {{"by": "slow"}})
    print("taken", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def server(postgres_server: str, tmp_path: Path) -> Iterator[LiveServer]:
    """The test project on a fresh database of a real PostgreSQL."""
    with (
        fresh_database(postgres_server, "idetorg_live") as address,
        LiveServer(tmp_path, database_url=address) as server,
    ):
        yield server


def test_two_interleaved_transactions_lose_no_event(server: LiveServer) -> None:
    """A takes its number and dawdles; B, on the same topic, waits for it; both arrive, in order.

    A writer of another topic is not held up.
    """

    async def scene() -> None:
        host, port = server.host, server.port
        token = (await request(host, port, "GET", "/token/board,other")).json()["token"]
        phone = Phone(f"/live/{token}", {"board": 0, "other": 0})
        await phone.connect(host, port)
        slow = await _shell(server, SLOW_WRITER.format(topic="board"))
        assert slow.stdout is not None
        assert slow.stdin is not None
        assert await slow.stdout.readline() == b"taken\n"
        quick = asyncio.create_task(request(host, port, "POST", "/post/board", b'{"by": "quick"}'))
        other = await request(host, port, "POST", "/post/other", b"{}")
        assert other.json() == {"seq": 1}
        await asyncio.sleep(0.3)
        assert not quick.done()
        assert phone.seen == [("other", 1, "posted")]
        slow.stdin.write(b"\n")
        assert await slow.wait() == 0
        assert (await quick).json() == {"seq": 2}
        async with asyncio.timeout(3):
            while len(phone.seen) < 3:
                await asyncio.sleep(0.01)
        assert phone.seen[1:] == [("board", 1, "posted"), ("board", 2, "posted")]
        phone.leave()

    asyncio.run(scene())


def test_first_events_of_a_topic_at_once_are_both_kept(server: LiveServer) -> None:
    async def scene() -> None:
        host, port = server.host, server.port
        answers = await asyncio.gather(
            *(request(host, port, "POST", "/post/new", b"{}") for _ in range(8))
        )
        assert sorted(int(str(a.json()["seq"])) for a in answers) == list(range(1, 9))

    asyncio.run(scene())


def test_listener_comes_back_after_its_connection_is_cut(
    server: LiveServer, postgres_server: str
) -> None:
    """Another process's commit wakes the hub by NOTIFY, also after the listener was cut."""

    async def scene() -> None:
        host, port = server.host, server.port
        token = (await request(host, port, "GET", "/token/board")).json()["token"]
        phone = Phone(f"/live/{token}", {"board": 0})
        await phone.connect(host, port)
        await asyncio.sleep(0.3)
        await _write_elsewhere(server)
        assert await _until(phone, 1) < 1
        cut = await asyncio.to_thread(_cut_listeners, postgres_server)
        assert cut >= 1
        await asyncio.sleep(0.5)
        await _write_elsewhere(server)
        assert await _until(phone, 2) < 3
        assert [seq for _, seq, _ in phone.seen] == [1, 2]
        phone.leave()

    asyncio.run(scene())


async def _until(phone: Phone, count: int) -> float:
    begun = time.monotonic()
    async with asyncio.timeout(10):
        while len(phone.seen) < count:
            await asyncio.sleep(0.01)
    return time.monotonic() - begun


async def _write_elsewhere(server: LiveServer) -> None:
    process = await _shell(server, SLOW_WRITER.format(topic="board"))
    assert process.stdin is not None
    process.stdin.write(b"\n")
    assert await process.wait() == 0


async def _shell(server: LiveServer, code: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "django", "shell", "-v0", "-c", code),
        env=server.env,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


def _cut_listeners(address: str) -> int:
    with psycopg.connect(address.replace("postgres://", "postgresql://", 1)) as link:
        found = link.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        ).fetchone()
    assert found is not None
    return int(found[0])
