"""The development set: each case scored with the set's own scorer."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from idetorg.schedule.reader import read_programme

CASES = Path(__file__).parents[2] / "data" / "programmes"
NAMES = sorted(p.stem for p in CASES.glob("*.txt"))


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("programme_score", CASES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORE = _scorer()


def _score(name: str) -> tuple[dict[str, float], list[str]]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    truth = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    programme = read_programme(text, default_year=truth["default_year"])
    return SCORE.score_case(truth, programme.as_json(), text)


def test_the_set_is_whole() -> None:
    assert len(NAMES) == 17


@pytest.mark.parametrize("name", NAMES)
def test_case_is_read_right(name: str) -> None:
    counts, notes = _score(name)
    figures = SCORE.figures(counts)

    assert figures["items_exact"] == 1.0, notes
    assert figures["item_precision"] == 1.0, notes
    assert figures["leader_f1"] >= 0.95, notes
    assert figures["kind_accuracy"] >= 0.9, notes
    assert figures["day_dates"] == 1.0, notes
    assert figures["lines_lost"] == 0, notes


def test_own_seminar_is_read_word_for_word() -> None:
    text = (CASES / "000-bibliotekromseminar.txt").read_text(encoding="utf-8")
    truth = json.loads((CASES / "000-bibliotekromseminar.json").read_text(encoding="utf-8"))

    programme = read_programme(text, default_year=2013).as_json()

    assert programme["days"] == truth["days"]
    assert programme["language"] == truth["language"]
