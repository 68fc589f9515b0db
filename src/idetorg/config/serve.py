"""`idetorg serve`: web and worker as one process group that starts, heals and stops together.

The first web process is this one. The worker and, with `--workers`, more web processes are
its children: each is started again when it dies, and ends by itself when this one is gone.
"""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from idetorg.config import env

BACKLOG = 8192
STOP_SECONDS = 2.0
LOOPBACK = "127.0.0.1"
_PARENT = "IDETORG_PARENT_PIPE"
_QUIET_PARTS = {"live", "evaluation", "evaluering"}

logger = logging.getLogger("idetorg.serve")


class CannotServe(Exception):
    """The server can't start; the message names the remedy."""


def run(
    host: str = LOOPBACK,
    port: int = 8000,
    workers: int = 1,
    lan: bool = False,
    migrate: bool = False,
    on_ready: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; returns after a clean stop, within about 3 s.

    `on_ready` is called once, in a thread of its own, when the socket listens and the
    first process answers. Raises CannotServe: port taken, migrations pending (unless
    `migrate`), too many workers asked for.
    """
    prepare(host, port, lan=lan)
    host = "0.0.0.0" if lan and host == LOOPBACK else host  # noqa: S104  (that is what --lan asks)
    _set_up_django()
    _settle_migrations(migrate=migrate)
    _warn_about(workers)
    raise_file_limit()
    listener = _listen(host, port)
    pipe, keep = os.pipe()
    family = Family(pipe, listener, workers)
    if lan:
        print_way_in(lan_url(listener.getsockname()[1]))
    logger.info("Listening on http://%s:%s", *listener.getsockname()[:2])
    _say_how_to_begin()
    try:
        _serve(listener, family=family, on_ready=on_ready)
    finally:
        family.end()
        os.close(keep)
        os.close(pipe)
        listener.close()


def prepare(host: str, port: int, *, lan: bool = False) -> None:
    """Set the environment that settings are read from; call it before Django is set up.

    Only fills in what is not set. A host name in the room is plain http: cookies must
    have plain names there, and the address of this machine must be an allowed one.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
    if lan:
        os.environ["IDETORG_LAN"] = "1"
        os.environ.setdefault("IDETORG_BASE_URL", lan_url(port))
        names = {socket.gethostname(), f"{socket.gethostname()}.local", lan_address()}
        local = ["localhost", ".localhost", LOOPBACK, "[::1]"]
        os.environ.setdefault("IDETORG_ALLOWED_HOSTS", ",".join([*local, *sorted(names)]))
    os.environ.setdefault("IDETORG_BASE_URL", f"http://localhost:{port}")


def lan_address() -> str:
    """Return this machine's address on the local network; no packet is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Only asks the routing table which way out is taken; 192.0.2.1 is nobody's.
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            try:
                address = socket.gethostbyname(socket.gethostname())
            except OSError:
                address = LOOPBACK
    return address


def lan_url(port: int) -> str:
    """Return the address that phones in the room open."""
    return f"http://{lan_address()}:{port}"


def print_way_in(url: str) -> None:
    """Print the address and its QR code, for phones in the room (to stderr)."""
    import segno

    sys.stderr.write(f"\nPhones on the same network open {url}\n\n")
    segno.make(url, error="m").terminal(out=sys.stderr, compact=True)
    if LOOPBACK in url:
        sys.stderr.write("No local network was found: only this machine can open it.\n")
    sys.stderr.flush()


def pending_migrations() -> list[str]:
    """Return the migrations that the database lacks, as `app.name`."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def work() -> None:
    """Run the background work of this installation until SIGINT or SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
    _set_up_django()
    follow_parent()
    from idetorg.audit.actions import prune_deeds
    from idetorg.jobs import worker
    from idetorg.live.actions import prune

    # Neighbours in the layering know nothing of each other: they meet here.
    worker.register("live.prune", 3600, lambda _now: prune())
    worker.register("audit.prune_deeds", 24 * 3600, prune_deeds)
    worker.run_forever()


def follow_parent() -> None:
    """End this process when the one that started it is gone, also when that was killed."""
    given = os.environ.pop(_PARENT, "")
    if not given:
        return

    def wait() -> None:
        os.read(int(given), 1)  # returns only when the other end is closed
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def raise_file_limit() -> None:
    """Allow as many open streams as the system lets this process have."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = hard if hard != resource.RLIM_INFINITY else 65536
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Child:
    """A process of the group, started again when it dies: at once, then more and more slowly."""

    def __init__(self, name: str, command: list[str], descriptors: tuple[int, ...]) -> None:
        self.name = name
        self._command = command
        self._descriptors = descriptors
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = 1.0
        self._due = 0.0

    @property
    def pid(self) -> int | None:
        """Its process number while it lives."""
        alive = self._process is not None and self._process.poll() is None
        return self._process.pid if alive and self._process is not None else None

    def start(self) -> None:
        """Start it, in this process's group."""
        surroundings = {**os.environ, _PARENT: str(self._descriptors[0])}
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603  (our own modules, fixed arguments)
            self._command, env=surroundings, pass_fds=self._descriptors, stdin=subprocess.DEVNULL
        )

    def look(self) -> None:
        """Start it again if it has died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            self._pause = 1.0 if now - self._started_at > 60 else min(30.0, self._pause * 2)
            self._due = now + self._pause
            logger.error(
                "The %s ended (%s). Starting it again in %.0f s.",
                self.name,
                self._process.returncode,
                self._pause,
            )
            self._process = None
        elif self._process is None and now >= self._due:
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self.pid is not None and self._process is not None:
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for it until `deadline` (monotonic seconds), then kill it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.05, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Family:
    """The children of the first process: the worker, and further web processes."""

    def __init__(self, pipe: int, listener: socket.socket, workers: int) -> None:
        handle = listener.fileno()
        web = [sys.executable, "-m", "idetorg.config.serve", str(handle)]
        self.children = [Child("worker", [sys.executable, "-m", "idetorg", "worker"], (pipe,))]
        for number in range(2, workers + 1):
            self.children.append(Child(f"web process {number}", web, (pipe, handle)))
        self._stopping = False

    def start(self) -> None:
        """Start all."""
        for child in self.children:
            child.start()

    def look(self) -> None:
        """Start again who has died."""
        if not self._stopping:
            for child in self.children:
                child.look()

    def ask_to_stop(self) -> None:
        """Let all begin to stop."""
        self._stopping = True
        for child in self.children:
            child.ask_to_stop()

    def end(self) -> None:
        """See that all have stopped."""
        self.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.end(deadline)


class Server(uvicorn.Server):
    """uvicorn that looks after the family, and lets live streams go before it waits for them."""

    def __init__(
        self,
        config: uvicorn.Config,
        live: Any,
        family: Family | None,
        on_ready: Callable[[], None] | None,
    ) -> None:
        super().__init__(config)
        self._live = live
        self._family = family
        self._on_ready = on_ready
        self._announced: asyncio.Future[None] | None = None
        self.failure: BaseException | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then start the family and say that we are ready."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what is loaded now stays: later collections need not look at it
        if self._family is not None:
            self._family.start()
        if self._on_ready is not None:
            self._announced = asyncio.ensure_future(asyncio.to_thread(self._announce))

    async def on_tick(self, counter: int) -> bool:
        """Look after the children ten times a second."""
        if self._family is not None and not self.should_exit:
            self._family.look()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: streams first, since they never end by themselves."""
        if self._family is not None:
            self._family.ask_to_stop()
        self._live.hub.end_streams()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGINT and SIGTERM and then return, so that a clean stop ends with status 0."""
        before = {
            number: signal.signal(number, self.handle_exit)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _announce(self) -> None:
        assert self._on_ready is not None
        from django.db import connections

        try:
            self._on_ready()
        except BaseException as failure:  # told by the caller, after a clean stop
            self.failure = failure
            self.should_exit = True
        finally:
            connections.close_all()


def _say_how_to_begin() -> None:
    """On an empty installation: the code that lets its first person in from another machine."""
    from django.apps import apps

    if not apps.is_installed("idetorg.seminars"):  # the hub alone, as its bench and tests run it
        return
    from idetorg.seminars.setup import announcement

    code = announcement()
    if code:
        logger.info("Nobody arranges here yet. Open /oppstart; from another machine use %s", code)


class Discreet(logging.Filter):
    """Leave out lines that would tie a person to a stream or to an anonymous answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a request's line may be logged."""
        args = record.args
        path = str(args[2]) if isinstance(args, tuple) and len(args) > 2 else ""
        return not _QUIET_PARTS & set(path.partition("?")[0].split("/"))


def _serve(
    listener: socket.socket,
    *,
    family: Family | None = None,
    on_ready: Callable[[], None] | None = None,
) -> None:
    from django.urls import get_resolver

    from idetorg.config.asgi import application

    _ = get_resolver().url_patterns  # import all views now: the first visitor should not wait
    # WhiteNoise and file answers read small files at once; whoever starts this can do nothing.
    warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").addFilter(Discreet())
    behind_proxy = env.flag("IDETORG_BEHIND_PROXY")
    config = uvicorn.Config(
        application,
        loop="auto",
        http="auto",
        lifespan="on",
        backlog=BACKLOG,
        log_config=None,
        access_log=env.flag("IDETORG_ACCESS_LOG"),
        proxy_headers=behind_proxy,
        server_header=False,
        timeout_graceful_shutdown=int(STOP_SECONDS),
    )
    server = Server(config, application, family, on_ready)
    server.run(sockets=[listener])
    if server.failure is not None:
        raise server.failure
    if not server.started:
        raise CannotServe("The server could not start; the reason stands above.")


def _set_up_django() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _settle_migrations(*, migrate: bool) -> None:
    from django.core.management import call_command
    from django.db import connections

    missing = pending_migrations()
    if missing and not migrate:
        raise CannotServe(
            f"The database lacks {len(missing)} migrations ({missing[0]} …). "
            "Take a copy of it, then run: idetorg manage migrate"
        )
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()


def _warn_about(workers: int) -> None:
    from django.db import connection

    if workers < 1:
        raise CannotServe("There must be at least one web process (--workers 1).")
    if workers > 1 and connection.vendor == "sqlite":
        logger.warning(
            "SQLite has one writer at a time: with %d web processes some writers wait longer. "
            "Use --workers 1, or PostgreSQL (IDETORG_DATABASE_URL).",
            workers,
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotServe(
            f"Can't listen on {host}:{port} ({error.strerror}). "
            "Is it running already? Choose another port with --port."
        ) from error


def _further_web_process(handle: int) -> None:
    """Serve on the socket inherited from the first process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
    _set_up_django()
    follow_parent()
    raise_file_limit()
    _serve(socket.socket(fileno=handle))


if __name__ == "__main__":
    _further_web_process(int(sys.argv[1]))
