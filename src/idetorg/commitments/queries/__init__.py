"""Reads of the commitments app.

counts: coverage and results in persons. shown: what one may see of others. own: a person's own.
letters: to municipal directors. earlier: the last seminar, own and a predecessor's tasks.
makkers: who goes along, and what two say to each other. calling: the organiser's list.
"""

from idetorg.commitments.queries import calling
from idetorg.commitments.queries.coming import Coming, questions_to_come
from idetorg.commitments.queries.counts import (
    Coverage,
    ObstacleCount,
    Results,
    anyway_counts,
    coverage,
    last_moves,
    obstacle_counts,
    results,
    results_at,
    state_counts,
)
from idetorg.commitments.queries.earlier import earlier_tasks, left_behind, previous_seminar
from idetorg.commitments.queries.letters import (
    letters_of,
    own_letters,
    people_for_letters,
    tasks_for_a_letter,
)
from idetorg.commitments.queries.makkers import (
    Company,
    Plan,
    Talk,
    company_of,
    makker_candidates,
    makkers_of,
    pairs_of,
    plan_to_read,
    proposed_makkers,
    talks_of,
)
from idetorg.commitments.queries.obstacles import obstacle_table
from idetorg.commitments.queries.own import (
    ORIGIN_LABEL_LENGTH,
    Source,
    latest_asked,
    not_now_of,
    open_draft,
    own_sources,
    tasks_of,
    unconfirmed,
)
from idetorg.commitments.queries.quiet import calendar_of, quiet_days, quiet_times
from idetorg.commitments.queries.shown import (
    Grown,
    Wanted,
    digest,
    grown_from,
    help_counts,
    help_wanted,
    not_answered_yet,
    not_now_reasons,
    own_wishes,
    shared_by_others,
    visible_tasks,
    wishes_to_makker,
    with_offers,
)

__all__ = [
    "ORIGIN_LABEL_LENGTH",
    "Coming",
    "Company",
    "Coverage",
    "Grown",
    "ObstacleCount",
    "Plan",
    "Results",
    "Source",
    "Talk",
    "Wanted",
    "anyway_counts",
    "calendar_of",
    "calling",
    "company_of",
    "coverage",
    "digest",
    "earlier_tasks",
    "grown_from",
    "help_counts",
    "help_wanted",
    "last_moves",
    "latest_asked",
    "left_behind",
    "letters_of",
    "makker_candidates",
    "makkers_of",
    "not_answered_yet",
    "not_now_of",
    "not_now_reasons",
    "obstacle_counts",
    "obstacle_table",
    "open_draft",
    "own_letters",
    "own_sources",
    "own_wishes",
    "pairs_of",
    "people_for_letters",
    "plan_to_read",
    "previous_seminar",
    "proposed_makkers",
    "questions_to_come",
    "quiet_days",
    "quiet_times",
    "results",
    "results_at",
    "shared_by_others",
    "state_counts",
    "talks_of",
    "tasks_for_a_letter",
    "tasks_of",
    "unconfirmed",
    "visible_tasks",
    "wishes_to_makker",
    "with_offers",
]
