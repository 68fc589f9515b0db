"""Sentences about results: closed list, right form, certainty word, no word too strong."""

import re
from typing import Any

import pytest
from babel.messages.pofile import read_po

from idetorg.core import content
from idetorg.core.figures import Bounds
from idetorg.core.sentences import SHARES, done_sentences, remarks, sentence
from scripts.messages import LANGUAGES as TRANSLATED
from scripts.messages import PACKAGE

# Tags of Django and HTML, and remarks in code: nobody reads them on a page.
NO_WORDS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[^>]*>|^//.*?$", re.S | re.M)
LANGUAGES = ["nb", "nn", "en"]
TEXTS = [
    "change_task",
    "evaluation",
    "letters",
    "mails",
    "method_cards",
    "obstacles",
    "templates",
]


@pytest.mark.parametrize(
    ("committed", "done", "expected"),
    [
        (4, 2, "Minst 2 av 4 har gjennomført en endringsoppgave."),
        (18, 8, "Minst 8 av 18 (44 %) har gjennomført en endringsoppgave."),
        (24, 11, "Minst 46 % har gjennomført en endringsoppgave, 11 av 24."),
    ],
)
def test_form_follows_the_size(committed: int, done: int, expected: str) -> None:
    said = sentence("done_at_least", language="nb", committed=committed, done=done)

    assert said is not None
    assert said.text == expected
    assert (said.certainty, said.certainty_word, said.bound) == ("told", "fortalt", "at_least")


def test_all_three_stand_together() -> None:
    said = done_sentences(Bounds(committed=18, answered=12, done=8), language="nb")

    assert [s.text for s in said] == [
        "Minst 8 av 18 (44 %) har gjennomført en endringsoppgave.",
        "Blant dem som svarte: 8 av 12 (67 %).",
        "Høyst 14 av 18 (78 %).",
    ]


@pytest.mark.parametrize("bounds", [Bounds(0, 0, 0), Bounds(18, 0, 0)])
def test_before_any_answer_none_of_the_three_is_said(bounds: Bounds) -> None:
    assert done_sentences(bounds) == []


def test_range_for_elsewhere_needs_five_answers() -> None:
    assert sentence("expect_elsewhere", language="nb", done=2, answered=4) is None
    said = sentence("expect_elsewhere", language="nb", done=8, answered=12)
    assert said is not None
    assert "mellom 39 og 86 %" in said.text


@pytest.mark.parametrize("values", [{"count": 4, "answered": 12}, {"count": 4, "answered": 4}])
def test_obstacles_under_five_persons_stay_hidden(values: dict[str, int]) -> None:
    said = sentence("obstacle_most", language="nb", obstacle="Tid", **values)

    assert said is not None
    assert said.id == "hidden_small"
    assert "Tid" not in said.text


def test_every_sentence_with_a_percentage_has_its_share() -> None:
    entries = content.load("sentences")["sentences"]
    with_percent = {e["id"] for e in entries if "{percent}" in str(e)}

    assert with_percent == set(SHARES)


def test_unknown_sentence_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        sentence("it_works_wonders")


def _strings(value: Any, language: str) -> list[str]:
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            said = value[language]
            return [said] if isinstance(said, str) else _strings(said, language)
        return [text for part in value.values() for text in _strings(part, language)]
    if isinstance(value, list):
        return [
            text
            for part in value
            for text in ([part] if isinstance(part, str) else _strings(part, language))
        ]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXTS)
def test_no_shipped_text_uses_a_forbidden_word(name: str, language: str) -> None:
    for text in _strings(content.load(name), language):
        assert remarks(text, language=language) == [], text


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_catalogue_uses_a_forbidden_word(language: str) -> None:
    """What stands on pages, in the source's English and in the translation."""
    guilty = []
    for path in sorted(PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as stream:
            for message in read_po(stream):
                for tongue, texts in (("en", message.id), (language, message.string)):
                    for text in texts if isinstance(texts, tuple) else (texts,):
                        guilty += [(path.parts[-5], text) for _ in remarks(text, language=tongue)]
    assert guilty == []


def test_no_template_uses_a_forbidden_word() -> None:
    """What a template says past the catalogues, papers in Typst among them."""
    files = [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".html", ".txt", ".typ", ".xml"} and "dist" not in path.parts
    ]
    assert len(files) > 100
    for path in files:
        text = NO_WORDS.sub(" ", path.read_text(encoding="utf-8"))
        for language in LANGUAGES:
            assert remarks(text, language=language) == [], path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["milepæl", "KPI", "mislykkes", "beviser", "forårsaket"])
def test_words_of_the_domain_are_known_to_be_forbidden(word: str, language: str) -> None:
    said = {"milepæl": "milestone", "mislykkes": "failed", "beviser": "proves"}
    said |= {"forårsaket": "caused", "KPI": "KPI"}
    text = said[word] if language == "en" else word
    assert remarks(f"Her er {text}.", language=language) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_about_results_uses_a_forbidden_word(language: str) -> None:
    shipped = {k: v for k, v in content.load("sentences").items() if k != "forbidden_words"}
    for text in _strings(shipped, language):
        assert remarks(text, language=language) == [], text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Dette beviser at seminaret virker.", ["proves"]),
        ("Vi nådde milepælen.", ["milestone"]),
        ("Arbeidet gikk fint.", []),
        ("Vi så 20 % økning i utlånet.", ["percent_increase"]),
    ],
)
def test_remarks_point_at_words_that_say_too_much(text: str, ids: list[str]) -> None:
    assert [r.id for r in remarks(text)] == ids


def test_percent_increase_may_be_said_of_twenty() -> None:
    assert remarks("20 % økning", n=20) == []
    assert [r.id for r in remarks("20 % økning", n=19)] == ["percent_increase"]
