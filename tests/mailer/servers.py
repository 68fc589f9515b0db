"""A mail server on loopback that counts, refuses and hangs as it is told."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP


class Counting:
    """Counts accepted mails by Message-ID; `answers` are given first, then 250.

    `answer_rcpt` and `answer_data` map a recipient to a fixed refusal.
    """

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()
        self.readers: Counter[str] = Counter()
        self.answers: list[str] = []
        self.answer_rcpt: dict[str, str] = {}
        self.slow_seconds = 0.0

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.answer_rcpt:
            return self.answer_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        message = message_from_bytes(envelope.content)
        self.accepted[message["Message-ID"]] += 1
        self.readers[envelope.rcpt_tos[0]] += 1
        await asyncio.sleep(self.slow_seconds)
        return "250 OK"


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def listening(handler: Counting, port: int) -> Iterator[None]:
    """Listen on loopback in a thread of its own, and let go of everything afterwards."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        server = await loop.create_server(
            lambda: SMTP(handler, loop=loop, hostname="localhost"), "127.0.0.1", port
        )
        ready.set()
        await stop.wait()
        server.close()
        for task in asyncio.all_tasks(loop) - {asyncio.current_task(loop)}:
            task.cancel()
        await asyncio.sleep(0.05)

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(5)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
