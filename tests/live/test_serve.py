"""`idetorg serve` as people run it: one group that starts, heals and stops together."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bench.live_client import Phone, request
from idetorg.cli import main
from idetorg.config.serve import Child, Discreet
from tests.live.server import ROOT, free_port

HOST = "127.0.0.1"


class Command:
    """`idetorg …` in a process of its own, on the small test project."""

    def __init__(self, folder: Path, *words: str) -> None:
        env = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "DJANGO_SETTINGS_MODULE": "tests.live.settings_live",
            "IDETORG_DATA_DIR": str(folder),
            "IDETORG_DATABASE_URL": "",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "idetorg", *words],
            env=env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self) -> tuple[int, str, str]:
        """Wait for it; give status, stdout and stderr."""
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err

    def children(self) -> list[psutil.Process]:
        """Its living child processes."""
        living = []
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it may end while we look
                if child.status() != psutil.STATUS_ZOMBIE:
                    living.append(child)
        return living


@pytest.fixture
def run_command(tmp_path: Path) -> Iterator[Callable[..., Command]]:
    """Start `idetorg` commands that are gone after the test, whatever happens."""
    started: list[Command] = []

    def start(*words: str) -> Command:
        started.append(Command(tmp_path, *words))
        return started[-1]

    yield start
    for command in started:
        if command.process.poll() is None:
            command.process.kill()
        command.process.communicate()


def _until(true: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        return asyncio.run(request(HOST, port, "GET", "/ready", seconds=2)).status == 200
    except (OSError, TimeoutError):
        return False


def test_serve_refuses_while_migrations_are_pending(run_command: Callable[..., Command]) -> None:
    status, out, err = run_command("serve", "--port", str(free_port())).end()
    assert (status, out) == (2, "")
    assert "idetorg manage migrate" in err
    assert "Traceback" not in err


def test_serve_starts_heals_and_stops_with_a_stream_open(
    run_command: Callable[..., Command],
) -> None:
    port = free_port()
    server = run_command("serve", "--port", str(port), "--migrate")
    _until(lambda: _answers(port))
    _until(server.children)
    (worker,) = server.children()
    assert os.getpgid(worker.pid) == os.getpgid(server.process.pid)

    worker.kill()
    _until(lambda: server.children() and server.children() != [worker])

    async def stop_with_a_stream_open() -> float:
        token = (await request(HOST, port, "GET", "/token/a")).json()["token"]
        phone = Phone(f"/live/{token}", {"a": 0})
        await phone.connect(HOST, port)
        await request(HOST, port, "POST", "/post/a", b"{}")
        async with asyncio.timeout(3):
            while not phone.seen:
                await asyncio.sleep(0.01)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        await phone.closed.wait()
        return begun

    begun = asyncio.run(stop_with_a_stream_open())
    status, out, err = server.end()
    assert time.monotonic() - begun < 3.5
    assert (status, out) == (0, "")
    assert "Traceback" not in err
    assert "/live/" not in err


def _has_ended(process: psutil.Process) -> bool:
    """Tell whether a process has ended, also when nobody has asked for its status yet."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_worker_ends_when_the_server_is_killed(run_command: Callable[..., Command]) -> None:
    port = free_port()
    server = run_command("serve", "--port", str(port), "--migrate")
    _until(lambda: _answers(port))
    _until(server.children)
    (worker,) = server.children()
    server.process.kill()
    _until(lambda: _has_ended(worker), seconds=6)


def test_several_web_processes_share_the_socket(run_command: Callable[..., Command]) -> None:
    port = free_port()
    server = run_command("serve", "--port", str(port), "--migrate", "--workers", "2")
    _until(lambda: _answers(port))
    _until(lambda: len(server.children()) == 2)
    server.process.send_signal(signal.SIGINT)
    status, _out, err = server.end()
    assert status == 0
    assert "SQLite has one writer at a time" in err


def test_taken_port_is_told_with_the_remedy(run_command: Callable[..., Command]) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        status, _out, err = run_command("serve", "--port", str(port), "--migrate").end()
    assert status == 2
    assert "--port" in err
    assert "Traceback" not in err


def test_dying_child_is_started_again_more_and_more_slowly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    monkeypatch.setattr("idetorg.config.serve.time.monotonic", lambda: clock[0])
    reader, writer = os.pipe()
    child = Child("worker", [sys.executable, "-c", ""], (reader,))
    pauses = []
    for _ in range(3):
        child.start()
        assert child._process is not None
        child._process.wait()
        child.look()
        pauses.append(child._pause)
        clock[0] += 0.5
        child.look()
        assert child.pid is None
    assert pauses == [2.0, 4.0, 8.0]
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/s/x/now", True),
        ("/live/abc", False),
        ("/s/x/evaluation", False),
        ("/s/x/evaluering/svar?x=1", False),
    ],
)
def test_access_lines_do_not_tie_people_to_answers(path: str, logged: bool) -> None:
    import logging

    args = ("127.0.0.1:1", "GET", path, "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 1, "%s", args, None)
    assert Discreet().filter(record) is logged


def _main(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(words)
    said = capsys.readouterr()
    return stop.value.code, said.out, said.err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = _main(capsys, "--help")
    assert status == 0
    for name in ("serve", "worker", "check", "demo", "manage", "schedule", "groups"):
        assert f"\n    {name} " in out


@pytest.mark.parametrize(
    "words", [[], ["nothing"], ["serve", "--port", "99999"], ["schedule", "parse", "no/such/file"]]
)
def test_bad_words_end_with_2_and_nothing_on_stdout(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    status, out, err = _main(capsys, *words)
    assert (status, out) == (2, "")
    assert err


def test_schedule_parse_prints_json_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "program.txt"
    path.write_text("Onsdag 20. november\n13.00 Velkommen v/Marit\n", encoding="utf-8")
    status, out, err = _main(capsys, "schedule", "parse", str(path), "--year", "2013")
    assert (status, err) == (0, "")
    assert json.loads(out)["days"][0]["date"] == "2013-11-20"


def test_empty_programme_has_no_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "program.txt"
    path.write_text("", encoding="utf-8")
    status, out, _err = _main(capsys, "schedule", "parse", str(path), "--year", "2013")
    assert status == 0
    assert json.loads(out)["days"] == []


def test_groups_solve_prints_json_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    people = [{"id": f"p{n}", "wishes": ["t1", "t2"]} for n in range(6)]
    instance = {
        "participants": people,
        "topics": [{"id": "t1"}, {"id": "t2"}],
        "min": 3,
        "max": 5,
        "max_groups": 2,
    }
    path.write_text(json.dumps(instance), encoding="utf-8")
    status, out, _err = _main(capsys, "groups", "solve", str(path), "--time-limit", "5")
    assert status == 0
    solution = json.loads(out)
    assert sum(len(group["members"]) for group in solution["groups"]) == 6
    assert {"name", "value", "bound", "proven"} <= set(solution["levels"][0])
    path.write_text("{}", encoding="utf-8")
    status, out, err = _main(capsys, "groups", "solve", str(path))
    assert (status, out) == (2, "")
    assert err
