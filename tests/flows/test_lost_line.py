"""The room goes on when the line breaks, the server starts again, or streams don't get through."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import LAPTOP, Server, free_port, start_demo, stop
from .steps import comes, jump, press, room_at


@pytest.fixture(scope="module")
def restartable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo that a test may stop and start again on the same port and data."""
    running = start_demo(tmp_path_factory.mktemp("line"), port=free_port())
    yield running
    stop(running.process)


def open_room(server: Server, person: Callable[..., Page]) -> tuple[Page, Page, Page]:
    """Return the cast page, the facilitator's console and a phone in the room."""
    cast = person(press=False, viewport=LAPTOP)
    jump(cast, server, "bus")
    lead = person(server.links["facilitator"], viewport=LAPTOP)
    lead.goto(f"{room_at(lead.url, server)}/lead")
    phone = person(server.links["participants"][0]["url"])
    phone.goto(f"{room_at(phone.url, server)}/now")
    return cast, lead, phone


def step_on(lead: Page) -> None:
    """Press next on the console."""
    lead.reload()
    press(lead, "button[name=deed][value=next]")


def head(page: Page) -> str:
    """Return what the phone says is going on."""
    return page.inner_text("#now-head h1")


def test_the_phone_catches_up_after_a_lost_line(
    restartable: Server, person: Callable[..., Page]
) -> None:
    _cast, lead, phone = open_room(restartable, person)
    before = head(phone)
    phone.context.set_offline(True)
    step_on(lead)
    phone.wait_for_timeout(500)
    assert head(phone) == before
    phone.context.set_offline(False)
    comes(phone, lambda: head(phone) != before, 20)
    again = head(phone)
    step_on(lead)
    comes(phone, lambda: head(phone) != again, 20)


def test_the_phone_catches_up_after_the_server_starts_again(
    restartable: Server, person: Callable[..., Page]
) -> None:
    _cast, lead, phone = open_room(restartable, person)
    before = head(phone)
    port = urlsplit(restartable.links["base_url"]).port
    assert port
    stop(restartable.process)
    restartable.process = start_demo(restartable.data_dir, port=port).process
    step_on(lead)  # the same cookie, the same address: nobody signs in again
    comes(phone, lambda: head(phone) != before, 30)


def test_the_phone_follows_by_asking_when_streams_are_blocked(
    restartable: Server, person: Callable[..., Page]
) -> None:
    _cast, lead, phone = open_room(restartable, person)
    tries: list[str] = []

    def refuse(route: object) -> None:
        tries.append(route.request.url)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    phone.route("**/live/*", refuse)
    phone.reload()
    before = head(phone)
    comes(phone, lambda: bool(tries), 20)
    step_on(lead)
    comes(phone, lambda: head(phone) != before, 60)


def test_the_phone_follows_by_polling_alone(
    restartable: Server, person: Callable[..., Page]
) -> None:
    _cast, lead, phone = open_room(restartable, person)
    phone.add_init_script("delete window.EventSource")
    phone.reload()
    assert phone.evaluate("window.EventSource === undefined")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(urlsplit(request.url).path))
    before = head(phone)
    step_on(lead)
    comes(phone, lambda: head(phone) != before, 20)
    again = head(phone)
    step_on(lead)
    comes(phone, lambda: head(phone) != again, 20)
    assert not [path for path in asked if path.startswith("/live/")]
