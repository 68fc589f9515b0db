"""QR codes carry the address, and their SVG fits a page with our content policy."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from idetorg.documents import qr

ADDRESS = "https://idetorg.example.org/k/7f3-kq2"


def test_png_is_black_on_white_with_a_quiet_edge():
    image = Image.open(io.BytesIO(qr.png(ADDRESS))).convert("L")

    assert image.width == image.height
    assert {value for _, value in image.getcolors()} == {0, 255}
    assert image.crop((0, 0, image.width, 48)).getextrema() == (255, 255)
    assert image.getpixel((48, 48)) == 0


def test_svg_has_no_style_script_or_size():
    drawn = qr.svg(ADDRESS)
    root = ElementTree.fromstring(drawn)

    assert root.attrib["aria-hidden"] == "true"
    assert "width" not in root.attrib
    assert "viewBox" in root.attrib
    assert "style" not in drawn
    assert "script" not in drawn
    assert not drawn.startswith("<?xml")


def test_too_long_is_refused():
    with pytest.raises(ValueError):  # noqa: PT011  (segno's own subclass, with its own words)
        qr.png("x" * 5000)
