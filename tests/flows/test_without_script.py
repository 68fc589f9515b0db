"""Everything that matters works by plain forms, in a browser that runs no script at all."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from .conftest import LAPTOP, Server
from .steps import jump, others, press, room_at

QUESTION = "Hvordan får vi nøkkelen ut av skuffen – også i Gáissá?"
CHANGE = "Døra står åpen til klokka seks, «også» på fredager. Čáppa!"
STEP = "Jeg spør vaktmesteren på mandag."


def test_a_whole_seminar_without_script(server: Server, person: Callable[..., Page]) -> None:
    links = server.links
    cast = person(press=False, viewport=LAPTOP, java_script_enabled=False)
    jump(cast, server, "before")
    mine = links["participants"][0]["url"]
    page = person(mine, java_script_enabled=False)
    room = room_at(mine, server)
    lead = person(links["facilitator"], viewport=LAPTOP, java_script_enabled=False)
    lead_room = room_at(links["facilitator"], server)

    # The personal link leads in; sign up, and change one's mind.
    page.goto(f"{room}/pamelding")
    page.check("[name=answer][value=coming]")
    page.fill("[name=stuck_with]", "Nøkkelen ligger i en skuff.")
    press(page, "button[form=sign-up]")
    page.goto(f"{room}/pamelding")
    assert page.input_value("[name=stuck_with]") == "Nøkkelen ligger i en skuff."

    # The market: hang up a question, and once the wall is up mark and wish.
    jump(cast, server, "market")
    page.goto(f"{room}/now")
    press(page, "a[href$='/idetorg/skriv']")
    page.fill("textarea[name=text]", QUESTION)
    press(page, "button[name=deed][value=publish]")
    assert page.url.split("#")[0] == f"{room}/now"
    assert QUESTION in page.inner_text("main")
    others(cast, server, "market")
    lead.goto(f"{lead_room}/lead")
    if page.goto(f"{room}/now") and page.locator("[data-problem-card]").count() == 0:
        press(lead, "button[name=deed][value=next]")
        page.goto(f"{room}/now")
    card = "[data-problem-card]:not(.own)"
    card_id = page.locator(card).first.get_attribute("id")
    press(page, f"#{card_id} form[action$='/merk'] button")
    assert page.locator(f"#{card_id} [name=on][aria-pressed=true]").count() == 1
    press(page, f"#{card_id} form[action$='/onske'] button")
    assert page.locator(f"#{card_id} [name=deed][aria-pressed=true]").count() == 1
    press(lead, "button[name=deed][value=next]")

    # The group's sheet is saved by a button when nothing saves by itself.
    others(cast, server, "groups")
    page.goto(f"{room}/gruppe")
    page.fill("#sheet-know-text", "Vi vet hvem som har nøkkelen.")
    press(page, "#sheet-know button")
    assert page.input_value("#sheet-know-text") == "Vi vet hvem som har nøkkelen."
    page.fill("#own-line-text", "Min egen linje.")
    press(page, "#own-line button")
    page.goto(f"{room}/gruppe")
    assert page.input_value("#own-line-text") == "Min egen linje."
    page.fill("#harvest-found-text", "Den som spør, får nøkkelen.")
    press(page, "#harvest-found button")
    assert page.input_value("#harvest-found-text") == "Den som spør, får nøkkelen."

    # The change task, question by question, and home with it.
    jump(cast, server, "writing")
    page.goto(f"{room}/now")
    press(page, "form[action$='/oppgave/begynn'] button")
    task = re.search(r"/oppgave/(\d+)", page.url)
    assert task, page.url
    here = f"{room}/oppgave/{task[1]}"
    for question, field, text in (
        ("change", "textarea", CHANGE),
        ("first_step", "textarea", STEP),
        ("by_when", "[name=by_when]", "2014-03-01"),
    ):
        page.goto(f"{here}/sporsmal/{question}")
        page.fill(field, text)
        press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/sporsmal/visibility")
    page.check("input[value=seminar]")
    press(page, "button[name=deed][value=next]")
    page.goto(f"{here}/se-over")
    press(page, "form:has(button svg) button.wide")
    assert page.url.endswith("/hjem")
    page.goto(here)
    assert CHANGE in page.inner_text("main")

    # The evaluation, and what a stranger reads when everything is over.
    jump(cast, server, "evaluation")
    page.goto(f"{room}/evaluering")
    page.locator(".scale input[value='8']").first.check()
    press(page, "#evaluation-form button")
    assert page.url.endswith("/evaluering/takk")
    jump(cast, server, "day_3")
    stranger = person(links["public"], press=False, java_script_enabled=False)
    assert stranger.locator(".thread li").count() >= 10
    assert CHANGE not in stranger.content()
