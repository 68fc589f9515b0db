"""R6, second half: workers are killed at random moments; nothing is lost.

At least once: a copy can come twice, never more often than workers were killed, and
always with the same Message-ID. IDETORG_TRUST_LONG=1 (`make trust-6`) runs the long form.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mailer.servers import Counting, free_port, listening

LONG = os.environ.get("IDETORG_TRUST_LONG") == "1"
MAILS, KILLS = (400, 50) if LONG else (120, 10)
SECONDS_A_MAIL = 0.03 if LONG else 0.01  # so slow that no worker is killed with nothing to do
ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database file and a port for one run."""
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return kept | {
        "IDETORG_DATA_DIR": str(tmp_path),
        "IDETORG_TEST_DB": str(tmp_path / "mail.sqlite3"),
        "IDETORG_TEST_SMTP_PORT": str(free_port()),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.mailer.worker_process", *words]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def count(environment: dict[str, str], where: str) -> int:
    connection = sqlite3.connect(environment["IDETORG_TEST_DB"], timeout=20)
    try:
        return connection.execute(f"select count(*) from mailer_mail where {where}").fetchone()[0]
    finally:
        connection.close()


def wait_until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_killed_workers_lose_nothing(environment: dict[str, str]) -> None:
    assert start(environment, "prepare", str(MAILS)).wait(60) == 0
    assert count(environment, "1") == MAILS  # queued twice, stored once
    chance = random.Random(20131120)
    server = Counting()
    server.slow_seconds = SECONDS_A_MAIL
    kills = 0

    with listening(server, int(environment["IDETORG_TEST_SMTP_PORT"])):
        for _ in range(KILLS):
            worker = start(environment, "work")
            had = len(server.accepted)
            if wait_until(lambda had=had: len(server.accepted) > had, 15):
                time.sleep(chance.random() * 0.12)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            kills += 1
        assert count(environment, "state != 'sent'") > 0  # every kill was at work
        last = start(environment, "work")
        assert wait_until(lambda: count(environment, "state != 'sent'") == 0, 60)
        last.send_signal(signal.SIGTERM)
        assert last.wait(40) == 0  # a worker that is asked to stop ends in good order

    copies = sum(server.accepted.values()) - MAILS
    lost = MAILS - len(server.accepted)
    told = {"queued": MAILS, "kills": kills, "lost": lost, "duplicates": copies}
    sys.stdout.write(json.dumps(told) + "\n")
    assert len(server.accepted) == len(server.readers) == MAILS  # 0 lost, one Message-ID each
    assert copies <= kills
