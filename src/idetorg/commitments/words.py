"""The questions of `change_task.yaml`, and a task's words as they are shown and kept.

Nothing here proposes an answer.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from idetorg.commitments.enums import ObstacleCode, TaskState, Visibility
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.rules import REQUIRED
from idetorg.core import content

# Which columns a question fills.
COLUMNS: dict[str, tuple[str, ...]] = {
    "change": ("change",),
    "for_whom": ("for_whom",),
    "first_step": ("first_step",),
    "when_then": ("when_text", "then_text"),
    "obstacle": (),  # rows of their own
    "who_must_say_yes": ("must_say_yes", "they_know"),
    "helpers": ("helpers",),
    "sign": ("sign",),
    "by_when": ("by_when",),
    "what_it_takes": ("takes",),
    "important": ("important",),
    "sure": ("sure",),
    "origin": ("origin_label",),
    "visibility": (),  # columns of their own, set together
}
WORD_COLUMNS = tuple(column for columns in COLUMNS.values() for column in columns)
LONG = frozenset({"change", "for_whom", "first_step", "helpers", "sign", "what_it_takes"})


@dataclass(frozen=True)
class Option:
    """A choice: its id, and the words on screen."""

    id: str
    name: str
    line: str = ""


@dataclass(frozen=True)
class Question:
    """One question of the change task, in the active language."""

    id: str
    label: str
    question: str
    softer: list[str]
    help: str
    required: bool
    kind: str  # text | when_then | obstacle | yes | date | scale | origin | visibility

    @property
    def template(self) -> str:
        """The partial that asks it."""
        return f"commitments/_q_{self.kind}.html"


KINDS = {
    "when_then": "when_then",
    "obstacle": "obstacle",
    "who_must_say_yes": "yes",
    "by_when": "date",
    "important": "scale",
    "sure": "scale",
    "origin": "origin",
    "visibility": "visibility",
}


def _texts() -> dict[str, Any]:
    return content.load("change_task")


def text(*path: str, language: str | None = None) -> Any:
    """Return a ready text by its path in the file: `text("commit", "button")`."""
    found: Any = _texts()
    for name in path:
        found = found[name]
    return content.say(found, language)


def _as_question(field: Mapping[str, Any]) -> Question:
    return Question(
        id=field["id"],
        label=content.say(field["label"]),
        question=content.say(field["question"]),
        softer=content.say(field["softer"]),
        help=content.say(field["help"]),
        required=field["id"] in REQUIRED,
        kind=KINDS.get(field["id"], "text"),
    )


def questions() -> list[Question]:
    """Return all questions: the four required ones first, then the others as in the file."""
    found = [_as_question(field) for field in _texts()["fields"]]
    required = sorted((q for q in found if q.required), key=lambda q: REQUIRED.index(q.id))
    return required + [q for q in found if not q.required]


def question(name: str) -> Question:
    """Return one question; raises KeyError when there is none of that name."""
    for field in _texts()["fields"]:
        if field["id"] == name:
            return _as_question(field)
    raise KeyError(name)


def options_of(name: str, part: str = "choices") -> list[Option]:
    """Return the choices of a question (`who_must_say_yes`: choices, knows)."""
    for field in _texts()["fields"]:
        if field["id"] == name:
            return [Option(o["id"], content.say(o["text"])) for o in field[part]]
    raise KeyError(name)


def visibility_options() -> list[Option]:
    """Return what may be ticked, with its consequence in words; `only_me` is first."""
    return [
        Option(o["id"], content.say(o["name"]), content.say(o["line"]))
        for o in _texts()["visibility"]
    ]


def visibility_names(chosen: frozenset[Visibility], language: str | None = None) -> list[str]:
    """Return the names of what is ticked; `Only me` when nothing is."""
    names = {o["id"]: content.say(o["name"], language) for o in _texts()["visibility"]}
    return [names[v.value] for v in Visibility if v in chosen] or [names["only_me"]]


def obstacle_options(language: str | None = None) -> list[Option]:
    """Return the 18 codes with name and meaning."""
    return [
        Option(o["code"], content.say(o["name"], language), content.say(o["meaning"], language))
        for o in content.load("obstacles")["obstacles"]
    ]


def obstacle_name(code: str, language: str | None = None) -> str:
    """Return a code's name on screen; raises KeyError for an unknown one."""
    return {o.id: o.name for o in obstacle_options(language)}[code]


def state_names(language: str | None = None) -> dict[str, Option]:
    """Return each state's name and meaning; `no_answer` is there too, and is not a state."""
    return {
        s["id"]: Option(
            s["id"], content.say(s["name"], language), content.say(s["meaning"], language)
        )
        for s in _texts()["states"]
    }


def state_name(state: str) -> str:
    """Return a state's name with a capital letter, for a heading or a button."""
    name = state_names()[TaskState(state).value].name
    return name[:1].upper() + name[1:]


def follow_up_options(part: str) -> list[Option]:
    """Return the choices of a follow-up question: first_step_taken, help, anyway."""
    return [Option(o["id"], content.say(o["text"])) for o in _texts()["follow_up"][part]["options"]]


@dataclass(frozen=True)
class ObstacleWords:
    """What may stop it: own words, the codes it resembles, and the counter-plan."""

    words: str = ""
    codes: tuple[str, ...] = ()
    counter_plan: str = ""


def obstacle_of(task: ChangeTask) -> ObstacleWords:
    """Return a task's obstacle; its rows differ by code alone."""
    rows = list(task.obstacles.all())
    if not rows:
        return ObstacleWords()
    codes = tuple(row.code for row in rows if row.code)
    return ObstacleWords(rows[0].words, codes, rows[0].counter_plan)


def snapshot(task: ChangeTask) -> dict[str, Any]:
    """Return the words as they stand now, to be frozen: column → value, and the obstacle."""
    kept: dict[str, Any] = {}
    for column in WORD_COLUMNS:
        value = getattr(task, column)
        kept[column] = value.isoformat() if isinstance(value, date) else value
    obstacle = obstacle_of(task)
    kept["obstacle"] = {
        "words": obstacle.words,
        "codes": list(obstacle.codes),
        "counter_plan": obstacle.counter_plan,
    }
    return kept


def long_date(day: date, language: str | None = None, *, year: bool = False) -> str:
    """Return a date in words: "21. november", with the year when asked."""
    with translation.override(language or translation.get_language() or "nb"):
        return date_format(day, "DATE_FORMAT" if year else "MONTH_DAY_FORMAT")


@dataclass(frozen=True)
class Answer:
    """A label and the owner's words under it."""

    id: str
    label: str
    words: str
    is_voice: bool = True  # what people wrote is set in Literata; a date or a number is not
    plan: str = ""  # own words too: what they do if the obstacle comes
    note: str = ""  # ours: what the obstacle resembles

    @property
    def text(self) -> str:
        """All of it, line by line, where there are no two voices: a mail, a comparison."""
        plan = f"{if_that_happens()} {self.plan}" if self.plan else ""
        return "\n".join(part for part in (self.words, plan, self.note) if part)


def answers_in(words: Mapping[str, Any], *, with_numbers: bool = True) -> list[Answer]:
    """Return the filled answers of frozen or current words, in the order they are asked.

    The two scales are for the owner alone: others are shown `with_numbers=False`.
    """
    found = []
    for one in questions():
        if one.id == "obstacle":
            answer = _obstacle_answer(one, words.get("obstacle") or {})
            found += [answer] if answer.text else []
            continue
        said, is_voice = _said(one.id, words)
        if said and (with_numbers or one.kind != "scale"):
            found.append(Answer(one.id, one.label, said, is_voice))
    return found


def if_that_happens() -> str:
    """What stands before a counter-plan, for its owner's words to go on from."""
    return _("If that happens, then I …")


def _obstacle_answer(one: Question, obstacle: Mapping[str, Any]) -> Answer:
    names = {o.id: o.name for o in obstacle_options()}
    resembles = ", ".join(names[c] for c in obstacle.get("codes") or [] if c in names)
    note = _("Resembles: %(names)s") % {"names": resembles} if resembles else ""
    return Answer(
        one.id,
        one.label,
        obstacle.get("words") or "",
        plan=obstacle.get("counter_plan") or "",
        note=note,
    )


def _must_say_yes(words: Mapping[str, Any]) -> str:
    """Return who must say yes and whether they know; of oneself and nobody it is not said."""
    names = {o.id: o.name for o in options_of("who_must_say_yes")}
    chosen = [c for c in words.get("must_say_yes") or [] if c in names]
    who = ", ".join(names[c] for c in chosen)
    knows = words.get("they_know") or ""
    if not who:
        answers = {o.id: o.name for o in options_of("who_must_say_yes", "knows")}
        return f"{_('Do they know?')} {answers[knows]}" if knows in answers else ""
    if not set(chosen) - {"me", "nobody"}:
        return who
    said = {
        "yes_knows": _("%(who)s – knows of it"),
        "not_yet": _("%(who)s – doesn't know of it yet"),
        "unsure": _("%(who)s – not sure whether they know of it"),
    }
    return said.get(knows, "%(who)s") % {"who": who}


def _said(name: str, words: Mapping[str, Any]) -> tuple[str, bool]:
    if name == "visibility":
        return "", False
    if name == "by_when":
        day = words.get("by_when")
        return (long_date(date.fromisoformat(day), year=True) if day else ""), False
    if name == "when_then":
        return when_then(words), True
    if name == "who_must_say_yes":
        return _must_say_yes(words), False
    if name in {"important", "sure"}:
        number = words.get(name)
        return ("" if number is None else str(number)), False
    column = COLUMNS[name][0]
    return str(words.get(column) or ""), True


def when_then(words: Mapping[str, Any]) -> str:
    """Return the plan as one sentence in the owner's words, or what there is of it."""
    when, then = (str(words.get(c) or "").strip() for c in ("when_text", "then_text"))
    if when and then:
        return f"{when.rstrip('.,')}, {then}"
    return when or then


@dataclass(frozen=True)
class Piece:
    """A stretch of words: `same`, `new` or `gone`."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """How one answer was reworded."""

    label: str
    pieces: list[Piece]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what was reworded, word by word, only the answers that differ."""
    old = {a.id: a for a in answers_in(before)}
    new = {a.id: a for a in answers_in(after)}
    changes = []
    for one in questions():
        was, now_is = old.get(one.id), new.get(one.id)
        first, then = (was.text if was else ""), (now_is.text if now_is else "")
        if first != then:
            changes.append(Change(one.label, _pieces(first.split(), then.split())))
    return changes


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    pieces = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a1:a2])))
            continue
        if a1 != a2:
            pieces.append(Piece("gone", " ".join(old[a1:a2])))
        if b1 != b2:
            pieces.append(Piece("new", " ".join(new[b1:b2])))
    return pieces


def is_obstacle_code(code: str) -> bool:
    """Return whether a code is one of the 18."""
    return code in ObstacleCode.values
