"""A real server and a real browser.

The server is the demo, started as a person would start it, on a free port with its own data
folder. With CI=true a missing browser is a failure; elsewhere these tests are left out.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path(os.environ.get("IDETORG_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """A running demo. `links` is what `--links` wrote."""

    base_url: str
    links: dict[str, Any]
    data_dir: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str] = field(default_factory=dict)


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(data_dir: Path, database_url: str) -> dict[str, str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("IDETORG_", "DJANGO_"))
    }
    if database_url:
        environment["IDETORG_DATABASE_URL"] = database_url
    return environment


def _start(
    words: list[str], data_dir: Path, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "server.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "idetorg", *words],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _wait(process: subprocess.Popen[bytes], data_dir: Path, ready: Callable[[], bool]) -> None:
    """Wait at most two minutes until `ready`; raise with the log's end when it never is."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is None and ready():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    stop(process)
    raise RuntimeError((data_dir / "server.log").read_text(encoding="utf-8")[-4000:])


def answers(url: str) -> bool:
    """Tell whether an address on this machine answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def start_demo(data_dir: Path, *, port: int, database_url: str = "") -> Server:
    """Start the demo and wait until it answers."""
    links_file = data_dir / "links.json"
    links_file.unlink(missing_ok=True)
    words = ["demo", "--port", str(port), "--data-dir", str(data_dir), "--links", str(links_file)]
    process = _start(words, data_dir, _environment(data_dir, database_url))
    _wait(process, data_dir, links_file.exists)
    links = json.loads(links_file.read_text(encoding="utf-8"))
    assert answers(links["base_url"])
    return Server(links["base_url"], links, data_dir, process)


def start_empty(data_dir: Path, *, port: int, database_url: str = "") -> Server:
    """Start an empty installation with a clock that the test may set (see `set_clock`)."""
    base_url = f"http://localhost:{port}"
    environment = _environment(data_dir, database_url) | {
        "IDETORG_DEMO": "1",
        "IDETORG_DATA_DIR": str(data_dir),
        "IDETORG_BASE_URL": base_url,
    }
    process = _start(["serve", "--port", str(port), "--migrate"], data_dir, environment)
    _wait(process, data_dir, lambda: answers(f"{base_url}/healthz"))
    return Server(base_url, {}, data_dir, process, environment)


def set_clock(server: Server, moment: datetime) -> None:
    """Set the server's product clock."""
    seconds = (moment - datetime.now(tz=UTC)).total_seconds()
    fresh = server.data_dir / ".clock.new"
    fresh.write_text(json.dumps({"offset_seconds": seconds}), encoding="utf-8")
    fresh.replace(server.data_dir / "clock.json")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server's whole process group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)


def work_once(server: Server) -> None:
    """Do now what the worker would do within a minute and a half: the year's questions, mail."""
    for _time in range(2):  # what the first round writes, the second sends
        subprocess.run(
            [sys.executable, "-m", "idetorg", "manage", "worker", "--once"],
            cwd=ROOT,
            env=server.environment,
            capture_output=True,
            timeout=60,
            check=True,
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A fresh demo for each file of flows."""
    running = start_demo(tmp_path_factory.mktemp("demo"), port=free_port())
    yield running
    stop(running.process)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, for as long as the tests run."""
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: .ci/run installs it.")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; each person gets an own context."""
    running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a new person's page: own context, own cookies.

    Every request to another host, and every error in a page, fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        url: str = "", *, viewport: dict[str, int] = PHONE, press: bool = True, **options: Any
    ) -> Page:
        context = browser.new_context(viewport=viewport, locale="nb-NO", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("request", lambda request: _watch(request.url, wrong))
        if url:
            page.goto(url)
            if press:
                with page.expect_navigation():
                    page.locator("main form button").first.click()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _watch(url: str, wrong: list[str]) -> None:
    host = url.split("/")[2].split(":")[0] if "://" in url else "localhost"
    if not (host == "127.0.0.1" or host == "localhost" or host.endswith(".localhost")):
        wrong.append(f"request to another host: {url}")


def axe(page: Page) -> list[str]:
    """Return axe-core's violations on the page as it is now, one line each."""
    source = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    # The whole page at once: a bar that stays at the foot covers whatever scrolls under it, and
    # axe would call that a small target.
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    if size and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": min(height + 200, 12_000)})
    page.evaluate(source)  # evaluated by the driver, so the page's own CSP stays as strict
    found = page.evaluate(
        "tags => axe.run({runOnly: tags}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))",
        AXE_TAGS,
    )
    if size:
        page.set_viewport_size(size)
    return [f"{page.url} {line}" for line in found]
