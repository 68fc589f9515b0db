"""Queued tasks are worked off, and found again when their worker is gone."""

from datetime import timedelta

import pytest
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from idetorg.core.time import real_now
from idetorg.jobs import holder, worker
from tests.jobs import some_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_backend(monkeypatch: pytest.MonkeyPatch) -> DatabaseBackend:
    """Queue in the database, whatever the settings of the tests say."""
    monkeypatch.setattr(worker, "_jobs", {})
    some_tasks.done.clear()
    return DatabaseBackend("default", {})


def running(database_backend, *, worker_ids, started_at) -> DBTaskResult:
    database_backend.enqueue(some_tasks.note, ["again"], {})
    DBTaskResult.objects.update(status="RUNNING", worker_ids=worker_ids, started_at=started_at)
    return DBTaskResult.objects.get()


def test_run_once_works_off_tasks_also_after_one_fails(database_backend) -> None:
    database_backend.enqueue(some_tasks.fail, [], {})
    database_backend.enqueue(some_tasks.note, ["etter"], {})

    worker.run_once()

    assert some_tasks.done == ["etter"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == [
        "FAILED",
        "SUCCESSFUL",
    ]


def test_task_of_a_dead_worker_is_put_back(database_backend) -> None:
    host = holder.me().rsplit(":", 2)[0]
    running(database_backend, worker_ids=[f"{host}:99999999:a"], started_at=real_now())

    assert worker.put_back_abandoned_tasks() == 1
    worker.run_tasks()
    assert some_tasks.done == ["again"]


def test_task_of_a_living_worker_is_left_alone_for_an_hour(database_backend) -> None:
    task = running(database_backend, worker_ids=["elsewhere:1:a"], started_at=real_now())
    assert worker.put_back_abandoned_tasks() == 0

    task.started_at = real_now() - timedelta(hours=2)
    task.save()
    assert worker.put_back_abandoned_tasks() == 1


def test_task_that_lost_its_worker_three_times_stays_failed(database_backend) -> None:
    running(
        database_backend,
        worker_ids=["elsewhere:1:a"] * 3,
        started_at=real_now() - timedelta(hours=2),
    )

    assert worker.put_back_abandoned_tasks() == 0
    assert DBTaskResult.objects.get().status == "FAILED"
