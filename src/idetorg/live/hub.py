"""One hub a process: it carries committed events to everyone who listens here.

A channel keeps a topic's last events as ready byte strings that all its clients share.
A client is a cursor for each of its topics: it holds no queue, so a slow one costs nothing
and one that falls too far behind is told to fetch the page again.

Everything here runs in the event loop's thread except `poke` and what reads the database.
"""

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from idetorg.live import keys, wake
from idetorg.live.outbox import MOST_ROWS, Outbox, Row, Shelf, frame
from idetorg.live.wakers import Waker

T = TypeVar("T")

BUFFER = MOST_ROWS
BEAT_SECONDS = 15
MIN_GAP_SECONDS = 0.05
RETRY_SECONDS = 0.5
REVOCATION_SECONDS = 600  # as long as the longest token lives

logger = logging.getLogger(__name__)


class Channel:
    """A topic with somebody listening: the buffer holds events `start + 1 … seq`."""

    __slots__ = (
        "clients",
        "fan_out",
        "flushed_at",
        "frames",
        "key",
        "last",
        "last_from",
        "loaded",
        "newest",
        "opened",
        "pending",
        "seq",
        "start",
        "timer",
        "whole",
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.loaded = asyncio.Event()  # clear while a reading for it is awaited
        self.opened = False
        self.start = self.seq = self.newest = 0
        self.frames: deque[bytes] = deque()
        self.pending: list[bytes] = []
        self.last = b""
        self.last_from = -1
        self.clients: set[Client] = set()
        self.fan_out = 0.0
        self.flushed_at = -math.inf
        self.timer: asyncio.TimerHandle | None = None
        self.whole = False  # the buffer reaches as far back as the database does

    def open(self, shelf: Shelf) -> None:
        """Take the first reading: what stands in the database now."""
        self.seq = self.newest = self.start = shelf.seq
        self.prepend(shelf.rows)
        self.opened = True

    def prepend(self, rows: Iterable[Row]) -> None:
        """Put older rows before the buffer, as many as join on without a hole."""
        for row in sorted(rows, key=lambda row: row.seq, reverse=True):
            if row.seq == self.start and len(self.frames) < BUFFER:
                self.frames.appendleft(frame(row.topic, row.seq, row.kind, row.payload))
                self.start -= 1

    def add(self, row: Row) -> bool:
        """Take a new row; return False for one that is here already."""
        if row.seq <= self.newest:
            return False
        if row.seq > self.newest + 1:
            # Rows between were pruned while the database was away: everyone starts anew.
            self.frames.clear()
            self.pending.clear()
            self.start = self.seq = row.seq - 1
        self.pending.append(frame(row.topic, row.seq, row.kind, row.payload))
        self.newest = row.seq
        return True

    def publish(self) -> None:
        """Move what waits into the buffer."""
        self.last_from, self.seq = self.seq, self.newest
        self.last = b"".join(self.pending)
        self.frames.extend(self.pending)
        self.pending.clear()
        while len(self.frames) > BUFFER:
            self.frames.popleft()
            self.start += 1

    def holds(self, cursor: int) -> bool:
        """Say whether everything after the cursor is here."""
        return self.start <= cursor <= self.seq

    def may_hold(self, cursor: int) -> bool:
        """Say whether older rows from the database could serve the cursor."""
        return not self.whole and self.seq - BUFFER <= cursor < self.start

    def after(self, cursor: int) -> bytes:
        """Return the bytes that bring a cursor to `seq`, or the word to fetch the page again."""
        if cursor == self.last_from and self.last:
            return self.last
        if self.holds(cursor):
            return b"".join(islice(self.frames, cursor - self.start, None))
        return frame(self.key, self.seq, keys.RESYNC, {"topic": self.key})

    def gap(self) -> float:
        """Return the least time between two fan-outs, in seconds."""
        return max(MIN_GAP_SECONDS, 2 * self.fan_out)


class Client:
    """One open stream: whose it is, and how far it has come in each channel."""

    __slots__ = ("beat", "channels", "cursors", "ended", "issued", "person", "revoked", "waiter")

    def __init__(self, person: str, issued: float, cursors: Mapping[str, int]) -> None:
        self.person = person
        self.issued = issued
        self.cursors = list(cursors.values())
        self.channels: list[Channel] = []
        self.waiter: asyncio.Future[None] | None = None
        self.beat = self.ended = self.revoked = False

    def wake(self) -> None:
        """Let the stream look for news."""
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)

    def end(self) -> None:
        """Let the stream end: the browser left, or the server stops."""
        self.ended = True
        self.wake()

    def take(self) -> bytes:
        """Return all that is new in the client's channels, and move its cursors there."""
        parts = []
        for index, channel in enumerate(self.channels):
            if self.cursors[index] != channel.seq:
                parts.append(channel.after(self.cursors[index]))
                self.cursors[index] = channel.seq
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def wait(self) -> None:
        """Sleep until somebody wakes the stream. Nothing may run between `take` and this."""
        self.waiter = asyncio.get_running_loop().create_future()
        try:
            await self.waiter
        finally:
            self.waiter = None


class Hub:
    """All channels and clients of this process."""

    def __init__(self, outbox: Outbox, waker: Waker, *, most_clients: int) -> None:
        self.outbox = outbox
        self.waker = waker
        self.most_clients = most_clients
        self.channels: dict[str, Channel] = {}
        self.clients: set[Client] = set()
        self.stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beats: list[set[Client]] = [set() for _ in range(BEAT_SECONDS)]
        self._next_beat = 0
        self._wanted: dict[str, int] = {}
        self._dirty: set[str] = set()
        self._everywhere = False
        self._restart = True
        self._revoked: dict[str, float] = {}
        self._tasks: list[asyncio.Task[None]] = []

    # --- life -------------------------------------------------------------------------

    def start(self) -> None:
        """Start in the running loop; a second call does nothing."""
        if self._loop is not None:
            return
        self._loop = asyncio.get_running_loop()
        self._poked = asyncio.Event()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live-reader")
        self._tasks = [
            self._loop.create_task(self._work()),
            self._loop.create_task(self._beat()),
        ]
        self.waker.start(self.poke)
        wake.listen(self.poke)

    def end_streams(self) -> None:
        """Let all streams end now; the browsers come back to whoever serves next."""
        self.stopping = True
        for client in tuple(self.clients):
            client.end()

    async def stop(self) -> None:
        """End the streams and everything that runs."""
        self.end_streams()
        if self._loop is None:
            return
        wake.unlisten(self.poke)
        self.waker.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._loop.run_in_executor(self._reader, self.outbox.close)
        self._reader.shutdown(wait=False)
        self._loop = None

    # --- clients ----------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """Say whether no more streams can be opened here."""
        return self.stopping or len(self.clients) >= self.most_clients

    async def join(self, person: str, issued: float, cursors: Mapping[str, int]) -> Client:
        """Open a stream at the given cursors, when its channels stand ready.

        The caller must `leave` in all cases, also when this raises (TimeoutError when the
        database does not answer in time: 10 s). Look at `revoked` before using it.
        """
        client = Client(person, issued, cursors)
        self.clients.add(client)
        try:
            if len(self.clients) == 1:
                self._awaken()
            for key, cursor in cursors.items():
                channel = self._channel(key, after=cursor)
                channel.clients.add(client)
                client.channels.append(channel)
            async with asyncio.timeout(10):
                await self._ready(client)
            client.revoked = self._is_revoked(client)
        except BaseException:
            self.leave(client)
            raise
        slot = self._beats[self._next_beat]
        self._next_beat = (self._next_beat + 1) % BEAT_SECONDS
        slot.add(client)
        return client

    def leave(self, client: Client) -> None:
        """Forget a client, and channels that nobody listens to any more."""
        self.clients.discard(client)
        for slot in self._beats:
            slot.discard(client)
        for channel in client.channels:
            channel.clients.discard(client)
            if not channel.clients:
                self._drop(channel)
        if not self.clients:
            for channel in tuple(self.channels.values()):
                self._drop(channel)
            self.waker.pause()

    def _awaken(self) -> None:
        """The first one listens: follow the outbox from here."""
        self._restart = True
        self._channel(keys.REVOCATIONS, after=0)
        self.waker.resume()

    def _drop(self, channel: Channel) -> None:
        if channel.timer is not None:
            channel.timer.cancel()
        if self.channels.get(channel.key) is channel:
            del self.channels[channel.key]
            self._wanted.pop(channel.key, None)

    def _channel(self, key: str, *, after: int) -> Channel:
        channel = self.channels.get(key)
        if channel is None:
            channel = self.channels[key] = Channel(key)
        if not channel.loaded.is_set():
            self._want(key, after)
        return channel

    def _want(self, key: str, after: int) -> None:
        self._wanted[key] = min(after, self._wanted.get(key, after))
        self._poked.set()

    async def _ready(self, client: Client) -> None:
        await self.channels[keys.REVOCATIONS].loaded.wait()
        for channel, cursor in zip(client.channels, client.cursors, strict=True):
            await channel.loaded.wait()
            if channel.may_hold(cursor):
                channel.loaded.clear()
                self._want(channel.key, channel.seq - BUFFER)
                await channel.loaded.wait()

    # --- news -------------------------------------------------------------------------

    def poke(self, key: str | None) -> None:
        """Say that a topic (or, with None, any) may have news. Callable from every thread."""
        loop = self._loop
        if loop is not None:
            try:
                loop.call_soon_threadsafe(self._note, key)
            except RuntimeError:  # the loop has closed: nobody listens here any more
                return

    def _note(self, key: str | None) -> None:
        if key is None:
            self._everywhere = True
        elif key in self.channels:
            self._dirty.add(key)
        else:
            return
        self._poked.set()

    async def _work(self) -> None:
        """Read what is wanted or new, one reading at a time, so that order is kept."""
        while True:
            await self._poked.wait()
            self._poked.clear()
            try:
                await self._load()
                await self._read()
            except Exception:
                logger.warning("The live outbox can't be read; trying again.", exc_info=True)
                await self._in_reader(self.outbox.close)
                self._everywhere = True
                await asyncio.sleep(RETRY_SECONDS)
                self._poked.set()

    async def _load(self) -> None:
        if not self._wanted:
            return
        wanted, self._wanted = self._wanted, {}
        restart = self._restart
        try:
            shelves = await self._in_reader(lambda: self.outbox.load(wanted, restart=restart))
        except Exception:
            for key, after in wanted.items():
                self._wanted[key] = min(after, self._wanted.get(key, after))
            raise
        self._restart = self._restart and not restart
        for key, shelf in shelves.items():
            self._shelve(key, shelf)

    def _shelve(self, key: str, shelf: Shelf) -> None:
        channel = self.channels.get(key)
        if channel is None or channel.loaded.is_set():
            return
        if channel.opened:
            channel.prepend(shelf.rows)
            channel.whole = True
        else:
            channel.open(shelf)
        channel.loaded.set()
        if key == keys.REVOCATIONS:
            for row in shelf.rows:
                self._revoke(row)

    async def _read(self) -> None:
        if not (self._everywhere or self._dirty):
            return
        dirty, self._dirty = self._dirty, set()
        everywhere, self._everywhere = self._everywhere, False
        newest = {
            key: channel.newest
            for key, channel in self.channels.items()
            if channel.opened and (everywhere or key in dirty)
        }
        if not newest:
            return
        for row in await self._in_reader(lambda: self.outbox.read(newest)):
            self.apply(row)

    async def _in_reader(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._reader, call)

    def apply(self, row: Row) -> None:
        """Take a committed row, and fan it out now or when the topic may speak again."""
        channel = self.channels.get(row.topic)
        if channel is None or not channel.add(row):
            return
        if row.topic == keys.REVOCATIONS:
            self._revoke(row)
        if channel.timer is None:
            loop = asyncio.get_running_loop()
            due = max(loop.time(), channel.flushed_at + channel.gap())
            channel.timer = loop.call_at(due, self._flush, channel)

    def _flush(self, channel: Channel) -> None:
        loop = asyncio.get_running_loop()
        channel.timer = None
        channel.publish()
        channel.flushed_at = loop.time()
        for client in channel.clients:
            client.wake()
        # Runs after all the clients just woken: what lies between is the fan-out.
        loop.call_soon(self._measure, channel, channel.flushed_at)

    def _measure(self, channel: Channel, begun: float) -> None:
        channel.fan_out = asyncio.get_running_loop().time() - begun

    # --- removal and keeping alive ------------------------------------------------------

    def _revoke(self, row: Row) -> None:
        person = str(row.payload.get("person", ""))
        if row.written < time.time() - REVOCATION_SECONDS:
            return
        self._revoked[person] = max(row.written, self._revoked.get(person, 0.0))
        for client in self.clients:
            if client.person == person and client.issued <= row.written:
                client.revoked = True
                client.end()

    def _is_revoked(self, client: Client) -> bool:
        return client.issued <= self._revoked.get(client.person, -math.inf)

    async def _beat(self) -> None:
        """Give each client a sign of life every 15 s, a fifteenth of them each second."""
        slot = 0
        while True:
            await asyncio.sleep(1)
            slot = (slot + 1) % BEAT_SECONDS
            for client in self._beats[slot]:
                client.beat = True
                client.wake()
            stale = time.time() - REVOCATION_SECONDS
            for person in [p for p, at in self._revoked.items() if at < stale]:
                del self._revoked[person]
