"""Reads of the market."""

from dataclasses import dataclass

from django.db.models import Count, Q

from idetorg.market.models import Mark, Market, ProblemStatement, Wish
from idetorg.market.rules import counts_are_shown, own_order
from idetorg.seminars.activities import DigestRow
from idetorg.seminars.models import Participation, Seminar


@dataclass(frozen=True)
class Card:
    """A question as one person sees it. Counts are None until the choosing has closed."""

    problem: ProblemStatement
    is_own: bool
    is_mine_too: bool
    can_help: bool
    rank: int | None
    mine_too_count: int | None
    can_help_count: int | None


def market_of(seminar: Seminar) -> Market | None:
    """Return the seminar's market, or None before anyone made it."""
    return Market.objects.filter(seminar=seminar).first()


def published(market: Market) -> list[ProblemStatement]:
    """Return what hangs on the wall, by number."""
    return list(
        market.problems.filter(state=ProblemStatement.State.PUBLISHED)
        .select_related("institution", "author__user")
        .order_by("number")
    )


def board_for(market: Market, participation: Participation) -> list[Card]:
    """Return the wall as one person sees it: own questions first, the rest in an own order.

    Four statements, whatever the number of questions.
    """
    marks = {
        (mark.problem_id, mark.kind)
        for mark in Mark.objects.filter(problem__market=market, participation=participation)
    }
    ranks = dict(
        Wish.objects.filter(problem__market=market, participation=participation).values_list(
            "problem_id", "rank"
        )
    )
    counts: dict[int, tuple[int, int]] = {}
    if counts_are_shown(market):
        rows = (
            Mark.objects.filter(problem__market=market)
            .values("problem_id")
            .annotate(
                mine=Count("pk", filter=Q(kind=Mark.Kind.MINE_TOO)),
                help=Count("pk", filter=Q(kind=Mark.Kind.CAN_HELP)),
            )
        )
        counts = {row["problem_id"]: (row["mine"], row["help"]) for row in rows}
    cards = [
        Card(
            problem=problem,
            is_own=problem.author_id == participation.pk,
            is_mine_too=(problem.pk, Mark.Kind.MINE_TOO) in marks,
            can_help=(problem.pk, Mark.Kind.CAN_HELP) in marks,
            rank=ranks.get(problem.pk),
            mine_too_count=counts.get(problem.pk, (0, 0))[0] if counts_are_shown(market) else None,
            can_help_count=counts.get(problem.pk, (0, 0))[1] if counts_are_shown(market) else None,
        )
        for problem in published(market)
    ]
    return sorted(cards, key=lambda c: (not c.is_own, own_order(c.problem.pk, participation.pk)))


def own_problems(market: Market, participation: Participation) -> list[ProblemStatement]:
    """Return a person's own questions, drafts included."""
    return list(
        market.problems.filter(author=participation)
        .exclude(state=ProblemStatement.State.WITHDRAWN)
        .order_by("pk")
    )


def wishes_of(market: Market, participation: Participation) -> list[Wish]:
    """Return a person's wishes, best first."""
    return list(
        Wish.objects.filter(problem__market=market, participation=participation)
        .select_related("problem")
        .order_by("rank")
    )


@dataclass(frozen=True)
class Activity:
    """How the market goes, as counts that say nothing of any one question."""

    participants: int
    questions: int
    institutions: int
    drafts: int
    have_marked: int
    have_wished: int


def activity(market: Market) -> Activity:
    """Return how many take part: five statements."""
    people = market.seminar.participations.participants()
    wall = market.problems.filter(state=ProblemStatement.State.PUBLISHED)
    drafts = market.problems.filter(state=ProblemStatement.State.DRAFT)
    marked = Mark.objects.filter(problem__market=market).values("participation").distinct()
    wished = Wish.objects.filter(problem__market=market).values("participation").distinct()
    return Activity(
        participants=people.count(),
        questions=wall.count(),
        institutions=wall.values("institution").distinct().count(),
        drafts=drafts.count(),
        have_marked=marked.count(),
        have_wished=wished.count(),
    )


def without_marks(market: Market) -> list[Participation]:
    """Return participants who have neither marked nor wished yet, for a quiet word."""
    return list(
        market.seminar.participations.participants()
        .exclude(pk__in=Mark.objects.filter(problem__market=market).values("participation"))
        .exclude(pk__in=Wish.objects.filter(problem__market=market).values("participation"))
        .select_related("user", "institution")
    )


def crowded(market: Market) -> list[ProblemStatement]:
    """Return the questions that take most first wishes, when three or fewer take over 60 %.

    Said to the facilitator before closing as "open a parallel group?", without counts.
    """
    firsts = Wish.objects.filter(problem__market=market, rank=1)
    total = firsts.count()
    if total < 6:
        return []
    rows = firsts.values("problem_id").annotate(n=Count("pk")).order_by("-n", "problem_id")[:2]
    taken = [row["problem_id"] for row in rows if row["n"] * 10 >= total * 3]
    share = sum(row["n"] for row in rows if row["problem_id"] in taken)
    if share * 10 < total * 6:
        return []
    return list(market.problems.filter(pk__in=taken).order_by("number"))


def digest(seminar: Seminar) -> list[DigestRow]:
    """Return the questions as rows for threads: by institution, a person never."""
    market = market_of(seminar)
    if market is None:
        return []
    return [
        DigestRow("problem", problem.pk, problem.text, str(problem.institution or ""))
        for problem in published(market)
    ]
