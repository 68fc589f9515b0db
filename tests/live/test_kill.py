"""Kill the server in the middle of everything: nothing lost, nothing doubled (TRUST R1, R9)."""

import asyncio
import random
import resource
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.live_client import Phone, request
from tests.live.server import ROOT, LiveServer

PHONES = 200
WRITERS = 8


@pytest.mark.slow
def test_kill_in_mid_load_loses_and_doubles_nothing(tmp_path: Path) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with LiveServer(tmp_path) as server:
        acknowledged, phones = asyncio.run(_load(server))

    assert len(acknowledged) >= 50
    newest = phones[0].seen[-1][1]
    expected = [("board", seq, "posted") for seq in range(1, newest + 1)]
    assert max(acknowledged) <= newest
    assert Counter(acknowledged).most_common(1)[0][1] == 1
    for phone in phones:
        assert phone.seen == expected


async def _load(server: LiveServer) -> tuple[list[int], list[Phone]]:
    """Write and listen over two kills; return acknowledged numbers and the phones."""
    host, port = server.host, server.port
    acknowledged: list[int] = []
    quiet, done = asyncio.Event(), asyncio.Event()
    token = (await request(host, port, "GET", "/token/board")).json()["token"]
    phones = [Phone(f"/live/{token}", {"board": 0}) for _ in range(PHONES)]
    following = [asyncio.create_task(phone.follow(host, port, done)) for phone in phones]

    async def write() -> None:
        while not quiet.is_set():
            try:
                answer = await request(host, port, "POST", "/post/board", b'{"text": "x"}', 5)
            except (OSError, TimeoutError):
                await asyncio.sleep(0.1)
                continue
            if answer.status == 200:
                acknowledged.append(int(str(answer.json()["seq"])))
            await asyncio.sleep(random.random() / 10)

    writing = [asyncio.create_task(write()) for _ in range(WRITERS)]
    for _ in range(2):
        await asyncio.sleep(1 + random.random() / 2)
        server.kill()
        await asyncio.to_thread(server.start)
    await asyncio.sleep(1)
    quiet.set()
    await asyncio.gather(*writing)
    await _until_all_have_all(server, phones)
    done.set()
    for phone in phones:
        phone.leave()
    await asyncio.gather(*following)
    return acknowledged, phones


async def _until_all_have_all(server: LiveServer, phones: list[Phone]) -> None:
    answer = await request(server.host, server.port, "GET", "/token/board")
    newest = answer.json()["cursors"]["board"]  # type: ignore[index]
    async with asyncio.timeout(8):
        while any(phone.cursors["board"] < newest for phone in phones):
            await asyncio.sleep(0.05)


def test_stopping_kindly_is_quick_with_streams_open(tmp_path: Path) -> None:
    with LiveServer(tmp_path) as server:

        async def scene() -> float:
            token = (await request(server.host, server.port, "GET", "/token/a")).json()["token"]
            phones = [Phone(f"/live/{token}", {"a": 0}) for _ in range(5)]
            for phone in phones:
                await phone.connect(server.host, server.port)
            assert {phone.status for phone in phones} == {200}
            loop = asyncio.get_running_loop()
            begun = loop.time()
            await asyncio.to_thread(server.stop)
            await asyncio.gather(*(phone.closed.wait() for phone in phones))
            return loop.time() - begun

        assert asyncio.run(scene()) < 4


def test_revoke_ends_streams_in_another_process(tmp_path: Path) -> None:
    """The person's stream is told so and closed; the old token opens nothing more."""
    with LiveServer(tmp_path) as server:

        async def scene() -> None:
            host, port = server.host, server.port
            answer = (await request(host, port, "GET", "/token/a?person=p1")).json()
            phone = Phone(f"/live/{answer['token']}", {"a": 0})
            await phone.connect(host, port)
            # Another process writes: only the poll can tell.
            command = "from django.db.transaction import atomic\n"
            command += "from idetorg.live.actions import revoke\nwith atomic(): revoke('p1')"
            await _django(server, command)
            async with asyncio.timeout(3):
                await phone.closed.wait()
            assert phone.seen == [("", 0, "revoked")]
            again = Phone(phone.path, {"a": 0})
            await again.connect(host, port)
            assert again.status == 401
            again.leave()

        asyncio.run(scene())


async def _django(server: LiveServer, code: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "django", "shell", "-c", code, env=server.env, cwd=ROOT
    )
    assert await process.wait() == 0
