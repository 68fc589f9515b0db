"""The market: only authors write, nobody counts before it closes, nothing leaks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.core.errors import EditConflict
from idetorg.live.models import Event
from idetorg.market import actions
from idetorg.market.errors import MarketClosed, NotYetOpen, TooManyWishes
from idetorg.market.models import Mark, Market, ProblemStatement, Wish
from idetorg.market.queries import board_for, crowded
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests import factories

SignIn = Callable[[Participation | User], Client]


@pytest.fixture
def market(seminar: Seminar) -> Market:
    return factories.MarketFactory(seminar=seminar, state="open")


@pytest.fixture
def problem(market: Market, other_participant: Participation) -> ProblemStatement:
    market.last_number = 1
    market.save()
    return factories.ProblemStatementFactory(market=market, author=other_participant, number=1)


@pytest.fixture
def secret(other_seminar: Seminar) -> ProblemStatement:
    market = factories.MarketFactory(seminar=other_seminar)
    return factories.ProblemStatementFactory(market=market, text="HEMMELIG SPØRSMÅL?", number=1)


def url(name: str, seminar: Seminar, *args: object) -> str:
    return reverse(f"market:{name}", args=[seminar.slug, *args])


def test_draft_is_its_authors_alone(
    seminar: Seminar,
    market: Market,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    actions.write_problem(market, "Mitt hemmelige utkast?", author=participant, publish=False)
    own = as_person(participant).get(url("board", seminar)).content.decode()
    other = as_person(other_participant).get(url("board", seminar)).content.decode()
    lead = as_person(facilitator).get(url("silent", seminar)).content.decode()
    assert "Mitt hemmelige utkast?" in own
    assert "Mitt hemmelige utkast?" not in other + lead
    assert not Event.objects.filter(kind="board").exists()


def test_published_question_gets_the_next_number(
    market: Market, participant: Participation
) -> None:
    first = actions.write_problem(market, "Ett?", author=participant, publish=True)
    second = actions.write_problem(market, "To?", author=participant, publish=True)
    again = actions.publish_problem(first, by=participant)
    assert (first.number, second.number, again.number) == (1, 2, 1)


def test_write_view_keeps_words_and_publishes_once(
    seminar: Seminar, market: Market, participant: Participation, as_person: SignIn
) -> None:
    client = as_person(participant)
    key = "0e0a2b8e-6a52-4b53-9c3f-8f7d0a3f6f10"
    for _time in range(2):
        answer = client.post(url("write", seminar), {"text": "Hvem må si ja?", "client_key": key})
        assert answer.status_code == 302
    assert ProblemStatement.objects.get().text == "Hvem må si ja?"


def test_empty_question_is_told_kindly(
    seminar: Seminar, market: Market, participant: Participation, as_person: SignIn
) -> None:
    answer = as_person(participant).post(url("write", seminar), {"text": "   "})
    assert answer.status_code == 422
    assert not ProblemStatement.objects.exists()


@pytest.mark.parametrize("deed", ["mark", "wish", "publish", "withdraw", "beside"])
def test_deeds_refuse_get(
    seminar: Seminar,
    problem: ProblemStatement,
    participant: Participation,
    as_person: SignIn,
    deed: str,
) -> None:
    assert as_person(participant).get(url(deed, seminar, problem.pk)).status_code == 405


@pytest.mark.parametrize("name", ["board", "write"])
def test_pages_are_for_the_seminars_participants(
    seminar: Seminar,
    market: Market,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
) -> None:
    address = url(name, seminar)
    assert Client().get(address).status_code == 404
    assert as_person(outsider).get(address).status_code == 404
    assert as_person(stranger).get(address).status_code == 404
    assert as_person(facilitator).get(address).status_code == 403


def test_another_seminars_question_does_not_exist_here(
    seminar: Seminar,
    market: Market,
    secret: ProblemStatement,
    participant: Participation,
    as_person: SignIn,
) -> None:
    client = as_person(participant)
    for name in ("mark", "wish", "withdraw", "publish", "beside"):
        assert client.post(url(name, seminar, secret.pk), {"on": "1"}).status_code == 404
    assert "HEMMELIG" not in client.get(url("board", seminar)).content.decode()
    secret.refresh_from_db()
    assert secret.state == "published"


def test_only_the_author_changes_a_question(
    seminar: Seminar,
    problem: ProblemStatement,
    participant: Participation,
    as_person: SignIn,
) -> None:
    client = as_person(participant)
    assert client.post(url("withdraw", seminar, problem.pk)).status_code == 403
    posted = client.post(url("problem", seminar, problem.pk), {"text": "Noe annet?", "version": 1})
    assert posted.status_code == 403
    problem.refresh_from_db()
    assert problem.state == "published"
    assert problem.text != "Noe annet?"


def test_two_phones_of_one_author_meet_in_a_conflict(
    problem: ProblemStatement, other_participant: Participation
) -> None:
    actions.reword_problem(problem, "Først?", by=other_participant, version=1)
    with pytest.raises(EditConflict):
        actions.reword_problem(problem, "Etterpå?", by=other_participant, version=1)
    problem.refresh_from_db()
    assert problem.text == "Først?"


def test_mark_twice_is_one_row_and_own_question_is_not_marked(
    problem: ProblemStatement, participant: Participation, other_participant: Participation
) -> None:
    for _time in range(2):
        actions.set_mark(problem, Mark.Kind.MINE_TOO, participation=participant, on=True)
    actions.set_mark(problem, Mark.Kind.MINE_TOO, participation=other_participant, on=True)
    assert Mark.objects.count() == 1
    actions.set_mark(problem, Mark.Kind.MINE_TOO, participation=participant, on=False)
    assert not Mark.objects.exists()


@pytest.mark.parametrize(("state", "error"), [("writing", NotYetOpen), ("closed", MarketClosed)])
def test_marks_and_wishes_need_an_open_market(
    problem: ProblemStatement, participant: Participation, state: str, error: type[Exception]
) -> None:
    Market.objects.update(state=state)
    problem.refresh_from_db()
    with pytest.raises(error):
        actions.set_mark(problem, Mark.Kind.MINE_TOO, participation=participant, on=True)
    with pytest.raises(error):
        actions.add_wish(problem, participation=participant)


def test_closed_market_answers_409_and_shows_the_words(
    seminar: Seminar, market: Market, participant: Participation, as_person: SignIn
) -> None:
    Market.objects.update(state="closed")
    answer = as_person(participant).post(url("write", seminar), {"text": "For sent ute?"})
    assert answer.status_code in {409, 422}
    assert "For sent ute?" in answer.content.decode()


def test_counts_are_hidden_until_the_choosing_closes(
    seminar: Seminar,
    market: Market,
    problem: ProblemStatement,
    participant: Participation,
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    for _number in range(7):
        person = factories.ParticipationFactory(seminar=seminar)
        actions.set_mark(problem, Mark.Kind.MINE_TOO, participation=person, on=True)
    card = board_for(market, participant)[0]
    assert (card.mine_too_count, card.can_help_count) == (None, None)
    events = list(Event.objects.exclude(kind="mine").values_list("payload", flat=True))
    assert "7" not in str(events)
    actions.move_market(seminar, Market.State.CLOSED)
    market.refresh_from_db()
    assert board_for(market, participant)[0].mine_too_count == 7


def test_marks_never_order_the_wall(
    seminar: Seminar, market: Market, problem: ProblemStatement, participant: Participation
) -> None:
    others = [
        factories.ProblemStatementFactory(market=market, number=number) for number in range(2, 9)
    ]
    before = [card.problem.pk for card in board_for(market, participant)]
    for other in others[:3]:
        actions.set_mark(other, Mark.Kind.MINE_TOO, participation=participant, on=True)
    assert [card.problem.pk for card in board_for(market, participant)] == before


def test_wishes_stay_ranked_without_gaps(
    seminar: Seminar, market: Market, participant: Participation
) -> None:
    rows = [factories.ProblemStatementFactory(market=market, number=n) for n in range(1, 7)]
    for row in rows[:5]:
        actions.add_wish(row, participation=participant)
    with pytest.raises(TooManyWishes):
        actions.add_wish(rows[5], participation=participant)
    actions.remove_wish(rows[1], participation=participant)
    actions.raise_wish(rows[4], participation=participant)
    kept = list(Wish.objects.order_by("rank").values_list("problem_id", "rank"))
    order = [rows[0].pk, rows[2].pk, rows[4].pk, rows[3].pk]
    assert kept == list(zip(order, [1, 2, 3, 4], strict=True))


def test_withdrawn_question_takes_its_wishes_along(
    problem: ProblemStatement, participant: Participation, other_participant: Participation
) -> None:
    actions.add_wish(problem, participation=participant)
    actions.withdraw_problem(problem, by=other_participant)
    assert not Wish.objects.exists()


def test_crowded_names_questions_without_counts(
    seminar: Seminar, market: Market, problem: ProblemStatement
) -> None:
    for _number in range(8):
        actions.add_wish(problem, participation=factories.ParticipationFactory(seminar=seminar))
    assert crowded(market) == [problem]


@pytest.mark.parametrize("count", [1, 3])
def test_board_query_count_is_constant(
    seminar: Seminar,
    market: Market,
    participant: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(1, count + 1):
        factories.ProblemStatementFactory(market=market, number=number)
    client = as_person(participant)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        answer = client.get(url("board", seminar))
    assert len(answer.context["cards"]) == count
