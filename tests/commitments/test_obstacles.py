"""Obstacles across seminars: by kind and year, never by person, and nothing under five."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.queries.obstacles import Named, shown_codes, table_of
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import DraftFactory, asked, taken_home
from tests.factories import ParticipationFactory, SeminarFactory

AsPerson = Callable[[Participation | User], Client]
URL = "/hindringer"


def named(year: int, seminar: int, **people: Iterable[int]) -> list[Named]:
    """Return who named what in a seminar: `named(2013, 1, TIME=range(6))`."""
    return [Named(seminar, year, code, who) for code, them in people.items() for who in them]


def has_named(person: Participation, *codes: str) -> None:
    task = DraftFactory(participation=person)
    said = {"words": "HEMMELIGE ORD", "codes": list(codes), "plan": ""}
    actions.save_answer(task, by=person, question="obstacle", values=said)
    actions.commit(task, by=person)


def test_persons_are_counted_once_a_year_and_once_in_all() -> None:
    table = table_of(
        [
            *named(2013, 1, TIME=range(6), MONEY=range(8)),
            *named(2014, 2, TIME=range(20, 26), MONEY=range(20, 28)),
        ],
        [2013, 2014],
    )
    assert table.years == (2013, 2014)
    # Two of eight named only money: "6 of 8" would point them out.
    assert [(r.code, r.cells, r.total) for r in table.rows] == [("MONEY", (8, 8), 16)]
    assert (table.named, table.named_total) == ((8, 8), 16)


@pytest.mark.parametrize("count", [1, 4, 5])
def test_a_cell_under_five_is_not_shown(count: int) -> None:
    rows = [*named(2013, 1, TIME=range(count), MONEY=range(10, 20))]
    table = table_of(rows, [2013])
    assert [r.code for r in table.rows] == (["TIME", "MONEY"] if count == 5 else [])
    assert not table.has_totals


def test_all_years_are_hidden_where_they_would_give_a_hidden_year_away() -> None:
    rows = [*named(2013, 1, TIME=range(9)), *named(2014, 2, TIME=range(20, 23))]
    table = table_of(rows, [2013, 2014, 2015])
    assert [(r.cells, r.total) for r in table.rows] == [((9,), None)]
    assert table.named_total is None
    assert table.years_not_shown == (2014, 2015)


def test_a_number_that_would_follow_by_subtraction_is_hidden_above_too() -> None:
    """Six of eight is hidden in 2013; with all years shown, it would be 15 − 9."""
    rows = [
        *named(2013, 1, TIME=range(6), MONEY=range(8)),
        *named(2014, 2, TIME=range(20, 29)),
    ]
    table = table_of(rows, [2013, 2014])
    assert {r.code: (r.cells, r.total) for r in table.rows} == {
        "TIME": ((None, 9), None),
        "MONEY": ((8, None), 8),
    }


def test_the_smallest_goes_where_what_is_left_beside_them_all_is_few() -> None:
    """Of nineteen, nine and six leave four."""
    rows = named(2013, 1, TIME=range(9), MONEY=range(9, 15), ROOM=range(15, 19))
    table = table_of(rows, [2013])
    assert [(r.code, r.cells) for r in table.rows] == [("TIME", (9,))]
    assert table.named == (19,)


def test_a_year_is_hidden_where_one_seminars_own_page_would_give_another_away() -> None:
    rows = [*named(2013, 1, TIME=range(6)), *named(2013, 2, TIME=range(20, 22))]
    assert table_of(rows, [2013, 2013]).rows == ()
    assert table_of(rows[:6], [2013, 2013]).rows[0].cells == (6,)


def test_no_number_and_no_difference_points_out_one_to_four() -> None:
    """Over many drawn counties, disjoint persons: what anybody can subtract is 0 or ≥ 5."""
    dice = random.Random(13)
    shown = 0
    for _ in range(300):
        rows: list[Named] = []
        years = [2013 + n for n in range(dice.randint(1, 4))]
        held: dict[int, int] = {}
        for seminar in range(dice.randint(1, 6)):
            year = held[seminar] = dice.choice(years)
            for person in range(dice.randint(0, 24)):
                for code in {dice.choice(["TIME", "TIME", "MONEY", "ROOM"]) for _ in "ab"}:
                    rows.append(Named(seminar, year, code, 1000 * seminar + person))
        table = table_of(rows, held.values())
        by_seminar: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            by_seminar[row.seminar][row.code].add(row.person)
        own_pages = {s: shown_codes(sets) for s, sets in by_seminar.items()}
        numbers = []
        for row_ in table.rows:
            in_years = dict(zip(table.years, row_.cells, strict=True))
            numbers += [n for n in (*row_.cells, row_.total) if n is not None]
            for n, of in zip(
                (*row_.cells, row_.total), (*table.named, table.named_total), strict=True
            ):
                numbers += [of - n] if n is not None and of is not None else []
            hidden = [y for y, n in zip(table.years, row_.cells, strict=True) if n is None]
            if row_.total is not None and len(hidden) == 1 and not table.years_not_shown:
                follows = row_.total - sum(n or 0 for n in row_.cells)
                of = dict(zip(table.years, table.named, strict=True))[hidden[0]]
                numbers += [of - follows] if of is not None else []
            for year, n in in_years.items():
                own = [
                    own_pages[s][row_.code]
                    for s, y in held.items()
                    if y == year and row_.code in own_pages.get(s, {})
                ]
                numbers += [n - sum(own), *(n - k for k in own)] if n is not None else []
            known = [
                in_years[y]
                if in_years.get(y) is not None
                else sum(own_pages.get(s, {}).get(row_.code, 0) for s in held if held[s] == y)
                for y in set(held.values())
            ]
            if row_.total is not None:
                shown += 1
                numbers += [row_.total - sum(n or 0 for n in known)]
        if table.named_total is not None:
            numbers += [table.named_total - sum(n or 0 for n in table.named)]
        assert not [n for n in numbers if 0 < n < 5]
    assert shown > 20


def test_page_counts_what_was_foreseen_and_what_came_in_ones_own_seminars(
    seminar: Seminar, organiser: Participation, other_seminar: Seminar, as_person: AsPerson
) -> None:
    for person in ParticipationFactory.create_batch(3, seminar=seminar):
        has_named(person, "TIME")
    for person in ParticipationFactory.create_batch(2, seminar=seminar):
        row = asked(taken_home(person))
        actions.answer_follow_up(row, by=person, answer="started")
        actions.add_details(row, by=person, obstacle_code="TIME")
    for person in ParticipationFactory.create_batch(9, seminar=other_seminar):
        has_named(person, "MONEY")

    answer = as_person(organiser).get(URL)
    page = answer.content.decode()
    assert [(name, row.cells) for name, row in answer.context["rows"]] == [("Tid", (5,))]
    assert '<th scope="col" class="n">2013</th>' in page
    assert '<th scope="row">Tid</th><td class="n">5</td>' in page
    assert "HEMMELIG" not in page
    assert "Penger" not in page
    assert "Prøve" not in page  # neither a person nor a library


def test_page_is_empty_in_words_until_five_have_named_the_same(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    for person in ParticipationFactory.create_batch(4, seminar=seminar):
        has_named(person, "TIME")
    page = as_person(organiser).get(URL).content.decode()
    assert "Ingenting kan vises ennå." in page
    assert "<table" not in page
    assert "Tid" not in page


def test_page_is_for_organisers_and_linked_for_them_alone(
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    assert reverse("commitments:obstacles") == URL
    for person in (facilitator, participant, outsider):
        assert as_person(person).get(URL).status_code == 404
        assert URL not in as_person(person).get("/hjem").content.decode()
    signed_out = Client().get(URL)
    assert signed_out.status_code == 302
    assert as_person(organiser).post(URL).status_code == 405
    assert f'href="{URL}"' in as_person(organiser).get("/hjem").content.decode()
    overview = reverse("commitments:overview", args=[seminar.slug])
    assert f'href="{URL}"' in as_person(organiser).get(overview).content.decode()
    assert URL not in as_person(facilitator).get(overview).content.decode()


def test_whoever_no_longer_organises_sees_nothing_of_it(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    later = SeminarFactory(organiser=seminar.organiser, starts_on=date(2014, 11, 20), ends_on=None)
    seat = ParticipationFactory(seminar=later, user=organiser.user, is_organiser=True)
    for person in ParticipationFactory.create_batch(6, seminar=later):
        has_named(person, "ROOM")
    assert "Rommet" in as_person(organiser).get(URL).content.decode()
    seat.is_organiser = False
    seat.save()
    assert "Rommet" not in as_person(organiser).get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_many_seminars(
    seminar: Seminar,
    organiser: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for n in range(count):
        later = SeminarFactory(
            organiser=seminar.organiser, starts_on=date(2014 + n, 11, 20), ends_on=None
        )
        ParticipationFactory(seminar=later, user=organiser.user, is_organiser=True)
        for person in ParticipationFactory.create_batch(5, seminar=later):
            has_named(person, "ROOM")
    client = as_person(organiser)
    client.get(URL)
    with django_assert_num_queries(5):
        page = client.get(URL)
    assert len(page.context["table"].years) == count
