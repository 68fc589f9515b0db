"""The year after, by the links in the mail: forty who took a task home, and how it goes.

A reader of a mail has a phone, no login and a minute. Day 14, week 7, three months (February,
behind and ashamed), half a year. The clock is set, the worker does what is due, and the links
are taken from the mails that come. Thirty-four of forty answer, each on the real page in a real
browser without a cookie from before. How seconds are counted: see `pace`; a choice takes 1.35 s
to make once it is read (the keystroke-level model's own figure), and words 10 s before they are
written, which is our assumption; words that may be left are told apart. Putting aside asks why,
and pointing at what stopped it is an answer.

Source: domain.md §7, number 9; §3.4 and §3.5. Accepted when an answer takes 60 s and three taps
at most, words aside; when nothing is red, ranked or asked a third time; when a mail scanner that
opens every link changes nothing; when the numbers say at least, among those who answered, and at
most; and when nobody gets more than nine mails, reminders aside.
"""

import sqlite3
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest
from playwright.sync_api import Page

from .after import Backstage, change_of, mail_of, name_of
from .conftest import LAPTOP, Server, axe, free_port, start_empty, stop
from .pace import Person, fits
from .post import letters, letters_to, newest_link

PEOPLE = 40
SECONDS, TAPS = 60, 3
CHOICE_SECONDS, WORDS_SECONDS = 1.35, 10
FREE_OF_LOGIN = {"idetorg-csrf", "idetorg-language"}
NEEDS_HELP, A_LITTLE, PAUSES, ASHAMED = 0, 1, 2, 7
SILENT = {3, 4, 5, 6, 38, 39}
AT_MONTH_6 = [n for n in range(PEOPLE) if n not in SILENT | {A_LITTLE, ASHAMED}]
GOES = ("done", "done", "partly", "started", "same")
ANYWAY = ("no_way", "later", "same")
MAILS_A_YEAR = 9
WISH = "Hvordan spør jeg rektor uten å mase?"
WHY = "OUTSIDE"
SMALLER = "Jeg måler rommet på mandag."
# What machinery notes by itself, and what comes and goes with a look at a page.
NOT_COMPARED = ("django_session", "django_tasks_database_dbtaskresult", "jobs_run")
# Red: within 18 degrees of it on the wheel of colours. The lamp over own words is orange, at 24.
RED = """() => [...document.querySelectorAll('body *')].flatMap(e => {
    const style = getComputedStyle(e);
    return ['color', 'backgroundColor', 'borderTopColor', 'borderLeftColor', 'fill']
        .map(name => style[name])
        .filter(value => {
            const [r, g, b, a] = (value.match(/[\\d.]+/g) ?? []).map(Number);
            const degrees = 60 * (g - b) / (r - Math.min(g, b));
            return a !== 0 && r > 130 && Math.min(g, b) < r / 2 && Math.abs(degrees) < 18;
        })
        .map(value => e.tagName + ' ' + value);
})"""


@dataclass
class Told:
    """One answer: what it was, seconds without and for words that may be left, and the person."""

    what: str
    seconds: float
    words_seconds: float
    person: Person


@dataclass
class Year:
    """A server whose clock moves through the year, and what each answer took."""

    server: Server
    hands: Backstage
    slug: str
    organiser: str
    told: list[Told] = field(default_factory=list)

    def phone(self, page: Page, number: int) -> Person:
        """Open the newest question of a person, on a phone that nobody has signed in on."""
        page.context.clear_cookies()
        me = Person(page)
        me.open(newest_link(self.server, mail_of(number), "/o/"))
        assert change_of(number) in page.inner_text("blockquote")
        return me

    def done(self, what: str, me: Person, words_seconds: float = 0.0) -> None:
        """Hold one answer against the limits; `words_seconds` went to words that may be left."""
        fits(me.page)
        assert {c["name"] for c in me.page.context.cookies()} <= FREE_OF_LOGIN
        assert me.page.locator("[role=status]").count() >= 1
        assert me.page.evaluate(RED) == []
        assert me.taps - me.fields <= TAPS, what
        assert me.seconds() - words_seconds <= SECONDS, what
        self.told.append(Told(what, me.seconds() - words_seconds, words_seconds, me))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A seminar of forty that ended on 21 November 2013."""
    running = start_empty(tmp_path_factory.mktemp("year"), port=free_port())
    hands = Backstage(running)
    made = hands.fill(PEOPLE)
    yield Year(running, hands, made["slug"], made["organiser"])
    hands.close()
    stop(running.process)


def choose(me: Person, target: str) -> None:
    """Think, and tap a choice that stays on the page."""
    me.think(CHOICE_SECONDS)
    me.tap(target)


def write(me: Person, field: str, text: str) -> float:
    """Think and write own words; return how long that took."""
    before = me.seconds()
    me.think(WORDS_SECONDS)
    me.write(field, text)
    return me.seconds() - before


def test_a_year_of_answers(year: Year, person: Callable[..., Page]) -> None:
    server = year.server
    phone = person(press=False)
    own_words_come_back(year)
    day_14(year, phone)
    week_7(year, phone, person)
    month_3_behind_and_ashamed(year, phone)
    month_6(year, phone)
    the_numbers(year, person)
    year.hands.day(2014, 11, 21)
    assert len(letters_to(server, mail_of(ASHAMED))) == 5  # none since February
    sent = Counter(rows(server, "SELECT person_id FROM mailer_mail WHERE kind <> 'reminder'"))
    assert max(sent.values()) <= MAILS_A_YEAR
    sys.stdout.write(table(year))


def own_words_come_back(year: Year) -> None:
    """Day 1–3: the words, and nothing is asked."""
    year.hands.day(2013, 11, 22)
    for number in range(PEOPLE):
        got = letters_to(year.server, mail_of(number))
        assert len(got) == 1
        assert change_of(number) in got[0]


def day_14(year: Year, phone: Page) -> None:
    """Did you take the first step? A scanner has been there first. One wants to be left alone."""
    server = year.server
    year.hands.day(2013, 12, 5)
    assert all(len(letters_to(server, mail_of(n))) == 2 for n in range(PEOPLE))
    before = whole_database(server)
    scan_all_mail(server)
    assert whole_database(server) == before

    me = year.phone(phone, NEEDS_HELP)
    me.think(CHOICE_SECONDS)
    me.go("button[name=first_step][value=taken]")
    year.done("day 14: the first step is taken", me)
    assert axe(phone) == []
    me = year.phone(phone, A_LITTLE)
    me.think(CHOICE_SECONDS)
    me.go("button[name=first_step][value=a_little]")
    year.done("day 14: a little", me)
    me = year.phone(phone, A_LITTLE)  # … and the step can be smaller: the same link, later that day
    me.go("a[href$='/mindre']")
    write(me, "#smaller [name=first_step]", SMALLER)
    me.go("#smaller button")
    year.done("day 14: a smaller first step", me)
    assert SMALLER in phone.inner_text("main")
    me = year.phone(phone, PAUSES)
    choose(me, "details:has([value=pause]) summary")
    me.go("button[name=weeks][value='12']")
    year.done("a pause of three months", me)

    year.hands.day(2013, 12, 13)  # five working days later: once, to those who are silent
    for number in range(PEOPLE):
        reminded = number not in {NEEDS_HELP, A_LITTLE, PAUSES}
        assert len(letters_to(server, mail_of(number))) == 2 + reminded, number
    year.hands.day(2013, 12, 19)
    assert len(letters_to(server, mail_of(ASHAMED))) == 3  # and no third time


def week_7(year: Year, phone: Page, person: Callable[..., Page]) -> None:
    """Under way, and help is wished for; others' shared words are seen, without names."""
    server = year.server
    year.hands.day(2014, 1, 9)
    assert len(letters_to(server, mail_of(PAUSES))) == 2
    me = year.phone(phone, NEEDS_HELP)
    me.think(CHOICE_SECONDS)
    me.go("button[name=to][value=started]")
    shared = phone.inner_text("section:has(#others)")
    assert shared.count("(")
    assert not [n for n in range(PEOPLE) if name_of(n) in phone.inner_text("main")]
    choose(me, "#more label:has([name=help_from][value=organiser])")
    words_seconds = write(me, "#more [name=help_text]", WISH)
    me.go("#more > button")
    year.done("week 7: under way, and a wish for help", me, words_seconds)
    lead = person(year.organiser, viewport=LAPTOP)
    lead.goto(f"{server.base_url}/s/{year.slug}/oppgaver")
    assert WISH in lead.inner_text("section[aria-labelledby=help]")


def month_3_behind_and_ashamed(year: Year, phone: Page) -> None:
    """February: put aside, and why. Thanked, and not asked again."""
    server = year.server
    year.hands.day(2014, 2, 21)
    me = year.phone(phone, ASHAMED)
    before = len(letters_to(server, mail_of(ASHAMED)))
    assert phone.evaluate(RED) == []
    choose(me, "details:has([value=put_aside]) summary")
    choose(me, f"form:has([value=put_aside]) label:has([value={WHY}])")
    me.go("form:has([value=put_aside]) button")
    year.done("month 3: put aside, and why", me)
    page = phone.inner_text("body")
    assert "%" not in page
    assert not [n for n in range(PEOPLE) if n != ASHAMED and change_of(n) in page]
    year.hands.day(2014, 3, 3)
    assert len(letters_to(server, mail_of(ASHAMED))) == before


def month_6(year: Year, phone: Page) -> None:
    """How it stands, and would it have happened anyway? Thirty-two answer."""
    year.hands.day(2014, 5, 21)
    for place, number in enumerate(AT_MONTH_6):
        goes = "done" if number in {NEEDS_HELP, PAUSES} else GOES[place % len(GOES)]
        me = year.phone(phone, number)
        me.think(CHOICE_SECONDS)
        me.go(f"button[name=to][value={goes}]")
        anyway = ANYWAY[place % len(ANYWAY)]
        choose(me, f"#more label:has([name=anyway][value={anyway}])")
        me.go("#more > button")
        year.done("month 6: how it stands, and would it have happened anyway", me)


def the_numbers(year: Year, person: Callable[..., Page]) -> None:
    """At least, among those who answered, at most: counted here from what was tapped."""
    stands = {n: GOES[place % len(GOES)] for place, n in enumerate(AT_MONTH_6)}
    stands |= {NEEDS_HELP: "done", PAUSES: "done"}
    done = sum(1 for goes in stands.values() if goes == "done")
    answered = PEOPLE - len(SILENT | {A_LITTLE})  # one told at day 14, and nothing since
    at_most = done + PEOPLE - answered
    later = sum(1 for place in range(len(AT_MONTH_6)) if place % len(ANYWAY) < 2)
    lead = person(year.organiser, viewport=LAPTOP)
    lead.goto(f"{year.server.base_url}/s/{year.slug}/oppgaver")
    shown = " ".join(lead.inner_text("main").split())
    for sentence in (
        f"{whole(answered, PEOPLE)} % har svart, {answered} av {PEOPLE}.",
        f"Minst {whole(done, PEOPLE)} % har gjennomført en endringsoppgave, {done} av {PEOPLE}.",
        f"Blant dem som svarte: {whole(done, answered)} %, {done} av {answered}.",
        f"Høyst {whole(at_most, PEOPLE)} %, {at_most} av {PEOPLE}.",
        f"{whole(later, len(stands))} % tror det ikke hadde skjedd uten seminaret, eller først "
        f"senere. Det er {later} av {len(stands)}.",
    ):
        assert sentence in shown, (sentence, shown)
    assert answered / PEOPLE >= 0.8
    outcome = lead.inner_text("section[aria-labelledby=outcome]")
    assert not [n for n in range(PEOPLE) if name_of(n) in outcome]


def whole(count: int, total: int) -> int:
    """Return whole per cents, half away from zero."""
    return int(100 * count / total + 0.5)


def rows(server: Server, question: str) -> list[tuple[object, ...]]:
    """Read the server's database, and nothing more."""
    with sqlite3.connect(f"file:{server.data_dir}/idetorg.sqlite3?mode=ro", uri=True) as link:
        return link.execute(question).fetchall()


def whole_database(server: Server) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but those that machinery writes by itself."""
    found = {}
    for (name,) in rows(server, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        if name not in NOT_COMPARED:
            found[str(name)] = rows(server, f'SELECT * FROM "{name}"')
    assert len(found) > 50
    return found


def scan_all_mail(server: Server) -> None:
    """Open every link of every mail as a scanner does: HEAD and GET, twice, without a cookie."""
    links = frozenset().union(*(letter.links for letter in letters(server)))
    assert len(links) > PEOPLE
    for link in sorted(links):
        assert link.startswith(server.base_url), link
        for method in ("HEAD", "GET"):
            request = urllib.request.Request(link, method=method)
            with urllib.request.urlopen(request, timeout=20) as answer:
                assert answer.status == 200, link


def table(year: Year) -> str:
    """Return what each kind of answer took: how many, seconds and taps."""
    lines = ["", "answers  longest s  median s  + words s  taps  + field  page s  what"]
    for what in dict.fromkeys(one.what for one in year.told):
        told = [one for one in year.told if one.what == what]
        people = [one.person for one in told]
        lines.append(
            f"{len(told):>7} {max(one.seconds for one in told):>10.0f} "
            f"{median(one.seconds for one in told):>9.0f} "
            f"{max(one.words_seconds for one in told):>10.0f} "
            f"{max(me.taps - me.fields for me in people):>5} {max(me.fields for me in people):>8} "
            f"{max(me.page_seconds for me in people):>7.1f}  {what}"
        )
    return "\n".join([*lines, ""])
