"""The walk of one participant with the keyboard alone, on the narrowest phone (320 px)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import Server
from .steps import jump, room_at

NARROW = {"width": 320, "height": 640}
MOST_TABS = 160


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands on something; each stop on the way is seen and in view."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """selector => {
                const at = document.activeElement;
                const style = getComputedStyle(at);
                const ring = at.closest('label') ? getComputedStyle(at.closest('label')) : style;
                const box = at.getBoundingClientRect();
                return {
                    there: at.matches(selector),
                    body: at === document.body,
                    ring: style.outlineStyle !== 'none' || ring.outlineStyle !== 'none',
                    seen: box.bottom > 0 && box.top < innerHeight,
                    html: at.outerHTML.slice(0, 120),
                };
            }""",
            selector,
        )
        if stop["body"]:
            continue
        assert stop["ring"], f"{page.url}: no focus ring on {stop['html']}"
        assert stop["seen"], f"{page.url}: focus out of sight on {stop['html']}"
        if stop["there"]:
            return
    raise AssertionError(f"{page.url}: no way to {selector} by Tab")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to something by Tab and press it; wait for the page it leads to."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)
    fits(page)


def fits(page: Page) -> None:
    """Nothing sticks out at the side."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"], f"{page.url} is {width} px wide"


def test_a_participant_needs_no_mouse(server: Server, person: Callable[..., Page]) -> None:
    jump(person(press=False), server, "market")
    page = person(server.links["participants"][3]["url"], viewport=NARROW, press=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    press(page, "main form button")
    room = room_at(page.url, server)

    # Write a question and hang it up.
    press(page, "a[href$='/idetorg/skriv']")
    tab_to(page, "textarea[name=text]")
    page.keyboard.type("Hvordan gjør jeg dette uten mus?")
    press(page, "button[name=deed][value=publish]")
    assert "uten mus?" in page.inner_text("main")

    # The wall opens; mark one.
    lead = person(server.links["facilitator"])
    lead.goto(f"{room_at(lead.url, server)}/lead")
    with lead.expect_navigation():
        lead.keyboard.press("Space")
    other = person(server.links["participants"][4]["url"], viewport=NARROW)
    other.goto(f"{room_at(other.url, server)}/now")
    fits(other)
    tab_to(other, "form[action$='/merk'] button")
    with other.expect_response(lambda r: r.url.endswith("/merk")):
        other.keyboard.press("Enter")
    other.wait_for_selector("form[action$='/merk'] button[aria-pressed=true]")

    # Write a task, one question at a time, and take it home.
    jump(person(press=False), server, "writing")
    page.goto(f"{room}/now")
    fits(page)
    press(page, "form[action$='/oppgave/begynn'] button")
    task = re.search(r"/oppgave/(\d+)", page.url)
    assert task, page.url
    here = f"{room}/oppgave/{task[1]}"
    for question, words in (
        ("change", "Alt kan gjøres fra tastaturet."),
        ("first_step", "Jeg legger bort musa mandag."),
    ):
        page.goto(f"{here}/sporsmal/{question}")
        fits(page)
        tab_to(page, "textarea")
        page.keyboard.type(words)
        press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/sporsmal/by_when")
    tab_to(page, "[name=by_when]")
    page.fill("[name=by_when]", "2014-05-01")  # typing a date differs between systems
    press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/sporsmal/visibility")
    tab_to(page, "input[value=only_me]")
    page.keyboard.press("Space")
    # "Only me" and the others take each other away, and "my leader" opens the field for the name.
    name = page.locator("details[data-opened-by='seen_by:leader']")
    assert name.get_attribute("open") is None
    tab_to(page, "input[value=leader]")
    page.keyboard.press("Space")
    expect(page.locator("input[value=only_me]")).not_to_be_checked()
    assert name.get_attribute("open") is not None
    page.keyboard.press("Space")  # thought over: nobody ticked is only me
    press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/se-over")
    press(page, "form button.wide")
    assert page.url.endswith("/hjem")
    for path in ("/program", "/mitt", "/oppgave", "/idetorg", "/"):
        page.goto(room + path)
        fits(page)
