"""The bundle that the build hook made: addresses by plain name, and icons."""

import functools
import json
from pathlib import Path
from typing import TypedDict

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "dist"
_HELP = "The bundle is missing or incomplete: run make setup (or python hatch_build.py)."


class Icon(TypedDict):
    """A drawing inside a 24 × 24 box; `drawn` ones are strokes, the others outlines."""

    drawn: bool
    body: str


@functools.lru_cache(maxsize=4)
def _read(name: str, stamp: int) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def _load(name: str) -> dict[str, object]:
    """Return a JSON file of the bundle, read again when it has been built anew."""
    try:
        return _read(name, (FOLDER / name).stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise ImproperlyConfigured(_HELP) from error


def asset(name: str) -> str:
    """Return the address of a bundled file, e.g. `app.css`.

    Raises ImproperlyConfigured with the remedy when the bundle does not hold it.
    """
    hashed = _load("manifest.json").get(name)
    if hashed is None:
        raise ImproperlyConfigured(f"{name} is not in the bundle. {_HELP}")
    return static(f"dist/{hashed}")


# What a page needs to look like itself without network: sheets, script, mark and all letters.
KEPT = (
    *("app.css", "card.css", "app.js", "keep.js", "mark.svg"),
    *(
        f"{voice}-{part}.woff2"
        for voice in ("inter", "literata")
        for part in ("core", "west", "sami")
    ),
)


def kept_assets() -> list[str]:
    """Return the addresses a page kept on a phone needs."""
    return [asset(name) for name in KEPT]


def source(name: str) -> str:
    """Return the text of a bundled file."""
    return (FOLDER / Path(asset(name)).name).read_text(encoding="utf-8")


def icon(name: str) -> Icon:
    """Return the drawing called `name`; raises ImproperlyConfigured when there is none."""
    found = _load("icons.json").get(name)
    if found is None:
        raise ImproperlyConfigured(f"There is no icon {name!r}: add it to frontend/icons.json.")
    return found  # type: ignore[return-value]  # icons.json holds nothing but icons
