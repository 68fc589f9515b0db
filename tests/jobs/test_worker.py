"""Periodic jobs take turns; one that fails stops no other."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from idetorg.core.time import real_now
from idetorg.jobs import holder, queries, worker
from idetorg.jobs.models import Run

pytestmark = pytest.mark.django_db
NOON = datetime(2013, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without the jobs of other apps."""
    monkeypatch.setattr(worker, "_jobs", {})


def test_run_once_runs_every_job_with_the_products_time() -> None:
    got = []
    worker.register("a.one", 3600, got.append)
    worker.register("a.two", 3600, got.append)

    assert worker.run_once(NOON) == 2
    assert worker.run_once(NOON) == 2  # also when nothing is due
    assert got == [NOON] * 4


def test_run_due_waits_until_the_job_is_due_again() -> None:
    got = []
    worker.register("a.one", 60, got.append)

    assert [worker.run_due(NOON), worker.run_due(NOON)] == [1, 0]

    Run.objects.update(due_at=real_now() - timedelta(seconds=1))
    assert worker.run_due(NOON) == 1
    assert len(got) == 2


def test_job_that_fails_is_told_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    got = []

    def fail(now: datetime) -> None:
        raise RuntimeError("the disk is full")

    worker.register("a.bad", 1, fail)
    worker.register("b.good", 1, got.append)

    worker.run_once(NOON)

    assert got == [NOON]
    assert [run.last_error for run in queries.failing()] == ["RuntimeError: the disk is full"]
    assert "a.bad" in caplog.text
    worker.register("a.bad", 1, got.append)
    worker.run_once(NOON)
    assert not queries.failing().exists()


def test_job_held_by_another_worker_is_left_alone() -> None:
    got = []
    worker.register("a.one", 1, got.append)
    held = Run.objects.create(
        name="a.one", holder="elsewhere:1:aa", lease_until=real_now() + timedelta(minutes=5)
    )

    assert worker.run_once(NOON) == 0

    held.lease_until = real_now() - timedelta(seconds=1)
    held.save()
    assert worker.run_once(NOON) == 1
    assert Run.objects.get().holder == ""


def test_job_held_by_a_dead_process_here_is_taken_over_at_once() -> None:
    got = []
    worker.register("a.one", 1, got.append)
    host = holder.me().rsplit(":", 2)[0]
    Run.objects.create(
        name="a.one",
        holder=f"{host}:{os.getpid()}:before",  # same number, an earlier life
        lease_until=real_now() + timedelta(minutes=5),
    )

    assert worker.run_once(NOON) == 1


def test_holder_of_a_living_process_or_another_host_is_not_gone() -> None:
    host = holder.me().rsplit(":", 2)[0]

    assert not holder.is_gone(holder.me())
    assert not holder.is_gone(f"{host}:{os.getppid()}:aa")
    assert not holder.is_gone("elsewhere:999999:aa")
    assert not holder.is_gone("nonsense")
    assert holder.is_gone(f"{host}:99999999:aa")


def test_job_that_wants_nothing_writes_nothing(django_assert_num_queries) -> None:
    worker.register("a.idle", 1, lambda now: None, wanted=lambda now: False)

    with django_assert_num_queries(0):
        assert worker.run_due(NOON) == 0


def test_run_forever_ends_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(worker, "_task_loop", lambda stop: None)
    monkeypatch.setattr(worker, "_stop_on_signals", lambda stop: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    worker.register("a.stop", 1, lambda now: stop.set())

    worker.run_forever(stop)

    assert Run.objects.get(name="a.stop").ended_at is not None
    assert queries.worker_is_alive()


SIGNAL_AT_THE_WORST_MOMENT = """
import signal, threading
import django
django.setup()
from idetorg.jobs import worker
stop = threading.Event()
worker._stop_on_signals(stop)
with stop._cond:  # where the main thread is for a moment each time it waits
    signal.raise_signal(signal.SIGTERM)
raise SystemExit(0 if stop.wait(10) else 1)
"""


def test_a_signal_never_finds_the_worker_deaf() -> None:
    """An event set inside a signal handler waits for ever for a lock its own thread holds."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.mailer.settings_platform"}
    told = subprocess.run(
        [sys.executable, "-c", SIGNAL_AT_THE_WORST_MOMENT], env=os.environ | settings, timeout=30
    )

    assert told.returncode == 0
