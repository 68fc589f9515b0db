"""Close forms that have been open long enough."""

import logging
from datetime import datetime

from idetorg.core.durable import durable
from idetorg.evaluation.actions import OPEN_FOR, close_evaluation
from idetorg.evaluation.errors import AnswersNotReadable
from idetorg.evaluation.models import Evaluation
from idetorg.evaluation.queries import form_of

log = logging.getLogger(__name__)


def close_old_forms(moment: datetime) -> int:
    """Close forms opened over a week ago; return how many. Harmless to run twice."""
    old = Evaluation.objects.filter(opened_at__lt=moment - OPEN_FOR, closed_at=None).select_related(
        "seminar"
    )
    closed = 0
    for evaluation in old:
        try:
            with durable():
                close_evaluation(evaluation, form_of(evaluation.seminar, evaluation.form))
        except AnswersNotReadable:
            # One box under another key must not keep the others open.
            log.error("Evaluation %s can't be opened: the key has changed", evaluation.pk)
        else:
            closed += 1
    return closed
