"""Two days at the edge of the year: a director changes jobs, and somebody takes a consent back.

Both happen by the links in the mail and on one's own pages, on a phone. How seconds are counted:
see `pace`; a choice takes 1.35 s to make once it is read, and an open question 20 s of thinking
before it is answered, as in scenario 8.

Source: domain.md §7, the edge days. Accepted when the task is handed over or closed by its owner
and its history is kept; and when what was shown is gone from lists, exports and PDF at once, while
the counts still hold it, until the person is erased and the counts are adjusted.
"""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2
import pytest
from playwright.sync_api import Page

from .after import Backstage, change_of, mail_of, name_of
from .conftest import LAPTOP, Server, axe, free_port, start_empty, stop
from .pace import Person, fits
from .post import letters_to, newest_link, wait_for_letter
from .steps import press

PEOPLE = 6
DIRECTOR, SHOWS_ALL = 0, 4  # whose tasks other people may see
CHOICE_SECONDS, OPEN_SECONDS = 1.35, 20
ANSWER_SECONDS, WRITING_SECONDS = 60, 7 * 60
NEXT = "button[name=deed][value=next]"
NEW_ADDRESS = "kari@nyjobb.example.org"
SUCCESSOR, ELSEWHERE = ("Eli Ettervåg", "eli@example.org"), ("Anna Annavåg", "anna@example.org")
CARD = {
    "title": "Nøkkelen henger hos rektor",
    "before": "Døra var låst når jeg ikke var der.",
    "after": "Ungdommen låser seg inn selv.",
}


@dataclass
class Edge:
    """A seminar that is over, the hands behind it, and what each deed took."""

    server: Server
    hands: Backstage
    room: str
    organiser: str
    participants: list[str]
    told: list[tuple[str, Person]] = field(default_factory=list)

    def done(self, what: str, me: Person, *, taps: int, seconds: float) -> None:
        """Hold a deed against its limits."""
        fits(me.page)
        assert me.taps <= taps, what
        assert me.seconds() <= seconds, what
        self.told.append((what, me))

    def tasks_of(self, number: int) -> list[int]:
        """Return the keys of a person's tasks, in the order they were written."""
        found = self.rows(
            "SELECT t.id FROM commitments_changetask t "
            "JOIN seminars_participation p ON p.id = t.participation_id "
            "JOIN people_user u ON u.id = p.user_id WHERE u.name = ? ORDER BY t.id",
            name_of(number),
        )
        return [int(str(row[0])) for row in found]

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Read the server's database, and nothing more."""
        path = f"file:{self.server.data_dir}/idetorg.sqlite3?mode=ro"
        with sqlite3.connect(path, uri=True) as link:
            return link.execute(question, values).fetchall()


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """Six took tasks home on 21 November 2013; the director took three."""
    running = start_empty(tmp_path_factory.mktemp("edge"), port=free_port())
    hands = Backstage(running)
    made = hands.fill(PEOPLE, "everyone", "organiser", "only_me")
    room = f"{running.base_url}/s/{made['slug']}"
    found = Edge(running, hands, room, made["organiser"], made["participants"])
    yield found
    hands.close()
    stop(running.process)
    sys.stdout.write(table(found))


def test_a_director_changes_jobs(edge: Edge, person: Callable[..., Page]) -> None:
    server = edge.server
    left, closed, along = edge.tasks_of(DIRECTOR)
    edge.hands.day(2014, 2, 21)
    phone = person(press=False)

    # The first task is left for whoever comes, the second is closed, the third goes along.
    me = Person(phone)
    me.open(newest_link(server, mail_of(DIRECTOR), "/o/"))
    me.tap("#not-mine summary")
    me.think(CHOICE_SECONDS)
    me.go("#not-mine button")
    me.think(CHOICE_SECONDS)
    me.go("section[aria-labelledby=others] button >> nth=0")
    assert phone.locator("section[aria-labelledby=others] li").count() == 1
    assert axe(phone) == []
    edge.done("a new job: two tasks closed, one taken along", me, taps=3, seconds=ANSWER_SECONDS)

    own = person(edge.participants[DIRECTOR])
    me = Person(own)
    me.open(f"{server.base_url}/meg")
    me.tap("#address summary")
    me.write("#address [name=email]", NEW_ADDRESS)
    me.go("#address form[action$='/adresse'] button")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", wait_for_letter(server, NEW_ADDRESS, 1))
    assert code
    me.write("#address [name=code]", code[0])
    me.go("#address form[action$='/kode'] button")
    edge.done("a new job: a new address", me, taps=6, seconds=ANSWER_SECONDS)

    # The successor comes to the next seminar and sees only what was left for all.
    lead = person(edge.organiser, viewport=LAPTOP)
    room = next_seminar(lead, server)
    edge.hands.day(2014, 2, 24)
    other = person(newest_link(server, ELSEWHERE[1], "/i/"))
    other.goto(f"{room}/mitt")
    assert other.locator("#earlier-part").count() == 0
    new = person(newest_link(server, SUCCESSOR[1], "/i/"))
    me = Person(new)
    me.open(f"{room}/mitt")
    shown = new.inner_text("#earlier-part")
    assert [change_of(DIRECTOR, n) in shown for n in range(3)] == [True, False, False]
    for task in (closed, along):
        answer = new.goto(f"{edge.room}/oppgave/{task}")
        assert answer
        assert answer.status == 404
        answer = new.goto(f"{room}/oppgave/{task}")
        assert answer
        assert answer.status == 404
    new.goto(f"{room}/mitt")
    words = write_own(me)
    edge.done("a successor's own task", me, taps=13, seconds=WRITING_SECONDS)

    # The old one is as it was, word for word, its owner's; the new one is its writer's.
    mine = "SELECT change, successor_of_id FROM commitments_changetask ORDER BY id DESC LIMIT 1"
    assert edge.rows(mine) == [(words, left)]
    kept = (
        "SELECT t.change, v.words ->> 'change', v.number, t.closed_at IS NULL, t.state "
        "FROM commitments_changetask t JOIN commitments_version v ON v.task_id = t.id "
        "WHERE t.id IN (?, ?, ?) ORDER BY t.id"
    )
    assert edge.rows(kept, left, closed, along) == [
        (change_of(DIRECTOR, n), change_of(DIRECTOR, n), 1, n == 2, "committed") for n in range(3)
    ]

    # Half a year after: the one that went along is asked about, at the new address.
    before = len(letters_to(server, mail_of(DIRECTOR)))
    edge.hands.day(2014, 5, 21)
    question = letters_to(server, NEW_ADDRESS)[-1]
    assert [change_of(DIRECTOR, n) in question for n in range(3)] == [False, False, True]
    assert len(letters_to(server, mail_of(DIRECTOR))) == before
    lead.goto(f"{edge.room}/oppgaver")
    assert lead.locator("#coverage tbody td").all_inner_texts() == [str(PEOPLE), "0", "0"]


def next_seminar(lead: Page, server: Server) -> str:
    """Make the next seminar, and invite the successor and somebody from another library."""
    lead.goto(f"{server.base_url}/nytt")
    lead.fill("[name=name]", "Neste bibliotekromseminar")
    press(lead, "main form button:not([type=button])")
    room = f"{server.base_url}/s/{lead.url.split('/s/')[1].split('/')[0]}"
    lead.goto(f"{room}/folk/legg-til")
    people = [";".join([*SUCCESSOR, "Bibliotek 0", "K 0"])]
    people.append(";".join([*ELSEWHERE, "Bibliotek 99", "K 99"]))
    lead.fill("textarea[name=text]", "\n".join(people))
    press(lead, "main form button")
    press(lead, "button[name=deed][value=confirm]")
    lead.goto(f"{room}/folk")
    press(lead, "form[action$='inviter'] button")
    return room


def write_own(me: Person) -> str:
    """Go on from what was left, in words of one's own; return them."""
    words = "Vi prøver nøkkelen på nytt, med to fra tiende klasse."
    me.think(CHOICE_SECONDS)
    me.go("#earlier-part button[name=after]")
    assert me.page.input_value("textarea[name=text]") == ""  # nobody's words but one's own
    me.think(OPEN_SECONDS)
    me.write("textarea[name=text]", words)
    me.go(NEXT)
    me.think(OPEN_SECONDS)
    me.write("textarea[name=text]", "Jeg spør de to på torsdag.")
    me.go(NEXT)
    me.choose_day("[name=by_when]", "2014-06-01")
    me.go(NEXT)
    me.think(CHOICE_SECONDS)
    me.tap("input[name=seen_by][value=only_me]")
    me.go(NEXT)
    me.go("form:has([name=client_key]) button.wide")
    assert me.page.url.endswith("/hjem")
    return words


def test_a_consent_is_taken_back(edge: Edge, person: Callable[..., Page]) -> None:
    server = edge.server
    edge.hands.day(2014, 5, 21)
    (task,) = edge.tasks_of(SHOWS_ALL)
    own = person(edge.participants[SHOWS_ALL])
    lead = person(edge.organiser, viewport=LAPTOP)
    show_everything(edge, task, own, lead, person)
    look = Look(edge, person, lead)
    assert look.where() == Look.PLACES
    counted = look.counts()

    # Take it back: the task, the card, the letter; and stop the questions.
    me = Person(own)
    me.open(f"{edge.room}/mitt")
    me.go(f"#task-{task} a[href$='/hvem-ser']")
    me.tap("#show-to input[value=everyone]")
    me.tap("#show-to input[value=only_me]")
    me.go("#show-to button")
    edge.done("a task is shown to nobody any more", me, taps=4, seconds=ANSWER_SECONDS)
    me = Person(own)
    me.open(f"{edge.room}/oppgave/{task}")
    me.go("a[href$='/erfaring']")
    me.go("button[name=deed][value=withdraw]")
    edge.done("a card is taken back", me, taps=2, seconds=ANSWER_SECONDS)
    me = Person(own)
    me.open(f"{edge.room}/mitt")
    me.go("section[aria-labelledby=my-letters] a")
    me.go("form[action$='/ta-tilbake'] button")
    edge.done("a letter is taken back", me, taps=2, seconds=ANSWER_SECONDS)
    phone = person(press=False)
    me = Person(phone)
    me.open(newest_link(server, mail_of(SHOWS_ALL), "/o/"))
    me.tap("details:has([name=deed][value=stop]) summary")
    me.think(CHOICE_SECONDS)
    me.go("form:has([name=deed][value=stop]) button")
    edge.done("the questions are stopped", me, taps=2, seconds=ANSWER_SECONDS)

    assert look.where() == set()
    assert look.counts() == counted
    before = len(letters_to(server, mail_of(SHOWS_ALL)))
    edge.hands.day(2014, 6, 3)
    edge.hands.day(2014, 11, 21)
    assert len(letters_to(server, mail_of(SHOWS_ALL))) == before
    assert len(letters_to(server, mail_of(SHOWS_ALL + 1))) > before  # others are asked

    # And all of it: erased, and the counts are adjusted and still add up.
    me = Person(own)
    me.open(f"{server.base_url}/meg")
    me.go("a[href$='/meg/slett']")
    me.tap("input[name=sure]")
    me.go("form[action$='/meg/slett'] button")
    edge.done("erased", me, taps=3, seconds=ANSWER_SECONDS)
    lead.goto(f"{edge.room}/oppgaver")
    coverage = lead.locator("#coverage tbody td").all_inner_texts()
    assert coverage == [str(PEOPLE - 1), "0", "0"]
    assert look.where() == set()
    assert nowhere(edge, change_of(SHOWS_ALL), CARD["title"], name_of(SHOWS_ALL)) == []
    assert len(letters_to(server, mail_of(SHOWS_ALL))) == before


def show_everything(
    edge: Edge, task: int, own: Page, lead: Page, person: Callable[..., Page]
) -> None:
    """Carry the task out, show a card of it to everyone, and let it stand in a letter."""
    phone = person(press=False)
    phone.goto(newest_link(edge.server, mail_of(SHOWS_ALL), "/o/"))
    press(phone, "button[name=to][value=done]")
    own.goto(f"{edge.room}/oppgave/{task}/erfaring")
    for name, text in CARD.items():
        own.fill(f"#card [name={name}]", text)
    press(own, "#card button:not([name=copy])")
    press(own, "button[name=deed][value=show]")
    lead.goto(f"{edge.room}/brev/nytt")
    about = lead.locator("#new-letter option", has_text=name_of(SHOWS_ALL)).first
    lead.select_option("#new-letter [name=person]", value=about.get_attribute("value"))
    lead.check("#new-letter [name=kind] >> nth=0")
    lead.fill("#new-letter [name=to_name]", "Rita Rådmann")
    lead.fill("#new-letter [name=request]", "Et møte i juni om nøkkelen.")
    press(lead, "#new-letter button")
    own.goto(f"{edge.room}/mitt")
    press(own, "#letters-waiting a")
    own.check("#letter-words [name=tasks]")
    press(own, "#letter-words .row button")
    press(own, "button[formaction$='/ja']")


class Look:
    """Where the words of one person are to be seen, by others."""

    PLACES = frozenset(
        {
            *("the seminar's page", "experiences", "the search", "the card"),
            *("the organiser's page", "a fellow's page", "the letter", "the letter as PDF"),
        }
    )

    def __init__(self, edge: Edge, person: Callable[..., Page], lead: Page) -> None:
        base = edge.server.base_url
        stranger, fellow = person(press=False), person(edge.participants[SHOWS_ALL - 1])
        (card,) = edge.rows("SELECT id FROM showcase_experiencecard")[0]
        (letter,) = edge.rows("SELECT id FROM commitments_leaderletter")[0]
        self._room, self._lead = edge.room, lead
        self._pages = {
            "the seminar's page": (stranger, f"{edge.room}/"),
            "experiences": (stranger, f"{base}/erfaringer"),
            "the search": (stranger, f"{base}/erfaringer?q=rektor"),
            "the card": (stranger, f"{base}/erfaringer/{card}"),
            "the organiser's page": (lead, f"{edge.room}/oppgaver"),
            "a fellow's page": (fellow, f"{edge.room}/mitt"),
            "the letter": (lead, f"{edge.room}/brev/{letter}/ark"),
        }
        self._pdf = f"{edge.room}/brev/{letter}/brev.pdf"

    def where(self) -> set[str]:
        """Return the places where the task's or the card's words stand."""
        found = set()
        for place, (page, url) in self._pages.items():
            page.goto(url)
            if self._speaks(page.inner_text("body")):
                found.add(place)
        answer = self._lead.context.request.get(self._pdf)
        if answer.ok:
            pages = pypdfium2.PdfDocument(answer.body())
            if self._speaks(" ".join(p.get_textpage().get_text_range() for p in pages)):
                found.add("the letter as PDF")
        return found

    def _speaks(self, text: str) -> bool:
        bare = "".join(text.replace("￾", "").split())
        return any("".join(w.split()) in bare for w in (change_of(SHOWS_ALL), *CARD.values()))

    def counts(self) -> list[str]:
        """Return every count the organiser sees."""
        self._lead.goto(f"{self._room}/oppgaver")
        tables = self._lead.locator("#coverage tbody td, section[aria-labelledby=outcome] tbody td")
        sentences = self._lead.locator("section[aria-labelledby=outcome] dl dd")
        return tables.all_inner_texts() + sentences.all_inner_texts()


def nowhere(edge: Edge, *words: str) -> list[str]:
    """Return the tables in which one of the words still stands; none is right."""
    found = []
    for (name,) in edge.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        rows = edge.rows(f'SELECT * FROM "{name}"')
        if any(word in str(cell) for row in rows for cell in row for word in words):
            found.append(str(name))
    return found


def table(edge: Edge) -> str:
    """Return what each deed took."""
    lines = ["", "seconds  taps  page s  what"]
    lines += [
        f"{me.seconds():>7.0f} {me.taps:>5} {me.page_seconds:>7.1f}  {what}"
        for what, me in edge.told
    ]
    return "\n".join([*lines, ""])
