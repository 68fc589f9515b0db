"""Reads of the commitments app.

counts: coverage and results in persons. shown: what one may see of others. own: a person's own.
"""

from idetorg.commitments.queries.counts import (
    Coverage,
    ObstacleCount,
    Results,
    anyway_counts,
    coverage,
    last_moves,
    obstacle_counts,
    results,
    silent_count,
    state_counts,
)
from idetorg.commitments.queries.own import (
    ORIGIN_LABEL_LENGTH,
    Source,
    latest_asked,
    makker_candidates,
    makkers_of,
    not_now_of,
    open_draft,
    own_sources,
    pairs_of,
    tasks_of,
)
from idetorg.commitments.queries.shown import (
    digest,
    help_counts,
    help_wanted,
    not_answered_yet,
    not_now_reasons,
    visible_tasks,
)

__all__ = [
    "ORIGIN_LABEL_LENGTH",
    "Coverage",
    "ObstacleCount",
    "Results",
    "Source",
    "anyway_counts",
    "coverage",
    "digest",
    "help_counts",
    "help_wanted",
    "last_moves",
    "latest_asked",
    "makker_candidates",
    "makkers_of",
    "not_answered_yet",
    "not_now_of",
    "not_now_reasons",
    "obstacle_counts",
    "open_draft",
    "own_sources",
    "pairs_of",
    "results",
    "silent_count",
    "state_counts",
    "tasks_of",
    "visible_tasks",
]
