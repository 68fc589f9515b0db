"""Open, answer and close the evaluation; write the summary."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from idetorg.audit.actions import record
from idetorg.core.errors import EditConflict
from idetorg.core.time import now
from idetorg.evaluation.errors import AnsweredAlready, NothingToShow, NotOpen, TooFewInvited
from idetorg.evaluation.form import Form
from idetorg.evaluation.models import (
    Evaluation,
    FreeText,
    Response,
    SealedBox,
    Summary,
    Ticket,
)
from idetorg.evaluation.queries import can_be_anonymous
from idetorg.evaluation.results import LEAST
from idetorg.evaluation.sealing import seal, unseal
from idetorg.live.actions import emit
from idetorg.seminars.models import Participation, Seminar

OPEN_FOR = timedelta(days=7)  # people may finish on the bus and at home


@transaction.atomic
def open_evaluation(
    seminar: Seminar, *, form: str = "seminar", by: Participation | None = None
) -> Evaluation:
    """Open the form and lay a ticket ready for everyone. A closed form stays closed."""
    evaluation, _made = Evaluation.objects.get_or_create(seminar=seminar, form=form)
    if evaluation.opened_at is None:
        evaluation.opened_at = now()
        evaluation.save(update_fields=["opened_at"])
        SealedBox.objects.get_or_create(evaluation=evaluation)
        record(
            scope=seminar.scope,
            actor_id=by.user_id if by else None,
            action="evaluation_opened",
            obj=evaluation,
        )
    if evaluation.closed_at is None:
        for person in seminar.participations.participants():
            Ticket.objects.get_or_create(evaluation=evaluation, participation=person)
    emit(seminar.topic_all, "evaluation")
    return evaluation


@transaction.atomic
def answer(evaluation: Evaluation, answers: dict[str, Any], *, by: Participation) -> None:
    """Use a person's ticket and put the answers in the sealed box, in one transaction.

    No audit row, no event with a person, no time: nothing beside an answer leads to anybody.
    Raises NotOpen, TooFewInvited or AnsweredAlready.
    """
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if evaluation.opened_at is None or evaluation.closed_at is not None:
        raise NotOpen
    if not can_be_anonymous(evaluation.seminar):
        raise TooFewInvited
    Ticket.objects.get_or_create(evaluation=evaluation, participation=by)
    if not Ticket.objects.filter(evaluation=evaluation, participation=by, used=False).update(
        used=True
    ):
        raise AnsweredAlready
    box = SealedBox.objects.select_for_update().get(evaluation=evaluation)
    box.sealed = seal([*unseal(box.sealed), answers])
    box.save(update_fields=["sealed"])
    emit(evaluation.seminar.topic_all, "evaluation")


@transaction.atomic
def close_evaluation(evaluation: Evaluation, form: Form, *, by: Participation | None = None) -> int:
    """Close the form and lay the answers out with new random ids; return how many.

    Free texts are cut loose from the rest of their answer. Those who said "use only my ticks"
    have their texts left out here and now.
    """
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if evaluation.opened_at is None or evaluation.closed_at is not None:
        return 0
    box, _made = SealedBox.objects.get_or_create(evaluation=evaluation)
    open_ids = {question.id for question in form.questions if question.type == "open"}
    responses, texts = [], []
    for answers in unseal(box.sealed):
        permission = answers.pop("may_quote", "read")
        for question in open_ids & set(answers):
            text = answers.pop(question)
            if permission != "keep_out":
                texts.append(
                    FreeText(
                        id=uuid.uuid4(),
                        evaluation=evaluation,
                        question=question,
                        text=text,
                        may_be_quoted=permission == "quote",
                    )
                )
        responses.append(Response(id=uuid.uuid4(), evaluation=evaluation, answers=answers))
    # The order of rows is the order of their random ids: it tells nothing.
    Response.objects.bulk_create(sorted(responses, key=lambda row: row.id))
    FreeText.objects.bulk_create(sorted(texts, key=lambda row: row.id))
    box.sealed = ""
    box.save(update_fields=["sealed"])
    evaluation.closed_at = now()
    evaluation.save(update_fields=["closed_at"])
    record(
        scope=evaluation.seminar.scope,
        actor_id=by.user_id if by else None,
        action="evaluation_closed",
        obj=evaluation,
    )
    emit(evaluation.seminar.topic_all, "evaluation")
    return len(responses)


@transaction.atomic
def publish_evaluation(evaluation: Evaluation, published: bool, *, by: Participation) -> None:
    """Put the report on the seminar's page, or take it off; raises NothingToShow."""
    if published and not (evaluation.closed_at and evaluation.responses.count() >= LEAST):
        raise NothingToShow
    evaluation.published_at = now() if published else None
    evaluation.save(update_fields=["published_at"])
    record(
        scope=evaluation.seminar.scope,
        actor_id=by.user_id,
        action="evaluation_published" if published else "evaluation_hidden",
        obj=evaluation,
    )


@transaction.atomic
def save_summary(
    seminar: Seminar, *, story: str, text: str, version: int, by: Participation
) -> Summary:
    """Store the summary; raises EditConflict when somebody saved it after `version`."""
    row, made = Summary.objects.get_or_create(seminar=seminar)
    changed = Summary.objects.filter(pk=row.pk, version=row.version if made else version).update(
        story=story, text=text, version=F("version") + 1, saved_at=now()
    )
    row.refresh_from_db()
    if not changed and (row.story, row.text) != (story, text):
        raise EditConflict
    record(
        scope=seminar.scope,
        actor_id=by.user_id,
        action="summary_saved",
        obj=row,
        field="text",
        text=text,
    )
    return row


@transaction.atomic
def publish_summary(summary: Summary, published: bool, *, by: Participation) -> None:
    """Put the summary on the seminar's page, or take it off."""
    summary.published_at = now() if published else None
    summary.save(update_fields=["published_at"])
    record(
        scope=summary.seminar.scope,
        actor_id=by.user_id,
        action="summary_published" if published else "summary_hidden",
        obj=summary,
    )
