"""Make Inter and Literata for print out of the npm packages' web fonts. Used when building only.

The typesetter reads no woff2, and takes one file for each weight. Needs fontTools and brotli,
which the build environment has and the installed product does not; so nothing else imports this.
"""

import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]  # a build tool without types
from fontTools.merge import Merger  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

# family: (style, weight, name of the cut)
CUTS = {
    "inter": [("normal", 400, "Regular"), ("normal", 600, "SemiBold")],
    "literata": [("normal", 400, "Regular"), ("normal", 500, "Medium")],
}
# Latin-1 comes whole from the `latin` file; of `latin-ext`, Latin Extended-A (Northern Sámi in it).
EXTENDED = range(0x100, 0x180)
# What print needs: kerning, accents, tabular and old figures. Leaving the rest out halves the time.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]


def make(packages: Path, target: Path) -> list[Path]:
    """Write one TTF for each cut into `target` and return their paths.

    `packages` is `node_modules/@fontsource-variable`. Raises FileNotFoundError when a
    package is missing.
    """
    target.mkdir(parents=True, exist_ok=True)
    return [
        _make_cut(packages / family / "files", target, family, *cut)
        for family, cuts in CUTS.items()
        for cut in cuts
    ]


def _make_cut(files: Path, target: Path, family: str, style: str, weight: int, cut: str) -> Path:
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for part in ("latin", "latin-ext"):
            font = TTFont(files / f"{family}-{part}-wght-{style}.woff2")
            wanted = set(font.getBestCmap())
            if part == "latin-ext":
                wanted &= set(EXTENDED)
            options = subset.Options(layout_features=FEATURES, notdef_outline=True)
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=wanted)
            cutter.subset(font)
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
            font.flavor = None
            parts.append(str(Path(scratch) / f"{part}.ttf"))
            font.save(parts[-1])
        whole = Merger().merge(parts)
    _name(whole, family.capitalize(), cut, weight, italic=style == "italic")
    path = target / f"{family.capitalize()}-{cut}.ttf"
    whole.save(path)
    return path


def _name(font: TTFont, family: str, cut: str, weight: int, *, italic: bool) -> None:
    """Name a cut so that the typesetter finds family, weight and slant."""
    licence = [record for record in font["name"].names if record.nameID in {0, 13, 14}]
    font["name"].names = licence
    names = {1: family, 2: cut, 4: f"{family} {cut}", 6: f"{family}-{cut}", 16: family, 17: cut}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if italic:
        font["OS/2"].fsSelection |= 1
