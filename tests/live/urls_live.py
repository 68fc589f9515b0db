"""A board with one deed, as plain as can be: POST writes an event in a durable transaction."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from idetorg.core.durable import durable_post
from idetorg.live.actions import emit, revoke
from idetorg.live.models import Event
from idetorg.live.queries import cursors
from idetorg.live.tokens import stream_token


@durable_post
def post(request: HttpRequest, topic: str) -> HttpResponse:
    """Write one event; answers its number, after commit."""
    event = emit(topic, "posted", json.loads(request.body or b"{}"))
    return JsonResponse({"seq": event.seq})


@durable_post
def remove(request: HttpRequest, person: str) -> HttpResponse:
    """Take a person's streams away."""
    revoke(person)
    return HttpResponse(status=204)


def token(request: HttpRequest, topics: str) -> HttpResponse:
    """Give a token for topics (comma separated), at their newest numbers."""
    found = cursors(topics.split(","))
    person = request.GET.get("person", "anyone")
    return JsonResponse({"token": stream_token(found, person=person), "cursors": found})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer once the server listens and the database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok")


def newer(request: HttpRequest, topic: str, after: int) -> HttpResponse:
    """Plain polling, for comparison."""
    found = Event.objects.filter(topic__key=topic, seq__gt=after).values("seq", "payload")
    return JsonResponse({"events": list(found)})


async def plain_stream(request: HttpRequest, topic: str) -> StreamingHttpResponse:
    """Django's own streaming, for comparison: one queue a client, fed by `plain_post`."""
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    _queues.add(queue)

    async def rows() -> AsyncIterator[bytes]:
        try:
            yield b"retry: 1000\n\n"
            while True:
                yield await queue.get()
        finally:
            _queues.discard(queue)

    return StreamingHttpResponse(rows(), content_type="text/event-stream")


async def plain_post(request: HttpRequest, topic: str) -> HttpResponse:
    """Write one event as `post` does, and put it into each queue."""
    from asgiref.sync import sync_to_async

    from idetorg.core.durable import durable

    def write() -> Event:
        with durable():
            return emit(topic, "posted", json.loads(request.body or b"{}"))

    event = await sync_to_async(write, thread_sensitive=False)()
    data = json.dumps(event.payload)
    chunk = f"id: {topic}:{event.seq}\nevent: posted\ndata: {data}\n\n".encode()
    for queue in tuple(_queues):
        queue.put_nowait(chunk)
    return JsonResponse({"seq": event.seq, "at": time.monotonic()})


_queues: set["asyncio.Queue[bytes]"] = set()

urlpatterns = [
    path("ready", ready),
    path("post/<str:topic>", post),
    path("remove/<str:person>", remove),
    path("token/<str:topics>", token),
    path("newer/<str:topic>/<int:after>", newer),
    path("plain/<str:topic>", plain_stream),
    path("plain-post/<str:topic>", plain_post),
]
