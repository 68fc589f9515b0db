"""The main line on PostgreSQL: from the pasted programme to a task taken home, row for row."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg
import pytest
from playwright.sync_api import Page

from tests.live.pg import fresh_database, postgres_server

from .conftest import LAPTOP, ROOT, Server, free_port, set_clock, start_empty, stop
from .steps import press

__all__ = ["postgres_server"]
pytestmark = pytest.mark.postgres

OSLO = ZoneInfo("Europe/Oslo")
PROGRAMME = (ROOT / "tests/data/programmes/000-bibliotekromseminar.txt").read_text("utf-8")
PEOPLE = [("Nils Ánte Skáidi", "Skáidegieddi girjerádju"), ("Bjørg Havnnes", "Havnnes bibliotek")]
QUESTION = "Hvordan får vi «ungdommen» inn døra – {n}? 100 % \\ 'sitat' Čáppa?"
CHANGE = "Døra står åpen til seks, også når jeg ikke er på jobb ({n}). ŋ đ ŧ ž"
STEP = "Jeg spør rektor om nøkkel på mandag ({n}); DROP TABLE er ikke et skritt."


@pytest.fixture(scope="module")
def database(postgres_server: str) -> Iterator[str]:
    """An empty database."""
    with fresh_database(postgres_server, "idetorg_flow") as address:
        yield address


@pytest.fixture(scope="module")
def installation(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty installation on it, the day before the bus."""
    folder = tmp_path_factory.mktemp("postgres")
    running = start_empty(folder, port=free_port(), database_url=database)
    set_clock(running, datetime(2013, 11, 19, 12, 0, tzinfo=OSLO))
    yield running
    stop(running.process)


def test_the_main_line_on_postgresql(
    installation: Server, database: str, person: Callable[..., Page]
) -> None:
    base = installation.base_url
    lead = person(f"{base}/oppstart", viewport=LAPTOP, press=False)
    lead.fill("[name=own_name]", "Åse Arrangør")
    lead.fill("[name=email]", "aase@example.org")
    lead.fill("[name=name]", "Biblioteket i fylket")
    press(lead, "main form button")
    lead.fill("[name=name]", "Bibliotekromseminar")
    lead.fill("[name=goal]", "Alle reiser hjem med minst én endringsoppgave.")
    press(lead, "main form button:not([type=button])")
    lead.fill("textarea[name=text]", PROGRAMME)
    press(lead, "#paste button")
    slug = lead.url.split("/s/")[1].split("/")[0]
    room = f"{base}/s/{slug}"
    press(lead, "form[action$='behold-okter'] button")
    press(lead, "form[action$='publiser'] button")

    lead.goto(f"{room}/kode")
    code = lead.inner_text(".join-code").strip()
    people = []
    for name, library in PEOPLE:
        page = person(f"{base}/bli-med", press=False)
        page.fill("[name=kode]", code)
        press(page, "main form button")
        page.fill("[name=name]", name)
        page.fill("[name=other_institution]", library)
        press(page, "main form > p button")
        assert page.url == f"{room}/now"
        people.append(page)

    def go_to(kind: str) -> None:
        """Lead on until the phones are asked for something."""
        for _step in range(20):
            lead.goto(f"{room}/lead")
            press(lead, "button[name=deed][value=next]")
            people[0].goto(f"{room}/now")
            if people[0].locator(kind).count():
                return
        raise AssertionError(f"{kind} never came")

    go_to("a[href$='/idetorg/skriv']")
    for number, page in enumerate(people):
        page.goto(f"{room}/idetorg/skriv")
        page.fill("textarea[name=text]", QUESTION.format(n=number))
        with page.expect_response(lambda r: r.request.method == "POST"):
            page.click("button[name=deed][value=publish]")
    go_to("form[action$='/oppgave/begynn']")
    for number, page in enumerate(people):
        page.goto(f"{room}/now")
        press(page, "form[action$='/oppgave/begynn'] button")
        task = re.search(r"/oppgave/(\d+)", page.url)
        assert task, page.url
        here = f"{room}/oppgave/{task[1]}"
        for question, field, text in (
            ("change", "textarea", CHANGE.format(n=number)),
            ("first_step", "textarea", STEP.format(n=number)),
            ("by_when", "[name=by_when]", "2014-05-01"),
        ):
            page.goto(f"{here}/sporsmal/{question}")
            page.fill(field, text)
            press(page, "button[name=deed][value=next]")
        page.goto(f"{here}/sporsmal/visibility")
        page.locator("input[value=only_me]").check()
        press(page, "button[name=deed][value=next]")
        page.goto(f"{here}/se-over")
        press(page, "form:has(button svg) button.wide")
        assert page.url.endswith("/hjem")

    with psycopg.connect(database.replace("postgres://", "postgresql://", 1)) as link:
        questions = link.execute(
            "SELECT text FROM market_problemstatement WHERE state = 'published' ORDER BY number"
        ).fetchall()
        tasks = link.execute(
            "SELECT change, first_step, by_when::text FROM commitments_changetask"
            " WHERE state <> 'draft' ORDER BY id"
        ).fetchall()
        names = link.execute(
            "SELECT u.name, i.name FROM seminars_participation p"
            " JOIN people_user u ON u.id = p.user_id"
            " JOIN seminars_institution i ON i.id = p.institution_id ORDER BY p.id"
        ).fetchall()
    assert questions == [(QUESTION.format(n=n),) for n in range(2)]
    assert tasks == [(CHANGE.format(n=n), STEP.format(n=n), "2014-05-01") for n in range(2)]
    assert [row for row in names if row in PEOPLE] == PEOPLE
