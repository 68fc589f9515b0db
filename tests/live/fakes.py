"""A hub with its outbox in memory, and an ASGI client that needs no server."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from idetorg.live.asgi import stream
from idetorg.live.hub import Hub
from idetorg.live.outbox import Row, Shelf


class MemoryOutbox:
    """Rows in a list; `fail` makes the next readings raise, `reads` counts them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.reads = 0
        self.fail = 0

    def write(
        self, topic: str, kind: str = "said", *, at: float | None = None, **payload: Any
    ) -> Row:
        """Add a row with the topic's next number."""
        seq = max((row.seq for row in self.rows if row.topic == topic), default=0) + 1
        row = Row(topic, seq, kind, payload, at or time.time())
        self.rows.append(row)
        return row

    def load(self, after: Mapping[str, int], *, restart: bool) -> dict[str, Shelf]:
        """See Outbox."""
        self._maybe_fail()
        shelves = {}
        for key, seq in after.items():
            rows = [row for row in self.rows if row.topic == key]
            newest = rows[-1].seq if rows else 0
            low = max(seq, newest - 512)
            shelves[key] = Shelf(newest, [row for row in rows if row.seq > low])
        return shelves

    def read(self, newest: Mapping[str, int]) -> list[Row]:
        """See Outbox."""
        self._maybe_fail()
        self.reads += 1
        return [r for r in self.rows if r.topic in newest and r.seq > newest[r.topic]]

    def close(self) -> None:
        """Nothing to close."""

    def _maybe_fail(self) -> None:
        if self.fail:
            self.fail -= 1
            raise OSError("The database is away.")


class StillWaker:
    """Notices nothing by itself; remembers whether it should."""

    def __init__(self) -> None:
        self.watching = False

    def start(self, poke: Any) -> None:
        """See Waker."""

    def resume(self) -> None:
        """See Waker."""
        self.watching = True

    def pause(self) -> None:
        """See Waker."""
        self.watching = False

    def stop(self) -> None:
        """See Waker."""
        self.watching = False


class Browser:
    """One open stream: what came, in order."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.chunks: list[bytes] = []
        self.open = True
        self._left = asyncio.Event()
        self._news = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        """Wait until the browser leaves."""
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        """Take what the server sends."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = dict(message["headers"])
        elif message.get("body"):
            self.chunks.append(message["body"])
        if not message.get("more_body", message["type"] == "http.response.start"):
            self.open = False
        self._news.set()

    def leave(self) -> None:
        """Close the tab."""
        self._left.set()

    @property
    def events(self) -> list[tuple[str, str]]:
        """All events so far as (kind, id)."""
        found = []
        for block in b"".join(self.chunks).decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "event" in lines:
                found.append((lines["event"], lines.get("id", "")))
        return found

    async def until(self, count: int, seconds: float = 2.0) -> list[tuple[str, str]]:
        """Wait for `count` events; give them."""
        async with asyncio.timeout(seconds):
            while len(self.events) < count:
                self._news.clear()
                await self._news.wait()
        return self.events


class Room:
    """A hub with its parts at hand."""

    def __init__(self, *, most_clients: int = 100) -> None:
        self.outbox = MemoryOutbox()
        self.waker = StillWaker()
        self.hub = Hub(self.outbox, self.waker, most_clients=most_clients)
        self.tasks: list[asyncio.Task[None]] = []

    def write(self, topic: str, kind: str = "said", **payload: Any) -> Row:
        """Commit an event and wake the hub."""
        row = self.outbox.write(topic, kind, **payload)
        self.hub.poke(topic)
        return row

    async def browse(
        self, token: str, *, query: str = "", last_event_id: str = "", wait: bool = True
    ) -> Browser:
        """Open a stream, and wait until it has answered."""
        browser = Browser()
        headers = [(b"last-event-id", last_event_id.encode())] if last_event_id else []
        scope = {
            "type": "http",
            "method": "GET",
            "path": f"/live/{token}",
            "query_string": query.encode(),
            "headers": headers,
        }
        task = asyncio.create_task(stream(self.hub, scope, browser.receive, browser.send))
        self.tasks.append(task)
        async with asyncio.timeout(2):
            while wait and not browser.status:
                await asyncio.sleep(0.001)
        return browser


@asynccontextmanager
async def room(*, most_clients: int = 100) -> AsyncIterator[Room]:
    """Give a running hub, and stop it with all its streams."""
    it = Room(most_clients=most_clients)
    it.hub.start()
    try:
        yield it
    finally:
        await it.hub.stop()
        async with asyncio.timeout(2):
            await asyncio.gather(*it.tasks)
