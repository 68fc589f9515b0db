"""Photograph the sample pages, so that a person can look at them.

    python scripts/styleguide.py [FOLDER] [--only NAME ...]

Writes PNG files (light and dark; phone, laptop and projector) to `var/styleguide`.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"phone": (390, 844), "desk": (1280, 800), "screen": (1920, 1080)}
DESK = {"console", "paste", "groups", "people", "public", "difference"}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main(arguments: list[str]) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Photograph the sample pages.")
    parser.add_argument("folder", nargs="?", default=str(ROOT / "var" / "styleguide"))
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args(arguments)
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    from tests.core.sample_pages import contexts, served

    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with served() as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for name in options.only or contexts():
            kind = "screen" if name.startswith("screen") else "desk" if name in DESK else "phone"
            width, height = SIZES[kind]
            for scheme in ("light",) if kind == "screen" else ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    device_scale_factor=1 if kind != "phone" else 1.5,
                )
                page.on("console", lambda message: print(message.text))
                page.on("pageerror", lambda error: print(error.message))
                page.goto(f"{base}/{name}")
                page.wait_for_timeout(150)
                page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=kind != "screen")
                page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
