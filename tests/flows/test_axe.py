"""axe finds nothing on any page, for any role, in any step, light or dark, in any language.

The addresses are read from the URL patterns: a page that the sweep doesn't visit fails the test
the day it is made. Bokmål is looked at light and dark each time. Of Nynorsk and English one is
looked at in one of the two, by the day of the year; IDETORG_SWEEP=all looks at everything.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec, module_from_spec
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils import translation
from PIL import Image
from playwright.sync_api import Page, Response, Route

from .conftest import LAPTOP, PROJECTOR, Server, axe, free_port, start_empty, stop
from .steps import jump, others, press, room_at, send_empty

S = "s/<slug:slug>/"
# Where the clock jumps, and what the others have done by then.
STEPS = [
    ("before", ""),
    ("bus", ""),
    ("welcome", ""),
    ("showcase", ""),
    ("inspiration", ""),
    ("break", ""),
    ("market", "market"),
    ("groups", "groups"),
    ("work", "sheets"),
    ("threads", "threads"),
    ("plenary", ""),
    ("writing", "tasks"),
    ("evaluation", ""),
    ("home", "evaluation"),
    ("day_14", ""),
    ("month_6", "follow_ups"),
]
EACH_STEP = {"participant": ["/now"], "facilitator": ["/lead"], "screen": [""]}
# Pages looked at once, in the step where they have most to show. "/now" is below the seminar's
# address, "meg" is not. A variable takes what the role's earlier pages link to.
ONCE: dict[str, dict[str, list[str]]] = {
    "before": {
        "participant": [
            *(
                "/pamelding",
                "/program",
                "/mitt",
                "/vis-fram/<int:pk>",
                "/vis-fram/<int:pk>/rediger",
            ),
            *("hjem", "meg", "meg/slett", "logg-ut"),
        ],
        "organiser": [
            *("/program/rediger", "/program/<int:pk>", "/program/lim-inn", "/program/ny"),
            *("/om", "/folk", "/folk/<int:pk>", "/folk/legg-til", "/kjokken", "/buss", "/rom"),
            *("/vis-fram", "/vis-fram/ny", "/vis-fram/<int:pk>", "/fjernbesok/nytt"),
            *("/fjernbesok/<int:pk>", "/inspirasjon", "/inspirasjon/ny", "/inspirasjon/<int:pk>"),
            *("hjem", "nytt"),
        ],
        "facilitator": ["/kode"],
        "stranger": [
            *("/", "/pamelding", "hjem", "bli-med", "bli-med/<str:code>", "i/<str:token>"),
            *("logg-inn", "meg/slettet", "uten-nett"),
        ],
        "cast": ["", "demo/post"],
    },
    "bus": {"facilitator": ["/buss"]},
    "market": {
        "participant": ["/idetorg", "/idetorg/skriv", "/idetorg/<int:pk>"],
        "facilitator": ["/idetorg/stille"],
    },
    "groups": {
        "participant": ["/grupper/hvorfor"],
        "facilitator": ["/grupper", "/grupper/<int:pk>"],
    },
    "work": {"participant": ["/gruppe", "/gruppe/metode"], "facilitator": ["/logg"]},
    "threads": {"facilitator": ["/trader"]},
    "writing": {
        "participant": [
            *("/oppgave", "/papir", "/ikke-naa", "/makker", "/mitt", "/oppgave/<int:pk>"),
            *(
                f"/oppgave/<int:pk>/{page}"
                for page in ("hjem", "hjem/kopi", "skriv-om", "hvem-ser")
            ),
        ],
        "facilitator": ["/oppgaver", "/oppgaver/papir", "/oppgave/<int:pk>"],
    },
    "evaluation": {"participant": ["/evaluering"]},
    "home": {"participant": ["/evaluering/takk"]},
    "day_14": {
        "organiser": [
            *("/evaluering/rapport", "/oppsummering/rediger", "/oppsummering"),
            *("/kompendium", "/bilder", "/mer", "/epost", "/epost/stopp/month_3"),
        ],
        "stranger": ["/", "/oppsummering"],
        "cast": ["demo/post", "demo/post/<int:pk>", "o/<str:token>", "o/<str:token>/mindre"],
    },
    "month_6": {
        "organiser": [
            *("/", "/oppgaver", "/oppgaver/stille", "/ring", "/brev", "/brev/nytt"),
            *("/vis-fram/erfaringer", "hindringer"),
        ],
        "participant": ["/mitt", "/mitt/ta-tilbake"],
        "stranger": ["erfaringer", "erfaringer?q=finnes-ikke", "erfaringer/<int:pk>"],
        "cast": ["o/<str:token>", "b/<str:token>", "m/<str:token>", "m/<str:token>/stop"],
    },
}
# What a form says when it comes back empty: step, role, page, the form on it.
EMPTY = [
    ("before", "participant", "/pamelding", "#sign-up"),
    ("before", "participant", "meg", "form[action$='/meg']"),
    ("before", "participant", "meg", "form[action$='/meg/adresse']"),
    ("before", "participant", "meg/slett", "main form"),
    ("before", "organiser", "/program/ny", "main form"),
    ("before", "organiser", "/om", "main form"),
    ("before", "organiser", "/folk/legg-til", "main form"),
    ("before", "organiser", "/vis-fram/ny", "main form"),
    ("before", "organiser", "/fjernbesok/nytt", "main form"),
    ("before", "organiser", "/inspirasjon/ny", "main form"),
    ("before", "organiser", "nytt", "main form"),
    ("before", "stranger", "/pamelding", "main form"),
    ("before", "stranger", "bli-med/<str:code>", "main form"),
    ("before", "stranger", "logg-inn", "main form"),
    ("market", "participant", "/idetorg/skriv", "#write-question"),
    ("writing", "participant", "/papir", "#from-paper"),
    ("evaluation", "participant", "/evaluering", "#evaluation-form"),
    ("day_14", "cast", "o/<str:token>/mindre", "#smaller"),
    ("month_6", "organiser", "/brev/nytt", "#new-letter"),
]
# Pages that say no: step, role, page, status.
REFUSED = [
    ("before", "participant", "/lead", 403),
    ("before", "facilitator", "/om", 403),
    ("before", "participant", "/finnes-ikke", 404),
    ("before", "stranger", "finnes-ikke", 404),
    ("before", "stranger", "bli-med?kode=", 422),
    ("before", "stranger", "bli-med/FEIL", 404),
    ("before", "stranger", "i/feil", 404),
    ("month_6", "cast", "o/feil", 404),
]
# One of each kind of field; the rest are built alike.
QUESTIONS = ["change", "when_then", "obstacle", "who_must_say_yes", "by_when", "sure", "origin"]
# What answers a GET and is no page of ours to look at: who may ask, and what comes.
NO_PAGE = {
    "healthz": ("stranger", "text/plain"),
    "kept.js": ("stranger", "text/javascript"),
    "meg/mine-data.json": ("participant", "application/json"),
    S + "live": ("participant", "application/json"),
    S + "screen/<str:key>/live": ("screen", "application/json"),
    S + "schedule.ics": ("stranger", "text/calendar"),
    S + "schedule.json": ("stranger", "application/json"),
    S + "schedule.xml": ("stranger", "application/xml"),
    S + "program.pdf": ("stranger", "application/pdf"),
    S + "oppgave/<int:pk>/kort.pdf": ("participant", "application/pdf"),
    S + "oppgave/<int:pk>/brev.pdf": ("participant", "application/pdf"),
    S + "oppgaver/skjema.pdf": ("organiser", "application/pdf"),
    S + "brev/<int:pk>/brev.pdf": ("organiser", "application/pdf"),
    "erfaringer/<int:pk>/bilde/<slug:which>/<int:width>": ("stranger", "image/"),
    S + "oppgave/<int:pk>/bilde/<slug:which>/<int:width>": ("participant", "image/"),
    "o/<str:token>/bilde/<slug:which>/<int:width>": ("cast", "image/"),
    "b/<str:token>/bilde/<slug:which>/<int:width>": ("cast", "image/"),
    S + "evaluering/rapport.pdf": ("organiser", "application/pdf"),
    S + "kompendium.pdf": ("organiser", "application/pdf"),
    S + "bilde/<uuid:uuid>/<int:width>": ("organiser", "image/"),
    S + "screen": ("organiser", "redirect"),
}
# Pages in the language of the person a mail went to, whatever the browser asks for.
OWN_LANGUAGE = (
    *("o/<str:token>", "o/<str:token>/mindre", "o/<str:token>/bilder"),
    "b/<str:token>",
)


def variants() -> list[tuple[str, list[str]]]:
    """Return the languages to look at, each with its colour schemes."""
    both = ["light", "dark"]
    if os.environ.get("IDETORG_SWEEP") == "all":
        return [(language, both) for language in ("nb", "nn", "en")]
    day = datetime.now(tz=UTC).timetuple().tm_yday
    return [("nb", both), (("nn", "en")[day % 2], [both[day // 2 % 2]])]


def all_patterns() -> list[URLPattern | URLResolver]:
    """Return the product's URL patterns and those that only the demo has."""
    spec = find_spec("idetorg.demo.urls")
    assert spec
    assert spec.loader
    demo = module_from_spec(spec)  # a copy: the tests' own addresses stay as they are
    with override_settings(IDETORG_DEMO=True):
        spec.loader.exec_module(demo)
    assert demo.urlpatterns
    return [*demo.urlpatterns, *get_resolver().url_patterns]


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield every route, with its variables as written."""
    for entry in patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        else:
            yield route


class Sweep:
    """The roles' browsers, what they have seen, and what axe says about it."""

    def __init__(self, server: Server, person: Callable[..., Page]) -> None:
        self.found: list[str] = []
        self.visited: set[str] = set()
        self.routes = set(routes(all_patterns()))
        self._resolver = URLResolver(RegexPattern(r"^/"), all_patterns())
        self._links: dict[str, dict[str, None]] = {}
        self._variants = variants()
        links = server.links
        self.participant_name: str = links["participants"][0]["name"]
        urls = {
            "participant": links["participants"][0]["url"],
            "organiser": links["organiser"],
            "facilitator": links["facilitator"],
        }
        self.roles = {
            name: (
                person(url, **({} if name == "participant" else {"viewport": LAPTOP})),
                room_at(url, server),
            )
            for name, url in urls.items()
        }
        self.roles["screen"] = (person(press=False, viewport=PROJECTOR), links["screen"])
        self.roles["stranger"] = (person(press=False), links["public"].rstrip("/"))
        self.roles["cast"] = (person(press=False), room_at(links["base_url"], server))
        self.know("stranger", links["participants"][1]["url"])
        self.know("screen", links["screen"])

    def know(self, role: str, *addresses: str) -> None:
        """Remember addresses that a role has been given."""
        self._links.setdefault(role, {}).update(dict.fromkeys(addresses))

    def address(self, role: str, path: str) -> str:
        """Return the whole address of a path, its variable taken from what the role has seen."""
        room = self.roles[role][1]
        if path and not path.startswith("/"):
            parts = urlsplit(room)
            room = f"{parts.scheme}://{parts.netloc}/"
        elif role == "cast":
            room = room.split("/s/")[0] + "/"
        start, variable, rest = path.partition("<")
        if not variable:
            return room + path
        kind, _end, rest = rest.partition(">")
        shape = rf"/{re.escape(start.lstrip('/'))}({r'[0-9]+' if kind == 'int:pk' else '[^/?#]+'})"
        for seen in self._links.get(role, {}):
            known = re.search(shape + r"(?=[/?#]|$)", seen)
            if known:
                return room + start + known[1] + rest
        raise AssertionError(f"{role} has seen no link like {path}")

    def route(self, url: str) -> str:
        """Return the route an address belongs to, or "" for none."""
        try:
            return self._resolver.resolve(urlsplit(url).path).route.removeprefix("^/")
        except Resolver404:
            return ""

    def look(
        self,
        role: str,
        path: str,
        status: int = 200,
        send: Callable[[Page], Response] | None = None,
        url: str = "",
    ) -> None:
        """Run axe on a page in each language and colour scheme; `send` posts before it looks."""
        page = self.roles[role][0]
        url = url or self.address(role, path)
        route = self.route(url)
        for language, schemes in self._variants:
            page.context.add_cookies(
                [{"name": "idetorg-language", "value": language, "url": urljoin(url, "/")}]
            )
            answer = page.goto(url)
            if send:
                answer = send(page)
            assert answer
            assert answer.status == status, f"{role} {url}: {answer.status}"
            if not send:
                assert self.route(page.url) == route, f"{role} {url} leads to {page.url}"
            if route not in OWN_LANGUAGE:
                assert page.evaluate("document.documentElement.lang") == language, page.url
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                self.found += [f"{role} {language} {scheme} {line}" for line in axe(page)]
        if status == 200 and not send:
            self.visited.add(route)
        self.know(
            role,
            *page.evaluate(
                """[...document.querySelectorAll('a[href], main img')].map(
                    e => e.src || new URL(e.getAttribute('href'), document.baseURI).href)"""
            ),
        )

    def look_at_text(self, template: str, status: int) -> None:
        """Run axe on an error page that nobody can provoke from outside."""
        page, room = self.roles["stranger"]

        address = f"{room}/{template}"
        for language, schemes in self._variants:
            with translation.override(language):
                body = render_to_string(template, {"kept_words": ["Ord som ble skrevet."]})

            def answer(route: Route, *, body: str = body) -> None:
                route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

            page.route(address, answer)
            page.goto(address)
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self.found += [f"{template} {language} {scheme} {line}" for line in axe(page)]
            page.unroute(address)

    def ask(self, role: str, route: str) -> str:
        """Return what a GET is answered: the kind of content, "redirect" or the status."""
        page, room = self.roles[role]
        seen = (url for url in self._links[role] if self.route(url) == route)
        path = route.replace(S, "/", 1)
        if route not in NO_PAGE:
            parts = urlsplit(room)
            url = f"{parts.scheme}://{parts.netloc}/" + re.sub(
                "<[^>]+>", "1", route.replace("<slug:slug>", parts.path.split("/")[2])
            )
        elif "<str:key>" in route:
            url = f"{self.roles['screen'][1]}/live"
        else:
            url = next(seen, "") or self.address(role, path)
        said = page.evaluate(
            """async url => {
                const answer = await fetch(url, { redirect: 'manual' });
                if (answer.type === 'opaqueredirect') return 'redirect';
                return answer.status === 200
                    ? answer.headers.get('Content-Type') : String(answer.status);
            }""",
            url,
        )
        return str(said)


def read_mail(sweep: Sweep) -> None:
    """Let the cast's browser know every link in the mail nobody got, the newest first."""
    page, room = sweep.roles["cast"]
    page.goto(room.split("/s/")[0] + "/demo/post")
    links = page.evaluate(
        """async () => {
            const found = [];
            for (const link of document.querySelectorAll('main li a')) {
                const text = await (await fetch(link.href)).text();
                const shown = new DOMParser().parseFromString(text, 'text/html');
                found.push(link.href, ...[...shown.querySelectorAll('main a')].map(a => a.href));
            }
            return found;
        }"""
    )
    sweep.know("cast", *links)


def sign_in_by_code(sweep: Sweep) -> None:
    """Ask for a code as a stranger; look at the page that takes it, and at a wrong code."""
    page = sweep.roles["stranger"][0]

    def ask() -> None:
        page.goto(sweep.address("stranger", "logg-inn"))
        page.fill("[name=email]", "ingen@example.org")
        press(page, "main form button")

    def wrong(page: Page) -> Response:
        # The third wrong code ends the attempt; each language has one of its own.
        page.context.clear_cookies(name="idetorg")
        ask()
        page.fill("[name=code]", "ABCDEF")
        with page.expect_navigation() as moved:
            page.locator("main form button").first.click()
        return moved.value  # type: ignore[return-value]

    ask()
    sweep.look("stranger", "logg-inn/kode")
    sweep.look("stranger", "logg-inn/kode", status=422, send=wrong)


def write_a_task(sweep: Sweep) -> None:
    """Begin one more task as the participant: each kind of question, and looking it over."""
    page = sweep.roles["participant"][0]
    page.goto(sweep.address("participant", "/oppgave"))
    press(page, "form[action$='/oppgave/begynn'] button")
    here = page.url.rpartition("/sporsmal/")[0]
    for name in [*QUESTIONS, "visibility"]:
        sweep.look("participant", "", url=f"{here}/sporsmal/{name}")
    sweep.look("participant", "", url=f"{here}/se-over")


def ask_the_leader(sweep: Sweep) -> None:
    """Name a leader as the participant, and ask them to say what they have seen."""
    page = sweep.roles["participant"][0]
    page.goto(sweep.address("participant", "/oppgave/<int:pk>/hvem-ser"))
    page.check("#show-to input[value=leader]")
    page.locator("#show-to details").evaluate("e => { e.open = true; }")
    page.fill("#show-to [name=leader_name]", "Rita Rådmann")
    page.fill("#show-to [name=leader_email]", "rita@example.org")
    press(page, "#show-to button")
    press(page, "form[action$='/spor-lederen'] button")


def publish_what_is_made(sweep: Sweep) -> None:
    """Close the evaluation, make the compendium and put the summary on the seminar's page."""
    page, room = sweep.roles["organiser"]
    page.goto(f"{room}/evaluering/rapport")
    press(page, "form[action$='/evaluering/lukk'] button")
    page.goto(f"{room}/kompendium")
    press(page, "form[action$='/kompendium/lag'] button")
    page.goto(f"{room}/oppsummering/rediger")
    press(page, "main form button")
    press(page, "form[action$='/oppsummering/vis'] button")


def answer_a_mail(sweep: Sweep) -> None:
    """Answer how it goes as the reader of a mail; look at the thanks, and at the goodbye."""
    page = sweep.roles["cast"][0]
    url = sweep.address("cast", "o/<str:token>")
    page.goto(url)
    press(page, "main form button")
    sweep.look("cast", "", url=f"{url}?takk=1")
    sweep.look("cast", "", url=f"{url}?takk=2")
    sweep.look("cast", "", 422, lambda page: send_empty(page, "main form"), url)
    put_in_pictures(sweep, "cast", f"{url}/bilder")


def put_in_pictures(sweep: Sweep, role: str, url: str) -> None:
    """Put a picture to a change task, once with nothing chosen; look at the page each time."""
    page = sweep.roles[role][0]
    sweep.look(role, "", url=url)
    sweep.look(role, "", 422, lambda page: send_empty(page, "#after-form"), url)
    page.goto(url)
    page.locator("#after-form details").evaluate("details => { details.open = true; }")
    page.set_input_files(
        "#after-form [type=file]",
        {"name": "nå.png", "mimeType": "image/png", "buffer": a_picture()},
    )
    page.fill("#after-form [name$=caption]", "Hylla ved døra, i mai.")
    page.fill("#after-form [name$=alt]", "En hylle med fem bøker og en lampe.")
    page.check("#after-form [value=open]")
    press(page, "#after-form button")
    sweep.look(role, "", url=url)


def a_picture() -> bytes:
    """Return a small picture."""
    stream = BytesIO()
    Image.new("RGB", (320, 240), "#27508f").save(stream, "PNG")
    return stream.getvalue()


def tell_of_it(sweep: Sweep) -> None:
    """Carry out a task as the participant, and write the card of it."""
    page = sweep.roles["participant"][0]
    page.goto(sweep.address("participant", "/mitt"))
    task = sweep.address("participant", "/oppgave/<int:pk>/hvem-ser").removesuffix("/hvem-ser")
    page.goto(task)
    if page.locator("button[name=to][value=done]").count():
        press(page, "button[name=to][value=done]")
    sweep.look("participant", "", url=task)
    sweep.look("participant", "", url=f"{task}/erfaring")
    sweep.look("participant", "", 422, lambda page: send_empty(page, "#card"), f"{task}/erfaring")
    page.goto(f"{task}/erfaring")
    page.fill("#card [name=title]", "Åpen dør til seks")
    page.fill("#card [name=before]", "Stengt klokka tre.")
    page.fill("#card [name=after]", "Åpent til seks.")
    press(page, "#card button:not([name=copy])")
    sweep.look("participant", "", url=f"{task}/erfaring/bilder")
    cards = [url for url in sweep._links["stranger"] if sweep.route(url) == "erfaringer/<int:pk>"]
    for url in dict.fromkeys(url.partition("#")[0] for url in cards):
        sweep.look("stranger", "", url=url)


def ring_somebody(sweep: Sweep) -> None:
    """Ask for help as the participant; ring and write it down as the organiser; read it at home."""
    owner = sweep.roles["participant"][0]
    task = sweep.address("participant", "/oppgave/<int:pk>/hvem-ser").removesuffix("/hvem-ser")
    owner.goto(task)
    wish = "form[action$='/hjelp']"
    owner.locator(wish).evaluate("form => { form.closest('details').open = true; }")
    owner.check(f"{wish} [name=to][value=organiser]")
    press(owner, f"{wish} button")
    sweep.look("organiser", "/ring")
    for form in ("#call-note", "#heard-answer"):
        send = partial(send_empty, selector=form)
        sweep.look("organiser", "/ring/<int:pk>", 422, send)
    page = sweep.roles["organiser"][0]
    person = sweep.address("organiser", "/ring/<int:pk>")
    page.goto(f"{person}/svar")  # where a refused answer stands: loaded anew, it leads back
    assert page.url == person
    sweep.visited.add(sweep.route(f"{person}/svar"))
    page.locator("#heard-answer").evaluate("form => { form.closest('details').open = true; }")
    page.check("#heard-answer [value=same]")
    page.fill("#heard-answer [name$=note]", "Det går sin gang.")
    press(page, "#heard-answer button")
    sweep.look("organiser", "/ring/<int:pk>")
    sweep.look("participant", "/mitt")
    sweep.look("participant", "", url=task)


def write_to_a_director(sweep: Sweep) -> None:
    """Ask as organiser for a letter, let the participant approve it, and look at all of it."""
    page, room = sweep.roles["organiser"]
    owner = sweep.roles["participant"][0]
    page.goto(f"{room}/brev/nytt")
    name = sweep.participant_name
    about = page.locator("#new-letter [name=person] option", has_text=name).first
    page.select_option("#new-letter [name=person]", value=about.get_attribute("value"))
    page.check("#new-letter [name=kind] >> nth=0")
    page.fill("#new-letter [name=to_name]", "Rita Rådmann")
    page.fill("#new-letter [name=request]", "Et møte i mai om nøkkelen.")
    press(page, "#new-letter button")
    sweep.look("organiser", "/brev")
    sweep.look("participant", "/mitt")
    sweep.look("participant", "/brev/<int:pk>")
    press(owner, "#letter-words .row button")
    sweep.found += [f"letter read {line}" for line in axe(owner)]
    press(owner, "button[formaction$='/ja']")
    sweep.look("organiser", "/brev")
    sweep.look("organiser", "/brev/<int:pk>/ark")


def test_axe_finds_nothing(server: Server, person: Callable[..., Page]) -> None:
    sweep = Sweep(server, person)
    clock = person(press=False, viewport=LAPTOP)
    participant = sweep.roles["participant"][0]
    for to, deed in STEPS:
        jump(clock, server, to)
        if deed:
            others(clock, server, deed)
        if to == "before":
            lead, room = sweep.roles["facilitator"]
            lead.goto(f"{room}/kode")
            code = lead.inner_text(".join-code")
            sweep.know("stranger", f"{room.split('/s/')[0]}/bli-med/{code}")
        if to in {"day_14", "month_6"}:
            read_mail(sweep)
        for role in sweep.roles:
            for path in [*EACH_STEP.get(role, []), *ONCE.get(to, {}).get(role, [])]:
                sweep.look(role, path)
        for step, role, path, form in EMPTY:
            if step == to:
                sweep.look(role, path, 422, lambda page, form=form: send_empty(page, form))
        for step, role, path, status in REFUSED:
            if step == to:
                sweep.look(role, path, status)
        if to == "before":
            sign_in_by_code(sweep)
        if to == "home":
            publish_what_is_made(sweep)
        if to == "writing":
            write_a_task(sweep)
            ask_the_leader(sweep)
            task = sweep.address("participant", "/oppgave/<int:pk>/hvem-ser")
            put_in_pictures(sweep, "participant", task.replace("/hvem-ser", "/bilder"))
    answer_a_mail(sweep)
    tell_of_it(sweep)
    ring_somebody(sweep)
    write_to_a_director(sweep)
    for template, status in (("400.html", 400), ("403_csrf.html", 403), ("500.html", 500)):
        sweep.look_at_text(template, status)
    participant.goto(sweep.address("participant", "/now"))

    assert sweep.found == []
    said = {route: sweep.ask(role, route) for route, (role, _kind) in NO_PAGE.items()}
    wrong = {route: kind for route, kind in said.items() if not kind.startswith(NO_PAGE[route][1])}
    assert wrong == {}
    rest = sweep.routes - sweep.visited - set(NO_PAGE) - {"oppstart"}
    unseen = {route: kind for route in rest if (kind := sweep.ask("organiser", route)) != "405"}
    assert unseen == {}, "visit these pages, or say in NO_PAGE what they are"


def test_axe_finds_nothing_at_the_very_start(
    tmp_path_factory: pytest.TempPathFactory, person: Callable[..., Page]
) -> None:
    """Where nobody has organised anything yet, the first page makes the first organiser."""
    running = start_empty(tmp_path_factory.mktemp("empty"), port=free_port())
    try:
        page = person(f"{running.base_url}/oppstart", press=False)
        assert page.locator("main form").count()
        found: list[str] = []
        for send in (False, True):
            if send:
                assert send_empty(page, "main form").status == 422
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found += axe(page)
        assert found == []
    finally:
        stop(running.process)
