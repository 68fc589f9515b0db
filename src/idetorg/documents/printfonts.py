"""Make Inter and Literata for print out of the npm packages' web fonts. Used when building only.

The typesetter reads no woff2, and takes one file for each weight. Needs fontTools and brotli,
which the build environment has and the installed product does not; so nothing else imports this.
"""

import io
import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]  # a build tool without types
from fontTools.merge import Merger  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

# family: (weight, name of the cut)
CUTS = {
    "inter": [(400, "Regular"), (600, "SemiBold")],
    "literata": [(400, "Regular"), (500, "Medium")],
}
# Latin-1 comes whole from the `latin` file; of `latin-ext`, Latin Extended-A (Northern Sámi in it).
EXTENDED = range(0x100, 0x180)
# What print needs: kerning, accents and tabular figures. The rest would take most of the time,
# and so would kerning of the few letters that come from `latin-ext`.
FEATURES = {
    "latin": ["kern", "mark", "ccmp", "locl", "tnum"],
    "latin-ext": ["mark", "ccmp", "locl"],
}


def make(packages: Path, target: Path) -> list[Path]:
    """Write one TTF for each cut into `target` and return their paths.

    `packages` is `node_modules/@fontsource-variable`. Raises FileNotFoundError when a
    package is missing.
    """
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for family, cuts in CUTS.items():
        parts = [
            _trimmed(packages / family / "files" / f"{family}-{part}-wght-normal.woff2", part)
            for part in FEATURES
        ]
        for weight, cut in cuts:
            made.append(target / f"{family.capitalize()}-{cut}.ttf")
            whole = _merged(parts, weight)
            _name(whole, family.capitalize(), cut, weight)
            whole.save(made[-1])
    return made


def _trimmed(path: Path, part: str) -> bytes:
    """Return a variable font with the letters and features we print."""
    font = TTFont(path)
    wanted = set(font.getBestCmap())
    if part == "latin-ext":
        wanted &= set(EXTENDED)
    cutter = subset.Subsetter(
        subset.Options(layout_features=FEATURES[part], notdef_outline=True, hinting=False)
    )
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _merged(parts: list[bytes], weight: int) -> TTFont:
    """Return one font of one weight: the typesetter asks a family for one file, not two."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = []
        for number, part in enumerate(parts):
            font = instantiateVariableFont(TTFont(io.BytesIO(part)), {"wght": weight})
            paths.append(str(Path(scratch) / f"{number}.ttf"))
            font.save(paths[-1])
        return Merger().merge(paths)


def _name(font: TTFont, family: str, cut: str, weight: int) -> None:
    """Name a cut so that the typesetter finds family and weight."""
    licence = [record for record in font["name"].names if record.nameID in {0, 13, 14}]
    font["name"].names = licence
    names = {1: family, 2: cut, 4: f"{family} {cut}", 6: f"{family}-{cut}", 16: family, 17: cut}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
