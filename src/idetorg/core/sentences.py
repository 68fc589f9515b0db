"""Every sentence about results comes from `sentences.yaml`, with its certainty word.

Nobody writes such a sentence in code. The form follows the size of what the share is of:
few (counts only), small (counts first), many (per cent first).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idetorg.core import content, figures

# What {percent} is the share of: sentence → (count, total). Checked against the file.
SHARES = {
    "coverage": ("committed", "present"),
    "answer_rate": ("answered", "committed"),
    "done_at_least": ("done", "committed"),
    "done_among_answered": ("done", "answered"),
    "done_at_most": ("at_most", "committed"),
    "would_not_have_happened": ("count", "answered"),
}


@dataclass(frozen=True)
class Sentence:
    """A sentence, and how sure we are of it: seen, told, felt or not known."""

    id: str
    text: str
    certainty: str  # id: seen | told | felt | not_known
    certainty_word: str
    certainty_meaning: str
    bound: str = ""  # id: at_least | among_answered | at_most


def _entry(name: str) -> Mapping[str, Any]:
    for entry in content.load("sentences")["sentences"]:
        if entry["id"] == name:
            found: Mapping[str, Any] = entry
            return found
    raise KeyError(name)


def _certainty(name: str, language: str | None) -> tuple[str, str]:
    for entry in content.load("sentences")["certainty"]:
        if entry["id"] == name:
            return content.say(entry["word"], language), content.say(entry["meaning"], language)
    raise KeyError(name)


def _answers(name: str, values: Mapping[str, int | str]) -> int:
    """Return how many answers a sentence that must not tell on persons stands on."""
    if name == "then_now":
        return sum(int(values[part]) for part in ("better", "same", "worse"))
    if name == "obstacle_most":  # nothing under five persons, whatever the number asked
        return min(int(values["count"]), int(values["answered"]))
    return int(values["answered"])


def sentence(name: str, *, language: str | None = None, **values: int | str) -> Sentence | None:
    """Return a sentence of `sentences.yaml` by id, in the form its size allows.

    `values` are the file's placeholders; `percent`, `low` and `high` are worked out here.
    Returns None where the size allows no sentence (a range under 5), and the sentence
    `hidden_small` where too few have answered. Raises KeyError for an unknown id or a
    missing value.
    """
    entry = _entry(name)
    if "min_answers" in entry and _answers(name, values) < entry["min_answers"]:
        entry = _entry("hidden_small")
    form = "all" if "all" in entry else figures.size(int(values[entry["n"]]))
    if form not in entry:
        return None
    known = {key: str(value) for key, value in values.items()}
    if name in SHARES:
        count, total = SHARES[name]
        known["percent"] = str(figures.percent(int(values[count]), int(values[total])))
    if name == "expect_elsewhere":
        expected = figures.expected_elsewhere(int(values["done"]), int(values["answered"]))
        if expected is not None:
            known |= {"low": str(expected.low), "high": str(expected.high)}
    word, meaning = _certainty(entry["certainty"], language)
    return Sentence(
        id=entry["id"],
        text=content.fill(content.say(entry[form], language), known),
        certainty=entry["certainty"],
        certainty_word=word,
        certainty_meaning=meaning,
        bound=entry.get("bound", ""),
    )


def done_sentences(bounds: figures.Bounds, *, language: str | None = None) -> list[Sentence]:
    """Return at least · among those who answered · at most: all three, or none.

    None when nobody has taken a task home; the middle one needs an answer to stand on,
    so before the first answer there is nothing to say either.
    """
    if bounds.committed == 0 or bounds.answered == 0:
        return []
    values = {
        "committed": bounds.committed,
        "answered": bounds.answered,
        "done": bounds.done,
        "at_most": bounds.at_most,
    }
    names = ("done_at_least", "done_among_answered", "done_at_most")
    found = (sentence(name, language=language, **values) for name in names)
    return [one for one in found if one is not None]


def explanation(name: str, language: str | None = None) -> str:
    """Return one of the file's explanations; raises KeyError when there is none."""
    for entry in content.load("sentences")["explanations"]:
        if entry["id"] == name:
            text: str = content.say(entry["text"], language)
            return text
    raise KeyError(name)


@dataclass(frozen=True)
class Remark:
    """A word that says more than we know, as it stands, and what could be said instead."""

    id: str
    found: str
    better: str


def remarks(text: str, *, language: str = "nb", n: int | None = None) -> list[Remark]:
    """Return the words in a text that no shipped text uses, in the order of the file.

    `form*` matches words that begin so. A rule with `under_n` only speaks when `n` is
    below it (or not known). It points; it never blocks.
    """
    found = []
    for entry in content.load("sentences")["forbidden_words"]:
        if n is not None and "under_n" in entry and n >= entry["under_n"]:
            continue
        for form in content.say(entry["forms"], language):
            match = _pattern(form).search(text)
            if match:
                better = content.say(entry["better"], language)
                found.append(Remark(entry["id"], match.group(), better))
    return found


def _pattern(form: str) -> re.Pattern[str]:
    start = r"(?<!\w)" if form[0].isalnum() else ""
    if form.endswith("*"):
        return re.compile(start + re.escape(form[:-1]) + r"\w*", re.IGNORECASE)
    return re.compile(start + re.escape(form) + r"(?!\w)", re.IGNORECASE)
