"""Results of a closed form. No cell, and no difference of cells, is under five.

Neighbouring answers are merged until each shown part holds five; so any sum or difference of
parts holds at least five as well (or none). Those who skipped a question are a part too: one to
four of them are merged into the last part. Free texts are shown from five texts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from idetorg.evaluation.form import Form, Question

LEAST = 5


@dataclass(frozen=True)
class Part:
    """One shown part: what it holds, in words, and how many answered so."""

    label: str
    count: int


@dataclass(frozen=True)
class Result:
    """A question's result; `parts` is empty when there are too few answers to show."""

    question: Question
    answered: int  # 0 when fewer than five: the number itself is not shown either
    parts: list[Part] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    quotable: list[str] = field(default_factory=list)  # of these, when five or more, and the rest

    @property
    def only_to_read(self) -> list[str]:
        """The texts that are not known to be quotable."""
        return [text for text in self.texts if text not in self.quotable]


def merged(counts: list[tuple[str, int]], *, least: int = LEAST, joiner: str = "–") -> list[Part]:
    """Merge neighbours, in order, until each part holds `least`; [] when all together are fewer.

    counts: [(label, how many)] in the order of the scale. A part of several is named by its
    first and last label.
    """
    parts: list[tuple[list[str], int]] = []
    labels: list[str] = []
    count = 0
    for label, number in counts:
        labels.append(label)
        count += number
        if count >= least:
            parts.append((labels, count))
            labels, count = [], 0
    if labels:
        if not parts:
            return []
        last_labels, last_count = parts.pop()
        parts.append((last_labels + labels, last_count + count))
    return [
        Part(names[0] if len(names) == 1 else f"{names[0]}{joiner}{names[-1]}", number)
        for names, number in parts
    ]


def results(
    form: Form,
    responses: Iterable[Mapping[str, Any]],
    texts: Mapping[str, list[tuple[str, bool]]],
) -> list[Result]:
    """Return one result a question.

    `texts`: {question id: [(text, whether it may be quoted)] in random order}.
    """
    rows = list(responses)
    found = []
    for question in form.questions:
        if question.id == "may_quote":
            continue
        if question.type == "open":
            written = texts.get(question.id, [])
            found.append(
                _written(question, written) if len(written) >= LEAST else Result(question, 0)
            )
            continue
        values = [row[question.id] for row in rows if question.id in row]
        found.append(_counted(question, values, skipped=len(rows) - len(values)))
    return found


def _written(question: Question, written: list[tuple[str, bool]]) -> Result:
    """Return the texts, and which may be quoted unless that picks out one to four of them.

    A person's texts share the answer: marked as few, they would be tied together.
    """
    quotable = [text for text, may_be_quoted in written if may_be_quoted]
    rest = len(written) - len(quotable)
    tells = len(quotable) >= LEAST and (rest == 0 or rest >= LEAST)
    return Result(
        question,
        len(written),
        texts=[text for text, _may in written],
        quotable=quotable if tells else [],
    )


def _counted(question: Question, values: list[Any], *, skipped: int) -> Result:
    """Return a question's parts; how many skipped can't be worked out when they are one to four."""
    if len(values) < LEAST:
        return Result(question, 0)
    told = skipped == 0 or skipped >= LEAST
    answered = len(values) if told else 0
    if question.type == "pick":
        return Result(question, answered, parts=_picked(question, values, skipped, told=told))
    if question.type == "scale":
        counts = Counter(str(value) for value in values)
        joiner = "–"
    else:
        counts = Counter(values)
        joiner = " / "
    parts = merged([(c.label, counts[c.value]) for c in question.choices], joiner=joiner)
    if not told and parts:
        last = parts.pop()
        label = _("%(answers)s, or no answer") % {"answers": last.label}
        parts.append(Part(label, last.count + skipped))
    return Result(question, answered, parts=parts)


def _picked(question: Question, values: list[Any], skipped: int, *, told: bool) -> list[Part]:
    """Return the lines that five picked and five (or nobody) left, however one counts."""
    picked = Counter(value for several in values for value in several)
    shown = []
    for choice in question.choices:
        count = picked[choice.value]
        left = len(values) - count
        rests = [left, left + skipped] if told else [left + skipped]
        if count >= LEAST and all(rest == 0 or rest >= LEAST for rest in rests):
            shown.append(Part(choice.label, count))
    return shown
