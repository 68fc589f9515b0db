"""Text and HTML say the same, in every kind and language, whatever people are called."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idetorg.mailer import compose
from idetorg.mailer.errors import ForeignLink, MissingValue
from tests.mailer import helpers

TAGS = {"html", "head", "meta", "title", "body", "main"} | {"p", "br", "a", "hr", "footer", "small"}
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{own_words} {code} {stop_link} {first_name.__class__}",
    "{{ 7*7 }} {% load x %} %(x)s ${x}",
    "Kari\r\nBcc: alle@example.org",
    "a\u202eb\u2066c\x00d\ud800e",
    "Å" * 5000,
    "[klikk](https://ond.example) <https://ond.example>",
]


def made(kind: str = "day_14", language: str = "nb", **changed: str) -> compose.Message:
    return compose.compose(
        kind,
        values=helpers.values(**changed),
        language=language,
        stop_link="http://localhost:8000/m/x/stop",
        pause_link="http://localhost:8000/m/x",
    )


@pytest.mark.parametrize("language", helpers.LANGUAGES)
@pytest.mark.parametrize("kind", compose.kinds())
def test_every_kind_says_the_same_in_text_and_html(kind: str, language: str) -> None:
    message = made(kind, language)

    assert helpers.words_of_html(message.html) == helpers.words_of_text(message.text)
    assert not re.search(r"(?<!<)\{[a-z_]+\}", message.text + message.subject)
    assert f'lang="{language}"' in message.html
    assert "\n" not in message.subject
    action_links = message.text.count("http://localhost:8000/t/abc")
    assert action_links == ("action" in compose.mail_of(kind))


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("name", ["first_name", "own_words", "seminar", "makker_name"])
def test_nasty_values_are_only_words(name: str, nasty: str) -> None:
    kind = {"own_words": "month_3", "seminar": "week_before"}.get(name, "day_14")

    message = made(kind, **{name: nasty})
    html = helpers.read_html(message.html)

    assert helpers.words_of_html(message.html) == helpers.words_of_text(message.text)
    assert html.tags <= TAGS
    assert html.attributes <= {"lang", "charset", "name", "content", "href"}
    assert "\r" not in message.text + message.subject
    assert "\n" not in message.subject
    assert len(message.subject) <= compose.SUBJECT_LENGTH
    assert "\u202e" not in message.text + message.html
    for link in re.findall(r'href="([^"]*)"', message.html):
        assert link.startswith("http://localhost:8000/")


@given(st.text(max_size=200), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_words_come_out_the_same_in_both_parts(words: str, name: str) -> None:
    message = made("month_3", own_words=words + ".", first_name=name)

    assert helpers.words_of_html(message.html) == helpers.words_of_text(message.text)


def test_own_words_are_unchanged() -> None:
    words = "Vi låner ut {verktøy} & «ski».\n\n  – også på søndag: www.example.org"

    assert f"«{words}»" in made("month_3", own_words=words).text


def test_own_words_only_where_the_kind_has_them() -> None:
    for kind in compose.kinds():
        message = made(kind, own_words="MINE ORD", first_step="MITT STEG")
        body = str(compose.mail_of(kind)["body"])
        assert ("MINE ORD" in message.text) == ("{own_words}" in body)
        assert ("MITT STEG" in message.html) == ("{first_step}" in body)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("https://ond.example/x", "https: ond. example/x"),
        ("Vinn på www.ond.example", "Vinn på www. ond. example"),
        ("kari@ond.example", "kari ond. example"),
        ("Kari  B. \n Å. Hansen", "Kari B. Å. Hansen"),
        ("Ma\u200brit", "Marit"),
    ],
)
def test_name_can_not_become_a_link(name: str, shown: str) -> None:
    assert compose.plain_name(name) == shown


def test_optional_lines_are_left_out_whole() -> None:
    message = made("day_14", makker_name="")
    assert "Nils" in made("day_14").text
    assert "makker" not in message.text
    assert "\n\n\n" not in message.text

    confirmation = made("confirmation", meeting_point="", cancel_by="")
    assert "Avreise" not in confirmation.text
    assert "Når: <dates>\nHvor: <place>\n" in confirmation.text
    assert "avbud" not in confirmation.text

    assert "lyd og bilde" in made("presenters", remote_line="ja").text
    assert "lyd og bilde" not in made("presenters", remote_line="").text


def test_reader_without_a_first_name_is_written_to_without_one() -> None:
    message = made("day_14", first_name="")

    assert message.subject == "Ble det første steget tatt?"
    assert message.text.startswith("Det første steget ditt")


@pytest.mark.parametrize("missing", ["own_words", "action_link"])
def test_mail_without_what_it_is_about_is_refused(missing: str) -> None:
    with pytest.raises(MissingValue):
        made("month_3", **{missing: ""})
    with pytest.raises(KeyError):
        made("no_such_kind")


@pytest.mark.parametrize(
    "link",
    [
        "https://ond.example/",
        "//ond.example/x",
        "http://localhost:8000.ond.example/",
        "http://localhost:8000@ond.example/",
        "javascript:alert(1)",
        "/x\r\nBcc: a@b.no",
        '/x">',
        "/\\ond.example",
    ],
)
def test_link_to_elsewhere_is_refused(link: str) -> None:
    with pytest.raises(ForeignLink):
        made("month_3", action_link=link)


def test_variant_counts_as_what_it_stands_in_for() -> None:
    counted = [kind for kind in compose.kinds() if compose.is_counted(compose.mail_of(kind))]

    assert "day_1_3_not_now" in counted
    assert not {"reminder", "confirmation", "sign_in_code", "organiser_weekly"} & set(counted)
