"""The take-home page on a phone without network: kept by one press, gone when it must go."""

import os
import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError

from .conftest import LAPTOP, Server, axe
from .steps import jump, press, room_at

# Northern Sámi letters, and what is markup elsewhere.
WORDS = "Girjerádju lea oidnosis: áčđŋšŧž – «samisk» er det første du ser, <b>i døra</b> & inne."
STEP = "Jeg flytter de samiske barnebøkene til hylla ved døra – čáppa ja čielggas."
IN_IT = """caches.keys().then(names => Promise.all(
    names.map(name => caches.open(name).then(shelf => shelf.keys())))
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

    def draft(self) -> str:
        """Return the address of a draft's first question, begun or gone on with."""
        self.page.goto(f"{self.room}/oppgave")
        press(self.page, "form[action$='/oppgave/begynn'] button, a[href$='/se-over']")
        return re.sub(r"/(sporsmal/.*|se-over)$", "/sporsmal/change", self.page.url)

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
    assert re.fullmatch(r"Ligger på denne telefonen siden 21\. november 2013 kl\. 1\d\.\d\d", said)
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
    assert "Du ser det som ble lagt på denne telefonen" in phone.page.inner_text("main")
    assert phone.page.locator("form").count() == 0
    letters = phone.page.evaluate(
        """document.fonts.ready.then(() => [...document.fonts].filter(
            f => f.status === 'loaded').map(f => f.family + ' ' + f.unicodeRange))"""
    )
    assert any("Literata" in f and "U+10D" in f.upper() for f in letters), letters  # č
    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(phone.page) == []


def test_every_other_page_says_that_there_is_no_coverage(phone: Phone) -> None:
    phone.keep()
    phone.offline()
    phone.page.goto(f"{phone.room}/oppgave")
    assert phone.page.inner_text("h1") == "Ingen dekning akkurat nå"
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


def test_a_network_that_hangs_is_waited_for_three_seconds(phone: Phone, server: Server) -> None:
    phone.keep()
    os.killpg(server.process.pid, signal.SIGSTOP)
    try:
        phone.page.goto(phone.home)
        waited = phone.page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    finally:
        os.killpg(server.process.pid, signal.SIGCONT)
    assert "Du ser det som ble lagt" in phone.page.inner_text("main")
    assert WORDS in phone.page.inner_text("main")
    assert 2_900 < waited < 4_500


def test_the_newest_is_kept_and_what_no_page_needs_goes(phone: Phone) -> None:
    phone.keep()
    at = f"caches.match('{phone.home}').then(r => r.headers.get('date'))"
    before = phone.page.evaluate(at)
    phone.page.evaluate(
        """caches.keys().then(names => caches.open(names[0])).then(
            shelf => shelf.put('/static/dist/app-BEFORE00.css', new Response('')))"""
    )
    phone.page.wait_for_timeout(1_100)
    phone.page.goto(phone.home)
    phone.page.wait_for_function(f"before => {at}.then(now => now !== before)", arg=before)
    phone.page.wait_for_function(f"{IN_IT}.then(p => !p.includes('/static/dist/app-BEFORE00.css'))")
    assert urlsplit(phone.home).path in phone.shelf()


def test_what_an_older_worker_kept_in_its_own_way_goes_at_the_upgrade(phone: Phone) -> None:
    phone.page.goto(phone.home)
    phone.page.evaluate(
        "caches.open('idetorg-kept-0-1').then(shelf => shelf.put('/s', new Response('')))"
    )
    phone.page.evaluate(
        "navigator.serviceWorker.register('/kept.js').then(r => navigator.serviceWorker.ready)"
    )
    phone.page.wait_for_function("caches.keys().then(names => names.length === 0)")


def test_it_is_removed_by_a_press(phone: Phone) -> None:
    phone.keep()
    phone.page.click("[data-keep-remove]")
    expect(phone.page.locator("[data-keep-button]")).to_be_focused()
    assert phone.shelf() == []
    assert phone.workers() == 0

    phone.keep()
    phone.offline()
    phone.page.goto(phone.home)
    phone.page.click("[data-kept-drop]")
    expect(phone.page.get_by_text("Fjernet fra denne telefonen")).to_be_focused()
    assert phone.shelf() == []
    is_gone(phone)


def is_gone(phone: Phone) -> None:
    """Nothing of it can be had on this phone without network."""
    assert phone.page.evaluate("caches.keys()") == []
    phone.offline()
    with pytest.raises(PlaywrightError, match="ERR_INTERNET_DISCONNECTED"):
        phone.page.goto(phone.home)


def test_it_goes_at_sign_out(phone: Phone) -> None:
    phone.keep()
    phone.page.goto(urljoin(phone.home, "/logg-ut"))
    press(phone.page, "main form button")
    is_gone(phone)


def test_it_goes_at_sign_out_also_without_network(phone: Phone) -> None:
    phone.keep()
    phone.page.goto(urljoin(phone.home, "/logg-ut"))
    phone.offline()
    phone.page.click("main form button", no_wait_after=True)
    phone.page.wait_for_timeout(1_000)
    phone.offline(is_off=False)
    phone.page.goto(urljoin(phone.home, "/logg-ut"))
    is_gone(phone)


def test_unsent_words_go_with_their_owner_who_is_told_before(phone: Phone) -> None:
    """TRUST V14.3: what lies in the browser is emptied at log-out, and nothing goes unasked."""
    page = phone.page
    page.goto(phone.draft())
    writing, never_sent = page.url, "Ordene som aldri kom fram – čáppa."

    def never(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/oppgave/**", never)
    page.fill("textarea[name=text]", never_sent)
    page.wait_for_function("Object.keys(localStorage).some(key => key.includes(':draft:'))")

    page.goto(urljoin(phone.home, "/logg-ut"))
    page.click("main form button")
    expect(page.locator("[data-unsent-words]")).to_be_visible()
    expect(page.locator("main form button")).to_have_text("Logg ut likevel")
    assert axe(page) == []
    page.goto(writing)  # thought over: the words are here
    expect(page.locator("textarea[name=text]")).to_have_value(never_sent)

    page.goto(urljoin(phone.home, "/logg-ut"))
    page.click("main form button")
    press(page, "main form button")
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_words_the_server_has_are_not_called_unsent(phone: Phone) -> None:
    """Typed and sent by the button at once, before they were saved by themselves."""
    page = phone.page
    page.goto(phone.draft())
    page.fill("textarea[name=text]", "Skrevet og sendt på et blunk.")
    press(page, "button[name=deed][value=next]")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes(':draft:'))") == []
    page.goto(urljoin(phone.home, "/logg-ut"))
    press(page, "main form button")
    assert page.evaluate("document.body.dataset.person") == ""


def test_it_goes_when_the_session_has_ended_elsewhere(phone: Phone) -> None:
    phone.keep()
    phone.page.context.clear_cookies()
    phone.page.goto(urljoin(phone.home, "/logg-inn"))
    phone.page.wait_for_function("caches.keys().then(names => names.length === 0)")
    is_gone(phone)


def test_it_goes_when_the_page_is_not_theirs_any_more(phone: Phone, server: Server) -> None:
    phone.keep()
    pk = re.search(r"/oppgave/(\d+)/", phone.home)
    assert pk
    leave(server, int(pk[1]), "'2013-11-21 12:00:00'")
    try:
        answer = phone.page.goto(phone.home)
        assert answer
        assert answer.status == 404
        phone.page.wait_for_function("caches.keys().then(names => names.length === 0)")
        is_gone(phone)
    finally:
        leave(server, int(pk[1]), "NULL")


def leave(server: Server, task: int, at: str) -> None:
    """Let a task's owner have left the seminar at a moment, or come back."""
    with closing(sqlite3.connect(server.data_dir / "idetorg.sqlite3", timeout=20)) as database:
        database.execute(
            f"UPDATE seminars_participation SET removed_at = {at} WHERE id = "
            "(SELECT participation_id FROM commitments_changetask WHERE id = ?)",
            [task],
        )
        database.commit()


def test_another_person_on_the_same_phone_sees_nothing(phone: Phone, server: Server) -> None:
    phone.keep()
    theirs = urlsplit(server.links["participants"][1]["url"]).path
    phone.page.goto(urljoin(phone.home, theirs))
    press(phone.page, "main form button")
    phone.page.wait_for_function("caches.keys().then(names => names.length === 0)")
    phone.page.wait_for_load_state()
    answer = phone.page.goto(phone.home)
    assert answer
    assert answer.status == 404
    assert WORDS not in phone.page.content()
    is_gone(phone)


def test_it_goes_when_its_owner_is_erased(server: Server, person: Callable[..., Page]) -> None:
    page = person(server.links["participants"][5]["url"])
    room = room_at(page.url, server)
    phone = Phone(page, room, write(page, room))
    phone.keep()
    page.evaluate("localStorage.setItem('idetorg:draft:x', '1')")
    page.goto(urljoin(phone.home, "/meg/slett"))
    page.check("input[name=sure]")
    press(page, "main form button")
    assert page.url.endswith("/meg/slettet")
    assert page.evaluate("localStorage.length") == 0
    is_gone(phone)


def test_without_a_service_worker_the_page_is_as_before(phone: Phone, browser: Browser) -> None:
    state = phone.page.context.storage_state()
    plain = browser.new_context(storage_state=state, service_workers="block")  # type: ignore[arg-type]
    plain.add_init_script("delete Navigator.prototype.serviceWorker; delete window.caches")
    page = plain.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(phone.home)
    expect(page.locator("#keep")).to_be_hidden()
    expect(page.locator("article.card-a6")).to_contain_text(WORDS)
    assert wrong == []
    plain.close()


def test_both_states_of_the_page_are_accessible(phone: Phone) -> None:
    phone.page.goto(phone.home)
    found = axe(phone.page)
    phone.keep()
    for scheme in ("light", "dark"):
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += axe(phone.page)
    assert found == []


def test_what_goes_to_the_phone_when_it_is_kept_is_small(phone: Phone) -> None:
    phone.keep()
    size = phone.page.evaluate(
        """caches.keys().then(n => caches.open(n[0])).then(async shelf => {
            let sum = 0;
            for (const kept of await shelf.matchAll()) sum += (await kept.blob()).size;
            return sum;
        })"""
    )
    assert size < 250_000


def test_what_is_typed_in_from_paper_survives_a_lost_line(
    server: Server, person: Callable[..., Page]
) -> None:
    page = person(server.links["participants"][7]["url"])
    room = room_at(page.url, server)
    page.goto(f"{room}/papir")
    page.fill("[name=change]", WORDS)
    page.fill("[name=first_step]", STEP)
    page.context.set_offline(True)
    page.click("#from-paper button")
    expect(page.locator("[data-deed-note]")).to_be_visible()
    assert page.input_value("[name=first_step]") == STEP
    page.context.set_offline(False)
    page.wait_for_url("**/se-over", timeout=30_000)
    assert WORDS in page.inner_text("main")
