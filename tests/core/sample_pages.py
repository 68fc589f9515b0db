"""Sample pages with invented words: looked at by people, checked by machines.

`pages()` renders each base template and component as an app would use it, and `served()`
hands them out over http with the product's own content security policy.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.utils import translation

from idetorg.core import assets

HERE = Path(__file__).parent
NOW = datetime(2013, 11, 20, 15, 52, tzinfo=UTC)
CLOSES = datetime(2013, 11, 20, 16, 0, tzinfo=UTC)

QUESTIONS = [
    ("Hvordan får jeg tid til å kassere når jeg er alene på jobb?", "nb"),
    ("Hvem må si ja før vi kan ha meråpent?", "nb"),
    ("Hvordan får vi ungdommen inn døra etter skoletid?", "nb"),
    ("Hva gjør jeg når kommune\u00addirektøren ikke kjenner biblioteket?", "nb"),
    ("Korleis deler vi rom med skulen utan å miste dei vaksne?", "nn"),
    ("Hvordan slutter vi med noe vi alltid har gjort?", "nb"),
    ("Hvem eier rommet når servicekontoret også er her?", "nb"),
    ("Hvordan får jeg teknisk etat med fra første dag?", "nb"),
    ("Hva kan vi få til uten penger i år?", "nb"),
    ("Hvordan møter vi folk som aldri har vært innom?", "nb"),
    ("Hvordan holder vi åpent når jeg er syk?", "nb"),
    ("Kva gjer vi med lokalsamlinga ingen finn fram i?", "nn"),
    ("Hvordan får vi frivillige som blir lenger enn én høst?", "nb"),
    ("Hvordan snakker jeg med politikerne før budsjettet?", "nb"),
    ("Hvordan lager vi plass til arrangement på 60 m²?", "nb"),
    ("Hva skal bort for at det nye skal få tid?", "nb"),
    ("Hvordan gjør vi samisk synlig i rommet hver dag?", "nb"),
    ("Hvordan får jeg med kolleger som er lei av endring?", "nb"),
    ("Hvem kan hjelpe meg med et anbud jeg aldri har gjort før?", "nb"),
    ("Hvordan deler to kommuner på én bibliotekar?", "nb"),
    ("Hvordan får vi skolen til å komme uten at jeg maser?", "nb"),
    ("Hva gjør vi med et mørkt rom ingen vil sitte i?", "nb"),
    ("Hvordan vet vi om et arrangement betydde noe?", "nb"),
    ("Hvordan tør jeg spørre før alt er klart?", "nb"),
]
GROUPS = [
    ("Bord 1", 2, "Ingrid Nilsen|Odd Karlsen|Mai-Liss Utne|Siri Moen|Jan Erik Lie"),
    ("Bord 2", 3, "Berit Aas|Kari Hauge|Tor Mikkelsen|Ánne Sara|Unni Berg"),
    ("Bord 3", 13, "Per Olsen|Lise Dahl|Hilde Strand|Geir Myhre|Eva Lunde"),
    ("Salongen", 5, "Anna Foss|Rolf Vik|Guri Holm|Nina Rø|Stein Bakke"),
    ("På skjerm", 4, "Åse Tveit|Marte Sund|Knut Haug|Vigdis Eide"),
]
PLACES = ["Fjordvik", "Sørnes", "Brekka", "Høgås", "Čáhppil"]
DAY = [
    ("past", "11.00", "Avgang fra Prostneset"),
    ("past", "12.00", "Lunsj og innlosjering"),
    ("past", "13.00", "Velkommen og innledning"),
    ("past", "13.30", "Se hva vi har fått til!"),
    ("past", "15.15", "Hvor kan vi hente inspirasjon?"),
    ("past", "15.45", "Pause med litt å bite i"),
    ("now", "16.15", "Idétorg"),
    ("next", "18.00", "Middag og kveld"),
]
SEMINAR = SimpleNamespace(
    name="Bibliotekromseminar",
    slug="bibliotekromseminar-2013",
    goal="Alle reiser hjem med minst én endringsoppgave som kan settes ut i livet "
    "i eget bibliotek.",
    focus="",
    time_zone="Europe/Oslo",
    organiser=SimpleNamespace(name="Biblioteket i fylket"),
)
ROOM = [("Nå", "knot"), ("Program", "thread"), ("Mitt", "bookmark")]
WORK = ["Led", "Program", "Folk", "Oppgaver", "Mer"]


class TaskForm(forms.Form):
    """Asks for a first step."""

    text = forms.CharField(
        label="Hva er ditt første steg, de neste 14 dagene?",
        help_text="Noe du kan gjøre selv, uten å be om lov.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SignUpForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Navn", help_text="Slik det skal stå på navneskiltet.")
    email = forms.EmailField(label="E-post")
    library = forms.ChoiceField(label="Virksomhet", choices=[("", "Velg"), ("a", "Fjordvik")])
    bed = forms.ChoiceField(
        label="Overnatting",
        choices=[("single", "Enkeltrom"), ("share", "Dele rom"), ("none", "Trenger ikke")],
        widget=forms.RadioSelect,
    )
    meals = forms.MultipleChoiceField(
        label="Måltider",
        choices=[("lunch", "Lunsj onsdag"), ("dinner", "Middag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    photo = forms.BooleanField(
        label="Jeg kan være med på bilder", help_text="Du kan ombestemme deg.", required=False
    )
    note = forms.CharField(label="Noe vi bør vite", widget=forms.Textarea, required=False)


def _board(count: int) -> list[dict[str, Any]]:
    return [
        {"number": at, "text": text, "lang": lang}
        for at, (text, lang) in enumerate(QUESTIONS[:count], 1)
    ]


def _phone_thread() -> dict[str, Any]:
    return {"items": ["past"] * 6 + ["now"], "label": "Programpost 7 av 7"}


def contexts() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return every sample by name: its template and what an app would give it."""
    task = TaskForm(
        {
            "text": "Jeg tømmer det innerste rommet for de gamle årgangene og setter inn to bord. "
            "Torsdagen etter at vi er hjemme."
        }
    )
    room = {
        "nav": [{"label": label, "url": "#", "icon": name} for label, name in ROOM],
        "thread": _phone_thread(),
        "heading": "Idétorg",
    }
    room["nav"][0]["current"] = True
    work = {"nav": [{"label": label, "url": "#", "current": label == "Led"} for label in WORK]}
    groups = [
        {
            "number": at,
            "table": table,
            "text": QUESTIONS[question][0],
            "lang": QUESTIONS[question][1],
            "people": names.split("|"),
            "rows": list(zip(names.split("|"), PLACES, strict=False)),
        }
        for at, (table, question, names) in enumerate(GROUPS, 1)
    ]
    wrong = SignUpForm({"name": "Ingrid Nilsen", "email": "ingrid", "bed": "", "meals": ["lunch"]})
    return {
        "market": ("market", {**room, "closes_at": CLOSES}),
        "live": ("market", {**room, "closes_at": CLOSES, "live_url": "/ticket"}),
        "write": ("write", {"form": task, "saved_at": "12.26"}),
        "follow-up": ("follow_up", {}),
        "sign-up": ("sign_up", {"form": SignUpForm()}),
        "sign-up-wrong": ("sign_up", {"form": wrong}),
        "empty": ("empty", room),
        "console": ("console", {**work, "items": _day()}),
        "paste": ("paste", work),
        "groups": ("groups", {**work, "groups": groups}),
        "people": ("people", {**work, "rows": groups[0]["rows"]}),
        "public": ("public", {}),
        "difference": ("difference", work),
        "card": ("card", {}),
        "screen-market": ("screen_market", {"problems": _board(24)}),
        "screen-market-12": ("screen_market", {"problems": _board(12)}),
        "screen-market-6": ("screen_market", {"problems": _board(6), "day": True}),
        "screen-market-day": ("screen_market", {"problems": _board(24), "day": True}),
        "screen-groups": ("screen_groups", {"groups": groups}),
        "screen-break": ("screen_break", {}),
        "screen-welcome": ("screen_welcome", {}),
        "screen-harvest": ("screen_harvest", {}),
        "screen-lines": ("screen_lines", {"problems": _board(5)}),
        "refused": ("../409", {"message": "Torget er stengt.", "kept_words": ["En lang tekst."]}),
    }


def _day() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [
        {"state": state, "time": at, "title": title} for state, at, title in DAY
    ]
    items[6]["steps"] = [
        {"title": "Skriv stille · ferdig", "state": "past"},
        {"title": "Torget er åpent", "state": "now"},
        {"title": "Grupper · 17.00", "state": "next"},
    ]
    return items


def render(name: str, language: str = "nb") -> str:
    """Return the HTML of one sample."""
    options = dict(settings.TEMPLATES[0]["OPTIONS"])
    backend = DjangoTemplates(
        {
            "NAME": "samples",
            "DIRS": [HERE / "sample_templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "builtins": options["builtins"],
                "context_processors": ["django.template.context_processors.request"],
            },
        }
    )
    template, given = contexts()[name]
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, pk=7)  # type: ignore[assignment]
    context = {
        "product": {"name": "Idétorg", "languages": settings.LANGUAGES},
        "server_now": NOW,
        "seminar": SEMINAR,
        "home_url": "/",
        **given,
    }
    path = f"{template.removeprefix('../')}.html" if "/" in template else f"sample/{template}.html"
    with translation.override(language):
        return str(backend.get_template(path).render(context, request))


_TYPES = {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/static/dist/"):
            file = assets.FOLDER / path.removeprefix("/static/dist/")
            self._answer(file.read_bytes(), _TYPES[file.suffix[1:]])
        elif path.strip("/") in contexts():
            self._answer(render(path.strip("/")).encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the samples; gives the base address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
