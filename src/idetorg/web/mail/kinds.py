"""The kinds of mail an organiser meets, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.mailer.rules import REMINDER

# What goes to many at once, in the order of the year: these can wait, and be stopped.
BATCHES: dict[str, str | Promise] = {
    "invitation": _("Invitation"),
    "week_before": _("The week before"),
    "presenters": _("To those who present"),
    "calendar_change": _("Change of programme"),
    "day_1_3": _("Own words back, the days after"),
    "day_14": _("Question after two weeks"),
    "week_6_8": _("Question after seven weeks"),
    "month_3": _("Question after three months"),
    "month_6": _("Question after half a year"),
    "month_12": _("Question after a year"),
    REMINDER: _("Reminder of a question"),
}

# What goes to one, by something that person or the organiser has just done.
SINGLE: dict[str, str | Promise] = {
    "confirmation": _("Confirmation of the sign-up"),
    "join_confirmation": _("Own link"),
    "day_1_3_not_now": _("Thanks for coming, without a task"),
    "makker_day_14": _("To the makker, after two weeks"),
    "confirmer": _("To somebody who can confirm"),
    "paper_confirm": _("Look over what was typed from paper"),
    "heard_confirm": _("Look over what was said on the phone"),
    "organiser_weekly": _("Whom to ring this week"),
}

LABELS = BATCHES | SINGLE

# Asked in the year after; each carries its reader's own words.
QUESTIONS = frozenset({"day_1_3", "day_14", "week_6_8", "month_3", "month_6", "month_12"})

# Mail that goes with another: it waits and stops with it.
GOES_WITH = {"day_1_3": ("day_1_3_not_now",), "day_14": ("makker_day_14",)}


def family(kind: str) -> tuple[str, ...]:
    """Return a kind with those that go with it."""
    return (kind, *GOES_WITH.get(kind, ()))


def label(kind: str) -> str:
    """Return a kind in words; "" for one that has none."""
    return str(LABELS.get(kind, ""))
