"""Each sentence about results, wherever it is met, is one of the file's, with its certainty word.

The file is read here by itself: a sentence made in code, or shown without how sure we are of
it, is found by what stands on the page. Source: content/sentences.yaml; DOMAIN, "Numbers".
"""

import html
import re
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from idetorg.commitments import opening
from idetorg.commitments.enums import ObstacleCode
from idetorg.commitments.presenting import result_sentences
from idetorg.commitments.queries import Coverage, ObstacleCount, Results
from idetorg.core import content, figures
from idetorg.core.time import now
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from scripts.messages import LANGUAGES as TRANSLATED
from scripts.messages import PACKAGE
from tests.factories import ScheduleItemFactory, SeminarFactory, StepFactory

LANGUAGES = ("nb", "nn", "en")
FORMS = ("all", "few", "small", "many")

# (present, committed, answered, done): few, small and many, nobody silent and nearly all.
CASES = [
    (4, 3, 2, 1),
    (6, 5, 5, 5),
    (18, 18, 12, 8),
    (24, 24, 18, 11),
    (40, 40, 6, 0),
    (300, 240, 239, 1),
]


def instances(language: str) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Return, by sentence id, how its forms look when filled, and its certainty word."""
    words = {c["id"]: c["word"][language] for c in content.load("sentences")["certainty"]}
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for entry in content.load("sentences")["sentences"]:
        for form in FORMS:
            if form in entry:
                parts = re.split(r"(\{\w+\})", entry[form][language])
                text = "".join(
                    r"(.+)"
                    if part in {"{obstacle}", "{item}", "{what}", "{date}"}
                    else r"(\d+)"
                    if part.startswith("{")
                    else re.escape(part)
                    for part in parts
                )
                pattern = (re.compile(text), words[entry["certainty"]])
                found.setdefault(entry["id"], []).append(pattern)
    return found


def is_of_the_file(text: str, word: str, language: str) -> bool:
    return any(
        pattern.fullmatch(text) and word == certainty
        for several in instances(language).values()
        for pattern, certainty in several
    )


def results_of(committed: int, answered: int, done: int, **more: int) -> Results:
    rest = dict.fromkeys(
        (
            "partly",
            "started",
            "a_little",
            "not_begun",
            "postponed",
            "put_aside",
            "lasting",
            "confirmed",
        ),
        0,
    )
    return Results(
        committed=committed, answered=answered, done=done, **{"tasks": committed, **rest, **more}
    )


@st.composite
def any_results(draw: st.DrawFn) -> Results:
    committed = draw(st.integers(0, 60))
    answered = draw(st.integers(0, committed))
    done = draw(st.integers(0, answered))
    counts = {
        name: draw(st.integers(0, answered))
        for name in (
            "partly",
            "started",
            "a_little",
            "not_begun",
            "postponed",
            "put_aside",
            "lasting",
        )
    }
    confirmed = draw(st.integers(0, done))
    tasks = draw(st.integers(committed, 3 * committed))
    return results_of(committed, answered, done, **counts, confirmed=confirmed, tasks=tasks)


@settings(deadline=None, max_examples=150)
@given(any_results(), st.sampled_from(LANGUAGES))
def test_whatever_the_figures_each_sentence_is_a_form_of_its_own_entry(
    results: Results, language: str
) -> None:
    forms = instances(language)
    with translation.override(language):
        said = result_sentences(results)
    assert bool(said) == bool(results.committed and results.answered)
    for one in said:
        matching = [
            p.fullmatch(one.text) for p, word in forms[one.id] if word == one.certainty_word
        ]
        assert any(matching), one
        size = {"done_among_answered": results.answered, "expect_elsewhere": results.answered}
        if figures.size(size.get(one.id, results.committed)) == "few" and one.bound:
            assert "%" not in one.text, one
        assert not re.search(r"\d[.,]\d", one.text), one
    bounds = [one.bound for one in said if one.bound]
    assert bounds in ([], ["at_least", "among_answered", "at_most"])


# On pages ------------------------------------------------------------------------------------


@pytest.fixture
def figured(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the queries say given figures."""

    def say(case: tuple[int, int, int, int]) -> None:
        present, committed, answered, done = case
        results = results_of(
            committed, answered, done, partly=min(2, answered - done), postponed=1,
            put_aside=1, lasting=min(1, done), confirmed=min(1, done), tasks=committed + 1,
        )  # fmt: skip
        not_now = min(1, present - committed)
        counts = Coverage(present, committed, not_now, present - committed - not_now)
        named = [ObstacleCount(ObstacleCode.TIME, min(5, committed), committed)]
        for name, value in (
            ("results", lambda _seminar, kind=None: results),
            ("results_at", lambda _seminar, *kinds: [results] * len(kinds)),
            ("coverage", lambda _seminar: counts),
            ("anyway_counts", lambda _seminar: (answered // 2, answered)),
            ("obstacle_counts", lambda _seminar: named),
        ):
            monkeypatch.setattr(f"idetorg.commitments.queries.{name}", value)

    return say


def parts_with_figures(page: str) -> list[tuple[str, str]]:
    """Return (sentence, certainty word) of all that is said with a figure in it, and of rows.

    The drawing and the table of numbers say no sentence; quotes are people's own.
    """
    bare = re.sub(r"<(svg|table|blockquote|style|script)\b.*?</\1>", " ", page, flags=re.S)
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", bare, flags=re.S)
    found = [(plain(said), plain(word)) for word, said in rows]
    bare = re.sub(r"<dl\b.*?</dl>", " ", bare, flags=re.S)
    for _tag, part in re.findall(r"<(p|li|h[1-6])\b[^>]*>(.*?)</\1>", bare, flags=re.S):
        text = plain(part)
        if re.search(r"\d", text):
            said, _open, word = text.rpartition(" (")
            found.append((said, word.removesuffix(")")))
    return found


def plain(part: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", part)).split())


def check(page: str, language: str, *, least: int) -> None:
    said = parts_with_figures(page)
    assert len(said) >= least, said
    for text, word in said:
        assert is_of_the_file(text, word, language), f"{text!r} ({word!r})"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_pages_say_nothing_of_results_in_words_of_their_own(
    organiser: Participation, figured: Any, case: tuple[int, int, int, int], language: str
) -> None:
    seminar = organiser.seminar
    seminar.name = "Samlinga vår"  # a name without figures
    seminar.save()
    RoomPosition.objects.create(seminar=seminar, finished_at=now().replace(year=2014))
    figured(case)

    desk = Client(headers={"accept-language": language})
    desk.force_login(organiser.user, backend="django.contrib.auth.backends.ModelBackend")
    page = desk.get(reverse("commitments:overview", args=[seminar.slug])).content.decode()
    check(cut(page, 'id="coverage"', 'id="help"'), language, least=8)

    public = Client(headers={"accept-language": language})
    page = public.get(reverse("web:seminar", args=[seminar.slug])).content.decode()
    check(cut(page, 'id="after-tasks"', "</section>"), language, least=6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_seminar_opens_with_no_words_of_its_own(
    seminar: Seminar, figured: Any, language: str, rf: Any
) -> None:
    seminar.name = "Samlinga vår"
    seminar.save()
    RoomPosition.objects.create(seminar=seminar, finished_at=now())
    later = SeminarFactory(
        organiser=seminar.organiser, starts_on="2014-11-20", ends_on="2014-11-21"
    )
    later.refresh_from_db()
    StepFactory(item=ScheduleItemFactory(seminar=later))
    for case in CASES:
        figured(case)
        with translation.override(language):
            for build, least in ((opening.screen, 4), (opening.phone, 6)):
                scene = build(rf.get("/"), later, None)
                assert scene is not None
                shown = re.sub(
                    r'<p class="time">.*?</p>',
                    "",
                    render_to_string(scene.template, scene.context),
                    flags=re.S,
                )
                check(shown, language, least=least)


def cut(page: str, start: str, end: str) -> str:
    """Return the part of a page from one mark to the next."""
    begin = page.index(start)
    return page[begin : page.index(end, begin)]


def test_what_is_looked_for_would_be_found() -> None:
    """A sentence of somebody's own, and one without its word, are both seen."""
    for own in ("<p>8 av 12 lyktes (fortalt)</p>", "<p>Høyst 14 av 18 (78 %).</p>"):
        with pytest.raises(AssertionError):
            check(own, "nb", least=1)
    check("<p>Høyst 14 av 18 (78 %). (vet ikke)</p>", "nb", least=1)
    check("<dt>fortalt</dt><dd>2 har valgt en ny dato.</dd>", "nb", least=1)


def test_no_catalogue_counts_results_in_words_of_its_own() -> None:
    """Numbers of persons and what they did belong to the file; the drawing's labels are known."""
    labels = {
        "At least %(least)s, at most %(most)s of %(all)s have carried it out",
        "at least %(n)s",
        "at most %(n)s",
        "not known for %(n)s",
    }
    speaks = re.compile(r"carried (?:it )?out|at least|at most|not known|have told", re.I)
    counts = re.compile(r"%\((?!name|title)\w+\)s")
    found = set()
    for path in sorted(PACKAGE.glob(f"*/locale/{TRANSLATED[0]}/LC_MESSAGES/django.po")):
        with path.open("rb") as stream:
            for message in read_po(stream):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                found |= {one for one in ids if counts.search(one) and speaks.search(one)}
    assert found == labels
