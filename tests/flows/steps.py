"""What the flows share: a person's place in the demo, its clock, and its others."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from .conftest import Server


def press(page: Page, selector: str) -> None:
    """Press something that leads to another page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def room_at(url: str, server: Server) -> str:
    """Return the seminar's address on the host name a role's link is on."""
    slug = urlsplit(server.links["public"]).path.split("/")[2]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/s/{slug}"


def jump(cast: Page, server: Server, to: str) -> None:
    """Jump in the demo's time with the form on the cast page."""
    cast.goto(server.links["base_url"])
    cast.select_option("[name=to]", to)
    press(cast, "form[action$='/demo/hopp'] button")


def others(cast: Page, server: Server, deed: str) -> None:
    """Let the invented people do their part with the form on the cast page."""
    cast.goto(server.links["base_url"])
    press(cast, f"form[action$='/demo/andre'] button[value={deed}]")


def comes(page: Page, seen: Callable[[], bool], seconds: float) -> None:
    """Wait until an untouched page shows something; at most so many seconds."""
    for _tick in range(int(seconds * 10)):
        if seen():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} did not follow: {page.inner_text('body')[:300]}")


def send_empty(page: Page, selector: str) -> Response:
    """Empty a form and send it as it is, past what the browser and our scripts would stop."""
    with page.expect_navigation() as moved:
        page.locator(selector).first.evaluate(
            """form => {
                for (const field of form.elements) {
                    if (field.type === 'hidden' || field.type === 'submit') continue;
                    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
                    else if (field.type !== 'file') field.value = '';
                }
                HTMLFormElement.prototype.submit.call(form);
            }"""
        )
    answer = moved.value
    assert answer
    return answer
