"""The card that goes home and the paper form, as `documents` wants them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from idetorg.commitments import queries, words
from idetorg.commitments.dates import FIRST_STEP_DAYS, good_day
from idetorg.commitments.models import ChangeTask
from idetorg.documents.types import (
    FormQuestion,
    OwnAnswer,
    OwnLetter,
    PaperForm,
    SeminarFacts,
    ShownPicture,
    TaskCard,
)
from idetorg.seminars.models import Seminar


def task_card(task: ChangeTask, language: str) -> TaskCard:
    """Return the card's data from version 1: the words as they went home. For the owner."""
    said = task.versions.get(number=1).words
    assert task.committed_at is not None
    seminar = task.participation.seminar
    day = task.committed_at.astimezone(ZoneInfo(seminar.time_zone)).date()
    with translation.override(language):
        card = TaskCard(
            words=said["change"],
            first_step=said["first_step"],
            first_step_by=words.long_date(good_day(day + timedelta(days=FIRST_STEP_DAYS))),
            footer=f"{seminar.name}, {words.long_date(day, year=True)}",
        )
        if plan := words.when_then(said):
            card["when_then"] = plan
        if makkers := queries.makkers_of(task.participation):
            names = ", ".join(m.user.name for m in makkers)
            card["makker"] = _("%(names)s asks me how it goes.") % {"names": names}
        if task.by_when is not None:
            card["by_when"] = words.long_date(task.by_when, year=True)
    return card


def own_letter(task: ChangeTask, language: str) -> OwnLetter:
    """Return the letter to oneself: every answer as it went home. For the owner."""
    said = task.versions.get(number=1).words
    assert task.committed_at is not None
    owner = task.participation
    day = task.committed_at.astimezone(ZoneInfo(owner.seminar.time_zone)).date()
    with translation.override(language):
        return OwnLetter(
            seminar=owner.seminar.name,
            name=owner.user.first_name,
            date=words.long_date(day, year=True),
            answers=[row for a in words.answers_in(said) for row in _own_answers(a)],
        )


def _own_answers(answer: words.Answer) -> list[OwnAnswer]:
    """Return an answer as it is printed: a counter-plan has a heading of its own."""
    rows = []
    if answer.words or answer.note:
        rows.append(OwnAnswer(label=answer.label, words=answer.words))
        if answer.note:
            rows[0]["note"] = answer.note
    if answer.plan:
        rows.append(OwnAnswer(label=words.if_that_happens(), words=answer.plan))
    return rows


def paper_address(seminar: Seminar) -> str:
    """Return where the code on the form leads: to one's own words, whoever opens it."""
    base: str = settings.IDETORG_BASE_URL
    return base.rstrip("/") + reverse("commitments:from_paper", args=[seminar.slug])


def paper_form(seminar: Seminar) -> PaperForm:
    """Return the empty form for those who like paper, in the active language.

    Its code is the picture `qr`: the same for all, and no key to anything.
    """
    asked = []
    for one in words.questions():
        row = FormQuestion(question=one.question, help=one.help, required=one.required)
        if one.kind == "scale":
            row["scale"] = True
        elif one.kind == "visibility":
            row["choices"] = [o.name for o in words.visibility_options()]
        elif one.kind == "yes":
            row["choices"] = [o.name for o in words.options_of(one.id)]
            row["also"] = FormQuestion(
                question=_("Do they know?"),
                choices=[o.name for o in words.options_of(one.id, "knows")],
            )
        else:
            row["lines"] = 1 if one.kind in {"date", "origin"} else 3
        asked.append(row)
    facts = SeminarFacts(name=seminar.name, goal=seminar.goal)
    return PaperForm(
        seminar=facts,
        heading=words.text("intro", "heading"),
        intro=words.text("intro", "line"),
        questions=asked,
        qr=ShownPicture(picture="qr", alt=paper_address(seminar)),
        address=_("To type it in yourself"),
        footer=_("Type it in yourself at %(address)s")
        % {"address": paper_address(seminar).partition("://")[2]},
    )
