"""What an owner has written before, to look at while they write a card."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from idetorg.commitments.enums import OriginKind
from idetorg.commitments.models import ChangeTask


@dataclass(frozen=True)
class Reminder:
    """The owner's own earlier words, beside the field they may be of use in."""

    key: str
    field: str
    label: str
    words: str


def reminders(task: ChangeTask) -> list[Reminder]:
    """Return the owner's own words about a task, by the card's fields: three statements."""
    first = task.versions.filter(number=1).first()
    answers = list(task.follow_ups.exclude(answered_at=None).order_by("answered_at"))
    found = []
    if task.origin_kind == OriginKind.PROBLEM:
        found.append(("before", _("You asked at the market"), task.origin_label))
    if first is not None:
        found.append(("after", _("You wrote at the seminar"), str(first.words.get("change", ""))))
    found += [("after", _("You told us"), answer.happened) for answer in answers]
    found.append(("took", _("You thought it would take"), task.takes))
    found += [("took", _("You told us what helped"), answer.helped) for answer in answers]
    hindrances = dict.fromkeys(row.words for row in task.obstacles.all())
    found += [("went_wrong", _("You thought this might stop it"), words) for words in hindrances]
    found += [("went_wrong", _("You told us what stopped it"), a.stopped) for a in answers]
    found.append(("went_wrong", _("What you learned"), task.learning))
    return [
        Reminder(f"r{number}", field, label, words.strip())
        for number, (field, label, words) in enumerate(found)
        if words.strip()
    ]
