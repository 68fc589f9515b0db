"""Example data for each template, as its callers would hand it over."""

import io
from datetime import UTC, datetime

import pypdfium2
from PIL import Image

from idetorg.documents import qr
from idetorg.documents.actions import render

WHEN = datetime(2013, 11, 20, 10, tzinfo=UTC)
SAMI = "ČčĐđŊŋŠšŦŧŽž Áá"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "#27508f").save(out, "JPEG")
    return out.getvalue()


def shown(caption="Anne legger fram sitt prosjekt", alt="En kvinne ved et lerret", picture="p"):
    return {"picture": picture, "caption": caption, "alt": alt, "credit": "Arrangøren"}


PICTURES = {"p": photo(), "q": qr.png("https://idetorg.example.org/k/7f3-kq2")}
QR = {"picture": "q", "alt": "QR-kode til idetorg.example.org"}
SEMINAR = {
    "name": "Bibliotekromseminar",
    "dates": "Onsdag 20. – torsdag 21. november 2013",
    "place": "Sommarøy",
    "goal": "Alle reiser hjem med minst én endringsoppgave.",
    "focus": "bruke det vi har lært",
    "organiser": "Biblioteket i fylket",
    "contact": "Marit, marit@example.org",
    "address": "idetorg.example.org/s/bibliotekrom",
}
DAYS = [
    {
        "label": "Onsdag 20. november",
        "items": [
            {"time": "11.00", "title": "Avgang fra Prostneset med felles buss"},
            {"time": "12.00", "title": "Lunsj og innlosjering"},
            {"time": "13.00", "title": "Velkommen og innledning", "leaders": ["Marit"]},
            {
                "time": "13.30–15.15",
                "title": "Se hva vi har fått til!",
                "leaders": ["Trine", "Marit", "prosjektbibliotekene"],
                "description": "Bibliotekromprosjektene presenterer seg.\nVi drar på Skypetur.",
                "place": "Storsalen",
            },
            {"time": "15.15", "title": "Hvor kan vi hente inspirasjon?", "leaders": "Marit"},
            {"time": "15.45", "title": "Pause med litt å bite i – suppe med brød, kaffe/te"},
            {
                "time": "16.15–18.00",
                "title": "Idétorg – problemstillinger og utfordringer i ditt bibliotek – danne"
                " grupper og begynne diskusjonen",
            },
        ],
    },
    {
        "label": "Torsdag 21. november",
        "items": [
            {"time": "9.00–9.30", "title": "God morgen – oppstart – vi samler trådene fra i går"},
            {"time": "9.30–11.30", "title": "Gruppene jobber sammen"},
            {"time": "11.30–13.00", "title": "Oppsummering, samtale og diskusjon i plenum"},
            {"time": "13.00–14.00", "title": "Lunsj"},
            {"time": "14.00", "title": "Buss tilbake til Tromsø"},
        ],
    },
]
DATA = {
    "programme": {"seminar": SEMINAR, "days": DAYS, "note": SAMI},
    "compendium": {
        "seminar": SEMINAR,
        "cover": shown(),
        "intro": [SAMI],
        "days": DAYS,
        "presentations": [
            {
                "project": "Rommet innerst",
                "institution": "Fjordvik bibliotek",
                "presenters": ["Kari", "Ola"],
                "partners": ["Ungdomsrådet", "Skolen"],
                "paragraphs": ["Vi begynte med å rydde.", "Så spurte vi ungdommene."],
                "process": ["Vi spurte.", "Vi tømte rommet."],
                "pictures": [shown(caption="Rommet etterpå", alt="To bord og en lampe")],
            }
        ],
        "inspiration": [
            {
                "title": "Rom for alle",
                "author": "Á. Čáhci",
                "source": "Bok og bibliotek",
                "kind": "Artikkel",
                "why": "Fordi døra kan være åpen uten deg.",
                "link": "https://example.org/artikler/2013/rom-for-alle?side=4",
                "rights": "CC BY 4.0",
            }
        ],
    },
    "task_card": {
        "words": f"Ungdommene skal kunne være her. {SAMI}",
        "first_step": "Jeg tømmer det innerste rommet.",
        "first_step_by": "5. desember",
        "when_then": "Når onsdagsmøtet er ferdig, så går jeg rett til rommet.",
        "by_when": "1. mars 2014",
        "makker": "Siri ringer 4. desember.",
        "footer": "Bibliotekromseminar, 21. november 2013",
    },
    "own_letter": {
        "seminar": "Bibliotekromseminar",
        "name": "Siri",
        "date": "21. november 2013",
        "answers": [
            {"label": "Hva blir annerledes", "words": f"Ungdommene skal kunne være her. {SAMI}"},
            {"label": "Første steg", "words": "Jeg tømmer det innerste rommet."},
        ],
    },
    "paper_form": {
        "seminar": SEMINAR,
        "heading": "Endringsoppgaven min",
        "intro": f"Skriv med dine egne ord. {SAMI}",
        "questions": [
            {
                "question": "Hva blir annerledes?",
                "help": "Én setning.",
                "required": True,
                "lines": 2,
            },
            {"question": "Hvor sikker er du?", "scale": True},
            {
                "question": "Hvem må si ja?",
                "choices": ["Lederen min", "Kommunen"],
                "also": {"question": "Vet de om det?", "choices": ["Ja", "Ikke ennå"]},
            },
            {"question": "Hvem får se?", "choices": ["Makker", "Gruppa"]},
        ],
        "qr": QR,
        "address": "idetorg.example.org/s/bibliotekrom",
        "footer": "Lever arket til arrangøren.",
    },
    "link_card": {
        "seminar": SEMINAR,
        "cards": [
            {"name": f"Kari {SAMI}", "address": "idetorg.example.org/k/7f3-kq2", "qr": QR},
            {"name": "Ola Nordmann", "address": "idetorg.example.org/k/8f3-kq2", "qr": QR},
        ],
    },
    "summary": {
        "seminar": SEMINAR,
        "story": ["Tjue kom med buss.", SAMI],
        "numbers": ["Minst 8 av 18 har gjennomført. Vi vet ikke for 6."],
        "pictures": [shown()],
        "threads": [{"title": "Tillit", "text": "Hvem får nøkkelen?", "sources": ["gruppe 2"]}],
        "harvests": [
            {
                "group": "Gruppe 1",
                "question": "Hvordan får vi dem til å bli?",
                "found_out": "De vil ha et sted å henge sekken.",
                "still_hard": "Ingen er på jobb.",
                "need": "Noen som har prøvd.",
            }
        ],
    },
    "letter": {
        "seminar": SEMINAR,
        "date": "5. mai 2014",
        "subject": "Fjordvik bibliotek, et halvt år etter",
        "paragraphs": [
            "Til Rita Rådmann",
            f"Dette har skjedd:\n«Ungdommene er her hver dag. {SAMI}»",
            "Vi ber om én ting: Nøkkelkort til ungdomsrådet.",
            "Hilsen Marit, Biblioteket i fylket",
        ],
    },
    "evaluation": {
        "seminar": SEMINAR,
        "intro": [SAMI],
        "invited": 24,
        "answered": 18,
        "questions": [
            {
                "question": "Jeg går hjem med noe jeg vil gjøre.",
                "kind": "counts",
                "n": 18,
                "rows": [{"label": "Helt enig", "count": 13}, {"label": "Uenig", "count": 5}],
                "sentence": "13 av 18 er helt enige.",
            },
            {"question": "Neste gang?", "kind": "texts", "n": 6, "texts": ["Mer tid i gruppene."]},
            {"question": "Savnet du noe?", "kind": "texts", "n": 4, "texts": ["HEMMELIG FIRE"]},
            {
                "question": "Var det varmt?",
                "kind": "counts",
                "n": 4,
                "rows": [{"label": "HEMMELIG JA", "count": 4}],
                "sentence": "HEMMELIG SETNING",
            },
        ],
    },
}


def made(template, data=None, **options) -> bytes:
    """Return the PDF of a template, by default of its example."""
    options = {"title": "Bibliotekromseminar", "author": "Arrangør", "when": WHEN} | options
    return render(template, DATA[template] if data is None else data, pictures=PICTURES, **options)


def text_of(pdf: bytes) -> str:
    """Return all text on all pages, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join("\n".join(pages).split())


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count
