"""At most three entries on the phone and five on the laptop.

Addresses are named, not imported: pages of later apps are reached by their URL name.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from idetorg.seminars.access import Seat
from idetorg.seminars.models import Seminar


@dataclass(frozen=True)
class Entry:
    """One entry: word, address, icon name, and whether it is the page we are on."""

    name: str
    label: str
    url: str
    icon: str
    current: bool


def _entries(slug: str, current: str, rows: list[tuple[str, str, str, str]]) -> list[Entry]:
    return [
        Entry(name, label, reverse(url, args=[slug]), icon, name == current)
        for name, label, url, icon in rows
    ]


def phone_navigation(seminar: Seminar, current: str) -> list[Entry]:
    """Now · Programme · Mine."""
    return _entries(
        seminar.slug,
        current,
        [
            ("now", _("Now"), "web:now", "knot"),
            ("programme", _("Programme"), "schedule:program", "thread"),
            ("mine", _("Mine"), "web:mine", "bookmark"),
        ],
    )


def desk_navigation(seat: Seat, current: str) -> list[Entry]:
    """Lead · Programme · People · Tasks · More; a facilitator who only leads gets no People."""
    rows = [("lead", _("Lead"), "web:lead", "now")]
    if seat.organises:
        rows.append(("programme", _("Programme"), "schedule:edit", "programme"))
        rows.append(("people", _("People"), "invitations:people", "people"))
    else:
        rows.append(("programme", _("Programme"), "schedule:program", "programme"))
    rows.append(("tasks", _("Tasks"), "commitments:overview", "tasks"))
    rows.append(("more", _("More"), "web:more", "more"))
    return _entries(seat.seminar.slug, current, rows)
