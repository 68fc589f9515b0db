"""What a market step does: silent writing, then the wall is open until the choosing closes."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idetorg.market import actions, queries
from idetorg.market.models import Market
from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import (
    Activity,
    Need,
    Panel,
    Phase,
    Scene,
    StepFacts,
    register,
    register_panel,
)
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar

PHASES = (
    Phase(
        "write",
        gettext_lazy("Silent writing"),
        gettext_lazy("Write in silence. One problem from your own library, as a question."),
        share=4,
    ),
    Phase(
        "open",
        gettext_lazy("The market is open"),
        gettext_lazy("Read in silence. Mark what you recognise from your own library."),
        share=5,
    ),
)
STATE_OF_PHASE = {"write": Market.State.WRITING, "open": Market.State.OPEN}


def phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show the writing field, or the wall in this person's own order."""
    market = actions.ensure_market(seat.seminar)
    return phone_scene(seat, market)


def phone_scene(seat: Seat, market: Market) -> Scene:
    """Return the market on one phone, whatever page shows it."""
    person = seat.participation
    is_writing = market.state == Market.State.WRITING
    return Scene(
        "market/_phone.html",
        {
            "seminar": seat.seminar,
            "market": market,
            "may_take_part": person.is_participant,
            "is_writing": is_writing,
            "is_closed": market.state == Market.State.CLOSED,
            "own": queries.own_problems(market, person),
            "cards": [] if is_writing else queries.board_for(market, person),
            "wishes": [] if is_writing else queries.wishes_of(market, person),
        },
    )


def wall_of(market: Market) -> list[dict[str, object]]:
    """Return the questions for the big screen; a library's name only when the room chose so."""
    return [
        {
            "number": problem.number,
            "text": problem.text,
            "count": problem.institution.name if market.names_shown and problem.institution else "",
        }
        for problem in queries.published(market)
    ]


def screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show the prompt while people write, then the questions along the thread."""
    market = actions.ensure_market(seminar)
    room = room_now(seminar)
    if market.state == Market.State.WRITING:
        return Scene("market/_screen_writing.html", {"seminar": seminar, "room": room})
    return Scene(
        "market/_screen_wall.html",
        {"seminar": seminar, "room": room, "market": market, "items": wall_of(market)},
    )


def lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say in the console what phones and screen show, and how many take part."""
    market = actions.ensure_market(seat.seminar)
    return Scene(
        "market/_lead.html",
        {
            "seminar": seat.seminar,
            "market": market,
            "activity": queries.activity(market),
            "is_writing": market.state == Market.State.WRITING,
        },
    )


def moves(seminar: Seminar, step: StepFacts, phase: str) -> None:
    """Let the market follow the room's phase."""
    actions.move_market(seminar, STATE_OF_PHASE.get(phase, Market.State.OPEN))


def closes(seminar: Seminar, step: StepFacts) -> None:
    """The choosing closes when the room leaves the market."""
    actions.move_market(seminar, Market.State.CLOSED)


def needs(seminar: Seminar, step: StepFacts, phase: str) -> list[Need]:
    """Say who may want a quiet word, and where most first wishes go."""
    market = actions.ensure_market(seminar)
    if market.state != Market.State.OPEN:
        return []
    found = []
    silent = len(queries.without_marks(market))
    if silent:
        found.append(
            Need(
                ngettext(
                    "%(count)s has not marked anything yet",
                    "%(count)s have not marked anything yet",
                    silent,
                )
                % {"count": silent},
                _("A quiet word helps more than a message."),
                reverse("market:silent", args=[seminar.slug]),
                _("See who"),
            )
        )
    crowd = queries.crowded(market)
    if crowd:
        found.append(
            Need(
                ngettext(
                    "%(count)s question takes most of the wishes",
                    "%(count)s questions take most of the wishes",
                    len(crowd),
                )
                % {"count": len(crowd)},
                _("Two groups can talk about the same question when groups are formed."),
            )
        )
    return found


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show a participant's own questions under Mine."""
    market = queries.market_of(seminar)
    if seat is None or market is None or not seat.participation.is_participant:
        return None
    own = queries.own_problems(market, seat.participation)
    if not own:
        return None
    return Scene(
        "market/_mine.html",
        {"seminar": seminar, "own": own, "is_closed": market.state == Market.State.CLOSED},
    )


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    register(
        Activity(
            kind=StepKind.MARKET,
            label=StepKind.MARKET.label,
            phone=phone,
            screen=screen,
            lead=lead,
            phases=PHASES,
            moves=moves,
            closes=closes,
            needs=needs,
            digest=queries.digest,
        )
    )
    register_panel(Panel("mine", 30, mine))
