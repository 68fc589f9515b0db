"""A map without tiles: where municipalities land on a sheet, and where their names fit.

Pure Python. Degrees go in, units of the drawing come out: 360 wide, y downwards, so that a
phone shows it in its own size.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH = 360.0
LEAST_HEIGHT, MOST_HEIGHT = 280.0, 500.0
EARTH_KM = 6371.0
LEAST_SPAN_KM = 420.0  # two neighbours do not fill the sheet
MARGIN = 30.0
APART = 26.0  # a finger's room between two points (WCAG 2.5.8 asks for 24)
LETTER, LINE = 6.7, 15.0  # of a name in 12.5 units
KNOT = 7.0


@dataclass(frozen=True)
class Spot:
    """What is to be drawn: a key of the caller's own, a name, and where it is in degrees."""

    key: int
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Pin:
    """A spot on the sheet, with its name at (text_x, text_y), or no name when there is no room."""

    key: int
    name: str
    x: float
    y: float
    text_x: float = 0.0
    text_y: float = 0.0
    anchor: str = ""

    @property
    def is_named(self) -> bool:
        """Has its name beside it."""
        return bool(self.anchor)


@dataclass(frozen=True)
class Drawing:
    """A sheet with pins. `land` and `dots` are SVG paths: the coast, and all municipalities."""

    width: float
    height: float
    pins: list[Pin]
    land: str
    dots: str


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return kilometres east and south of a point off the sheet: Lambert's conformal cone.

    Standard parallels 60° and 70°, central meridian 15°: Norway as people know it.
    Source: Snyder, Map Projections – A Working Manual (USGS 1987), equations 15-1 to 15-5.
    """
    south, north, meridian = math.radians(60), math.radians(70), math.radians(15)
    phi, lam = math.radians(latitude), math.radians(longitude)
    n = math.log(math.cos(south) / math.cos(north)) / math.log(_tan(north) / _tan(south))
    scale = math.cos(south) * _tan(south) ** n / n
    rho = EARTH_KM * scale / _tan(phi) ** n
    theta = n * (lam - meridian)
    return rho * math.sin(theta), rho * math.cos(theta)


def _tan(phi: float) -> float:
    return math.tan(math.pi / 4 + phi / 2)


def draw(
    spots: Sequence[Spot],
    background: Sequence[tuple[float, float]] = (),
    outline: Sequence[Sequence[tuple[float, float]]] = (),
) -> Drawing:
    """Return the sheet that holds the spots, on the outline's rings and the background's dots.

    The sheet closes in on where there is something to see; close points are moved a little
    apart, and a name that finds no room is left out (the list beside has it). No spots: an
    empty drawing.
    """
    if not spots:
        return Drawing(WIDTH, LEAST_HEIGHT, [], "", "")
    at = [project(s.longitude, s.latitude) for s in spots]
    left, top, scale, height = _frame(at)
    pins = [
        Pin(s.key, s.name, (x - left) * scale, (y - top) * scale)
        for s, (x, y) in zip(spots, at, strict=True)
    ]
    pins = _named(_apart(pins, height), height)

    def land_on(point: tuple[float, float]) -> tuple[float, float]:
        east, down = project(*point)
        return (east - left) * scale, (down - top) * scale

    dots = [
        f"M{x:.0f} {y:.0f}h0"
        for x, y in map(land_on, background)
        if 0 <= x <= WIDTH and 0 <= y <= height
    ]
    rings = [_ring([land_on(point) for point in ring], height) for ring in outline]
    return Drawing(WIDTH, height, pins, "".join(rings), "".join(dots))


def _ring(points: list[tuple[float, float]], height: float) -> str:
    """Return a closed path, coarse as the sheet: no step under one and a half, none far outside."""
    beyond = 80.0
    path: list[tuple[float, float]] = []
    for x, y in points:
        near = (
            min(max(x, -beyond), WIDTH + beyond),
            min(max(y, -beyond), height + beyond),
        )
        if not path or math.dist(near, path[-1]) >= 1.5:
            path.append(near)
    inside = any(-beyond < x < WIDTH + beyond and -beyond < y < height + beyond for x, y in path)
    if len(path) < 3 or not inside:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in path) + "Z"


def _frame(at: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return left and top in kilometres, units a kilometre, and the sheet's height."""
    xs, ys = [x for x, _y in at], [y for _x, y in at]
    wide = max(max(xs) - min(xs), LEAST_SPAN_KM)
    high = max(max(ys) - min(ys), LEAST_SPAN_KM * 0.8)
    scale = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high)
    height = round(max(LEAST_HEIGHT, high * scale + 2 * MARGIN))
    left = (max(xs) + min(xs)) / 2 - WIDTH / scale / 2
    top = (max(ys) + min(ys)) / 2 - height / scale / 2
    return left, top, scale, float(height)


def _apart(pins: list[Pin], height: float) -> list[Pin]:
    """Move points that lie closer than a finger away from each other, as little as it takes."""
    at = [[pin.x, pin.y] for pin in pins]
    for _round in range(200):
        moved = False
        for i, one in enumerate(at):
            for j in range(i):
                other = at[j]
                dx, dy = one[0] - other[0], one[1] - other[1]
                distance = math.hypot(dx, dy)
                if distance >= APART - 0.01:
                    continue
                if distance < 0.01:  # the same place: side by side, always the same way
                    angle = 2.4 * i
                    dx, dy, distance = math.cos(angle), math.sin(angle), 1.0
                push = (APART - math.hypot(one[0] - other[0], one[1] - other[1])) / 2 + 0.05
                one[0] += dx / distance * push
                one[1] += dy / distance * push
                other[0] -= dx / distance * push
                other[1] -= dy / distance * push
                moved = True
        for point in at:
            point[0] = min(max(point[0], 14.0), WIDTH - 14.0)
            point[1] = min(max(point[1], 14.0), height - 14.0)
        if not moved:
            break
    return [
        replace(pin, x=round(x, 1), y=round(y, 1)) for pin, (x, y) in zip(pins, at, strict=True)
    ]


def _named(pins: list[Pin], height: float) -> list[Pin]:
    """Give each point its name where it covers no other name and no other point."""
    taken = [_knot(pin) for pin in pins]
    found = []
    for pin in pins:
        for candidate in _places(pin):
            box = name_box(candidate)
            inside = box.left >= 2 and box.right <= WIDTH - 2
            inside = inside and box.top >= 2 and box.bottom <= height - 2
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                found.append(candidate)
                break
        else:
            found.append(pin)
    return found


def _knot(pin: Pin) -> Box:
    return Box(pin.x - KNOT, pin.y - KNOT, pin.x + KNOT, pin.y + KNOT)


def name_box(pin: Pin) -> Box:
    """Return the room that a named point's name takes."""
    wide = len(pin.name) * LETTER
    start = {"start": 0.0, "middle": wide / 2, "end": wide}[pin.anchor]
    left = pin.text_x - start
    return Box(left, pin.text_y - LINE * 0.75, left + wide, pin.text_y + LINE * 0.25)


def _places(pin: Pin) -> list[Pin]:
    """Return where a name may stand, the best first: right, left, under, over, then askew."""
    x, y = pin.x, pin.y
    return [
        replace(pin, text_x=round(tx, 1), text_y=round(ty, 1), anchor=anchor)
        for tx, ty, anchor in (
            (x + 10, y + 4.2, "start"),
            (x - 10, y + 4.2, "end"),
            (x, y + 21, "middle"),
            (x, y - 12, "middle"),
            (x + 7, y + 17, "start"),
            (x + 7, y - 9, "start"),
            (x - 7, y + 17, "end"),
            (x - 7, y - 9, "end"),
        )
    ]
