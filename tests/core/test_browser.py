"""In a real browser: accessible in both schemes, no sideways scroll, light to fetch, and alive."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from tests.core.sample_pages import contexts, served

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("IDETORG_CHROMIUM", "/usr/bin/chromium"))
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SAMPLES = sorted(set(contexts()) - {"live"})


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The samples' server."""
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("There is no Chromium here.")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opener]:
    """Open a sample; anything the browser complains of fails the test."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(
        name: str,
        *,
        width: int = 390,
        height: int = 844,
        scheme: str = "light",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: "Content Security" in said.text and complaints.append(said.text),
        )
        pages.append(page)
        page.set_default_timeout(8000)
        if name:
            page.goto(f"{base}/{name}")
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert complaints == []


def shape(name: str) -> dict[str, int]:
    return {"width": 1920, "height": 1080} if name.startswith("screen") else {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SAMPLES)
def test_sample_has_no_accessibility_violation(opened: Opener, name: str, scheme: str) -> None:
    page = opened(name, scheme=scheme, **shape(name))
    page.evaluate(AXE.read_text(encoding="utf-8"))

    result = page.evaluate("tags => axe.run({runOnly: tags})", RULES)

    found = [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
    assert found == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.startswith("screen")])
def test_sample_fits_320_pixels(opened: Opener, name: str) -> None:
    page = opened(name, width=320, height=640)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("height", [720, 1080])
@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("screen")])
def test_scene_fits_the_projector_and_can_be_read(opened: Opener, name: str, height: int) -> None:
    page = opened(name, width=height * 16 // 9, height=height)

    measured = page.evaluate(
        """() => {
          const seen = [...document.querySelectorAll("main *")].filter(
            (box) => box.children.length === 0 && box.textContent.trim() && box.offsetParent);
          return {
            low: Math.max(...seen.map((box) => box.getBoundingClientRect().bottom)),
            small: Math.min(...seen.filter((box) => !box.matches(".vh"))
              .map((box) => parseFloat(getComputedStyle(box).fontSize))),
          };
        }"""
    )

    assert measured["low"] <= height
    assert round(measured["small"] / height * 1080, 1) >= 32


@pytest.mark.parametrize(("name", "share"), [("screen-market", 2.2), ("screen-market-12", 3.0)])
def test_board_letters_are_tall_enough(opened: Opener, name: str, share: float) -> None:
    page = opened(name, width=1920, height=1080)

    cap_height = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = getComputedStyle(document.querySelector(".board p")).font;
          return pen.measureText("H").actualBoundingBoxAscent;
        }"""
    )

    assert cap_height / 1080 * 100 >= share


def test_first_visit_is_light(opened: Opener, base: str) -> None:
    page = opened("")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))

    page.goto(f"{base}/market", wait_until="networkidle")

    hosts = {request.url.split("/")[2] for request in asked}
    assert len(asked) <= 10
    assert hosts == {base.removeprefix("http://")}
    assert not any("sami" in request.url or "west" in request.url for request in asked)


def test_sami_letters_come_in_our_own_voice(opened: Opener, base: str) -> None:
    page = opened("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{base}/groups", wait_until="networkidle")  # a name there is Čáhppil

    assert any("inter-sami" in address for address in asked)


# Live ---------------------------------------------------------------------------------------


class Room:
    """A made-up seminar behind the live page: what the ticket says and what was asked for."""

    def __init__(self, page: Page, base: str, *, stream: bool) -> None:
        self.page, self.base, self.stream = page, base, stream
        self.cursors = {"s1/all": 1}
        self.extra = ""
        self.regions: list[str] = []
        self.events = ""
        page.route("**/ticket", self.ticket)
        page.route("**/live/**", self.events_stream)
        page.route(f"{base}/live", self.page_or_region)

    def ticket(self, route: Route) -> None:
        body = {
            "stream": "/live/token" if self.stream else None,
            "cursors": self.cursors,
            "poll_ms": 100,
            "kinds": ["problem"],
        }
        route.fulfill(content_type="application/json", body=json.dumps(body))

    def events_stream(self, route: Route) -> None:
        events, self.events = self.events, ""
        if not events:
            route.fulfill(status=503, body="")
            return
        route.fulfill(content_type="text/event-stream", body=events)

    def page_or_region(self, route: Route) -> None:
        if region := route.request.headers.get("x-idetorg-region"):
            self.regions.append(region)
        response = route.fetch()
        route.fulfill(
            response=response,
            body=response.text().replace(
                '<article class="card" id="problem-3">',
                self.extra + '<article class="card" id="problem-3">',
            ),
        )


NEW = '<article class="card" id="problem-25"><p class="num">25</p><h2 class="q">Ny?</h2></article>'
FORM = (
    '<form method="post" action="/deed" id="say">'
    '<input id="say-text" name="text" aria-label="x"></form>'
)


def test_polling_renews_the_region_and_keeps_the_rest(opened: Opener, base: str) -> None:
    page = opened("")
    room = Room(page, base, stream=False)
    page.goto(f"{base}/live")
    page.wait_for_timeout(600)
    page.evaluate("document.getElementById('problem-5').dataset.mine = 'kept?'")
    room.extra, room.cursors = NEW, {"s1/all": 2}

    expect(page.locator("#problem-25")).to_be_visible()

    assert set(room.regions) == {"now"}
    assert page.locator("article").count() == 4


def test_a_field_somebody_writes_in_is_left_alone(opened: Opener, base: str) -> None:
    page = opened("")
    room = Room(page, base, stream=False)
    room.extra = FORM
    page.goto(f"{base}/live")
    page.fill("#say-text", "Halvferdig")
    room.extra, room.cursors = FORM + NEW, {"s1/all": 2}

    expect(page.locator("#problem-25")).to_be_visible()
    assert page.input_value("#say-text") == "Halvferdig"

    room.extra, room.cursors = "", {"s1/all": 3}
    expect(page.locator("#problem-25")).to_have_count(0)
    assert page.input_value("#say-text") == "Halvferdig"


def test_events_already_seen_ask_for_nothing(opened: Opener, base: str) -> None:
    page = opened("")
    room = Room(page, base, stream=True)
    room.cursors = {"s1/all": 5}
    room.events = "".join(f"id: s1/all:{seq}\nevent: problem\ndata: {{}}\n\n" for seq in (3, 4, 5))
    page.goto(f"{base}/live")
    page.wait_for_timeout(900)

    assert len(room.regions) == 1  # the one renewal at load, since the page knew no numbers


def test_events_are_gathered_into_one_renewal(opened: Opener, base: str) -> None:
    page = opened("")
    room = Room(page, base, stream=True)
    room.extra = NEW
    room.events = "".join(f"id: s1/all:{seq}\nevent: problem\ndata: {{}}\n\n" for seq in (2, 3, 4))
    page.goto(f"{base}/live")
    page.wait_for_timeout(900)

    assert 1 <= len(room.regions) <= 2


# Deeds and drafts -----------------------------------------------------------------------------


def test_a_deed_without_network_keeps_the_words_and_is_tried_again(
    opened: Opener, base: str
) -> None:
    page = opened("")
    room = Room(page, base, stream=False)
    room.extra = FORM.replace("<form", "<form data-deed").replace(
        "</form>", '<input type="hidden" name="client_key"><button>Send</button></form>'
    )
    keys: list[str] = []
    online = False

    def deed(route: Route) -> None:
        data = route.request.post_data or ""
        keys.append(data.split('name="client_key"')[1].split("\r\n\r\n")[1].split("\r\n")[0])
        if not online:
            route.abort()
            return
        room.extra = NEW
        route.fulfill(status=204, headers={"X-Idetorg-Location": "/live#problem-25"})

    page.route("**/deed", deed)
    page.goto(f"{base}/live")
    page.fill("#say-text", "Mitt spørsmål")
    page.click("#say button")
    expect(page.locator("[data-outbox]")).to_have_text("Ikke sendt ennå (1)")
    assert page.input_value("#say-text") == "Mitt spørsmål"

    online = True
    expect(page.locator("#problem-25")).to_be_visible()

    expect(page.locator("[data-outbox]")).to_have_text("Alt er sendt")
    assert len(set(keys)) == 1
    assert len(keys[0]) == 36


def test_unsent_words_come_back_after_a_reload(opened: Opener, base: str) -> None:
    page = opened("write")
    page.route(
        f"{base}/write",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.fill("textarea", "Nye ord")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "unsent")

    page.reload()

    assert page.input_value("textarea") == "Nye ord"


def test_words_are_saved_while_one_writes(opened: Opener, base: str) -> None:
    page = opened("write")
    sent: list[str] = []

    def save(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        route.fulfill(content_type="application/json", body='{"saved_at": "12.27", "version": 3}')

    page.route(f"{base}/write", save)
    page.locator("textarea").press_sequentially("Abc", delay=20)

    expect(page.locator("[data-saved]")).to_have_text("Lagret kl. 12.27")
    assert len(sent) == 1
    assert page.locator("[name=version]").input_value() == "3"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_two_versions_are_both_shown(opened: Opener, base: str) -> None:
    page = opened("write")
    page.route(
        f"{base}/write",
        lambda route: (
            route.fulfill(
                status=409,
                content_type="application/json",
                body='{"theirs": "Skrevet på den andre maskinen", "version": 9}',
            )
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.fill("textarea", "Skrevet her")

    expect(page.locator("[data-theirs]")).to_have_text("Skrevet på den andre maskinen")
    assert page.input_value("textarea") == "Skrevet her"

    page.click("[data-take-theirs]")
    assert page.input_value("textarea") == "Skrevet på den andre maskinen"


def test_the_space_key_presses_next_but_not_while_one_stands_on_a_control(
    opened: Opener, base: str
) -> None:
    page = opened("console", width=1280, height=800)
    presses: list[str] = []
    page.route(
        f"{base}/console",
        lambda route: (
            (presses.append("x"), route.fulfill(status=204))
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.focus(".need a")
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert presses == []

    page.locator(".need a").first.blur()
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    assert presses == ["x"]


def test_pages_read_without_scripts(opened: Opener) -> None:
    page = opened("screen-market", width=1920, height=1080, script=False)

    assert page.locator(".board li").count() == 24
