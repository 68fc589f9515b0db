"""A server of the small test project in a process of its own, which tests may kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class LiveServer:
    """`with LiveServer(folder) as server:` listens on `server.port`, migrated and ready."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, *, database_url: str = "", cores: set[int] | None = None):
        self.port = free_port()
        self.cores = cores
        self.process: subprocess.Popen[bytes] | None = None
        self.env = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "DJANGO_SETTINGS_MODULE": "tests.live.settings_live",
            "IDETORG_DATA_DIR": str(folder),
            "IDETORG_DATABASE_URL": database_url,
        }

    def __enter__(self) -> Self:
        self.migrate()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def migrate(self) -> None:
        """Make the tables."""
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0"], env=self.env, cwd=ROOT, check=True
        )

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [sys.executable, "-m", "uvicorn", "tests.live.asgi_live:application"]
        command += ["--host", self.host, "--port", str(self.port), "--backlog", "8192"]
        command += ["--loop", "uvloop", "--http", "httptools", "--lifespan", "on"]
        command += ["--no-access-log", "--log-level", "warning"]
        command += ["--timeout-graceful-shutdown", "2"]
        self.process = subprocess.Popen(command, env=self.env, cwd=ROOT)
        if self.cores:
            os.sched_setaffinity(self.process.pid, self.cores)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with socket.create_connection((self.host, self.port), timeout=1):
                    return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("The test server did not start.") from None
                time.sleep(0.05)
        raise RuntimeError("The test server does not listen.")

    def kill(self) -> None:
        """Kill it as a power cut would: it gets no chance to say good-bye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """Stop it kindly, then surely."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self.process is not None
        return self.process.pid
