"""Close forms that have been open long enough."""

from datetime import datetime

from idetorg.core.durable import durable
from idetorg.evaluation.actions import OPEN_FOR, close_evaluation
from idetorg.evaluation.models import Evaluation
from idetorg.evaluation.queries import form_of


def close_old_forms(moment: datetime) -> int:
    """Close forms opened over a week ago; return how many. Harmless to run twice."""
    old = Evaluation.objects.filter(opened_at__lt=moment - OPEN_FOR, closed_at=None).select_related(
        "seminar"
    )
    for evaluation in old:
        with durable():
            close_evaluation(evaluation, form_of(evaluation.seminar, evaluation.form))
    return len(old)
