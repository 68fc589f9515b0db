"""Obstacles across an organiser's seminars, by kind and year: never by person, nothing under five.

Three levels hold each other's numbers: a seminar (its counts stand in its own overview), a
year, and all years. A number is shown only when neither it, nor what is left of it when a
number beside or below it is taken away, is one to four persons.
Source: sentences.yaml, obstacles_hidden; domain.md §3.5.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from idetorg.commitments.enums import ObstacleCode
from idetorg.commitments.models import ChangeTask, FollowUp, Obstacle
from idetorg.core.figures import LEAST_SHOWN, may_show_cells, tells_of_few
from idetorg.seminars.models import Participation

Sets = dict[str, set[int]]


@dataclass(frozen=True)
class Named:
    """One person named one obstacle in one seminar; `person` is the user."""

    seminar: int
    year: int
    code: str
    person: int


@dataclass(frozen=True)
class ObstacleRow:
    """One obstacle: persons by year in the table's order, and in all. None is not shown."""

    code: str
    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class ObstacleTable:
    """What may be shown; years and obstacles of which nothing may be are not in it.

    `named` and `named_total`: persons who named any obstacle at all, None where not shown.
    """

    years: tuple[int, ...] = ()
    rows: tuple[ObstacleRow, ...] = ()
    named: tuple[int | None, ...] = ()
    named_total: int | None = None
    years_not_shown: tuple[int, ...] = ()
    has_totals: bool = False


@dataclass
class _Column:
    """What is shown of one seminar, one year or all of them."""

    base: int | None  # persons who named any
    cells: dict[str, int]
    hidden: Counter[str] = field(default_factory=Counter)  # how many numbers below are hidden


def _by_code(rows: Iterable[Named]) -> Sets:
    found: Sets = defaultdict(set)
    for row in rows:
        found[row.code].add(row.person)
    return found


def shown_codes(sets: Sets) -> dict[str, int]:
    """Return the counts of one seminar that may stand alone, with how many named any.

    Neither one, nor what is left of those who named any beside one or beside them all, is
    one to four persons; where it would be, the smallest goes too.
    """
    of = len(set().union(*sets.values()))
    cells = {c: len(who) for c, who in sets.items() if may_show_cells([len(who)], of)}
    if 0 < of - sum(cells.values()) < LEAST_SHOWN and cells:
        del cells[min(cells, key=lambda code: (cells[code], code))]
    return cells


def _not_in(cells: dict[str, int], sets: Sets) -> Counter[str]:
    return Counter(code for code in sets if code not in cells)


def _column(
    sets: Sets,
    parts: Sequence[_Column],
    inner: Sequence[_Column] = (),
    by_year: Counter[str] | None = None,
) -> _Column:
    """Return what may be shown above columns that are shown already.

    `parts` together are what is known below; `inner` is seen one by one besides. A number
    that alone is hidden, among seminars or `by_year`, would follow by subtraction: then the
    whole is hidden too.
    """
    hidden = sum((part.hidden for part in parts), Counter())
    cells = {
        code: count
        for code, count in shown_codes(sets).items()
        if hidden[code] != 1
        and (by_year is None or by_year[code] != 1)
        and not _tells(
            count, [p.cells.get(code) for p in parts], [p.cells.get(code) for p in inner]
        )
    }
    base = len(set().union(*sets.values()))
    beside = base - sum(cells.values())  # so many at least named none of those shown
    hides = _tells(base, [p.base for p in parts], [p.base for p in inner])
    if not cells or hides or 0 < beside < LEAST_SHOWN:
        return _Column(None, cells)
    return _Column(base, cells)


def _tells(whole: int, parts: Iterable[int | None], inner: Iterable[int | None]) -> bool:
    return tells_of_few(whole, (n for n in parts if n)) or any(
        tells_of_few(whole, [n]) for n in inner if n
    )


def table_of(named: Iterable[Named], years: Iterable[int]) -> ObstacleTable:
    """Return the table of what was named; `years` are those of the seminars, named or not."""
    rows = list(named)
    every = sorted(set(years))
    below: list[_Column] = []  # what is known of all of it, without the numbers of all
    inner: list[_Column] = []
    by_year: Counter[str] = Counter()
    columns: dict[int, _Column] = {}
    for year in every:
        of_year = [row for row in rows if row.year == year]
        seminars: list[_Column] = []
        for seminar in sorted({row.seminar for row in of_year}):
            sets = _by_code(row for row in of_year if row.seminar == seminar)
            cells = shown_codes(sets)
            base = len(set().union(*sets.values())) if cells else None
            seminars.append(_Column(base, cells, _not_in(cells, sets)))
        sets = _by_code(of_year)
        columns[year] = _column(sets, seminars)
        by_year += _not_in(columns[year].cells, sets)
        below.append(_known(columns[year], seminars))
        inner += seminars
    shown = [year for year in every if columns[year].cells]
    whole = _column(_by_code(rows), below, inner, by_year) if len(every) > 1 else _Column(None, {})
    codes = [c for c in ObstacleCode.values if any(c in col.cells for col in columns.values())]
    codes = [c for c in ObstacleCode.values if c in codes or c in whole.cells]
    return ObstacleTable(
        years=tuple(shown),
        rows=tuple(
            ObstacleRow(
                code, tuple(columns[y].cells.get(code) for y in shown), whole.cells.get(code)
            )
            for code in codes
        ),
        named=tuple(columns[y].base for y in shown),
        named_total=whole.base,
        years_not_shown=tuple(y for y in every if y not in shown),
        has_totals=len(every) > 1,
    )


def _known(column: _Column, seminars: Sequence[_Column]) -> _Column:
    """Return what a reader knows of a year: its own numbers, else those of its seminars."""
    cells: dict[str, int] = defaultdict(int)
    for one in seminars:
        for code, count in one.cells.items():
            cells[code] += count
    bases = [one.base for one in seminars if one.base is not None]
    base = column.base if column.base is not None else sum(bases) or None
    hidden = sum((one.hidden for one in seminars), Counter())
    for code in column.cells:
        del hidden[code]
    return _Column(base, {**cells, **column.cells}, hidden)


def obstacle_table(seminars: Iterable[tuple[int, int]]) -> ObstacleTable:
    """Return the table over (seminar, its year): two statements, however many there are.

    From what was foreseen in tasks taken home and what came in the year after, as in
    `obstacle_counts`; a person is counted once a cell, and once in all.
    """
    year_of = dict(seminars)
    people = Participation.objects.participants().filter(seminar__in=year_of)
    at = "task__participation__seminar", "task__participation__user"
    foreseen = Obstacle.objects.filter(
        task__in=ChangeTask.objects.taken_home().filter(participation__in=people)
    ).exclude(code="")
    came = FollowUp.objects.filter(task__participation__in=people).exclude(obstacle_code="")
    said = [*foreseen.values_list(*at, "code"), *came.values_list(*at, "obstacle_code")]
    return table_of(
        {Named(seminar, year_of[seminar], code, person) for seminar, person, code in said},
        year_of.values(),
    )
