"""Each document is accessible, in order, complete, and takes people's text as text."""

import io
import json
import re
import string

import pikepdf
import pypdfium2
import pytest
from pdfua import validate

from idetorg.documents import actions, fonts, text
from idetorg.documents.errors import MissingAlt, MissingPicture
from tests.documents.samples import (
    DATA,
    DAYS,
    PICTURES,
    QR,
    SAMI,
    SEMINAR,
    WHEN,
    made,
    page_count,
    shown,
    text_of,
)

NASTY = (
    '#import "@preview/x:0.1.0": * #read("/etc/passwd") $x^2$ \\ "q" *b* _i_ <l> @r [x] {page} '
    "//c /* */ `raw` = h - l + n / t: d ~ -- '' #let x = 1"
)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("template", sorted(DATA))
def test_document_passes_the_accessibility_check(template, lang, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(made(template, lang=lang))

    assert not validate(str(path)).findings
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).startswith(lang)
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"] == "Bibliotekromseminar"
        assert pdf.docinfo["/Author"] == "Arrangør"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("template", sorted(DATA))
def test_northern_sami_letters_survive(template):
    assert SAMI in text_of(made(template))


@pytest.mark.parametrize("template", sorted(DATA))
def test_everything_told_is_printed_in_its_order(template):
    printed = text_of(made(template))
    wanted = {
        "programme": [
            "Bibliotekromseminar", "minst én endringsoppgave", "Onsdag 20. – torsdag", "Fokus:",
            "Onsdag 20. november", "11.00", "Avgang fra Prostneset", "13.30–15.15", "Se hva vi",
            "Skypetur", "Trine, Marit og prosjektbibliotekene · Storsalen", "16.15–18.00",
            "Idétorg – problemstillinger", "Torsdag 21. november", "9.00–9.30", "14.00",
            "Buss tilbake", "Arrangør", "marit@example.org",
        ],
        "compendium": [
            "Kompendium", "Bibliotekromseminar", "Anne legger fram", "Innhold", "Rommet innerst",
            "Rom for alle", "Program", "Avgang", "Dette har vi fått til", "Fjordvik bibliotek",
            "Vi begynte", "Rommet etterpå", "Slik arbeidet vi", "Vi tømte", "Her kan du hente",
            "Artikkel · Á. Čáhci · Bok og bibliotek", "Fordi døra", "https://example.org", "CC BY",
        ],
        "task_card": [
            "Jeg vil", "Ungdommene", "Første steg, innen 5. desember", "Jeg tømmer", "Når – så",
            "Når onsdagsmøtet", "På plass innen", "1. mars 2014", "Spør meg", "Siri ringer",
            "Bibliotekromseminar, 21. november 2013", "Bare du kan endre dem",
        ],
        "own_letter": [
            "Bibliotekromseminar", "21. november 2013", "Kjære Siri", "Dette skrev du", "Hva blir",
            "Ungdommene", "Første steg", "Jeg tømmer", "Bare du kan endre dem",
        ],
        "paper_form": [
            "Endringsoppgaven min", "Skriv med", "Navn", "Hva blir annerledes? *", "Én setning.",
            "Hvor sikker", "0 1 2 3 4 5 6 7 8 9 10", "Hvem må si ja?", "Lederen min",
            "Vet de om det?", "Ikke ennå", "Hvem får se?", "Makker", "Gruppa", "må fylles ut",
            "Lever arket",
        ],
        "link_card": [
            "Bibliotekromseminar", "Din vei inn", "Kari", "Skann koden",
            "idetorg.example.org/k/7f3-kq2", "Ola Nordmann",
        ],
        "letter": [
            "Bibliotekromseminar", "Biblioteket i fylket", "marit@example.org", "5. mai 2014",
            "et halvt år etter", "Til Rita", "Dette har skjedd:", "«Ungdommene er her",
            "Vi ber om én ting", "Hilsen Marit",
        ],
        "summary": [
            "Oppsummering", "Bibliotekromseminar", "Tjue kom", "Anne legger", "Minst 8 av 18",
            "Trådene", "Tillit", "Hvem får nøkkelen?", "Kommer fra: gruppe 2", "Gruppe 1",
            "Vi fant ut", "henge sekken", "Fortsatt vanskelig", "Trenger fra andre",
        ],
        "evaluation": [
            "Evaluering", "18 av 24 svarte.", "ikke knyttet til personer", "Jeg går hjem",
            "Helt enig 13", "Uenig 5", "13 av 18", "Neste gang?", "Mer tid i gruppene.",
            "Færre enn fem",
        ],
    }[template]  # fmt: skip
    position = 0
    for words in wanted:
        found = printed.find(words, position)
        assert found >= 0, (
            f"{words!r} is missing after {printed[max(0, position - 60) : position]!r}"
        )
        position = found


def strings_replaced(value, new):
    if isinstance(value, str):
        return new
    if isinstance(value, dict):
        # Names of pictures and the two kinds of question are ours, not people's.
        ours = {"picture"} | ({"kind"} if "rows" in value or "texts" in value else set())
        return {
            key: part if key in ours else strings_replaced(part, new) for key, part in value.items()
        }
    if isinstance(value, list):
        return [strings_replaced(part, new) for part in value]
    return value


@pytest.mark.parametrize("template", sorted(DATA))
def test_nasty_text_is_plain_text(template):
    printed = text_of(made(template, strings_replaced(DATA[template], NASTY), title=NASTY))

    packed = re.sub(r"\s", "", printed)
    assert re.sub(r"\s", "", NASTY) in packed
    assert "root:x:" not in printed


@pytest.mark.parametrize(
    "bad",
    [
        "🙂漢ﷺ",
        "a\u202eb\u200bc\ufeff",
        "a\x00b\x07c\x1b[31m",
        "\U0010ffff",
        "e\u0301\u0323",
        "a\ud800b",
    ],
    ids=["emoji", "direction", "control", "last", "combining", "surrogate"],
)
def test_signs_without_a_letter_shape_never_stop_a_document(bad):
    printed = text_of(made("task_card", {"words": f"før {bad} etter", "footer": bad}))

    assert "før" in printed
    assert "etter" in printed


def test_printable_keeps_letters_and_shows_where_a_sign_stood():
    assert text.printable("Blåbær 🙂🙂 e\u0301\r\nny\u2028linje\tнет\u202e") == (
        "Blåbær □□ é\nny\nlinje нет"
    )


def test_ten_thousand_letters_are_all_printed():
    long = "A" * 10_000
    card = {"words": long, "first_step": long, "footer": "x"}
    summary = {
        "seminar": {"name": "x"},
        "story": [long],
        "harvests": [{"group": "y", "need": long}],
    }
    programme = {
        "seminar": {"name": "x"},
        "days": [{"label": "y", "items": [{"time": "9.00", "title": long, "description": long}]}],
    }

    for template, data in (("task_card", card), ("summary", summary), ("programme", programme)):
        assert text_of(made(template, data)).count("A") == 20_000, template


@pytest.mark.parametrize("built", [True, False])
def test_programme_is_one_page(built, monkeypatch, tmp_path):
    if not built:
        plain = fonts.book.__wrapped__(tmp_path / "none")
        monkeypatch.setattr(fonts, "book", lambda: plain)
    assert page_count(made("programme")) == 1
    sixteen = [
        {**day, "items": [day["items"][n % len(day["items"])] for n in range(16)]} for day in DAYS
    ]
    for days in (sixteen, sixteen[:1], [*DAYS, *DAYS]):
        assert page_count(made("programme", {"seminar": SEMINAR, "days": days})) == 1


def test_programme_too_long_for_a_page_runs_over_and_loses_nothing():
    days = [
        {"label": "Dag", "items": [{"time": "9.00", "title": f"Post {n}."} for n in range(150)]}
    ]

    pdf = made("programme", {"seminar": SEMINAR, "days": days})

    assert page_count(pdf) > 1
    assert all(f"Post {n}." in text_of(pdf) for n in range(150))


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_picture_without_alternative_text_is_refused_by_name(alt):
    data = {**DATA["summary"], "pictures": [shown(), shown(caption="Torget på kvelden", alt=alt)]}

    with pytest.raises(MissingAlt) as refused:
        made("summary", data)

    assert refused.value.picture == "Torget på kvelden"
    assert refused.value.status == 422
    assert "Torget på kvelden" in str(refused.value.message)


def test_picture_without_caption_or_alternative_text_is_named_by_its_name():
    with pytest.raises(MissingAlt) as refused:
        made("summary", {**DATA["summary"], "pictures": [{"picture": "p"}]})

    assert refused.value.picture == "p"


@pytest.mark.parametrize(
    "pictures",
    [{}, {"p": b"<svg/>"}, {"p": b"%PDF-1.7"}, {"p": b""}],
    ids=["not given", "svg", "pdf", "empty"],
)
def test_picture_that_is_none_is_refused_by_name(pictures):
    with pytest.raises(MissingPicture, match="Anne legger fram"):
        actions.render(
            "summary", DATA["summary"], pictures=pictures, title="t", author="a", when=WHEN
        )


def test_alternative_texts_reach_the_structure():
    with pikepdf.open(io.BytesIO(made("compendium"))) as pdf:
        alts = {
            str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        }

    assert {"En kvinne ved et lerret", "To bord og en lampe"} <= alts


def test_compendium_has_an_outline_and_links():
    document = pypdfium2.PdfDocument(made("compendium"))
    outline = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()

    assert (0, "Program") in outline
    assert (1, "Rommet innerst") in outline
    assert pressed(made("compendium")) == {"https://example.org/artikler/2013/rom-for-alle?side=4"}


def pressed(content: bytes) -> set[str]:
    """Return the addresses that a press on a page opens."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "https://x y", "nei"]
)
def test_other_addresses_are_shown_and_not_pressed(link):
    data = {"seminar": SEMINAR, "inspiration": [{"title": "x", "link": link}]}

    pdf = made("compendium", data)

    assert link in text_of(pdf)
    assert pressed(pdf) == set()


def test_evaluation_shows_nothing_under_five():
    printed = text_of(made("evaluation"))

    assert "HEMMELIG" not in printed
    assert printed.count("Færre enn fem har svart") == 2


def test_task_card_is_a6_on_one_page_also_with_many_words():
    words = "Ungdommene skal kunne være her etter klokka fire. " * 8
    pdf = made("task_card", {**DATA["task_card"], "words": words})
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    document.close()

    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (105, 148)
    assert page_count(pdf) == 1


def test_a_letter_to_oneself_is_a5_and_goes_on_when_much_is_said():
    rows = [{"label": f"Spørsmål {n}", "words": f"Svar {n}. " * 30} for n in range(14)]
    short, long = made("own_letter"), made("own_letter", {**DATA["own_letter"], "answers": rows})
    document = pypdfium2.PdfDocument(short)
    width, height = document[0].get_size()
    document.close()

    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (148, 210)
    assert page_count(short) == 1
    assert page_count(long) > 1
    assert "Svar 13." in text_of(long)
    assert f"Side 1 av {page_count(long)}" in text_of(long)


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (8, 1), (9, 2)])
def test_eight_cards_to_a_sheet(people, pages):
    cards = [{"name": f"P{n}", "address": "x.no/k/1", "qr": QR} for n in range(people)]

    assert page_count(made("link_card", {"seminar": SEMINAR, "cards": cards})) == pages


def test_a_letter_shrinks_to_a_page_and_then_says_by_its_pages_that_it_is_too_long():
    def pages(words):
        letter = {**DATA["letter"], "paragraphs": ["Biblioteket er åpent til klokka ti. " * words]}
        pdf = made("letter", letter)
        assert actions.page_count(pdf) == page_count(pdf)
        return page_count(pdf)

    assert [pages(words) for words in (1, 50, 80, 150)] == [1, 1, 1, 2]


def test_same_input_gives_the_same_bytes():
    assert made("programme") == made("programme")


@pytest.mark.parametrize("name", ["", "base/../programme", "../programme", "ukjent", "/etc/passwd"])
def test_unknown_template_is_refused(name):
    with pytest.raises(ValueError, match="no document template"):
        made(name, {})


def test_labels_are_the_same_in_all_languages():
    labels = json.loads((actions.TEMPLATES / "labels.json").read_text(encoding="utf-8"))

    def fields(words):
        return {field for _, field, _, _ in string.Formatter().parse(words) if field}

    assert set(labels) == {"nb", "nn", "en"}
    for name, words in labels["nb"].items():
        for lang in ("nn", "en"):
            assert labels[lang][name].strip()
            assert fields(labels[lang][name]) == fields(words)
    assert all(list(labels[lang]) == list(labels["nb"]) for lang in labels)


def test_sources_fetch_nothing():
    for source in actions.TEMPLATES.glob("*.typ"):
        assert "@preview" not in source.read_text(encoding="utf-8")
    assert PICTURES
