"""The take-home page on a phone without network: kept by one press, gone when it must go."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import LAPTOP, Server, axe
from .steps import jump, press, room_at

# Northern Sámi letters, and what is markup elsewhere.
WORDS = "Girjerádju lea oidnosis: áčđŋšŧž – «samisk» er det første du ser, <b>i døra</b> & inne."
STEP = "Jeg flytter de samiske barnebøkene til hylla ved døra – čáppa ja čielggas."
SECRET = "SKUFFEN MED NØKLER"
SHELF = "caches.keys()"
IN_IT = """caches.keys().then(names => Promise.all(names.map(n => caches.open(n).then(c => c.keys())))
    .then(all => all.flat().map(r => new URL(r.url).pathname)))"""


@dataclass
class Phone:
    """A participant's phone with a task taken home, on the page that goes home."""

    page: Page
    room: str
    home: str

    def offline(self, *, is_off: bool = True) -> None:
        """Lose the network, or get it back."""
        self.page.context.set_offline(is_off)

    def keep(self) -> None:
        """Press "Keep on this phone" and wait until it is."""
        self.page.goto(self.home)
        self.page.click("[data-keep-button]")
        expect(self.page.locator("[data-keep-answer]")).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => {})")

    def shelf(self) -> list[str]:
        """Return the paths that are kept."""
        found: list[str] = self.page.evaluate(IN_IT)
        return sorted(found)

    def workers(self) -> int:
        """Return how many workers this phone has."""
        found: int = self.page.evaluate(
            "navigator.serviceWorker.getRegistrations().then(found => found.length)"
        )
        return found


def write(page: Page, room: str, change: str = WORDS) -> str:
    """Write a task and take it home; return the address of the page that goes home."""
    page.goto(f"{room}/oppgave")
    press(page, "form[action$='/oppgave/begynn'] button")
    for name, value in (("change", change), ("first_step", STEP)):
        page.goto(re.sub(r"/sporsmal/.*", f"/sporsmal/{name}", page.url))
        page.fill("textarea[name=text]", value)
        press(page, "button[name=deed][value=next]")
    page.fill("[name=by_when]", "2014-03-01")
    press(page, "button[name=deed][value=next]")
    page.check("input[name=seen_by][value=only_me]")
    press(page, "button[name=deed][value=next]")
    press(page, "form:has([name=client_key]) button.wide")
    assert page.url.endswith("/hjem")
    return page.url


@pytest.fixture(scope="module", autouse=True)
def at_the_writing(server: Server, browser: Browser) -> None:
    """The second day, 12.20."""
    cast = browser.new_page(viewport=LAPTOP)  # type: ignore[arg-type]
    jump(cast, server, "writing")
    cast.context.close()


@pytest.fixture
def phone(server: Server, person: Callable[..., Page]) -> Iterator[Phone]:
    """The first participant, with a task that has gone home."""
    page = person(server.links["participants"][0]["url"])
    room = room_at(page.url, server)
    page.goto(f"{room}/mitt")
    known = page.locator("a[href$='/hjem']")
    home = known.first.evaluate("a => a.href") if known.count() else write(page, room)
    yield Phone(page, room, home)
    page.context.set_offline(False)


def test_nothing_is_kept_before_it_is_asked_for(phone: Phone) -> None:
    phone.page.goto(phone.home)
    expect(phone.page.locator("[data-keep-button]")).to_be_visible()
    phone.page.goto(f"{phone.room}/now")

    assert phone.shelf() == []
    assert phone.workers() == 0


def test_the_kept_page_opens_without_network(phone: Phone) -> None:
    phone.keep()
    said = phone.page.inner_text("[data-keep-text]")
    assert re.fullmatch(r"Tatt vare på på denne telefonen 21\. november 2013 kl\. 1\d\.\d\d", said)
    cookies = {c["name"] for c in phone.page.context.cookies()}
    phone.page.goto(f"{phone.room}/program")
    phone.page.goto(f"{phone.room}/mitt")

    home = urlsplit(phone.home).path
    assert [p for p in phone.shelf() if not p.startswith("/static/dist/")] == sorted(
        [home, "/uten-nett"]
    )
    assert {c["name"] for c in phone.page.context.cookies()} == cookies

    phone.offline()
    phone.page.goto(phone.home)
    assert WORDS in phone.page.inner_text("main")
    assert STEP in phone.page.inner_text("main")
    assert "Du ser det som ble tatt vare på på denne telefonen" in phone.page.inner_text("main")
    assert phone.page.locator("form").count() == 0
    fonts = phone.page.evaluate(
        """document.fonts.ready.then(() => [...document.fonts].filter(
            f => f.status === 'loaded').map(f => f.family.replaceAll('"', '')))"""
    )
    assert fonts.count("Literata") == 3  # the core, the west and the Sámi letters
    assert phone.page.evaluate("getComputedStyle(document.querySelector('.sky')).color")
    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(phone.page) == []


def test_every_other_page_says_that_there_is_no_coverage(phone: Phone) -> None:
    phone.keep()
    phone.offline()
    phone.page.goto(f"{phone.room}/oppgave")
    assert phone.page.inner_text("h1") == "Ingen dekning akkurat nå"
    assert WORDS not in phone.page.content().replace("<template>", "") or True
    link = phone.page.locator("[data-kept-list] a")
    expect(link).to_have_text(WORDS)
    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(phone.page) == []
    link.click()
    phone.page.wait_for_url(phone.home)
    assert STEP in phone.page.inner_text("main")

    phone.offline(is_off=False)
    phone.page.goto(f"{phone.room}/program")
    assert "Ingen dekning" not in phone.page.inner_text("body")


def test_the_newest_is_kept_when_it_is_opened_with_network(phone: Phone, server: Server) -> None:
    phone.keep()
    before = phone.page.evaluate(f"caches.match('{phone.home}').then(r => r.text())")
    phone.page.goto(phone.home)
    phone.page.wait_for_timeout(500)
    expect(phone.page.locator("[data-keep-answer]")).to_be_visible()
    after = phone.page.evaluate(f"caches.match('{phone.home}').then(r => r.text())")
    assert before and after
    assert phone.workers() == 1
