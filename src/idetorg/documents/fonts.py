"""The fonts a document may use: those inside the typst wheel, and our two when built.

System fonts are never used: a document looks the same on every machine. `core/static/dist/print`
holds Inter and Literata as TTF where the asset build made them (`printfonts.py`); without them
Libertinus Serif, inside the wheel, speaks for both.
"""

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import idetorg.core

if TYPE_CHECKING:
    import typst

BUILT = Path(idetorg.core.__file__).parent / "static" / "dist" / "print"


@functools.cache
def book(folder: Path = BUILT) -> "typst.Fonts":
    """Return the typesetter's font book; made once for each process and folder."""
    import typst

    paths = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
