"""Where the demo clock can jump, and what the room does when it gets there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now, set_clock
from idetorg.demo import seed
from idetorg.jobs.worker import run_once
from idetorg.schedule.actions import room
from idetorg.schedule.queries import position, timeline
from idetorg.seminars.models import Seminar


@dataclass(frozen=True)
class Jump:
    """A moment to jump to. `after` says it lies in the year after the seminar.

    `by_way_of` are mornings on which the worker is let run on the way: a question, its
    reminder, and a list of whom to call do not come on the same day.
    """

    name: str
    label: str | Promise
    moment: datetime
    after: bool = False
    by_way_of: tuple[datetime, ...] = ()


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2013, 11, day, hour, minute, tzinfo=seed.OSLO)


JUMPS = (
    Jump("before", _("19 November, the day before"), seed.START),
    Jump("bus", _("Day 1, 11.00: the bus"), _at(20, 11)),
    Jump("welcome", _("Day 1, 13.00: welcome"), _at(20, 13)),
    Jump("showcase", _("Day 1, 13.30: see what we have managed"), _at(20, 13, 30)),
    Jump("inspiration", _("Day 1, 15.15: inspiration"), _at(20, 15, 15)),
    Jump("break", _("Day 1, 15.45: break"), _at(20, 15, 45)),
    Jump("market", _("Day 1, 16.15: the idea market"), _at(20, 16, 15)),
    Jump("groups", _("Day 1, 17.15: groups"), _at(20, 17, 15)),
    Jump("threads", _("Day 2, 9.00: the threads"), _at(21, 9)),
    Jump("work", _("Day 2, 9.30: the groups work"), _at(21, 9, 30)),
    Jump("plenary", _("Day 2, 11.30: plenary"), _at(21, 11, 30)),
    Jump("writing", _("Day 2, 12.20: write the change task"), _at(21, 12, 20)),
    Jump("evaluation", _("Day 2, 12.45: evaluation"), _at(21, 12, 45)),
    Jump("home", _("Day 2, 14.00: the bus home"), _at(21, 14)),
    Jump("day_3", _("Two days later"), datetime(2013, 11, 23, 9, tzinfo=seed.OSLO), True),
    Jump("day_14", _("Two weeks later"), datetime(2013, 12, 6, 9, tzinfo=seed.OSLO), True),
    Jump("month_6", _("Six months later"), datetime(2014, 5, 28, 9, tzinfo=seed.OSLO), True),
    Jump(
        "month_7",
        _("Seven months later, a Monday: whom to call"),
        datetime(2014, 6, 16, 9, tzinfo=seed.OSLO),
        True,
        (
            datetime(2014, 5, 21, 9, tzinfo=seed.OSLO),
            datetime(2014, 6, 5, 9, tzinfo=seed.OSLO),
        ),
    ),
    Jump("month_12", _("A year later"), datetime(2014, 11, 24, 9, tzinfo=seed.OSLO), True),
)


def jump(seminar: Seminar, target: Jump) -> None:
    """Set the clock, and let the room stand where the plan says it stands then.

    After the seminar the worker does at once what is due: the mails of the year go out.
    """
    set_clock(target.moment)
    if target.moment > seed.START:
        seed.fill_sign_ups(seminar)  # whoever sits on the bus has said that they come
    by = seed.actor(seminar, is_facilitator=True)
    line = timeline(seminar)
    place = position(seminar)
    if target.after:
        if place.finished_at is None:
            room.finish(seminar, by=by, at=line.ends_at)
        return
    # The group step begins with groups, whether it is 17.15 or a little later by the plan.
    started = [m for m in line.moments if m.starts_at <= target.moment]
    if started:
        room.jump_to(seminar, started[-1].step.pk, by=by)


def pass_by(target: Jump) -> None:
    """Let the worker run on the mornings that lie between now and a target."""
    for morning in target.by_way_of:
        if morning > now():
            set_clock(morning)
            _work(morning)


def work_off(target: Jump) -> None:
    """Run due background work after the jump is stored; a day's silence is stepped over."""
    if not target.after:
        return
    _work(target.moment)


def _work(moment: datetime) -> None:
    run_once(moment)
    run_once(moment + timedelta(minutes=1))
