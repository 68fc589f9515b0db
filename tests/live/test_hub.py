"""The hub: cursors, coalescing, resync, removal."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from idetorg.live import keys
from idetorg.live.hub import MIN_GAP_SECONDS
from idetorg.live.tokens import stream_token
from tests.live.fakes import Room, room

TOPIC = "seminar/1/all"


def run(scene: Callable[[Room], Awaitable[None]], *, most_clients: int = 100) -> None:
    """Play a scene in a fresh hub."""

    async def play() -> None:
        async with room(most_clients=most_clients) as it:
            await scene(it)

    asyncio.run(play())


def token(person: str = "p1", **topics: int) -> str:
    return stream_token(
        {name.replace("_", "/"): seq for name, seq in topics.items()}, person=person
    )


def all_from(seq: int, person: str = "p1") -> str:
    return stream_token({TOPIC: seq}, person=person)


def test_stream_carries_events_in_the_wire_format() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        it.write(TOPIC, "posted", text="Å bli\nkjent")
        await browser.until(1)
        assert browser.chunks[-1] == (
            'id: seminar/1/all:1\nevent: posted\ndata: {"text":"Å bli\\nkjent"}\n\n'.encode()
        )
        assert browser.headers[b"cache-control"] == b"no-store"
        assert browser.headers[b"x-accel-buffering"] == b"no"
        assert browser.headers[b"content-type"].startswith(b"text/event-stream")

    run(scene)


def test_cursor_says_what_is_sent_first() -> None:
    async def scene(it: Room) -> None:
        for _ in range(5):
            it.outbox.write(TOPIC)
        newest = await it.browse(all_from(5))
        behind = await it.browse(all_from(3))
        start = await it.browse(all_from(0))
        assert await behind.until(2) == [("said", f"{TOPIC}:4"), ("said", f"{TOPIC}:5")]
        assert [seq for _, seq in await start.until(5)] == [f"{TOPIC}:{n}" for n in range(1, 6)]
        assert newest.events == []
        it.write(TOPIC)
        for browser in (newest, behind, start):
            while not browser.events or browser.events[-1][1] != f"{TOPIC}:6":
                await browser.until(len(browser.events) + 1)

    run(scene)


def test_after_is_newer_than_the_token_and_last_event_id_is_newest() -> None:
    async def scene(it: Room) -> None:
        for name in ("a", "b"):
            for _ in range(4):
                it.outbox.write(name)
        browser = await it.browse(
            token(a=0, b=0), query="after=a:2,b:3,other:9", last_event_id="a:3"
        )
        assert await browser.until(2) == [("said", "a:4"), ("said", "b:4")]

    run(scene)


@pytest.mark.parametrize(
    ("seq", "last_event_id"), [(9, ""), (0, f"{TOPIC}:77"), (0, "what is this")]
)
def test_unknown_position_says_resync_once(seq: int, last_event_id: str) -> None:
    async def scene(it: Room) -> None:
        it.outbox.write(TOPIC)
        browser = await it.browse(all_from(seq), last_event_id=last_event_id)
        assert await browser.until(1) == [("resync", f"{TOPIC}:1")]
        it.write(TOPIC)
        assert (await browser.until(2))[1] == ("said", f"{TOPIC}:2")

    run(scene)


@pytest.mark.parametrize(("behind", "first"), [(512, "said"), (513, "resync")])
def test_more_than_512_behind_says_resync(behind: int, first: str) -> None:
    async def scene(it: Room) -> None:
        for _ in range(600):
            it.outbox.write(TOPIC)
        await it.browse(all_from(600))  # the channel stands with an empty buffer
        browser = await it.browse(all_from(600 - behind))
        events = await browser.until(512 if first == "said" else 1)
        assert events[0][0] == first
        assert events[-1][1] == f"{TOPIC}:600"

    run(scene)


def test_pruned_rows_say_resync() -> None:
    async def scene(it: Room) -> None:
        for _ in range(10):
            it.outbox.write(TOPIC)
        it.outbox.rows = [row for row in it.outbox.rows if row.seq > 5]
        browser = await it.browse(all_from(3))
        assert await browser.until(1) == [("resync", f"{TOPIC}:10")]

    run(scene)


def test_hole_in_new_rows_says_resync() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        for _ in range(3):
            it.outbox.write(TOPIC)
        del it.outbox.rows[0]
        it.hub.poke(TOPIC)
        assert await browser.until(1) == [("resync", f"{TOPIC}:3")]

    run(scene)


def test_burst_is_coalesced_and_shared() -> None:
    async def scene(it: Room) -> None:
        first, second = await it.browse(all_from(0)), await it.browse(all_from(0))
        it.write(TOPIC)
        await first.until(1)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for _ in range(20):
            it.write(TOPIC)
            await asyncio.sleep(0.001)
        await first.until(21)
        await second.until(21)
        assert loop.time() - begun >= MIN_GAP_SECONDS * 0.9
        assert len(first.chunks) <= 4  # greeting, the first event, then at most two writes
        assert first.chunks[-1] is second.chunks[-1]  # the same bytes, not copies

    run(scene)


def test_slow_fan_out_widens_the_gap() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        it.write(TOPIC)
        await browser.until(1)
        await asyncio.sleep(0)
        channel = it.hub.channels[TOPIC]
        assert channel.gap() == MIN_GAP_SECONDS
        channel.fan_out = 0.2
        assert channel.gap() == pytest.approx(0.4)

    run(scene)


def test_single_event_is_not_held_back() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        begun = asyncio.get_running_loop().time()
        it.write(TOPIC)
        await browser.until(1)
        assert asyncio.get_running_loop().time() - begun < MIN_GAP_SECONDS

    run(scene)


def test_revoked_closes_only_that_person_and_refuses_the_old_token() -> None:
    async def scene(it: Room) -> None:
        removed, other = await it.browse(all_from(0, "p1")), await it.browse(all_from(0, "p2"))
        old = all_from(0, "p1")
        it.write(keys.REVOCATIONS, "revoked", person="p1")
        await removed.until(1)
        await asyncio.sleep(0.01)
        assert removed.events == [("revoked", "")]
        assert not removed.open
        assert other.open
        assert (await it.browse(old)).status == 401
        assert (await it.browse(all_from(0, "p1"))).status == 200  # made after: rights as they are

    run(scene)


def test_revoked_before_this_process_started_is_remembered() -> None:
    async def scene(it: Room) -> None:
        old = all_from(0, "p1")
        it.outbox.write(keys.REVOCATIONS, "revoked", person="p1")
        assert (await it.browse(old)).status == 401

    run(scene)


def test_bad_tokens_and_positions_are_refused() -> None:
    async def scene(it: Room) -> None:
        assert (await it.browse("nonsense")).status == 401
        assert (await it.browse(all_from(0)[:-2] + "xx")).status == 401
        assert (await it.browse(all_from(0), query="after=what")).status == 400
        assert it.hub.clients == set()

    run(scene)


def test_full_hub_says_when_to_come_back() -> None:
    async def scene(it: Room) -> None:
        first = await it.browse(all_from(0))
        refused = await it.browse(all_from(0))
        assert refused.status == 503
        assert 5 <= int(refused.headers[b"retry-after"]) <= 15
        first.leave()
        await asyncio.sleep(0.02)
        assert (await it.browse(all_from(0))).status == 200

    run(scene, most_clients=1)


def test_nobody_listening_leaves_nothing_behind() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        assert it.waker.watching
        browser.leave()
        await asyncio.sleep(0.02)
        assert (it.hub.clients, it.hub.channels) == (set(), {})
        assert not it.waker.watching
        reads = it.outbox.reads
        it.write(TOPIC)
        await asyncio.sleep(0.02)
        assert it.outbox.reads == reads
        again = await it.browse(all_from(0))
        assert await again.until(1) == [("said", f"{TOPIC}:1")]

    run(scene)


def test_database_away_for_a_while_loses_nothing() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        it.outbox.fail = 1
        it.write(TOPIC)
        it.write(TOPIC)
        assert await browser.until(2) == [("said", f"{TOPIC}:1"), ("said", f"{TOPIC}:2")]

    run(scene)


def test_quiet_stream_gives_a_sign_of_life() -> None:
    async def scene(it: Room) -> None:
        browser = await it.browse(all_from(0))
        (client,) = it.hub.clients
        client.beat = True
        client.wake()
        await asyncio.sleep(0.01)
        assert browser.chunks[-1] == b":\n\n"
        assert len(browser.chunks) == 2

    run(scene)


def test_stopping_ends_all_streams() -> None:
    async def scene(it: Room) -> None:
        browsers = [await it.browse(all_from(0)) for _ in range(3)]
        it.hub.end_streams()
        await asyncio.sleep(0.01)
        assert [browser.open for browser in browsers] == [False] * 3
        assert (await it.browse(all_from(0))).status == 503

    run(scene)
