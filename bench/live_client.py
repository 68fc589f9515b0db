"""A load client for the live streams: thousands of phones in one process, standard library.

It notes when each event reached each phone, comes back by itself with the place it had
reached, and keeps what came in order, so that a test can look for what was lost or doubled.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

_END = b"\n\n"


class Phone(asyncio.Protocol):
    """One stream. `seen` holds (topic, seq, kind) in order; `cursors` where it stands."""

    def __init__(
        self,
        path: str,
        cursors: dict[str, int],
        on_event: Callable[[str, int, float], None] | None = None,
    ) -> None:
        self.path = path
        self.cursors = dict(cursors)
        self.seen: list[tuple[str, int, str]] = []
        self.status = 0
        self.opened = asyncio.Event()
        self.closed = asyncio.Event()
        self._on_event = on_event
        self._tail = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._tail = b""
        self._transport.write(f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Note each event that is complete."""
        now = time.perf_counter()
        data = self._tail + data
        if not self.opened.is_set():
            head, blank, data = data.partition(b"\r\n\r\n")
            if not blank:
                self._tail = head
                return
            self.status = int(head[9:12])
            self.opened.set()
        end = data.rfind(_END)
        if end < 0:
            self._tail = data
            return
        self._tail = data[end + 2 :]
        for block in data[: end + 2].split(_END):
            at = block.find(b"event: ")
            if at < 0:
                continue
            kind = block[at + 7 : block.find(b"\n", at)].decode()
            begin = block.find(b"id: ", 0, at)
            if begin < 0:
                self.seen.append(("", 0, kind))
                continue
            topic, _, number = block[begin + 4 : at - 1].decode().rpartition(":")
            self.seen.append((topic, int(number), kind))
            self.cursors[topic] = int(number)
            if self._on_event is not None:
                self._on_event(topic, int(number), now)

    def connection_lost(self, exc: Exception | None) -> None:
        """Remember that the line broke."""
        self.closed.set()

    def leave(self) -> None:
        """Close the tab."""
        if self._transport is not None:
            self._transport.close()

    async def connect(self, host: str, port: int) -> None:
        """Open the stream and wait for the answer's head; raises OSError or TimeoutError."""
        self.opened.clear()
        self.closed.clear()
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, host, port)
        async with asyncio.timeout(20):
            opened = asyncio.ensure_future(self.opened.wait())
            closed = asyncio.ensure_future(self.closed.wait())
            _, pending = await asyncio.wait([opened, closed], return_when="FIRST_COMPLETED")
            for task in pending:
                task.cancel()
        if not self.opened.is_set():
            raise ConnectionResetError("The server closed before it answered.")

    async def follow(self, host: str, port: int, until: asyncio.Event, pause: float = 0.2) -> None:
        """Stay connected until told to stop; come back with the place reached."""
        base = self.path.partition("?")[0]
        while not until.is_set():
            after = ",".join(f"{topic}:{seq}" for topic, seq in self.cursors.items())
            self.path = f"{base}?after={after}"
            try:
                await self.connect(host, port)
            except (OSError, TimeoutError):
                await asyncio.sleep(pause)
                continue
            if self.status != 200:
                self.leave()
                await asyncio.sleep(pause)
                continue
            await self.closed.wait()


@dataclass
class Answer:
    """An answer to a plain request."""

    status: int
    body: bytes = field(repr=False)

    def json(self) -> dict[str, object]:
        """Return the body as JSON."""
        loaded: dict[str, object] = json.loads(self.body)
        return loaded


async def request(
    host: str, port: int, method: str, path: str, body: bytes = b"", seconds: float = 30
) -> Answer:
    """Send one request on its own connection; raises OSError or TimeoutError.

    An answer cut off by the server's death is none: whoever asked knows of nothing.
    """
    async with asyncio.timeout(seconds):
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(
                f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            raw = await reader.read()
        finally:
            writer.close()
    head, _, rest = raw.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
    if length is None or len(rest) < int(length[1]):
        raise ConnectionResetError("No whole answer.")
    return Answer(int(head[9:12]), rest)
