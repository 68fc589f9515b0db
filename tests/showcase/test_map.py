"""The map: known places land where they should, and no name covers another."""

import math
import random

import pytest

from idetorg.showcase import places
from idetorg.showcase.map import APART, WIDTH, Box, Spot, draw, name_box, project


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.dist(project(*one), project(*other))


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((18.955, 69.65), (25.78, 71.17), 300),  # Tromsø – Nordkapp, as the crow flies
        ((10.75, 59.91), (10.40, 63.43), 392),  # Oslo – Trondheim
        ((10.75, 59.91), (18.955, 69.65), 1148),  # Oslo – Tromsø
    ],
)
def test_distances_on_the_sheet_are_those_of_the_ground(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    assert _km(one, other) == pytest.approx(kilometres, rel=0.025)


def test_north_is_up_and_east_is_right() -> None:
    (west, _y), (east, _y2) = project(5.3, 60.4), project(10.75, 60.4)
    assert west < east
    assert project(15, 70)[1] < project(15, 60)[1]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("many", [1, 2, 12, 40])
def test_forty_points_have_room_for_fingers_and_no_name_covers_another(
    seed: int, many: int
) -> None:
    chance = random.Random(seed)
    chosen = chance.sample(
        [p for p in places.known() if p.is_now and (seed % 2 == 0 or p.point[1] > 67.8)], many
    )
    spots = [Spot(i, p.names[0], *p.point) for i, p in enumerate(chosen)]
    drawing = draw(spots, places.background())

    assert [pin.key for pin in drawing.pins] == list(range(many))
    for pin in drawing.pins:
        assert 12 <= pin.x <= WIDTH - 12
        assert 12 <= pin.y <= drawing.height - 12
    for i, one in enumerate(drawing.pins):
        for other in drawing.pins[:i]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= min(24, APART - 1)
    boxes = [name_box(pin) for pin in drawing.pins if pin.is_named]
    for i, box in enumerate(boxes):
        assert box.left >= 0
        assert box.right <= WIDTH
        assert not any(box.meets(other) for other in boxes[:i])
    for pin in drawing.pins:
        knot = Box(pin.x - 5, pin.y - 5, pin.x + 5, pin.y + 5)
        assert not any(box.meets(knot) for box in boxes)
    assert len(boxes) >= (many if many <= 2 else many / 3)


def test_the_same_place_twice_is_two_points_and_nothing_is_an_empty_sheet() -> None:
    twice = draw([Spot(1, "Nes", 10.0, 60.0), Spot(2, "Nes", 10.0, 60.0)])
    one, other = twice.pins
    assert math.dist((one.x, one.y), (other.x, other.y)) >= 24
    assert draw([]).pins == []


def test_the_same_cards_give_the_same_sheet() -> None:
    spots = [Spot(i, p.names[0], *p.point) for i, p in enumerate(places.known()[:30])]
    assert draw(spots) == draw(spots)


def test_the_country_lies_under_its_municipalities_and_is_no_heavy_page() -> None:
    rings = places.outline()
    xs = [x for ring in rings for x, _y in ring]
    ys = [y for ring in rings for _x, y in ring]
    assert (min(xs), max(xs)) == (pytest.approx(4.9, abs=0.3), pytest.approx(31.1, abs=0.3))
    assert (min(ys), max(ys)) == (pytest.approx(58.0, abs=0.3), pytest.approx(71.1, abs=0.3))
    whole = [Spot(1, "Lindesnes", 7.05, 58.0), Spot(2, "Sør-Varanger", 30.0, 69.7)]
    near = [Spot(1, "Lavangen", 17.7, 68.8), Spot(2, "Gratangen", 17.5, 68.7)]
    for spots in (whole, near):
        drawing = draw(spots, places.background(), rings)
        assert drawing.land.startswith("M")
        assert 500 < len(drawing.land) < 9000
        assert len(drawing.dots) < 5000


def test_every_municipality_is_in_norway_and_known_by_each_of_its_names() -> None:
    assert len(places.background()) == 357
    for place in places.known():
        longitude, latitude = place.point
        assert 4 < longitude < 32
        assert 57.5 < latitude < 71.5
        for name in place.names:
            code = place.codes[0] if place.codes else ""
            assert places.find(name, code) == place.point, name


@pytest.mark.parametrize(
    "name",
    ["Kåfjord", "Gáivuotna", "gáivuotna – kåfjord", "Kåfjord kommune", "Gáivuotna - Kaivuono"],
)
def test_a_municipality_with_several_names_is_one_place(name: str) -> None:
    assert places.find(name) == (20.73, 69.5)


def test_two_of_the_same_name_are_told_apart_by_code_and_never_guessed() -> None:
    assert places.find("Herøy") is None
    assert places.find("Herøy", "1818") == (11.61, 66.13)
    assert places.find("Herøy", "1515") == (5.29, 62.44)
    assert places.find("Lenvik") == (17.98, 69.23)
    assert places.find("Nordlysvik ved havet") is None


def test_an_invented_place_never_moves_a_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_invented", {})
    places.register_invented({"Oppdiktet": (19.0, 69.0), "Oslo": (19.0, 69.0)})
    assert places.find("Oppdiktet") == (19.0, 69.0)
    assert places.find("Oslo") != (19.0, 69.0)
