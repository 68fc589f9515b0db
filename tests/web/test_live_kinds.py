"""Pages hear every kind of event that the code emits."""

import ast
from pathlib import Path

from idetorg.web.live_kinds import KINDS

PACKAGE = Path(__file__).resolve().parents[2] / "src/idetorg"


def emitted() -> set[str]:
    """Return the kinds named in calls of emit and emit_all."""
    kinds = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"emit", "emit_all"}
                and len(node.args) >= 2
                and isinstance(node.args[1], ast.Constant)
            ):
                kinds.add(str(node.args[1].value))
    return kinds


def test_pages_hear_every_kind_that_is_emitted() -> None:
    found = emitted()
    assert "step" in found
    assert found <= set(KINDS)


def test_every_kind_a_template_listens_to_is_known() -> None:
    for path in PACKAGE.rglob("*.html"):
        for part in path.read_text(encoding="utf-8").split('data-live-on="')[1:]:
            assert set(part.split('"')[0].split()) <= set(KINDS), path
