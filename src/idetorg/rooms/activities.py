"""What group and plenary steps do."""

from math import ceil

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idetorg.grouping.queries import group_of, groups_of, open_groups, without_group
from idetorg.market.queries import market_of
from idetorg.rooms import queries
from idetorg.rooms.actions import ensure_harvest, ensure_sheet
from idetorg.schedule.queries import room_now
from idetorg.seminars.access import Seat
from idetorg.seminars.activities import (
    Activity,
    Need,
    Panel,
    Scene,
    StepFacts,
    register,
    register_panel,
)
from idetorg.seminars.enums import StepKind
from idetorg.seminars.models import Seminar

GROUPS_A_PAGE = 8  # of the big screen


def group_phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Show my group, its sheet, my own line and the three lines."""
    return group_scene(seat)


def group_scene(seat: Seat) -> Scene:
    """Return the group's page on one phone, whatever page shows it."""
    group = group_of(seat.participation)
    if group is None:
        return Scene(
            "rooms/_phone_no_group.html",
            {"seminar": seat.seminar, "takes_part": seat.participation.is_participant},
        )
    method = getattr(group, "method", None)
    return Scene(
        "rooms/_phone_group.html",
        {
            "seminar": seat.seminar,
            "seat": seat,
            "group": group,
            "sheet": ensure_sheet(group),
            "harvest": ensure_harvest(group),
            "line": queries.private_line(group, seat.participation),
            "card": queries.method_card(method.card) if method else None,
            "questions": list(group.questions.all()[:5]),
            "threads": queries.threads_fed_by(group),
        },
    )


def group_screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show who sits where; while they work, the same with the clock.

    At most eight groups a page, evenly: more than that the last row can't read.
    """
    groups = open_groups(seminar)
    size = ceil(len(groups) / ceil(len(groups) / GROUPS_A_PAGE)) if groups else 1
    pages = [groups[start : start + size] for start in range(0, len(groups), size)]
    return Scene(
        "rooms/_screen_groups.html",
        {"seminar": seminar, "room": room_now(seminar), "groups": groups, "pages": pages},
    )


def group_lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Say how the groups are doing, and lead on to forming them."""
    return Scene(
        "rooms/_lead_groups.html",
        {"seminar": seat.seminar, "states": queries.group_states(seat.seminar)},
    )


def group_needs(seminar: Seminar, step: StepFacts, phase: str) -> list[Need]:
    """Nobody without a group goes unnoticed."""
    found = []
    market = market_of(seminar)
    shown = open_groups(seminar)
    groups_url = reverse("grouping:groups", args=[seminar.slug])
    if not shown:
        has_proposal = market is not None and bool(groups_of(market))
        found.append(
            Need(
                _("The groups are not shown yet") if has_proposal else _("No groups yet"),
                "",
                groups_url,
                _("Look and show") if has_proposal else _("Form groups"),
            )
        )
        return found
    lone = len(without_group(seminar))
    if lone:
        found.append(
            Need(
                ngettext("%(count)s sits in no group", "%(count)s sit in no group", lone)
                % {"count": lone},
                "",
                groups_url,
                _("Place them"),
            )
        )
    quiet = [s for s in queries.group_states(seminar) if not s.has_sheet]
    if quiet:
        found.append(
            Need(
                ngettext(
                    "%(count)s group has written nothing yet",
                    "%(count)s groups have written nothing yet",
                    len(quiet),
                )
                % {"count": len(quiet)},
                _("Perhaps they talk well. A question may help."),
                reverse("rooms:led_group", args=[seminar.slug, quiet[0].group.pk]),
                _("Ask a question"),
            )
        )
    return found


def plenary_phone(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """In the morning: a word and the threads. Later: the three lines and a hand."""
    if step.variant == "threads":
        return Scene(
            "rooms/_phone_threads.html",
            {
                "seminar": seat.seminar,
                "seat": seat,
                "step": step,
                "check_in": queries.own_check_in(seat.participation, step.pk),
                "threads": queries.threads_of(seat.seminar, shown_only=True),
            },
        )
    group = group_of(seat.participation)
    return Scene(
        "rooms/_phone_plenary.html",
        {
            "seminar": seat.seminar,
            "seat": seat,
            "group": group,
            "harvest": ensure_harvest(group) if group else None,
            "shown": queries.shown_harvest(seat.seminar),
            "hand_is_up": queries.has_hand_up(seat.participation),
        },
    )


def plenary_screen(seminar: Seminar, step: StepFacts, phase: str) -> Scene:
    """Show the threads, or one group's three lines at a time."""
    if step.variant == "threads":
        return Scene(
            "rooms/_screen_threads.html",
            {
                "seminar": seminar,
                "room": room_now(seminar),
                "threads": queries.threads_of(seminar, shown_only=True),
                "words": queries.shared_words(step.pk),
            },
        )
    return Scene(
        "rooms/_screen_harvest.html",
        {
            "seminar": seminar,
            "room": room_now(seminar),
            "harvest": queries.shown_harvest(seminar),
        },
    )


def plenary_lead(request: HttpRequest, seat: Seat, step: StepFacts, phase: str) -> Scene:
    """Lead on to threads, harvest, hands and log."""
    return Scene(
        "rooms/_lead_plenary.html",
        {
            "seminar": seat.seminar,
            "is_threads": step.variant == "threads",
            "threads": queries.threads_of(seat.seminar),
            "states": queries.group_states(seat.seminar),
            "shown": queries.shown_harvest(seat.seminar),
            "hands": queries.hands_up(seat.seminar),
        },
    )


def plenary_needs(seminar: Seminar, step: StepFacts, phase: str) -> list[Need]:
    """Threads that wait to be shown, corrections that wait to be taken in."""
    threads = queries.threads_of(seminar)
    url = reverse("rooms:threads", args=[seminar.slug])
    if step.variant == "threads" and not threads:
        help_text = _("Pick them from what the groups wrote.")
        return [Need(_("No threads yet"), help_text, url, _("Pick threads"))]
    waiting = sum(c.state == "open" for t in threads for c in t.corrections.all())
    if waiting:
        return [
            Need(
                ngettext(
                    "%(count)s correction of a thread",
                    "%(count)s corrections of threads",
                    waiting,
                )
                % {"count": waiting},
                "",
                url,
                _("Look at it"),
            )
        ]
    return []


def mine(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Show my group and my own lines under Mine."""
    if seat is None or not seat.participation.is_participant:
        return None
    group = group_of(seat.participation)
    lines = queries.own_private_lines(seat.participation)
    if group is None and not lines:
        return None
    return Scene("rooms/_mine.html", {"seminar": seminar, "group": group, "lines": lines})


def more(request: HttpRequest, seminar: Seminar, seat: Seat | None) -> Scene | None:
    """Lead on to groups, threads, log and requests."""
    if seat is None or not seat.leads:
        return None
    return Scene("rooms/_more.html", {"seminar": seminar})


def register_activities() -> None:
    """Called once by the app's `ready()`."""
    register(
        Activity(
            kind=StepKind.GROUP,
            label=StepKind.GROUP.label,
            phone=group_phone,
            screen=group_screen,
            lead=group_lead,
            needs=group_needs,
            digest=queries.group_digest,
        )
    )
    register(
        Activity(
            kind=StepKind.PLENARY,
            label=StepKind.PLENARY.label,
            phone=plenary_phone,
            screen=plenary_screen,
            lead=plenary_lead,
            needs=plenary_needs,
        )
    )
    register_panel(Panel("mine", 40, mine))
    register_panel(Panel("more", 20, more))
