"""Forming groups as a job, for rooms too large to wait for in one request."""

import logging

from django_tasks import task

from idetorg.core.durable import durable
from idetorg.grouping.actions import failed, keep_answer, solve_run
from idetorg.grouping.models import Run

log = logging.getLogger(__name__)


def answer_run(run: Run) -> None:
    """Solve a run outside any transaction and keep its answer, or say that it stopped."""
    try:
        instance, solution = solve_run(run)
        with durable():
            keep_answer(run, instance, solution)
    except Exception:
        log.exception("Run %s stopped", run.pk)
        with durable():
            failed(run)


@task()
def form(run_pk: int) -> None:
    """Solve one queued run and keep its answer. A run that ended is left alone."""
    run = Run.objects.select_related("market__seminar").get(pk=run_pk)
    if run.state not in {Run.State.QUEUED, Run.State.RUNNING}:
        return
    with durable():
        run.state = Run.State.RUNNING
        run.progress = 10
        run.save(update_fields=["state", "progress"])
    answer_run(run)
