"""The questions of a form, from the ready texts, and what a posted page answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from idetorg.core.content import fill, load, say

LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Choice:
    """One thing to tick."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question in the active language. type: scale, choice, grid_row, pick or open."""

    id: str
    type: str
    text: str
    choices: list[Choice] = field(default_factory=list)
    low: str = ""
    high: str = ""
    skip: str = ""
    most: int = 0
    under: str = ""  # the question a grid's row stands under


@dataclass(frozen=True)
class Form:
    """A whole form in the active language."""

    key: str
    title: str
    intro: str
    pens: str
    thanks: str
    too_few: str
    questions: list[Question]


def read_form(key: str, *, values: Mapping[str, str], items: list[Choice]) -> Form:
    """Return a form; `items` are the programme lines a pick question offers."""
    texts = load("evaluation")
    raw = texts["forms"][key]
    questions: list[Question] = []
    for entry in raw["items"]:
        questions.extend(_questions(entry, texts["scales"], items))
    return Form(
        key=key,
        title=fill(say(raw["title"]), values),
        intro=fill(say(raw["intro"]), values),
        pens=say(raw["pens"]) if "pens" in raw else "",
        thanks=say(raw["thanks"]) if "thanks" in raw else "",
        too_few=say(raw["too_few"]) if "too_few" in raw else "",
        questions=questions,
    )


def _options(entry: Mapping[str, Any]) -> list[Choice]:
    return [Choice(option["id"], say(option["text"])) for option in entry["options"]]


def _questions(
    entry: Mapping[str, Any], scales: Mapping[str, Any], items: list[Choice]
) -> list[Question]:
    kind = entry["type"]
    text = say(entry["text"])
    if kind == "grid":
        choices = _options(scales[entry["scale"]])
        return [
            Question(f"{entry['id']}.{row['id']}", "choice", say(row["text"]), choices, under=text)
            for row in entry["rows"]
        ]
    if kind == "scale":
        scale = scales[entry["scale"]]
        if scale["type"] == "choice":
            return [Question(entry["id"], "choice", text, _options(scale))]
        return [
            Question(
                entry["id"],
                "scale",
                text,
                [Choice(str(n), str(n)) for n in range(11)],
                low=say(scale["low"]),
                high=say(scale["high"]),
                skip=say(scale["skip"]) if "skip" in scale else "",
            )
        ]
    if kind == "choice":
        return [Question(entry["id"], "choice", text, _options(entry))]
    if kind == "pick_programme_items":
        return [Question(entry["id"], "pick", text, items, most=entry.get("max", 3))]
    return [Question(entry["id"], "open", text)]


def answers_from(form: Form, posted: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return what was answered: only known questions and known choices; blanks are left out."""
    answers: dict[str, Any] = {}
    for question in form.questions:
        raw = [value for value in posted.get(question.id, []) if value]
        if not raw:
            continue
        known = {choice.value for choice in question.choices}
        if question.type == "open":
            text = raw[0].replace("\x00", "").strip()[:LONGEST_TEXT]
            if text:
                answers[question.id] = text
        elif question.type == "pick":
            # Each line once: a posted list may hold the same line several times.
            picked = [value for value in dict.fromkeys(raw) if value in known][: question.most]
            if picked:
                answers[question.id] = picked
        elif raw[0] in known:
            answers[question.id] = int(raw[0]) if question.type == "scale" else raw[0]
    return answers
