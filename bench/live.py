"""How fast one change reaches every phone, beside Django's own streaming and polling.

    python -m bench.live [--clients 1000] [--posts 20] [--json]

Each event is one POST of about 1 kB through Django, kept in a durable transaction on
SQLite, then sent to every phone. "last" is from the POST until the last phone has it. The
server runs on core 0, the phones on core 1; its CPU and memory are read from /proc.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.live_client import Phone, request  # noqa: E402
from tests.live.server import LiveServer  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PAYLOAD = json.dumps({"text": "Kva skal til for at biblioteket er ope? " * 24}).encode()


@dataclass
class Row:
    """One design's figures."""

    design: str
    clients: int
    last_p50_ms: float
    last_p99_ms: float
    delivery_p99_ms: float
    cpu_us_a_delivery: float
    kb_a_client: float
    lost: int


def cpu_seconds(pid: int) -> float:
    """Return the CPU a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_kb(pid: int) -> float:
    """Return the resident memory of a process, in kB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1024


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


async def streams(server: LiveServer, design: str, clients: int, posts: int) -> Row:
    """Measure a design that pushes: `hub` or Django's `plain` streaming."""
    host, port = server.host, server.port
    came: dict[int, list[float]] = defaultdict(list)

    def note(_topic: str, seq: int, at: float) -> None:
        came[seq].append(at)

    answer = (await request(host, port, "GET", "/token/board")).json()
    start = dict(answer["cursors"])  # type: ignore[call-overload]
    path = f"/live/{answer['token']}" if design == "hub" else "/plain/board"
    post_path = "/post/board" if design == "hub" else "/plain-post/board"
    for _ in range(5):  # warm up: imports, first transaction
        await request(host, port, "POST", "/post/warm", PAYLOAD)
    before = memory_kb(server.pid)
    phones = [Phone(path, start, note) for _ in range(clients)]
    for begin in range(0, clients, 200):
        await asyncio.gather(*(p.connect(host, port) for p in phones[begin : begin + 200]))
    await asyncio.sleep(1)
    kb_a_client = (memory_kb(server.pid) - before) / clients
    cpu = cpu_seconds(server.pid)
    sent: dict[int, float] = {}
    for _ in range(posts):
        begun = time.perf_counter()
        posted = await request(host, port, "POST", post_path, PAYLOAD)
        sent[int(str(posted.json()["seq"]))] = begun
        await asyncio.sleep(max(0, 0.5 - (time.perf_counter() - begun)))
    await asyncio.sleep(1)
    cpu = cpu_seconds(server.pid) - cpu
    for phone in phones:
        phone.leave()
    await asyncio.sleep(0.5)
    last = [(max(came[seq]) - begun) * 1000 for seq, begun in sent.items() if came[seq]]
    every = [(at - begun) * 1000 for seq, begun in sent.items() for at in came[seq]]
    return Row(
        design={"hub": "our hub", "plain": "Django StreamingHttpResponse"}[design],
        clients=clients,
        last_p50_ms=statistics.median(last),
        last_p99_ms=percentile(last, 0.99),
        delivery_p99_ms=percentile(every, 0.99),
        cpu_us_a_delivery=cpu / max(1, len(every)) * 1e6,
        kb_a_client=kb_a_client,
        lost=clients * posts - len(every),
    )


async def polling(server: LiveServer, clients: int, posts: int) -> Row:
    """Measure polling: each phone asks every two seconds, spread out."""
    host, port = server.host, server.port
    came: dict[int, list[float]] = defaultdict(list)
    stop = asyncio.Event()

    async def ask(number: int) -> None:
        after = 0
        await asyncio.sleep(2 * number / clients)
        while not stop.is_set():
            begun = time.perf_counter()
            answer = await request(host, port, "GET", f"/newer/polled/{after}")
            for event in answer.json()["events"]:  # type: ignore[attr-defined]
                after = event["seq"]
                came[after].append(time.perf_counter())
            await asyncio.sleep(max(0, 2 - (time.perf_counter() - begun)))

    asking = [asyncio.create_task(ask(number)) for number in range(clients)]
    await asyncio.sleep(2.5)
    cpu = cpu_seconds(server.pid)
    sent: dict[int, float] = {}
    for _ in range(posts):
        begun = time.perf_counter()
        posted = await request(host, port, "POST", "/post/polled", PAYLOAD)
        sent[int(str(posted.json()["seq"]))] = begun
        await asyncio.sleep(max(0, 0.5 - (time.perf_counter() - begun)))
    await asyncio.sleep(3)
    cpu = cpu_seconds(server.pid) - cpu
    stop.set()
    await asyncio.gather(*asking)
    last = [(max(came[seq]) - begun) * 1000 for seq, begun in sent.items() if came[seq]]
    every = [(at - begun) * 1000 for seq, begun in sent.items() for at in came[seq]]
    return Row(
        design="polling each 2 s",
        clients=clients,
        last_p50_ms=statistics.median(last),
        last_p99_ms=percentile(last, 0.99),
        delivery_p99_ms=percentile(every, 0.99),
        cpu_us_a_delivery=cpu / max(1, len(every)) * 1e6,
        kb_a_client=0.0,
        lost=clients * posts - len(every),
    )


def measure(clients: int, posts: int) -> list[Row]:
    """Run our hub, then the two baselines, each against a server of its own."""
    cores = sorted(os.sched_getaffinity(0))
    server_core = {cores[0]} if len(cores) > 1 else None
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[1]})
    rows = []
    runs = [
        ("hub", clients),
        ("plain", clients),
        ("polling", min(clients, 100)),
    ]
    for design, count in runs:
        with (
            tempfile.TemporaryDirectory(prefix="idetorg-bench-") as folder,
            LiveServer(Path(folder), cores=server_core) as server,
        ):
            if design == "polling":
                rows.append(_run(polling(server, count, max(4, posts // 4))))
            else:
                rows.append(_run(streams(server, design, count, posts)))
    return rows


def _run(scene: "asyncio._CoroutineLike[Row]") -> Row:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(scene)


def table(rows: list[Row]) -> str:
    """Return the figures as one table, with each baseline as a ratio to our hub."""
    lines = [
        f"{'design':<30}{'phones':>7}{'last p50':>10}{'last p99':>10}{'any p99':>10}"
        f"{'us/delivery':>13}{'kB/phone':>10}{'lost':>6}{'CPU ratio':>11}{'kB ratio':>10}"
    ]
    ours = rows[0]
    for row in rows:
        memory = f"{row.kb_a_client:.1f}" if row.kb_a_client else "-"
        kb_ratio = f"{row.kb_a_client / ours.kb_a_client:.1f}" if row.kb_a_client else "-"
        lines.append(
            f"{row.design:<30}{row.clients:>7}{row.last_p50_ms:>7.0f} ms{row.last_p99_ms:>7.0f} ms"
            f"{row.delivery_p99_ms:>7.0f} ms{row.cpu_us_a_delivery:>13.0f}{memory:>10}{row.lost:>6}"
            f"{row.cpu_us_a_delivery / ours.cpu_us_a_delivery:>11.1f}{kb_ratio:>10}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print one table; exit 1 when an event was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    rows = measure(options.clients, options.posts)
    print(json.dumps([asdict(row) for row in rows], indent=1) if options.json else table(rows))
    sys.exit(1 if any(row.lost for row in rows) else 0)


if __name__ == "__main__":
    main()
