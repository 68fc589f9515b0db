"""The live streams as a small ASGI application beside Django.

`/live/<token>` is a stream of server-sent events; everything else goes to Django. A
stream takes no Django middleware, no session and no database query of its own.
"""

import asyncio
import contextlib
import random
import resource
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from idetorg.live import keys, outbox, wakers
from idetorg.live.errors import InvalidToken
from idetorg.live.hub import Client, Hub
from idetorg.live.tokens import Grant, read_token

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

PREFIX = "/live/"
BEAT = b":\n\n"
REVOKED = b"event: revoked\ndata: {}\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"connection", b"close"),  # a stream that has ended leaves no idle line behind
]


class Live:
    """Django with the hub beside it. `hub` is made when first needed."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._hub: Hub | None = None

    @property
    def hub(self) -> Hub:
        """The hub of this process."""
        if self._hub is None:
            self._hub = Hub(
                outbox.for_database(), wakers.for_database(), most_clients=most_clients()
            )
        return self._hub

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection, or the server's start and stop."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await stream(self.hub, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.hub.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.hub.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return


def with_live(app: App) -> Live:
    """Put the live hub beside Django's ASGI application."""
    return Live(app)


def most_clients() -> int:
    """Return how many streams one process takes: the setting, within its open files."""
    wanted: int = getattr(settings, "IDETORG_LIVE_CLIENTS", 10_000)
    open_files, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, min(wanted, open_files - 200))


def start_cursors(grant: Grant, scope: Message) -> dict[str, int]:
    """Return where the stream starts in each topic of its token.

    The token says what the page had seen; `?after=topic:seq,…` what the script has seen
    since; the browser's own `Last-Event-ID` is newest. Topics outside the token are left
    out. An id that is not ours gives -1 everywhere: fetch the page again. Raises
    ValueError when `after` is malformed.
    """
    cursors = dict(grant.topics)
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    for part in query.get("after", []):
        cursors.update((key, seq) for key, seq in keys.parse_ids(part).items() if key in cursors)
    for name, value in scope.get("headers", []):
        if name == b"last-event-id" and value:
            try:
                key, seq = keys.parse_id(value.decode("latin-1"))
            except ValueError:
                return dict.fromkeys(cursors, -1)
            if key in cursors:
                cursors[key] = seq
    return cursors


async def stream(hub: Hub, scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request for a stream, and carry it until either side ends it."""
    if scope["method"] != "GET":
        await refuse(send, 405, b"Only GET.", (b"allow", b"GET"))
        return
    try:
        grant = read_token(scope["path"][len(PREFIX) :])
    except InvalidToken:
        await refuse(send, 401, b"Ask the page for a new token.")
        return
    try:
        cursors = start_cursors(grant, scope)
    except ValueError:
        await refuse(send, 400, b"Malformed position.")
        return
    hub.start()
    if hub.full:
        await refuse_for_now(send)
        return
    try:
        client = await hub.join(grant.person, grant.issued, cursors)
    except TimeoutError:
        await refuse_for_now(send)
        return
    watcher = asyncio.ensure_future(_watch(receive, client))
    try:
        if client.revoked:
            await refuse(send, 401, b"Ask the page for a new token.")
        else:
            await carry(client, send)
    finally:
        hub.leave(client)
        watcher.cancel()


async def carry(client: Client, send: Send) -> None:
    """Send all that is new, again and again; ends when the client has ended."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    # After a restart the browsers come back spread out, not all at once.
    await _send(send, b"retry: %d\n\n" % random.randint(500, 3000))  # noqa: S311
    while True:
        # Nothing is awaited between `take` and `wait`, so no news falls in between.
        if client.revoked:
            await _send(send, REVOKED)
        if client.ended:
            break
        if news := client.take():
            await _send(send, news)
        elif client.beat:
            await _send(send, BEAT)
        else:
            await client.wait()
            continue
        client.beat = False
    with contextlib.suppress(OSError):
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def refuse(send: Send, status: int, words: bytes, *headers: tuple[bytes, bytes]) -> None:
    """Answer without a stream."""
    base = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(words)),
        (b"cache-control", b"no-store"),
    ]
    start = {"type": "http.response.start", "status": status, "headers": [*base, *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": words})


async def refuse_for_now(send: Send) -> None:
    """Say that there is no room now and when to come back; pages still work by polling."""
    seconds = random.randint(5, 15)  # noqa: S311  (spreads the returns, hides nothing)
    await refuse(send, 503, b"No room for more streams now.", (b"retry-after", b"%d" % seconds))


async def _watch(receive: Receive, client: Client) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.end()


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
