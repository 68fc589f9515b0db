"""The idea market: problems as questions, marks, wishes. Counts stay hidden until it closes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.seminars.models import Institution, Participation, Seminar

MOST_WISHES = 5


class Market(models.Model):
    """One idea market of a seminar."""

    class State(models.TextChoices):
        """Silent writing, then open for reading and choosing, then closed."""

        WRITING = "writing", _("Silent writing")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="market")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITING)
    names_shown = models.BooleanField(
        default=False
    )  # authorship until read aloud: the room decides
    closed_at = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)


class ProblemStatement(models.Model):
    """A question from one's own institution. A draft is its author's alone."""

    class State(models.TextChoices):
        """Only the author moves it."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("On the wall")
        WITHDRAWN = "withdrawn", _("Taken down")

    market = models.ForeignKey(Market, on_delete=models.CASCADE, related_name="problems")
    author = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="problems")
    institution = models.ForeignKey(
        Institution, on_delete=models.SET_NULL, null=True, blank=True, related_name="problems"
    )
    number = models.PositiveIntegerField(null=True, blank=True)  # given when it goes up
    text = models.CharField(max_length=280)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    beside = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="neighbours"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["market", "number"], name="market_problem_number"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(number__isnull=False),
                name="market_published_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Mark(models.Model):
    """ "Mine too" or "I can help". A mark never orders problems."""

    class Kind(models.TextChoices):
        """The two marks."""

        MINE_TOO = "mine_too", _("Mine too")
        CAN_HELP = "can_help", _("I can help")

    problem = models.ForeignKey(ProblemStatement, on_delete=models.CASCADE, related_name="marks")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    note = models.CharField(max_length=200, blank=True)  # with what I can help
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "participation", "kind"], name="market_mark_once"
            )
        ]


class Wish(models.Model):
    """What I want to talk about: up to five, ranked."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="wishes"
    )
    problem = models.ForeignKey(ProblemStatement, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "problem"], name="market_wish_once"),
            models.UniqueConstraint(fields=["participation", "rank"], name="market_wish_rank"),
            models.CheckConstraint(
                condition=models.Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="market_wish_rank_range",
            ),
        ]
