"""The next seminar opens with the last one's results, and with each returning person's own.

Source: DOMAIN, "The loop"; domain.md §3.4.
"""

from django.http import HttpRequest

from idetorg.commitments import queries, words
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.presenting import result_sentences
from idetorg.core.sentences import Sentence, sentence
from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import Panel, Scene, register_panel
from idetorg.seminars.models import Seminar


def _last_time(seminar: Seminar) -> tuple[Seminar, list[Sentence]] | None:
    """Return the last seminar and what can be said of it, or None when nothing can."""
    last = queries.previous_seminar(seminar)
    if last is None:
        return None
    counts = queries.coverage(last)
    if not counts.committed:
        return None
    taken = sentence("coverage", committed=counts.committed, present=counts.present)
    return last, [s for s in (taken, *result_sentences(queries.results(last))) if s]


def screen(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show the room what came of last time: at least, among those who answered, at most."""
    found = _last_time(seminar)
    if found is None:
        return None
    last, said = found
    return Scene(
        "commitments/_screen_opening.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "last": last,
            "first": said[0],
            "said": said[1:4],
        },
    )


def phone(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show results to each, and to those who were there last time their own words."""
    found = _last_time(seminar)
    own = [] if seat is None else queries.earlier_tasks(seat.participation)
    if found is None and not own:
        return None
    last, said = found or (None, [])
    return Scene(
        "commitments/_opening.html",
        {"seminar": seminar, "last": last, "said": said, "own": _with_states(own)},
    )


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Keep the earlier tasks of a returning person within reach, and a predecessor's."""
    if seat is None or not seat.participation.is_participant:
        return None
    own = queries.earlier_tasks(seat.participation)
    left = queries.left_behind(seat.participation)
    if not own and not left:
        return None
    return Scene(
        "commitments/_earlier.html", {"seminar": seminar, "own": _with_states(own), "left": left}
    )


def _with_states(tasks: list[ChangeTask]) -> list[tuple[ChangeTask, str]]:
    return [(task, words.state_name(task.state)) for task in tasks]


def register_opening() -> None:
    """Called once by the app's `ready()`."""
    register_panel(Panel("opening_screen", 10, screen))
    register_panel(Panel("opening", 10, phone))
    register_panel(Panel("mine", 12, mine))
