"""Proposes the steps of a schedule item from its kind and its words.

The organiser confirms. Plain Python; the words stand with each language in ``reader.words``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .reader.lexicon import Lexicon
from .reader.model import Item, Programme
from .reader.words import LANGUAGES

#: A plenary of this length has room for writing and evaluating.
LONG_PLENARY_MINUTES = 45

#: Minutes where the programme states no end.
_USUAL_MINUTES = {
    "transport": 60,
    "meal": 60,
    "break": 15,
    "registration": 30,
    "welcome": 15,
    "talk": 45,
    "group_work": 60,
    "plenary": 30,
    "social": 60,
    "accommodation": 30,
    "other": 30,
}
_REMOTE_MINUTES = 15
_MARKET_MINUTES = 45

_TOWARDS = re.compile(r"\b(?:til|till|to|nach|med|with|mit|hos|at)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\bog\b|\boch\b|\band\b|\bund\b|\bja\b|\bsamt\b|&)\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class StepProposal:
    """A proposed step.

    ``kind`` is one of travel, meal, break, talk, showcase, remote, inspiration, market, group,
    plenary, writing, evaluation. ``title`` is the place of a remote visit, else "". ``variant``
    is "threads" or "harvest" for a plenary, else "". ``proposed`` is true for a step that the
    programme does not print.
    """

    kind: str
    minutes: int
    title: str = ""
    variant: str = ""
    proposed: bool = False


@lru_cache(maxsize=1)
def _words() -> dict[str, Lexicon]:
    names = LANGUAGES["en"].steps
    return {n: Lexicon(*(w.steps.get(n, "") for w in LANGUAGES.values())) for n in names}


@lru_cache(maxsize=1)
def _welcome() -> Lexicon:
    return Lexicon(*(w.kinds["welcome"] for w in LANGUAGES.values()))


@lru_cache(maxsize=1)
def _sights() -> Lexicon:
    return Lexicon(
        "omvisning* *omvisning omvising* studiebesøk* besøk* utstilling* *utstilling tour *tour"
        " visit* exhibition* führung* *führung ausstellung* vierailu* näyttely* rundvisning*"
        " udstilling* visning* *visning studiebesök* utställning* besichtigung* kierros*"
    )


def _says(name: str, text: str) -> bool:
    return text in _words()[name]


def propose_steps(
    *,
    kind: str,
    title: str,
    description: str,
    minutes: int | None,
    has_next_day: bool = False,
    has_previous_day: bool = False,
    closing: bool = False,
) -> list[StepProposal]:
    """The steps of one item; their minutes sum to the item's.

    ``kind`` is the reader's kind. ``minutes`` is None where no end is known: then the usual
    length of the kind holds. ``has_previous_day`` lets a morning's welcome gather the threads
    of the day before; ``closing`` marks the last long plenary of the seminar, the only place
    where writing and evaluating are proposed. ``has_next_day`` keeps a summing-up at the end
    of a first day a plain plenary.

    Choices: registration is travel (people are arriving) unless it also welcomes; a check-in is
    a meal's quiet time; social items are a meal where food is named, else a break, as nothing
    runs on the phones; tours and visits are inspiration; an end mark is travel.
    Source: DESIGN §1; DOMAIN, "Demo seminar".
    """
    total = _USUAL_MINUTES.get(kind, 30) if minutes is None else max(0, minutes)
    text = f"{title}. {description or ''}"
    if kind == "transport":
        return [StepProposal("travel", total)]
    if kind in ("meal", "accommodation"):
        return [StepProposal("meal", total)]
    if kind == "break":
        return [StepProposal("break", total)]
    if kind == "registration":
        return [StepProposal("talk" if title in _welcome() else "travel", total)]
    if kind == "social":
        return [StepProposal("meal" if _says("meal", title) else "break", total)]
    if kind == "other":
        return [StepProposal(_other(title), total)]
    if kind == "welcome":
        return _welcome_steps(text, total, has_previous_day=has_previous_day)
    if kind == "group_work":
        return _group_steps(text, total)
    if kind == "plenary":
        return _plenary_steps(title, text, total, closing=closing, has_next_day=has_next_day)
    return _talk_steps(text, total)


def _other(title: str) -> str:
    if title in _sights():
        return "inspiration"
    return "travel" if _says("end", title) else "break"


def _welcome_steps(text: str, total: int, *, has_previous_day: bool) -> list[StepProposal]:
    if has_previous_day and _says("threads", text):
        return [StepProposal("plenary", total, variant="threads")]
    return [StepProposal("talk", total)]


def _group_steps(text: str, total: int) -> list[StepProposal]:
    if not _says("market", text):
        return [StepProposal("group", total)]
    named = _says("group", text)
    if total < 30 or not (named or total >= 60):
        return [StepProposal("market", total)]
    market = min(_MARKET_MINUTES, _five(total * 3 / 7))
    return [
        StepProposal("market", market),
        StepProposal("group", total - market, proposed=not named),
    ]


def _talk_steps(text: str, total: int) -> list[StepProposal]:
    if _says("market", text):
        return _group_steps(text, total)
    main = "talk"
    if _says("showcase", text):
        main = "showcase"
    elif _says("inspiration", text):
        main = "inspiration"
    if not _says("remote", text):
        return [StepProposal(main, total)]
    places = remote_places(text)
    each = min(_REMOTE_MINUTES, int(total / (2 * len(places))) // 5 * 5)
    if each < 5:
        return [StepProposal("remote", total, title=places[0])]
    visits = [StepProposal("remote", each, title=place) for place in places]
    return [StepProposal(main, total - each * len(places)), *visits]


def remote_places(text: str) -> list[str]:
    """The places a remote visit goes to ("Skypetur til Gratangen bibliotek og Lenvik
    bibliotek"); one empty name where none is given."""
    hit = _words()["remote"].first(text)
    if hit is None:
        return [""]
    rest = text[hit.end :]
    stop = _SENTENCE_END.search(rest)
    rest = rest[: stop.start()] if stop else rest
    towards = _TOWARDS.search(rest)
    if towards is None:
        return [""]
    names = [p.strip(" –-:()") for p in _AND.split(rest[towards.end() :][:300])]
    return [n for n in names if n[:1].isupper() and len(n) <= 80][:4] or [""]


def _plenary_steps(
    title: str,
    text: str,
    total: int,
    *,
    closing: bool,
    has_next_day: bool,
) -> list[StepProposal]:
    if _says("threads", text):
        return [StepProposal("plenary", total, variant="threads")]
    harvest = closing or (_says("harvest", text) and not has_next_day)
    if closing and total >= LONG_PLENARY_MINUTES:
        roomy = total >= 75
        writing, evaluation, close = (25, 10, 5) if roomy else (15, 5, 5)
        return [
            StepProposal("plenary", total - writing - evaluation - close, variant="harvest"),
            StepProposal("writing", writing, proposed=not _says("writing", text)),
            StepProposal("evaluation", evaluation, proposed=not _says("evaluation", text)),
            StepProposal("plenary", close),
        ]
    if _says("evaluation", title) and not _says("harvest", title):
        return [StepProposal("evaluation", total)]
    return [StepProposal("plenary", total, variant="harvest" if harvest else "")]


def _five(minutes: float) -> int:
    """The nearest multiple of five, at least five."""
    return max(5, round(minutes / 5) * 5)


def minutes_of(item: Item) -> int | None:
    """The length of an item in minutes, past midnight too; None where no end is known."""
    if item.end is None:
        return None
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in (item.start, item.end))
    return (end - start) % (24 * 60)


def _last_long_plenary(items: Sequence[tuple[tuple[int, int], Item]]) -> tuple[int, int] | None:
    found = [
        place
        for place, item in items
        if item.kind == "plenary"
        and (minutes_of(item) or 0) >= LONG_PLENARY_MINUTES
        and not _says("threads", item.title)
    ]
    return found[-1] if found else None


def propose_for_programme(programme: Programme) -> dict[tuple[int, int], list[StepProposal]]:
    """Steps for every item of a programme, by (day index, item index).

    Looks at the whole: writing and evaluation are proposed once, in the last long plenary.
    """
    places = [
        ((d, i), item) for d, day in enumerate(programme.days) for i, item in enumerate(day.items)
    ]
    closing = _last_long_plenary(places)
    last_day = len(programme.days) - 1
    return {
        place: propose_steps(
            kind=item.kind,
            title=item.title,
            description=item.description or "",
            minutes=minutes_of(item),
            has_next_day=place[0] < last_day,
            has_previous_day=place[0] > 0,
            closing=place == closing,
        )
        for place, item in places
    }
