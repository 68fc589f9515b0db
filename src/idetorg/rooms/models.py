"""Group sheets, method cards, threads, harvest and plenary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.grouping.models import Group
from idetorg.market.models import ProblemStatement
from idetorg.schedule.models import Step
from idetorg.seminars.models import Participation, Seminar


class GroupSheet(models.Model):
    """One shared sheet a group. Each field has a version of its own; a stale save is a conflict.

    Two members may write in two fields at once without ever meeting.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="sheet")
    know = models.TextField(_("what we know"), blank=True)
    wonder = models.TextField(_("what we wonder"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    versions = models.JSONField(default=dict)  # field → how often it has been saved
    saved_at = models.DateTimeField(default=now)
    saved_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class PrivateLine(models.Model):
    """A member's own line beside the sheet. Nobody else reads it, ever."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="private_lines")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="private_lines"
    )
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "participation"], name="rooms_private_line_once"
            )
        ]


class MethodChoice(models.Model):
    """The method card a group works by; `card` is an id in method_cards.yaml."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="method")
    card = models.CharField(max_length=60)
    chosen_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(default=now)


class FacilitatorQuestion(models.Model):
    """A question from the facilitator to a group: always a question, never text for the sheet."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__endswith="?"), name="rooms_question_is_a_question"
            )
        ]


class Harvest(models.Model):
    """Three lines a group: found out, still hard, need from others."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="harvest")
    found_out = models.CharField(_("found out"), max_length=300, blank=True)
    still_hard = models.CharField(_("still hard"), max_length=300, blank=True)
    need_from_others = models.CharField(_("need from others"), max_length=300, blank=True)
    versions = models.JSONField(default=dict)  # field → how often it has been saved
    saved_at = models.DateTimeField(default=now)
    shown = models.BooleanField(default=False)  # on the big screen now


class CheckIn(models.Model):
    """A word in the morning: with what do I come to this day? Private unless shared."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="check_ins"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="check_ins")
    word = models.CharField(max_length=80)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "step"], name="rooms_check_in_once")
        ]


class Thread(models.Model):
    """What goes through several notes. It leads back to each of its sources."""

    class State(models.TextChoices):
        """Members correct before it is final."""

        PICKED = "picked", _("Picked")
        SHOWN = "shown", _("Shown")
        FINAL = "final", _("Final")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="threads")
    position = models.PositiveIntegerField(default=1)
    text = models.CharField(max_length=240)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PICKED)
    made_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class ThreadSource(models.Model):
    """One note a thread comes from, with its words as they were when picked."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="sources")
    source_kind = models.CharField(max_length=20)  # as DigestRow: problem, sheet, harvest
    source_pk = models.PositiveBigIntegerField()
    words = models.TextField()
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="thread_sources"
    )
    problem = models.ForeignKey(
        ProblemStatement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="thread_sources",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "source_kind", "source_pk"], name="rooms_thread_source_once"
            )
        ]


class ThreadCorrection(models.Model):
    """A member says a thread in other words; the facilitator takes it in or asks again."""

    class State(models.TextChoices):
        """Open until someone has taken it in or talked about it."""

        OPEN = "open", _("Open")
        TAKEN_IN = "taken_in", _("Taken in")
        TALKED = "talked", _("Talked about")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="corrections")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=240)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField(default=now)


class Remark(models.Model):
    """The facilitator's log: what people said (with consent) and what they showed."""

    class Kind(models.TextChoices):
        """Said or showed."""

        SAID = "said", _("Said")
        SHOWED = "showed", _("Showed")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="remarks")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.TextField()
    role = models.CharField(_("by role"), max_length=120, blank=True)  # "library director", no name
    has_consent = models.BooleanField(_("may be quoted"), default=False)
    written_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]


class SpeakerRequest(models.Model):
    """A hand up in plenary, in the order it came."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="speaker_requests")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "participation"],
                condition=models.Q(done_at=None),
                name="rooms_one_hand_up",
            )
        ]


class OrganiserRequest(models.Model):
    """Something the plenary asks of the organiser: a row with an owner and a date."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="requests")
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests"
    )
    text = models.CharField(max_length=300)
    owner_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
