"""Instances with known optima: the same key, proven, and confirmed by the outside scorer."""

import os

import pytest

from idetorg.grouping.solver import Instance, solve

from .helpers import BEST, checked, read

OWN = ["dev_24", "dev_60", "dev_200", "dev_200_tight", "dev_200_extras"]
REAL = ["glasgow_projects_2010", "zurich_s5r"] if os.environ.get("IDETORG_DATA") else []


@pytest.mark.parametrize("name", OWN + REAL)
def test_solution_is_best_known_and_proven(name):
    data = read(name)

    solution = solve(Instance.from_json(data))

    assert solution.key == BEST[name]["key"]
    assert solution.proven
    out = checked(data, solution)
    assert out["profile"] == BEST[name]["profile"] or out["key"] == BEST[name]["key"]


@pytest.mark.parametrize("name", OWN)
def test_leximin_is_proven_and_lifts_the_last(name):
    data = read(name)

    solution = solve(Instance.from_json(data), fairness="leximin")

    out = checked(data, solution)
    assert solution.proven
    assert solution.key == out["leximin_key"]
    assert out["worst_rank"] == BEST[name]["key"][3]


@pytest.mark.parametrize("name", OWN)
def test_resolve_moves_few(name):
    data = read(name)
    instance = Instance.from_json(data)
    first = solve(instance)
    away = data["absent_later"]

    second = solve(instance.with_absent(away), previous=first)

    out = checked({**data, "absent": away}, second, first)
    assert [level.name for level in second.levels][:3] == ["unassigned", "moved", "no_wish"]
    assert second.proven
    assert out["moved"] <= len(away)


def test_resolve_without_change_moves_nobody():
    instance = Instance.from_json(read("dev_60"))
    first = solve(instance)

    second = solve(instance, previous=first)

    assert second.groups == first.groups
    assert second.levels[1].value == 0


@pytest.mark.parametrize("limit", [0.0, 0.05, 0.3])
def test_time_limit_still_gives_valid_groups(limit):
    data = read("dev_200_extras")

    solution = solve(Instance.from_json(data), time_limit=limit)

    out = checked(data, solution)
    assert out["unassigned"] <= 20
    assert solution.seconds < limit + 1.5
