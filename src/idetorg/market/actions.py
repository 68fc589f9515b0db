"""Deeds of the market. Only the author writes, hangs up, changes or takes down a question."""

from django.db import transaction
from django.db.models import F

from idetorg.audit.actions import record
from idetorg.core.errors import EditConflict
from idetorg.core.time import now
from idetorg.live.actions import emit
from idetorg.market.errors import TooManyWishes
from idetorg.market.models import MOST_WISHES, Mark, Market, ProblemStatement, Wish
from idetorg.market.rules import clean_question, may_mark, may_write
from idetorg.seminars.models import Participation, Seminar


def ensure_market(seminar: Seminar) -> Market:
    """Return the seminar's market, made at need. It begins with silent writing."""
    market, _made = Market.objects.get_or_create(seminar=seminar)
    return market


@transaction.atomic
def write_problem(
    market: Market, text: str, *, author: Participation, publish: bool
) -> ProblemStatement:
    """Keep a question as the author's private draft, or hang it up at once.

    Raises EmptyQuestion or MarketClosed. Writes audit; only a published question is told.
    """
    may_write(market)
    problem = ProblemStatement.objects.create(
        market=market,
        author=author,
        institution=author.institution,
        text=clean_question(text),
    )
    _audit(problem, "problem_written", author)
    return publish_problem(problem, by=author) if publish else problem


@transaction.atomic
def publish_problem(problem: ProblemStatement, *, by: Participation) -> ProblemStatement:
    """Hang up the author's own draft; it gets the next number. Idempotent."""
    market = Market.objects.select_for_update().get(pk=problem.market_id)
    may_write(market)
    problem.refresh_from_db()
    if problem.state == ProblemStatement.State.PUBLISHED:
        return problem
    if problem.number is None:
        market.last_number += 1
        market.save(update_fields=["last_number"])
        problem.number = market.last_number
    problem.state = ProblemStatement.State.PUBLISHED
    problem.published_at = now()
    problem.save(update_fields=["number", "state", "published_at"])
    _audit(problem, "problem_published", by)
    _tell(market, problem)
    return problem


@transaction.atomic
def reword_problem(
    problem: ProblemStatement, text: str, *, by: Participation, version: int
) -> ProblemStatement:
    """Change the words of one's own question; raises EditConflict when another phone was first."""
    may_write(problem.market)
    words = clean_question(text)
    changed = ProblemStatement.objects.filter(pk=problem.pk, version=version).update(
        text=words, version=F("version") + 1
    )
    problem.refresh_from_db()
    if not changed and problem.text != words:
        raise EditConflict
    _audit(problem, "problem_reworded", by)
    if problem.state == ProblemStatement.State.PUBLISHED:
        _tell(problem.market, problem)
    return problem


@transaction.atomic
def withdraw_problem(problem: ProblemStatement, *, by: Participation) -> None:
    """Take down one's own question; marks and wishes for it go with it, the number stays unused."""
    may_write(problem.market)
    problem.state = ProblemStatement.State.WITHDRAWN
    problem.save(update_fields=["state"])
    problem.marks.all().delete()
    for wish in list(problem.wishes.all()):
        remove_wish(problem, participation=wish.participation)
    _audit(problem, "problem_withdrawn", by)
    _tell(problem.market, problem)


@transaction.atomic
def place_beside(
    problem: ProblemStatement, neighbour: ProblemStatement | None, *, by: Participation
) -> None:
    """Put one's own question beside one that resembles it. The system never does."""
    may_write(problem.market)
    problem.beside = None if neighbour is None or neighbour.pk == problem.pk else neighbour
    problem.save(update_fields=["beside"])
    _audit(problem, "problem_beside", by)
    _tell(problem.market, problem)


@transaction.atomic
def set_mark(
    problem: ProblemStatement, kind: str, *, participation: Participation, on: bool, note: str = ""
) -> bool:
    """Put or take away "mine too" or "I can help"; return whether it stands now.

    Idempotent: one row per (problem, participation, kind). One's own question is not marked.
    Raises MarketClosed or NotYetOpen. The count stays hidden until the choosing closes.
    Source: DOMAIN, "ProblemStatement"; domain.md §1.3, 16.35.
    """
    may_mark(problem.market)
    if problem.author_id == participation.pk:
        return False
    if on:
        Mark.objects.update_or_create(
            problem=problem,
            participation=participation,
            kind=kind,
            defaults={"note": note[:200]},
        )
    else:
        Mark.objects.filter(problem=problem, participation=participation, kind=kind).delete()
    _audit(problem, f"mark_{kind}_{'on' if on else 'off'}", participation)
    _tell_leaders(problem.market)
    emit(participation.topic, "mine")
    return on


@transaction.atomic
def add_wish(problem: ProblemStatement, *, participation: Participation) -> list[Wish]:
    """Put a question last among one's wishes; return them all. Raises TooManyWishes at six."""
    may_mark(problem.market)
    ranked = _ranked(problem.market, participation)
    if problem.pk in ranked:
        return _store(problem.market, participation, ranked)
    if len(ranked) >= MOST_WISHES:
        raise TooManyWishes
    return _store(problem.market, participation, [*ranked, problem.pk])


@transaction.atomic
def remove_wish(problem: ProblemStatement, *, participation: Participation) -> list[Wish]:
    """Take a wish away; the ones below move up."""
    may_mark(problem.market)
    ranked = [pk for pk in _ranked(problem.market, participation) if pk != problem.pk]
    return _store(problem.market, participation, ranked)


@transaction.atomic
def raise_wish(problem: ProblemStatement, *, participation: Participation) -> list[Wish]:
    """Move a wish one place up."""
    may_mark(problem.market)
    ranked = _ranked(problem.market, participation)
    if problem.pk in ranked[1:]:
        index = ranked.index(problem.pk)
        ranked[index - 1], ranked[index] = ranked[index], ranked[index - 1]
    return _store(problem.market, participation, ranked)


@transaction.atomic
def move_market(seminar: Seminar, state: str, *, by: Participation | None = None) -> Market:
    """Let the room's step open, reopen or close the market; counts show from closing on."""
    market = ensure_market(seminar)
    if market.state != state:
        market.state = state
        market.closed_at = now() if state == Market.State.CLOSED else None
        market.save(update_fields=["state", "closed_at"])
        record(
            scope=seminar.scope,
            actor_id=by.user_id if by else None,
            action=f"market_{state}",
            obj=market,
        )
        emit(seminar.topic_all, "market", {"state": state})
    return market


@transaction.atomic
def show_names(market: Market, shown: bool, *, by: Participation) -> None:
    """Let institutions be seen on the wall, or hide them until read aloud, as the room chooses."""
    market.names_shown = shown
    market.save(update_fields=["names_shown"])
    record(scope=market.seminar.scope, actor_id=by.user_id, action="market_names", obj=market)
    emit(market.seminar.topic_all, "market", {"names": shown})


def _ranked(market: Market, participation: Participation) -> list[int]:
    return list(
        Wish.objects.filter(problem__market=market, participation=participation)
        .order_by("rank")
        .values_list("problem_id", flat=True)
    )


def _store(market: Market, participation: Participation, ranked: list[int]) -> list[Wish]:
    """Rewrite one person's short list whole: ranks stay 1, 2, 3 … without gaps."""
    # Two phones of one person take turns on the row that both change.
    Participation.objects.select_for_update().get(pk=participation.pk)
    Wish.objects.filter(problem__market=market, participation=participation).delete()
    rows = Wish.objects.bulk_create(
        Wish(participation=participation, problem_id=pk, rank=rank)
        for rank, pk in enumerate(ranked, start=1)
    )
    record(
        scope=market.seminar.scope,
        actor_id=participation.user_id,
        action="wishes_changed",
        obj=market,
    )
    _tell_leaders(market)
    emit(participation.topic, "mine")
    return rows


def _audit(problem: ProblemStatement, action: str, by: Participation) -> None:
    record(
        scope=problem.market.seminar.scope,
        actor_id=by.user_id,
        action=action,
        obj=problem,
        field="text",
        text=problem.text,
    )


def _tell(market: Market, problem: ProblemStatement) -> None:
    emit(market.seminar.topic_all, "board", {"problem": problem.pk, "state": problem.state})


def _tell_leaders(market: Market) -> None:
    emit(market.seminar.topic_leaders, "market_activity")
