"""Closed lists of the change task (DOMAIN, "States", "Visibility", "Obstacle codes")."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskState(models.TextChoices):
    """Only the owner moves a state; others may confirm."""

    DRAFT = "draft", _("Draft")
    COMMITTED = "committed", _("Taken home")
    STARTED = "started", _("Under way")
    PARTLY = "partly", _("Partly carried out")
    DONE = "done", _("Carried out")
    LASTING = "lasting", _("Lasting")
    POSTPONED = "postponed", _("Postponed")
    PUT_ASIDE = "put_aside", _("Put aside")


class Visibility(models.TextChoices):
    """What an owner may tick; none ticked = only me."""

    MAKKER = "makker", _("Makker")
    GROUP = "group", _("My group")
    SEMINAR = "seminar", _("Everyone at the seminar")
    ORGANISER = "organiser", _("The organiser")
    LEADER = "leader", _("My leader")
    EVERYONE = "everyone", _("Everyone")


class Side(models.TextChoices):
    """Which of the two pictures of a change."""

    BEFORE = "before", _("Before")
    AFTER = "after", pgettext_lazy("after a change", "Now")


class ObstacleCode(models.TextChoices):
    """18 codes; the names and meanings on screen come from obstacles.yaml."""

    TIME = "TIME"
    STAFF = "STAFF"
    MONEY = "MONEY"
    MANDATE = "MANDATE"
    LEADER = "LEADER"
    COLLEAGUES = "COLLEAGUES"
    SKILL = "SKILL"
    ROOM = "ROOM"
    TECH = "TECH"
    COLLECTION = "COLLECTION"
    PARTNER = "PARTNER"
    USERS = "USERS"
    OUTSIDE = "OUTSIDE"
    UNCLEAR = "UNCLEAR"
    SIZE = "SIZE"
    WILL = "WILL"
    DONE_ELSEWHERE = "DONE_ELSEWHERE"
    OTHER = "OTHER"


class FollowUpKind(models.TextChoices):
    """When somebody remembers it with you."""

    OWN_WORDS = "own_words", _("Own words, day 1–3")
    DAY_14 = "day_14", _("Day 14")
    WEEK_7 = "week_7", _("Week 6–8")
    MONTH_3 = "month_3", _("Month 3")
    MONTH_6 = "month_6", _("Month 6")
    MONTH_12 = "month_12", _("Month 12")


# The mail that asks, by what `mails.yaml` calls it.
MAIL_KINDS = {
    FollowUpKind.OWN_WORDS: "day_1_3",
    FollowUpKind.DAY_14: "day_14",
    FollowUpKind.WEEK_7: "week_6_8",
    FollowUpKind.MONTH_3: "month_3",
    FollowUpKind.MONTH_6: "month_6",
    FollowUpKind.MONTH_12: "month_12",
}
KIND_OF_MAIL = {mail: kind for kind, mail in MAIL_KINDS.items()}


class HowOften(models.IntegerChoices):
    """How often an organiser wants the call list by mail, in weeks."""

    WEEKLY = 1, _("Every Monday")
    EVERY_FOURTH = 4, _("Every fourth Monday")
    NEVER = 0, _("Not by mail")


class OriginKind(models.TextChoices):
    """Where a start was picked up by the owner."""

    NONE = "", _("From nowhere in particular")
    BUS_NOTE = "bus_note", _("What I was stuck with")
    PROBLEM = "problem", _("My question at the market")
    STEAL = "steal", _("Something I could steal")
    PRIVATE_LINE = "private_line", _("My own line in the group")


class LetterKind(models.TextChoices):
    """Letters that may mention a task; the ids are those of letters.yaml."""

    RIGHT_AFTER = "right_after", _("Right after the seminar")
    HALF_YEAR = "half_year", _("Half a year after")
    END = "end", _("When it is over")


class LetterState(models.TextChoices):
    """A letter is nothing until the one it is about has read it and said yes."""

    PROPOSED = "proposed", _("Waits for the one it is about")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("No, thank you")
    WITHDRAWN = "withdrawn", _("Taken back")
    SENT = "sent", _("Sent")
