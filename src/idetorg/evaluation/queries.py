"""Reads of the evaluation."""

import secrets

from idetorg.evaluation.form import Choice, Form, read_form
from idetorg.evaluation.models import Evaluation, Summary, Ticket
from idetorg.evaluation.results import LEAST, Result, results
from idetorg.seminars.models import Participation, Seminar
from idetorg.seminars.words import dates_in_words


def evaluation_of(seminar: Seminar, form: str = "seminar") -> Evaluation | None:
    """Return the seminar's evaluation, or None before it was first opened."""
    return Evaluation.objects.filter(seminar=seminar, form=form).first()


def is_open(evaluation: Evaluation | None) -> bool:
    """Tell whether answers are taken now."""
    return (
        evaluation is not None and evaluation.opened_at is not None and evaluation.closed_at is None
    )


def form_of(seminar: Seminar, key: str = "seminar") -> Form:
    """Return the questions in the active language, with the seminar's own lines to pick from."""
    items = [
        Choice(str(item.pk), item.title)
        for item in seminar.items.order_by("starts_at", "position")
        if item.kind not in {"transport", "meal", "break"}
    ]
    values = {"seminar": seminar.name, "dates": dates_in_words(seminar)}
    return read_form(key, values=values, items=items)


def has_answered(evaluation: Evaluation, participation: Participation) -> bool:
    """Tell whether a person's ticket is used; what was answered is known to nobody."""
    return Ticket.objects.filter(
        evaluation=evaluation, participation=participation, used=True
    ).exists()


def answer_count(evaluation: Evaluation | None) -> int:
    """Return how many have answered; after the closing, however many have been erased since."""
    if evaluation is not None and evaluation.closed_at is not None:
        return evaluation.responses.count()
    return evaluation.tickets.filter(used=True).count() if evaluation else 0


def can_be_anonymous(seminar: Seminar) -> bool:
    """With fewer than five invited nobody can answer unseen."""
    return seminar.participations.participants().count() >= LEAST


def closed_results(seminar: Seminar, evaluation: Evaluation) -> list[Result]:
    """Return the results of a closed form; [] while it is open or under five answers."""
    if evaluation.closed_at is None:
        return []
    responses = list(evaluation.responses.values_list("answers", flat=True))
    if len(responses) < LEAST:
        return []
    texts: dict[str, list[tuple[str, bool]]] = {}
    written = evaluation.free_texts.values_list("question", "text", "may_be_quoted")
    for question, text, may_be_quoted in written:
        texts.setdefault(question, []).append((text, may_be_quoted))
    for several in texts.values():
        secrets.SystemRandom().shuffle(several)
    return results(form_of(seminar, evaluation.form), responses, texts)


def summary_of(seminar: Seminar) -> Summary | None:
    """Return the seminar's summary, or None before anyone began it."""
    return Summary.objects.filter(seminar=seminar).first()
