"""Thursday 12.20, the bus leaves at 14.00: write the change task, pair the plan, get it on paper.

Twenty writers. Six are on six phones, all the way through the real pages in the browser, in pairs:
each is the other's makker, one reads the when–then plan aloud, the other says "heard" on their own
phone. Four of them slip on the way: the page is loaded anew, they go back, the phone dies in the
middle of a sentence, or they look ahead before it has said "saved". Their page loads are measured.
Fourteen send the same forms without a browser, one after another. What these read and tap, how
often they load a page and how long that takes is what the six needed in the middle; how much they
write, and how fast, is their own. How seconds are counted: see `pace`. Thinking is 20 s before each
open question and 8 s before each choice, which is our assumption. The four who are left say "not
now": one in the browser, with a reason.

After every question what is stored is compared with what was typed.

Source: domain.md §7, number 8. Accepted when the median is 7 minutes at most and 95 % have 12
minutes at most, all are covered, no letter in a task is from another hand, and the paper takes
a minute.
"""

import base64
import copy
import re
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist, median
from time import monotonic

import pypdfium2
from playwright.sync_api import APIRequestContext, Page, expect

from .conftest import LAPTOP, Server, axe
from .pace import LINE_SECONDS, SLOW, TAP_SECONDS, TYPING, TYPING_SPREAD, Person, fits
from .steps import jump, room_at
from .writers import WRITERS, Writer

IN_BROWSER = (0, 1, 4, 5, 6, 7)  # in pairs
OPEN_SECONDS, CHOICE_SECONDS = 20, 8
MEDIAN_SECONDS, LONGEST_SECONDS = 7 * 60, 12 * 60
PAPER_TAPS = 4  # the link, share, print, the printer
PRINTER_SECONDS = 20  # from asleep to the first sheet; our assumption
NEXT = "button[name=deed][value=next]"
FETCH = """async link => {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.status);
    return btoa(String.fromCharCode(...new Uint8Array(await answer.arrayBuffer())));
}"""
NOT_NOW = "Vi flytter i vår, og jeg vet ikke hvor."
A6, A5 = (105, 148), (148, 210)


@dataclass
class Told:
    """What one writer did, apart: the writing, and the whole with the pairing."""

    writer: Writer
    person: Person
    task: int = 0
    writing_taps: int = 0
    writing_seconds: float = 0.0
    paper_seconds: float = 0.0


class Forms:
    """One person's forms, sent as a browser without scripts would send them."""

    def __init__(self, request: APIRequestContext, link: str, server: Server) -> None:
        plain = re.sub(r"//[^/:]+", "//localhost", link)  # no browser, so no names of its own
        self._request, self._room = request, room_at(plain, server)
        self._take_token(plain)
        self._post(plain, {})
        self._take_token(f"{self._room}/mitt")  # signing in has made a new one

    def _take_token(self, url: str) -> None:
        page = self._request.get(url).text()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, url
        self._csrf = token[1]

    def _post(self, url: str, fields: dict[str, str]) -> str:
        answer = self._request.post(
            url,
            form={"csrfmiddlewaretoken": self._csrf, **fields},
            headers={"Referer": url},
        )
        assert answer.ok, f"{url}: {answer.status} {answer.text()[:500]}"
        return answer.url

    def send(self, path: str, **fields: str) -> str:
        """Send a form; return the address of the page that came."""
        return self._post(self._room + path, fields)


class Room:
    """The seminar at 12.20, and the phones in it."""

    def __init__(self, server: Server, person: Callable[..., Page]) -> None:
        self.server, self.person = server, person
        self.people = server.links["participants"]
        self.found: list[str] = []
        cast = person(press=False, viewport=LAPTOP)
        jump(cast, server, "writing")
        self.by_form = person(press=False).context.request

    def look(self, page: Page, *, closely: bool) -> None:
        """Nothing sticks out on any page; axe finds nothing on those of one pair."""
        fits(page)
        if closely:
            self.found += axe(page)

    def write(self, number: int) -> Told:
        """Write as one of the twenty, from the page of now until it has gone home."""
        writer, closely = WRITERS[number], number == 5
        page = self.person(self.people[number]["url"])
        here = room_at(page.url, self.server)
        told = Told(writer, Person(page))
        me = told.person
        me.open(f"{here}/now")
        me.go("form[action$='/oppgave/begynn'] button")
        told.task = int(re.findall(r"/oppgave/(\d+)", page.url)[0])

        self.look(page, closely=closely)
        me.think(OPEN_SECONDS)
        if writer.slip == "kill":
            page = self._die(me, writer.change, f"{here}/now")
        else:
            me.write("textarea[name=text]", writer.change)
        me.go(NEXT)
        self.is_stored(told, change=writer.change)
        self.look(page, closely=closely)
        me.think(OPEN_SECONDS)
        me.write("textarea[name=text]", writer.first_step)
        if writer.slip == "reload":  # in the middle of it: nothing has said "saved" yet
            me.again()
            expect(page.locator("textarea[name=text]")).to_have_value(writer.first_step)
        me.go(NEXT)
        if writer.slip == "back":
            me.back()
            expect(page.locator("textarea[name=text]")).to_have_value(writer.first_step)
            me.go(NEXT)
        self.is_stored(told, first_step=writer.first_step)
        me.think(CHOICE_SECONDS)
        me.choose_day("[name=by_when]", writer.by_when)
        me.go(NEXT)
        self.is_stored(told, by_when=writer.by_when)
        self.look(page, closely=closely)
        me.think(CHOICE_SECONDS)
        me.tap(f"input[name=seen_by][value={writer.shown_to}]")
        me.go(NEXT)
        self.look(page, closely=closely)
        self._think_longer(me, writer)
        self.is_stored(told, when_text=writer.when, then_text=writer.then, sure=writer.sure)
        self.look(page, closely=closely)
        me.think(CHOICE_SECONDS)
        me.go("form:has([name=client_key]) button.wide")
        assert page.url.endswith("/hjem")
        self.look(page, closely=closely)
        told.writing_taps, told.writing_seconds = me.taps, me.seconds(speed(number, TYPING))
        return told

    def _die(self, me: Person, text: str, url: str) -> Page:
        """Die in the middle of a sentence; begin again by the page of now, and write the rest."""
        half = text[: len(text) // 2]
        me.tap("textarea[name=text]")
        me.page.keyboard.type(half)
        old = me.page
        me.page = old.context.new_page()
        old.close()  # nothing had said "saved"
        me.open(url)
        me.go("a[href$='/se-over']")
        me.go("dl a[href$='/sporsmal/change']")
        expect(me.page.locator("textarea[name=text]")).to_have_value(half)
        me.tap("textarea[name=text]")
        me.page.keyboard.press("Control+End")
        me.page.keyboard.type(text[len(half) :])
        me.keys += len(text)
        return me.page

    def is_stored(self, told: "Told", **typed: object) -> None:
        """What the last question asked is in the database, letter by letter."""
        columns = ", ".join(typed)
        found = rows(
            self.server, f"SELECT {columns} FROM commitments_changetask WHERE id = ?", told.task
        )
        assert found == [tuple(typed.values())]

    def send(self, number: int, like: Told) -> Told:
        """Write as one of the twenty by the same forms, without a browser."""
        writer, form = WRITERS[number], Forms(self.by_form, self.people[number]["url"], self.server)
        told = Told(writer, copy.copy(like.person))
        task = form.send("/oppgave/begynn")
        told.task = int(re.findall(r"/oppgave/(\d+)", task)[0])
        here = f"/oppgave/{told.task}"
        form.send(f"{here}/sporsmal/change", deed="next", text=writer.change)
        self.is_stored(told, change=writer.change)
        form.send(f"{here}/sporsmal/first_step", deed="next", text=writer.first_step)
        self.is_stored(told, first_step=writer.first_step)
        form.send(f"{here}/sporsmal/by_when", deed="next", by_when=writer.by_when)
        self.is_stored(told, by_when=writer.by_when)
        form.send(f"{here}/sporsmal/visibility", deed="next", seen_by=writer.shown_to)
        plan = {"when_text": writer.when, "then_text": writer.then}
        form.send(f"{here}/sporsmal/when_then", deed="next", **plan)
        self.is_stored(told, **plan)
        if writer.obstacle:
            form.send(f"{here}/sporsmal/obstacle", deed="next", words=writer.obstacle)
        if writer.sure is not None:
            form.send(f"{here}/sporsmal/sure", deed="next", number=str(writer.sure))
            self.is_stored(told, sure=writer.sure)
        assert form.send(f"{here}/se-over").endswith("/hjem")
        texts = (writer.change, writer.first_step, writer.when, writer.then, writer.obstacle)
        told.person.keys = sum(len(text) for text in texts)
        if writer.obstacle:
            told.person.think(OPEN_SECONDS)
        told.writing_taps = told.person.taps
        told.person.spoken_words = 2 * len(f"{writer.when} {writer.then}".split())
        told.writing_seconds = told.person.seconds(speed(number, TYPING))
        return told

    def say_not_now(self) -> Person:
        """Not now: one in the browser with a reason, the others by the form alone."""
        first, *others = self.people[len(WRITERS) :]
        me = Person(self.person(first["url"]))
        me.open(f"{room_at(me.page.url, self.server)}/now")
        me.go("a[href$='/ikke-naa']")
        self.look(me.page, closely=True)
        me.think(OPEN_SECONDS)
        me.write("#not-now textarea", NOT_NOW)
        me.go("#not-now button")
        assert rows(self.server, "SELECT reason FROM commitments_notnow") == [(NOT_NOW,)]
        for other in others:
            Forms(self.by_form, other["url"], self.server).send("/ikke-naa", reason="")
        return me

    def _think_longer(self, me: Person, writer: Writer) -> None:
        """Write the when–then plan, and what else they like, from the page to look it over."""
        me.go("a[href$='/sporsmal/when_then']")
        me.think(OPEN_SECONDS)
        me.write("[name=when_text]", writer.when)
        me.write("[name=then_text]", writer.then)
        if writer.slip != "look":
            me.go(NEXT)
        if writer.obstacle:  # it is the one that comes next
            me.think(OPEN_SECONDS)
            me.write("[name=words]", writer.obstacle)
            me.go(NEXT)
        me.go("p.links a[href$='/se-over']")
        if writer.sure is not None:
            me.go("a[href$='/sporsmal/sure']")
            me.think(CHOICE_SECONDS)
            me.tap(f".scale label:has(input[value='{writer.sure}'])")
            me.go(NEXT)
            if writer.sure < 7:  # can the step be smaller? It is small enough
                me.go(NEXT)
            me.go("p.links a[href$='/se-over']")

    def pair(self, one: Told, other: Told, name: str, *, closely: bool) -> None:
        """Ask, say yes, read aloud both ways, and say "heard" on two phones side by side."""
        asks, says = one.person, other.person
        for me in (asks, says):
            me.go("p a[href$='/makker']")
        asks.think(CHOICE_SECONDS)
        asks.go(asks.page.locator("main form li", has_text=name).locator("button"))
        expect(says.page.locator("button[value=yes]")).to_be_visible()
        says.go("button[value=yes]")
        expect(asks.page.locator("button[value=heard]")).to_be_visible()
        self.look(asks.page, closely=closely)
        for reads, hears, text in ((asks, says, one.writer), (says, asks, other.writer)):
            shown = reads.page.locator("#makker blockquote.own").inner_text()
            assert shown == f"{text.when}, {text.then}"
            assert text.then not in hears.page.inner_text("body")  # it is heard, not seen
            for me in (reads, hears):
                me.speak(shown)
            hears.go("button[value=heard]")
            told_heard = reads.page.locator("section[id^=pair-] > p[role=status]")
            expect(told_heard).to_be_visible()
            reads.read(told_heard)
        self.look(asks.page, closely=closely)
        self.look(says.page, closely=closely)

    def print(self, told: Told) -> None:
        """Take the card on A6 and the letter on A5 from the page of what went home."""
        page = told.person.page
        begun = monotonic()
        page.goto(re.sub(r"/makker.*", f"/oppgave/{told.task}/hjem", page.url))
        waited = monotonic() - begun
        for ending, size in (("/kort.pdf", A6), ("/brev.pdf", A5)):
            begun = monotonic()
            pdf = base64.b64decode(page.locator(f"a[href$='{ending}']").evaluate(FETCH))
            took = waited + monotonic() - begun + 2 * LINE_SECONDS
            took += PAPER_TAPS * TAP_SECONDS + PRINTER_SECONDS
            told.paper_seconds = max(told.paper_seconds, took)
            sheet = pypdfium2.PdfDocument(pdf)[0]
            assert tuple(round(side / 72 * 25.4) for side in sheet.get_size()) == size
            read = sheet.get_textpage().get_text_range()
            assert bare(told.writer.first_step) in bare(read)


def bare(text: str) -> str:
    """Return a text without spaces and the hyphens a line ends with."""
    return "".join(text.replace("\ufffe", "").split())


def speed(number: int, middle: float) -> float:
    """Return how fast one of the twenty types: the twenty even steps of the spread, shuffled.

    Ten words a minute at least; below that the curve's tail has no people in it.
    """
    place = (number * 7 + 3) % len(WRITERS)
    return max(10, NormalDist(middle, TYPING_SPREAD).inv_cdf((place + 0.5) / len(WRITERS)))


def test_twenty_writers(server: Server, person: Callable[..., Page]) -> None:
    begun = monotonic()
    room = Room(server, person)
    told: dict[int, Told] = {}
    for one, other in zip(IN_BROWSER[::2], IN_BROWSER[1::2], strict=True):
        told |= {number: room.write(number) for number in (one, other)}
        name = room.people[other]["name"]
        room.pair(told[one], told[other], name, closely=one == 4)
        for number in (one, other):
            room.print(told[number])
            told[number].person.page.context.close()
    like = in_the_middle(list(told.values()))
    for number in range(len(WRITERS)):
        if number not in told:
            told[number] = room.send(number, like)
    everyone = [told[number] for number in range(len(WRITERS))]
    not_now = room.say_not_now()
    sys.stdout.write(table(everyone, not_now, monotonic() - begun))

    for middle in (TYPING, SLOW):
        took = [t.person.seconds(speed(n, middle)) for n, t in enumerate(everyone)]
        assert median(took) <= MEDIAN_SECONDS, middle
        assert sum(s <= LONGEST_SECONDS for s in took) >= 0.95 * len(took), middle
    assert max(t.paper_seconds for t in everyone) <= 60
    assert room.found == []
    stored_as_typed(server, everyone)
    no_other_hand(server, everyone)
    all_are_covered(server, person)


def in_the_middle(walked: list[Told]) -> Told:
    """Return a writer who reads, taps, waits and thinks as the middle one of those who walked."""
    people = [told.person for told in walked]
    found = copy.copy(walked[0])
    found.person = Person(people[0].page)
    for name in ("pages", "page_seconds", "taps", "fields", "words_read", "thought_seconds"):
        setattr(found.person, name, median(getattr(one, name) for one in people))
    return found


def table(everyone: list[Told], not_now: Person, took: float) -> str:
    """Return the table: letters, seconds and taps of each writer, and of all."""
    lines = ["", "      wpm letters  page-s taps  slip    whole    slow  paper"]
    for number, told in enumerate(everyone):
        me, pace = told.person, speed(number, TYPING)
        walked = number in IN_BROWSER
        lines.append(
            f"{number + 1:>3} {pace:>5.1f} {me.keys:>7} {me.page_seconds:>7.1f} {me.taps:>4.0f}  "
            f"{told.writer.slip if walked else '(form)':<7}{me.seconds(pace):>5.0f} s "
            f"{me.seconds(speed(number, SLOW)):>5.0f} s "
            + (f"{told.paper_seconds:>4.0f} s" if walked else "     -")
        )
    whole = sorted(t.person.seconds(speed(n, TYPING)) for n, t in enumerate(everyone))
    slow = sorted(t.person.seconds(speed(n, SLOW)) for n, t in enumerate(everyone))
    walked = [everyone[number] for number in IN_BROWSER]
    lines += [
        f"twenty: median {median(whole):.0f} s, longest {whole[-1]:.0f} s; slow thumbs: "
        f"{median(slow):.0f} s and {slow[-1]:.0f} s",
        f"six in the browser: writing alone {median(t.writing_seconds for t in walked):.0f} s and "
        f"{median(t.writing_taps for t in walked):.0f} taps; with the pairing "
        f"{median(t.person.taps for t in walked):.0f} taps, at most "
        f"{max(t.person.taps for t in walked)}; pages "
        f"{median(t.person.page_seconds for t in walked):.1f} s",
        f"not now: {not_now.seconds():.0f} s, {not_now.taps} taps; the test itself {took:.0f} s",
    ]
    return "\n".join([*lines, ""])


def rows(server: Server, question: str, *values: object) -> list[tuple[object, ...]]:
    """Read the server's database, and nothing more."""
    with sqlite3.connect(f"file:{server.data_dir}/idetorg.sqlite3?mode=ro", uri=True) as link:
        return link.execute(question, values).fetchall()


def stored_as_typed(server: Server, everyone: list[Told]) -> None:
    """What is stored, and what is frozen, is what was typed, letter by letter."""
    for told in everyone:
        w = told.writer
        stored = rows(
            server,
            "SELECT change, first_step, when_text, then_text, by_when, sure, state, "
            "(SELECT words FROM commitments_obstacle WHERE task_id = t.id) "
            "FROM commitments_changetask t WHERE id = ?",
            told.task,
        )
        typed = (w.change, w.first_step, w.when, w.then, w.by_when, w.sure, "committed")
        assert stored == [(*typed, w.obstacle or None)]
        frozen = rows(
            server,
            "SELECT words ->> 'change', words ->> 'first_step', words ->> 'when_text', "
            "words ->> 'then_text', words ->> 'by_when', words ->> 'sure' "
            "FROM commitments_version WHERE task_id = ?",
            told.task,
        )
        assert frozen == [typed[:6]]


def no_other_hand(server: Server, everyone: list[Told]) -> None:
    """Every deed on each task is its owner's, by their own hand; the lengths say all is there."""
    for told in everyone:
        owner = rows(
            server,
            "SELECT p.user_id FROM commitments_changetask t JOIN seminars_participation p "
            "ON p.id = t.participation_id WHERE t.id = ?",
            told.task,
        )[0][0]
        deeds = rows(
            server,
            "SELECT actor_id, hand, action, field, length FROM audit_entry "
            "WHERE object_type LIKE '%changetask' AND object_pk = ?",
            str(told.task),
        )
        assert {deed[:2] for deed in deeds} == {(owner, "self")}
        last = {deed[3]: deed[4] for deed in deeds if deed[2] == "commitments.saved"}
        assert last["change"] == len(told.writer.change)
        assert last["first_step"] == len(told.writer.first_step)
        assert rows(
            server, "SELECT typed_by_id FROM commitments_changetask WHERE id = ?", told.task
        ) == [(None,)]


def all_are_covered(server: Server, person: Callable[..., Page]) -> None:
    """The facilitator reads that twenty take a task home, four not now, and nobody is left."""
    lead = person(server.links["facilitator"], viewport=LAPTOP)
    lead.goto(f"{room_at(lead.url, server)}/oppgaver")
    assert lead.locator("#coverage tbody td").all_inner_texts() == ["20", "4", "0"]
    assert lead.locator("#coverage details ul.list").count() == 0
