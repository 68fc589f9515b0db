"""`idetorg demo`: the seminar of November 2013 on this machine."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def run(argv: Sequence[str]) -> int:
    """Build the demo if it is not there, serve it, and return the exit status.

    Django's settings are read from the environment, so this sets it before anything of
    Django is imported.
    """
    options = _parser().parse_args(list(argv))
    folder = Path(options.data_dir).resolve()
    if options.reset and folder.exists():
        if not _looks_like_ours(folder):
            _say(f"{folder} does not look like a demo's data folder. Nothing was removed.")
            return 2
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "idetorg.config.settings",
            "IDETORG_DEMO": "1",
            "IDETORG_DATA_DIR": str(folder),
            "IDETORG_BASE_URL": f"http://localhost:{options.port}",
            "IDETORG_ALLOWED_HOSTS": "localhost,.localhost,127.0.0.1,[::1]",
        }
    )
    links = Path(options.links).resolve() if options.links else None
    return _serve(options.port, folder, links)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="idetorg demo", description="The seminar of November 2013, to walk through."
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data-dir", default="var/demo", metavar="D")
    parser.add_argument("--links", default="", metavar="FILE", help="write the roles' addresses")
    parser.add_argument("--reset", action="store_true", help="begin anew")
    return parser


def _looks_like_ours(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return not names or "secret-key" in names or "clock.json" in names


def _serve(port: int, folder: Path, links: Path | None) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from idetorg.config import serve
    from idetorg.core.durable import durable
    from idetorg.demo import seed
    from idetorg.demo.links import all_links

    call_command("migrate", verbosity=0, interactive=False)
    with durable():
        seminar = seed.build()
    addresses = all_links(seminar, str(port))

    def ready() -> None:
        if links is not None:
            _write(links, addresses)
        _say(f"\nIdétorg: {addresses['base_url']}\nStop with Ctrl-C. The data stay in {folder}.")

    serve.run(port=port, on_ready=ready)
    return 0


def _write(path: Path, addresses: dict[str, Any]) -> None:
    """Write the addresses at once: whoever waits for the file never reads half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(addresses, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(path)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
