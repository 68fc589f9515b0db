"""Where municipalities are: a packaged list, and invented ones that the demo tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "municipalities.csv"
OUTLINE = DATA.with_name("norway.csv")
Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class Place:
    """A row of the list: all official names, codes where two share a name."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    point: Point
    is_now: bool


_invented: dict[str, Point] = {}


@cache
def known() -> tuple[Place, ...]:
    """Return the packaged list."""
    found = []
    lines = DATA.read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        names, codes, longitude, latitude, when = line.split(";")
        point = (float(longitude), float(latitude))
        found.append(Place(tuple(names.split("/")), tuple(codes.split()), point, when == "now"))
    return tuple(found)


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    table: dict[str, tuple[Place, ...]] = {}
    for place in known():
        for name in place.names:
            table[name.casefold()] = (*table.get(name.casefold(), ()), place)
    return table


@cache
def outline() -> tuple[tuple[Point, ...], ...]:
    """Return the country's coast and borders, a ring for the mainland and each larger island."""
    lines = OUTLINE.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple((float(x), float(y)) for x, y in (pair.split() for pair in line.split(",")))
        for line in lines
        if line and not line.startswith("#")
    )


def background() -> list[Point]:
    """Return every municipality of today, to draw the country with."""
    return [place.point for place in known() if place.is_now]


def register_invented(points: Mapping[str, Point]) -> None:
    """Say where invented municipalities are, in a demonstration. A real name stays where it is."""
    _invented.update({name.casefold(): point for name, point in points.items()})


def find(name: str, code: str = "") -> Point | None:
    """Return a municipality's (longitude, latitude), or None when it is not known.

    Two that share a name are told apart by code alone; a double name such as
    "Gáivuotna – Kåfjord" is known by either part.
    """
    whole = name.strip().casefold().removesuffix(" kommune")
    parts = [whole, *(part.strip() for part in whole.replace("–", "-").split(" - "))]
    for part in parts:
        rows = _by_name().get(part, ())
        if len(rows) > 1:
            rows = tuple(row for row in rows if code and code in row.codes)
        if rows:
            return rows[0].point
    return _invented.get(whole)
