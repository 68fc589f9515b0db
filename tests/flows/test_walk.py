"""The whole loop, as people walk it: from the pasted programme to the question after two weeks.

Twelve participants in twelve browser contexts, an organiser, a facilitator and a big screen.
Selectors are names and addresses, not words, so that the walk holds in every language.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.policy import default as mail_policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from .conftest import (
    LAPTOP,
    PROJECTOR,
    ROOT,
    Server,
    axe,
    free_port,
    set_clock,
    start_empty,
    stop,
    work_once,
)
from .steps import press

OSLO = ZoneInfo("Europe/Oslo")
PROGRAMME = (ROOT / "tests/data/programmes/000-bibliotekromseminar.txt").read_text("utf-8")
PEOPLE = [
    ("Kari Nordlysvik", "kari@example.org", "Nordlysvik bibliotek"),
    ("Nils Ánte Skáidi", "nils@example.org", "Skáidegieddi girjerádju"),
    ("Inger-Johanne Storfjelldal-Abrahamsen", "inger@example.org", "Storfjelldal bibliotek"),
    ("Bjørg Havnnes", "bjorg@example.org", "Havnnes bibliotek"),
    ("Oddvar Lyngstad", "oddvar@example.org", "Lyngstad bibliotek"),
    ("Máret Gáissá", "maret@example.org", "Gáissá girjerádju"),
    ("Solveig Kvaløysund", "solveig@example.org", "Kvaløysund bibliotek"),
    ("Einar Myrland", "einar@example.org", "Myrland bibliotek"),
    ("Ragnhild Øvrebotn", "ragnhild@example.org", "Øvrebotn bibliotek"),
    ("Tore Breivoll", "tore@example.org", "Breivoll bibliotek"),
    ("Gunhild Seljeskog", "gunhild@example.org", "Seljeskog bibliotek"),
    ("Siv Holmbukt", "siv@example.org", "Holmbukt bibliotek"),
]
CHANGE = "Ungdommen kan være her etter klokka fire, «også» når jeg ikke er på jobb – {n}. Čáppa!"
STEP = "Jeg spør rektor om nøkkel på mandag ({n})."


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty installation, the day before the bus."""
    running = start_empty(tmp_path_factory.mktemp("walk"), port=free_port())
    set_clock(running, datetime(2013, 11, 19, 12, 0, tzinfo=OSLO))
    yield running
    stop(running.process)


def letters(server: Server, to: str) -> list[str]:
    """Return the plain text of the mails a person has got, oldest first."""
    found = []
    folder = server.data_dir / "mail"
    for path in sorted(folder.glob("*"), key=lambda p: p.stat().st_mtime):
        for raw in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if not raw.strip():
                continue
            message = message_from_bytes(raw.lstrip(b"\n"), policy=mail_policy)
            if to in str(message["To"]):
                body = message.get_body(preferencelist=("plain",))
                found.append(body.get_content() if body else "")
    return found


def wait_for_letter(server: Server, to: str, count: int) -> str:
    """Return a person's newest mail once there are `count` of them."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        got = letters(server, to)
        if len(got) >= count:
            return got[-1]
        time.sleep(0.2)
    raise AssertionError(f"{to} has {len(letters(server, to))} mails, not {count}")


def link_in(text: str, server: Server, start: str) -> str:
    """Return the first address in a mail whose path starts so."""
    found = re.search(re.escape(server.base_url) + start + r"[^\s>\"]*", text)
    assert found, text
    return found[0]


def following(page: Page, words: Callable[[], bool], seconds: float = 3.0) -> None:
    """Wait until a page that follows the room shows something, without touching it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if words():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} did not follow: {page.inner_text('body')[:300]}")


def test_the_whole_seminar(empty: Server, person: Callable[..., Page]) -> None:
    base = empty.base_url

    # 1. Plan: an empty installation leads to making an organiser, and on to the paste field.
    organiser = person(f"{base}/oppstart", viewport=LAPTOP, press=False)
    for name, value in (
        ("own_name", "Åse Arrangør"),
        ("email", "aase@example.org"),
        ("name", "Biblioteket i fylket"),
    ):
        organiser.fill(f"[name={name}]", value)
    press(organiser, "main form button")
    organiser.fill("[name=name]", "Bibliotekromseminar")
    organiser.fill("[name=goal]", "Alle reiser hjem med minst én endringsoppgave.")
    organiser.fill("[name=focus]", "Tenke utvikling")
    press(organiser, "main form button:not([type=button])")
    organiser.fill("textarea[name=text]", PROGRAMME)
    press(organiser, "#paste button")
    assert organiser.locator("tr[id^=item-]").count() == 12
    slug = organiser.url.split("/s/")[1].split("/")[0]
    room = f"{base}/s/{slug}"
    press(organiser, "form[action$='behold-okter'] button")
    press(organiser, "form[action$='publiser'] button")
    stranger = person(f"{room}/", press=False)
    assert stranger.locator(".thread li").count() == 12

    # 2. Invite: a pasted list with one broken line, corrected in place; links by mail.
    rows = [f"{name};{mail};{library};Kommune {library}" for name, mail, library in PEOPLE]
    rows[6] = "Solveig Kvaløysund;solveig(at)example.org;Kvaløysund bibliotek;Kvaløysund"
    organiser.goto(f"{room}/folk/legg-til")
    organiser.fill("textarea[name=text]", "\n".join(rows))
    press(organiser, "main form button")
    broken = organiser.locator("input[id^=line-], textarea[id^=line-]")
    assert broken.count() == 1
    assert "7" in (broken.first.get_attribute("id") or "")
    broken.first.fill(";".join(PEOPLE[6]) + ";Kvaløysund")
    press(organiser, "button[name=deed][value=preview]")
    press(organiser, "button[name=deed][value=confirm]")
    organiser.goto(f"{room}/folk")
    press(organiser, "form[action$='inviter'] button")
    people: list[Page] = []
    for _name, mail, _library in PEOPLE:
        link = link_in(wait_for_letter(empty, mail, 1), empty, "/i/")
        people.append(person(link))
    first = people[0]
    first.goto(f"{room}/pamelding")
    first.locator("[name=answer][value=coming]").check()
    first.locator("[name=takes_bus_out]").check()
    first.fill("[name=stuck_with]", "Ungdommen kommer ikke inn døra.")
    press(first, "button[form=sign-up]")

    # The organiser leads as well, in a second window; the big screen has its own address.
    lead = organiser
    lead.goto(f"{room}/screen")
    screen = person(lead.url, viewport=PROJECTOR, press=False)
    for page in people:
        page.goto(f"{room}/now")

    def next_step() -> None:
        lead.goto(f"{room}/lead")
        press(lead, "button[name=deed][value=next]")

    # 3. The room follows the schedule: phones and screen move without being touched.
    next_step()
    for page in (first, people[11], screen):
        following(page, lambda page=page: "Prostneset" in page.inner_text("body"))
    next_step()
    following(screen, lambda: "13.00" in screen.inner_text("body"))  # lunch: back at 13.00
    next_step()

    # 4. Show and inspire: a private note remembers its source.
    lead.goto(f"{room}/vis-fram/ny")
    lead.fill("[name=title]", "Fra lager til lesesal")
    lead.fill("[name=summary]", "Vi tømte lageret.")
    press(lead, "main form button")
    next_step()
    following(first, lambda: "Fra lager til lesesal" in first.inner_text("body"))
    first.fill("form.steal textarea", "Spør teknisk etat først.")
    first.locator("form.steal button").click()
    expect(first.locator("form.steal textarea")).to_have_value("")
    for _step in range(4):  # two visits, inspiration, break
        next_step()
    following(screen, lambda: "16.15" in screen.inner_text("body"))

    # 5. The market: silent writing, then the wall; counts hidden until closing.
    next_step()
    for number, page in enumerate(people):
        page.goto(f"{room}/idetorg/skriv")
        page.fill("textarea[name=text]", f"Hvordan får vi ungdommen inn døra {number}")
        press(page, "button[name=deed][value=publish]")
    next_step()
    following(screen, lambda: screen.locator(".board li").count() == 12)
    box = screen.locator(".board li p").first
    size = box.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size * 0.7 >= 1080 * 0.03  # cap height of the problems' letters
    for number, page in enumerate(people):
        following(page, lambda page=page: page.locator("[data-problem-card]").count() == 12)
        other = page.locator("[data-problem-card]:not(.own)").nth(number % 3)
        with page.expect_response(lambda r: r.url.endswith("/merk")):
            other.locator("form[action$='/merk'] button").first.click()
        for place in range(2):
            card = page.locator("[data-problem-card]:not(.own)").nth((number + place * 4) % 11)
            with page.expect_response(lambda r: r.url.endswith("/onske")):
                card.locator("form[action$='/onske'] button").first.click()
    orders = {tuple(page.locator("[data-problem-card] h2").all_inner_texts()) for page in people}
    assert len(orders) > 6  # own order on each phone
    assert axe(first) == []
    assert axe(screen) == []

    # 6. Groups: one press; nobody without a group.
    next_step()
    lead.goto(f"{room}/grupper")
    press(lead, "form[action$='/grupper/lag'] button")
    assert lead.locator(".groups li .w").count() == 12
    press(lead, "form[action$='/grupper/vis'] button")
    for page in people:
        following(page, lambda page=page: page.locator("#sheet-know").count() == 1)

    # 7. Work: the sheet saves as one writes; the private line stays private.
    first.fill("#sheet-know-text", "De kommer når det er mat.")
    first.fill("#own-line-text", "MIN HEMMELIGE LINJE")
    expect(first.locator("#sheet-know [data-saved]")).to_be_visible()
    expect(first.locator("#own-line [data-saved]")).to_be_visible()
    first.wait_for_timeout(1200)
    # What the phone said stays said when the room's own event has renewed the sheet.
    expect(first.locator("#sheet-know [data-saved]")).to_be_visible()
    lead.goto(f"{room}/grupper")
    for link in lead.locator("a[href*='/grupper/']").all():
        assert "MIN HEMMELIGE LINJE" not in lead.content(), link
    for page in people:
        page.goto(f"{room}/gruppe")
        page.fill("#harvest-found-text", "Den som spør, får svar.")
        expect(page.locator("#harvest-found [data-saved]")).to_be_visible()
        page.wait_for_timeout(150)
    for page in people[1:]:
        assert "MIN HEMMELIGE LINJE" not in page.content()

    # 8. Threads and plenary.
    next_step()
    lead.goto(f"{room}/trader")
    lead.locator("input[name=note]").first.check()
    lead.fill("form[action$='/trader/ny'] textarea", "Den som spør først, får ofte ja.")
    press(lead, "form[action$='/trader/ny'] button")
    press(lead, "button[name=deed][value=show]")
    first.goto(f"{room}/now")
    assert "Den som spør først" in first.content()
    next_step()  # groups work
    next_step()  # plenary
    lead.goto(f"{room}/lead")
    press(lead, "form[action$='/plenum/vis'] button")
    following(screen, lambda: "Den som spør, får svar." in screen.inner_text("body"))

    # 9. The change task: ten write, two say "not now".
    next_step()
    for number, page in enumerate(people):
        page.goto(f"{room}/now")
        if number >= 10:
            page.goto(f"{room}/ikke-naa")
            page.fill("#not-now textarea", "Vi flytter i vår.")
            press(page, "#not-now button")
            continue
        press(page, "form[action$='/oppgave/begynn'] button")
        _write_task(page, number, room)
    lead.goto(f"{room}/lead")
    assert axe(lead) == []
    lead.goto(f"{room}/oppgaver")
    assert axe(lead) == []

    # 10. Evaluate, go home, after.
    next_step()
    for page in people[:6]:
        page.goto(f"{room}/evaluering")
        page.locator(".scale input[value='9']").first.check()
        press(page, "#evaluation-form button")
    lead.goto(f"{room}/evaluering/rapport")
    assert lead.locator("table").count() == 0  # nothing while it is open
    press(lead, "form[action$='/evaluering/lukk'] button")
    assert lead.locator("table").count() >= 1
    for _step in range(4):  # closing, lunch, bus, finished
        next_step()
    _nothing_is_lost(empty.data_dir)

    # Own words by mail, then the question after two weeks, answered with one tap, no login.
    before = len(letters(empty, "kari@example.org"))
    set_clock(empty, datetime(2013, 11, 25, 10, 0, tzinfo=OSLO))
    work_once(empty)
    own_words = wait_for_letter(empty, "kari@example.org", before + 1)
    assert CHANGE.format(n=0) in own_words
    set_clock(empty, datetime(2013, 12, 9, 10, 0, tzinfo=OSLO))
    work_once(empty)
    question = wait_for_letter(empty, "kari@example.org", before + 2)
    phone = person(link_in(question, empty, "/o/"), press=False)
    assert CHANGE.format(n=0) in phone.inner_text("body")
    assert axe(phone) == []
    press(phone, "main form button")
    assert phone.locator("[role=status]").count() >= 1


def _write_task(page: Page, number: int, room: str) -> None:
    """Answer the four questions that are needed, one at a time, and take the task home."""
    task = re.search(r"/oppgave/(\d+)", page.url)
    assert task, page.url
    here = f"{room}/oppgave/{task[1]}"
    for question, text in (("change", CHANGE), ("first_step", STEP)):
        page.goto(f"{here}/sporsmal/{question}")
        page.fill("textarea", text.format(n=number))
        press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/sporsmal/by_when")
    page.fill("[name=by_when]", "2014-05-01")
    press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/sporsmal/visibility")
    page.locator(f"input[value={'seminar' if number % 2 else 'only_me'}]").check()
    press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/se-over")
    press(page, "form:has(button svg) button.wide")


def _nothing_is_lost(data_dir: Path) -> None:
    """What is stored is what was typed: 12 of 12 answered, ten tasks word for word."""
    with sqlite3.connect(f"file:{data_dir}/idetorg.sqlite3?mode=ro", uri=True) as link:
        stored = link.execute(
            "SELECT change, first_step FROM commitments_changetask WHERE state <> 'draft'"
        ).fetchall()
        not_now = link.execute("SELECT count(*) FROM commitments_notnow").fetchone()[0]
        integrity = link.execute("PRAGMA integrity_check").fetchone()[0]
    assert sorted(stored) == sorted((CHANGE.format(n=n), STEP.format(n=n)) for n in range(10))
    assert not_now == 2
    assert integrity == "ok"
