"""What a machine can see of our own rules, in every file we keep."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Return tracked and new files of these patterns, as they stand in the work tree."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "pattern",
    [
        r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)\s*\S",
        r"<style[\s>]",
        r"\sstyle=\"",
        r"\son(click|change|load|submit|input|keydown)=\"",
    ],
)
def test_templates_have_no_inline_script_style_or_handler(pattern: str) -> None:
    guilty = [
        path.relative_to(ROOT)
        for path in tracked("src/**/*.html")
        if "mailer" not in path.parts
        and re.search(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert guilty == []


def test_code_asks_only_our_clock() -> None:
    allowed = {"src/idetorg/core/time.py"}
    pattern = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now)\(")
    guilty = [
        path.relative_to(ROOT)
        for path in tracked("src/**/*.py")
        if str(path.relative_to(ROOT)) not in allowed
        and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_no_page_names_another_host() -> None:
    pattern = re.compile(r"(?:src|href|action)=\"(?:https?:)?//")
    guilty = [
        path.relative_to(ROOT)
        for path in tracked("src/**/*.html")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_lock_file_has_no_addresses() -> None:
    lock = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_requirements_are_pinned_with_hashes() -> None:
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in line for line in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
