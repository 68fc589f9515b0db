"""Solve instances that lie in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .instance import BadInstance, Instance
from .model import Fairness
from .solution import Solution
from .solving import Progress, solve


def solve_file(
    path: str | Path,
    *,
    time_limit: float | None = None,
    fairness: Fairness = "worst",
    previous: str | Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Read an instance (JSON, UTF-8), solve it, and return the solution's JSON form.

    ``previous`` is the file of an earlier solution, for a re-solve that moves few.
    Raises BadInstance for what cannot be read as an instance or solution, OSError for what cannot
    be read at all.
    """
    earlier = None if previous is None else Solution.from_json(read_json(previous))
    instance = Instance.from_json(read_json(path))
    answer = solve(
        instance, time_limit=time_limit, fairness=fairness, previous=earlier, progress=progress
    )
    return answer.as_json()


def read_json(path: str | Path) -> dict[str, Any]:
    """The object in a JSON file. Raises BadInstance, OSError."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInstance(f"{Path(path).name} is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadInstance(f"{Path(path).name} holds no JSON object.")
    return data
