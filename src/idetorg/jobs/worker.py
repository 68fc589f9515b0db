"""The worker: periodic jobs take turns between processes, queued tasks run beside them.

Other apps register their periodic jobs in `AppConfig.ready()`; nothing here knows them.
A job must bear to be run again: a worker can be killed at any moment.
"""

import logging
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.apps import apps
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models import Q

from idetorg.core.durable import durable
from idetorg.core.time import now as product_now
from idetorg.core.time import real_now
from idetorg.jobs import holder
from idetorg.jobs.models import Run

logger = logging.getLogger("idetorg.jobs")

TICK_SECONDS = 0.5
# A worker on another machine that died keeps its turn this long; one on this machine does not.
LEASE = timedelta(minutes=5)
TASK_RUNS_AT_MOST = 3
TASK_IS_STUCK_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """A periodic job. `fn(now)` gets the product's time; `wanted(now)` may say no cheaply."""

    name: str
    every_seconds: float
    fn: Callable[[datetime], object]
    wanted: Callable[[datetime], bool] | None = None


_jobs: dict[str, Job] = {}


def register(
    name: str,
    every_seconds: float,
    fn: Callable[[datetime], object],
    *,
    wanted: Callable[[datetime], bool] | None = None,
) -> None:
    """Register a periodic job by name ("app.verb"); a second registration replaces the first.

    `every_seconds` is true time. `wanted` only reads; when it says no, nothing is written.
    """
    _jobs[name] = Job(name, every_seconds, fn, wanted)


def registered() -> dict[str, Job]:
    """Return the registered jobs by name."""
    return dict(_jobs)


def run_once(now: datetime | None = None) -> int:
    """Run every periodic job now, due or not, then the waiting tasks; return how many jobs ran.

    For the demo clock's jumps, for commands and for tests. A job that another worker is
    running just now is left to it. Raises nothing: failures are logged and kept in the row.
    """
    moment = now or product_now()
    ran = sum(_run_job(job, moment, even_if_not_due=True) for job in _jobs.values())
    run_tasks()
    return ran


def run_due(now: datetime | None = None) -> int:
    """Run the periodic jobs that are due; return how many ran."""
    moment = now or product_now()
    return sum(_run_job(job, moment, even_if_not_due=False) for job in _jobs.values())


def run_forever(stop: threading.Event | None = None) -> None:
    """Work until `stop` is set, or SIGTERM or SIGINT comes (when run in the main thread).

    Wakes at least each second. Tasks run in a thread of their own, so that a long
    computation holds up no mail. What has begun is ended before returning.
    """
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        _stop_on_signals(stop)
    logger.info("Worker %s has started with %d jobs.", holder.me(), len(_jobs))
    tasks = threading.Thread(target=_task_loop, args=(stop,), name="tasks", daemon=True)
    tasks.start()
    next_look = dict.fromkeys(_jobs, 0.0)
    while not stop.is_set():
        close_old_connections()
        for job in list(_jobs.values()):
            if stop.is_set():
                break
            if time.monotonic() < next_look.get(job.name, 0.0):
                continue
            next_look[job.name] = time.monotonic() + min(job.every_seconds, 30)
            _run_job(job, product_now(), even_if_not_due=False)
        stop.wait(TICK_SECONDS)
    tasks.join(timeout=30)
    connection.close()
    logger.info("Worker %s has stopped.", holder.me())


def _stop_on_signals(stop: threading.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT.

    A handler interrupts the main thread anywhere, also where it holds the event's own lock:
    set there, the event would wait for ever. The handler only leaves word, in a queue that
    bears to be interrupted, and a thread of its own sets the event.
    """
    word: queue.SimpleQueue[int] = queue.SimpleQueue()

    def on_signal(signum: int, frame: FrameType | None) -> None:
        word.put(signum)

    def set_when_told() -> None:
        word.get()
        stop.set()

    threading.Thread(target=set_when_told, name="signals", daemon=True).start()
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)


def _run_job(job: Job, now: datetime, *, even_if_not_due: bool) -> bool:
    """Run one job if it is this worker's turn; log what goes wrong. Say whether it ran."""
    try:
        if job.wanted is not None and not even_if_not_due and not job.wanted(now):
            return False
        if not _take_turn(job, even_if_not_due=even_if_not_due):
            return False
        error = ""
        try:
            job.fn(now)
        except Exception as failure:  # one broken job must not stop the others
            logger.exception("The job %s failed.", job.name)
            error = f"{type(failure).__name__}: {failure}"[:500]
        _end_turn(job, error)
    except Exception:  # the database is away, or busy too long: the next tick tries again
        logger.exception("The worker could not run the job %s.", job.name)
        _drop_broken_connection()
        return False
    return True


def _drop_broken_connection() -> None:
    """Close the connection after an error, unless a caller's transaction is open on it."""
    if not connection.in_atomic_block:
        connection.close()


def _take_turn(job: Job, *, even_if_not_due: bool) -> bool:
    """Claim the job's row by one conditional update; True means it is ours.

    A turn that lies further ahead than a job ever waits was written before the clock was
    put back: it is due now, or mail would sleep for as long as the clock was wrong.
    """
    moment, name = real_now(), job.name
    row = Run.objects.filter(name=name).first()
    if row is None:
        try:
            with transaction.atomic():
                row = Run.objects.create(name=name)
        except IntegrityError:
            row = Run.objects.get(name=name)
    longest = moment + timedelta(seconds=job.every_seconds)
    if not even_if_not_due and moment < row.due_at <= longest:
        return False
    free = Q(lease_until__lte=moment) | Q(holder="")
    if row.holder and holder.is_gone(row.holder):
        free |= Q(holder=row.holder, lease_until=row.lease_until)
    with durable():
        claimed = (
            Run.objects.filter(free, name=name, due_at=row.due_at)
            .filter(holder=row.holder)
            .update(holder=holder.me(), lease_until=moment + LEASE, started_at=moment)
        )
    return claimed == 1


def _end_turn(job: Job, error: str) -> None:
    """Give the row back and set when the job is due again."""
    moment = real_now()
    with durable():
        Run.objects.filter(name=job.name, holder=holder.me()).update(
            holder="",
            lease_until=moment,
            ended_at=moment,
            due_at=moment + timedelta(seconds=job.every_seconds),
            last_error=error,
        )


def run_tasks() -> None:
    """Run the queued tasks that are ready, one after the other, until none is left.

    Claims as the library's own worker does, but leaves the connection alone: that worker
    closes it between tasks, which a caller with an open transaction would not survive.
    """
    if not apps.is_installed("django_tasks_db"):
        return
    from django_tasks_db.models import DBTaskResult
    from django_tasks_db.utils import exclusive_transaction

    ready: Any = DBTaskResult.objects.ready().filter(backend_name="default")
    runner = _task_worker()
    while ready.all().exists():  # looking costs no write; claiming does
        with exclusive_transaction():
            task = ready.all().get_locked()
            if task is not None:
                task.claim(holder.me())
        if task is None:  # another worker was quicker
            return
        runner.run_task(task)


def _task_worker() -> Any:
    """Return the library's worker, for the running and noting of one task."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=holder.me(),
    )


def _task_loop(stop: threading.Event) -> None:
    """Run tasks until `stop`; put back what dead workers left now and then."""
    next_rescue = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() >= next_rescue:
                next_rescue = time.monotonic() + 60
                put_back_abandoned_tasks()
            run_tasks()
        except Exception:
            logger.exception("The worker could not run the queued tasks.")
            _drop_broken_connection()
        stop.wait(TICK_SECONDS)
    connection.close()


def put_back_abandoned_tasks() -> int:
    """Queue tasks again whose worker is gone, or that have run for over an hour.

    A task that was begun three times stays as failed: it may be what kills the worker.
    Returns how many were put back.
    """
    if not apps.is_installed("django_tasks_db"):
        return 0
    from django_tasks_db.models import DBTaskResult

    put_back = 0
    running: Any = DBTaskResult.objects.running()  # the library's manager is not typed
    for task in running:
        last_worker = task.worker_ids[-1] if task.worker_ids else ""
        stuck = task.started_at is not None and task.started_at < real_now() - TASK_IS_STUCK_AFTER
        if not (stuck or holder.is_gone(last_worker)):
            continue
        if len(task.worker_ids) >= TASK_RUNS_AT_MOST:
            task.set_failed(RuntimeError("The worker was lost three times during this task."))
            continue
        mine = running.filter(pk=task.pk, started_at=task.started_at)
        with durable():
            put_back += mine.update(status="READY")
    return put_back
