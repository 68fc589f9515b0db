"""What hangs on the wall hangs whole: no scene runs past the edge of a projector's picture."""

from collections.abc import Callable

from playwright.sync_api import Page

from .conftest import LAPTOP, PROJECTOR, Server
from .steps import jump, others

OUTSIDE = """() => [...document.querySelectorAll("#scene h1, #scene li, #scene p, #scene figure")]
  .filter((part) => part.checkVisibility({checkVisibilityCSS: true}) && part.innerText)
  .filter((part) => {
    const box = part.getBoundingClientRect();
    const isOut = box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    return box.width && isOut;
  })
  .map((part) => part.innerText.slice(0, 60))"""


def test_each_scene_stays_inside_the_picture(server: Server, person: Callable[..., Page]) -> None:
    cast = person(press=False, viewport=LAPTOP)
    wall = person(press=False, viewport=PROJECTOR)
    for place, deed in (
        ("before", ""),
        ("bus", ""),
        ("showcase", ""),
        ("inspiration", ""),
        ("break", ""),
        ("market", "market"),
        ("groups", "groups"),
        ("threads", "threads"),
        ("plenary", ""),
        ("writing", "tasks"),
        ("evaluation", ""),
    ):
        jump(cast, server, place)
        if deed:
            others(cast, server, deed)
        wall.goto(server.links["screen"])
        wall.evaluate("document.fonts.ready")
        wall.wait_for_timeout(1200)
        assert wall.evaluate(OUTSIDE) == [], place
        assert wall.evaluate("document.documentElement.scrollWidth") <= PROJECTOR["width"], place
        if place == "groups":
            assert wall.locator(".gs li").count() >= 5
            size = wall.eval_on_selector(".gs .voice", "part => getComputedStyle(part).fontSize")
            assert float(size.removesuffix("px")) >= 32, size
