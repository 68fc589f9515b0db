"""The registry of activities: what a step of a kind lets people do.

Each app of the loop registers its own once, in `AppConfig.ready()`. `web` composes and
knows no kind by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.functional import Promise

from idetorg.seminars.access import Seat
from idetorg.seminars.models import Seminar


class StepFacts(Protocol):
    """What an activity may know of the step it is shown in (a `schedule.Step`)."""

    pk: int
    kind: str
    variant: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Scene:
    """A partial template with its context. The same partial renders page and live update."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Phase:
    """A part of a step that *next* walks through: name in code, words on screen."""

    name: str
    label: str | Promise  # what the console calls it: "Torget er åpent"
    instruction: str | Promise = ""  # said on phones and screen: "Les stille. Merk …"
    share: int = 1  # how the step's minutes divide among its phases


@dataclass(frozen=True)
class DigestRow:
    """One row that threads, summary and the difference page are built from."""

    source_kind: str  # "problem", "sheet", "harvest" …
    source_pk: int
    text: str
    by: str  # a group or institution; a person only when they chose to be shown
    group_pk: int | None = None


@dataclass(frozen=True)
class Need:
    """A line in the console's "Needs you": what is so, what may help, where to go."""

    title: str
    help: str = ""
    url: str = ""
    link: str = ""


Phone = Callable[[HttpRequest, Seat, StepFacts, str], Scene]
Screen = Callable[[Seminar, StepFacts, str], Scene]
Lead = Callable[[HttpRequest, Seat, StepFacts, str], Scene]


@dataclass(frozen=True)
class Activity:
    """What one kind of step does.

    phone(request, seat, step, phase) → the main part of /now
    screen(seminar, step, phase) → the big screen's scene; no personal data, no request
    lead(request, seat, step, phase) → rows of the console: what each role sees now
    opens/closes(seminar, step) → called in the transaction that moves the room
    moves(seminar, step, phase) → called when a phase begins
    needs(seminar, step, phase) → who needs the facilitator now
    digest(seminar) → rows for threads and summary
    """

    kind: str
    label: str | Promise
    phone: Phone
    screen: Screen
    lead: Lead | None = None
    phases: tuple[Phase, ...] = ()
    opens: Callable[[Seminar, StepFacts], None] | None = None
    closes: Callable[[Seminar, StepFacts], None] | None = None
    moves: Callable[[Seminar, StepFacts, str], None] | None = None
    needs: Callable[[Seminar, StepFacts, str], list[Need]] | None = None
    digest: Callable[[Seminar], list[DigestRow]] | None = None


_activities: dict[str, Activity] = {}


def register(activity: Activity) -> None:
    """Register a kind's activity; the same kind twice is a mistake in the code."""
    if activity.kind in _activities:
        raise ValueError(f"Two apps register the step kind {activity.kind!r}.")
    _activities[activity.kind] = activity


def activity_for(kind: str) -> Activity:
    """Return the activity of a kind; raise KeyError for a kind nobody registered."""
    return _activities[kind]


def activities() -> list[Activity]:
    """Return all registered activities, in the order of the loop of DOMAIN."""
    return list(_activities.values())


@dataclass(frozen=True)
class Panel:
    """A part of a page that `web` composes without knowing who made it.

    place: "mine" (the participant's Mitt), "after" (the seminar's page afterwards),
    "more" (organiser's Mer),
    "opening" (under the welcome on phones), "opening_screen" (instead of the welcome's scene).
    build(request, seminar, seat) → Scene or None when there is nothing to show.
    """

    place: str
    order: int
    build: Callable[[HttpRequest, Seminar, Seat | None], Scene | None]


_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    """Add a part to a composed page."""
    _panels.append(panel)


def panels(place: str) -> list[Panel]:
    """Return the parts of a place, in order."""
    return sorted((panel for panel in _panels if panel.place == place), key=lambda p: p.order)


@dataclass(frozen=True)
class Given:
    """Something a person has said yes to, or shows: what it does now, and the way back.

    Nothing is done here: `url` leads to the page where it is changed, and a `button` posts
    `values` to `action`, a deed that exists already.
    """

    what: str  # the person's own words, or what it is
    now: str  # one plain sentence on what it does now
    is_voice: bool = False  # own words are set in Literata
    url: str = ""
    link: str = ""
    action: str = ""
    values: dict[str, str] = field(default_factory=dict)
    button: str = ""


@dataclass(frozen=True)
class GivenSource:
    """An app's part of the page with everything one may take back.

    rows(seat) → the person's own, in a fixed order; none when there is nothing.
    """

    order: int
    heading: str | Promise
    rows: Callable[[Seat], list[Given]]


_given: list[GivenSource] = []


def register_given(source: GivenSource) -> None:
    """Add a part to the page with everything one may take back."""
    _given.append(source)


def given_sources() -> list[GivenSource]:
    """Return the parts of that page, in order."""
    return sorted(_given, key=lambda source: source.order)
