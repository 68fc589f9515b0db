"""The change task and the year after. Only its owner writes it (DOMAIN, principles 1–6)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from idetorg.commitments.enums import (
    FollowUpKind,
    HowOften,
    LetterKind,
    LetterState,
    ObstacleCode,
    OriginKind,
    Side,
    TaskState,
)
from idetorg.core.time import now
from idetorg.grouping.models import Group, Membership
from idetorg.seminars.models import Institution, Participation, Seminar
from idetorg.showcase.models import ExperienceCard


class ChangeTaskQuerySet(models.QuerySet["ChangeTask"]):
    """Questions about many tasks."""

    def taken_home(self) -> "ChangeTaskQuerySet":
        """Return tasks that count: committed or later, with their owner's own yes."""
        return self.exclude(state=TaskState.DRAFT).filter(owner_confirmed=True)

    def open(self) -> "ChangeTaskQuerySet":
        """Return tasks somebody still remembers: not put aside, not closed by the owner."""
        return self.taken_home().exclude(state=TaskState.PUT_ASIDE).filter(closed_at=None)

    def visible_to(self, viewer: Participation | None) -> "ChangeTaskQuerySet":
        """Return the tasks whose words a viewer may read; None is a stranger.

        The same table as `rules.may_read_words`, in SQL; a test compares the two over
        every combination. A draft is its owner's alone.
        Source: DOMAIN, "Visibility".
        """
        may = Q(seen_by_everyone=True) & ~Q(state=TaskState.DRAFT)
        if viewer is None:
            return self.filter(may)
        own = Q(participation__user_id=viewer.user_id)
        if viewer.removed_at is not None:
            return self.filter(own | may)
        here = Q(seen_by_seminar=True)
        if viewer.leads:
            here |= Q(seen_by_organiser=True)
        makker = MakkerPair.objects.agreed().filter(
            Q(one=viewer, other=OuterRef("participation"))
            | Q(other=viewer, one=OuterRef("participation"))
        )
        group = Membership.objects.filter(
            participation=OuterRef("participation"),
            group__in=Membership.objects.filter(participation=viewer)
            .exclude(group__state=Group.State.PROPOSED)
            .values("group"),
        )
        here = here | (Q(seen_by_makker=True) & Q(Exists(makker)))
        here = here | (Q(seen_by_group=True) & Q(Exists(group)))
        shared = Q(participation__seminar_id=viewer.seminar_id) & here
        return self.filter(own | (~Q(state=TaskState.DRAFT) & (shared | may)))


class ChangeTask(models.Model):
    """A change in the owner's own words, tied to the owner's institution.

    The columns are the words as they stand now. Words frozen at commit and later
    rewordings are `Version` rows; follow-up always shows version 1.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="change_tasks"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="change_tasks"
    )
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.DRAFT)

    change = models.TextField(_("what will be different"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    first_step = models.TextField(_("first step"), blank=True)
    when_text = models.TextField(_("when …"), blank=True)
    then_text = models.TextField(_("… then I"), blank=True)
    must_say_yes = models.JSONField(_("who must say yes"), default=list, blank=True)
    they_know = models.CharField(_("do they know"), max_length=12, blank=True)
    helpers = models.TextField(_("who helps"), blank=True)
    sign = models.TextField(_("the sign that it is done"), blank=True)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    takes = models.TextField(_("what it takes"), blank=True)
    important = models.PositiveSmallIntegerField(_("how important"), null=True, blank=True)
    sure = models.PositiveSmallIntegerField(_("how sure"), null=True, blank=True)
    leader_name = models.CharField(_("my leader"), max_length=120, blank=True)
    leader_email = models.EmailField(blank=True)
    leader_asked_at = models.DateTimeField(null=True, blank=True)  # this leader, and last

    origin_kind = models.CharField(
        max_length=12, choices=OriginKind.choices, default=OriginKind.NONE, blank=True
    )
    origin_pk = models.PositiveBigIntegerField(null=True, blank=True)
    origin_label = models.CharField(max_length=240, blank=True)

    thanks_origin = models.BooleanField(default=False)  # they may know that an idea was used

    # A set the owner ticks. None = only me. Columns, so that lists can be asked for in SQL.
    visibility_chosen = models.BooleanField(default=False)
    seen_by_makker = models.BooleanField(default=False)
    seen_by_group = models.BooleanField(default=False)
    seen_by_seminar = models.BooleanField(default=False)
    seen_by_organiser = models.BooleanField(default=False)
    seen_by_leader = models.BooleanField(default=False)
    seen_by_everyone = models.BooleanField(default=False)

    successor_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors"
    )
    card = models.OneToOneField(  # what its owner made of it for others to learn from
        ExperienceCard,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="change_task",
    )
    typed_by = models.ForeignKey(  # a helper typed in a paper form …
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_confirmed = models.BooleanField(
        default=True
    )  # … and it counts when the owner has said so
    revision = models.PositiveIntegerField(default=1)  # for edit conflicts on two phones
    saved_in = models.JSONField(default=dict, blank=True)  # question → revision it was saved in
    created_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)
    committed_at = models.DateTimeField(null=True, blank=True)
    state_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)
    postponed_to = models.DateField(null=True, blank=True)
    state_reason = models.TextField(blank=True)
    learning = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # "not mine any more": its owner's word

    objects = ChangeTaskQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="commitments_committed_is_whole",
                condition=models.Q(state="draft")
                | (
                    ~models.Q(change="")
                    & ~models.Q(first_step="")
                    & models.Q(
                        by_when__isnull=False, visibility_chosen=True, committed_at__isnull=False
                    )
                    & models.Q(institution__isnull=False, owner_confirmed=True)
                ),
            ),
            models.CheckConstraint(
                name="commitments_scales_0_10",
                condition=(models.Q(important=None) | models.Q(important__lte=10))
                & (models.Q(sure=None) | models.Q(sure__lte=10)),
            ),
            models.CheckConstraint(
                name="commitments_done_has_a_date",
                condition=~models.Q(state__in=["done", "lasting"])
                | models.Q(done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="commitments_postponed_has_date_and_reason",
                condition=~models.Q(state="postponed")
                | (models.Q(postponed_to__isnull=False) & ~models.Q(state_reason="")),
            ),
            models.CheckConstraint(
                name="commitments_put_aside_has_reason",
                condition=~models.Q(state="put_aside") | ~models.Q(state_reason=""),
            ),
        ]

    @property
    def is_draft(self) -> bool:
        """Is still being written, for its owner's eyes alone."""
        return self.state == TaskState.DRAFT


class StateMove(models.Model):
    """One telling by the owner, kept: the next one does not wipe out reason and learning."""

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="moves")
    to_state = models.CharField(max_length=10, choices=TaskState.choices)
    at = models.DateTimeField(default=now)
    postponed_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    learning = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]


class Version(models.Model):
    """The words at one moment: version 1 at commit, more when the owner rewords."""

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.JSONField()  # field name → value, as the owner wrote it
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="commitments_version_once")
        ]


class Obstacle(models.Model):
    """What may stop it: own words first, then a code, and a counter-plan.

    One row a code: an obstacle that resembles several things has the same words in each.
    """

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="obstacles")
    words = models.TextField()
    code = models.CharField(max_length=16, choices=ObstacleCode.choices, blank=True)
    counter_plan = models.TextField(_("then I"), blank=True)

    class Meta:
        ordering = ["pk"]


class TaskPictureManager(models.Manager["TaskPicture"]):
    """Reads the picture along: without it the row says nothing."""

    def get_queryset(self) -> models.QuerySet["TaskPicture"]:
        """Return rows with their pictures, in one statement."""
        return super().get_queryset().select_related("picture")


class TaskPicture(models.Model):
    """A picture of how it was before, or is now. Its owner's, seen by those who see the words.

    Caption, alternative text and consent live on the picture. Kept under a scope of the
    task's own, so that no page of the seminar lists it.
    """

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="pictures")
    which = models.CharField(max_length=6, choices=Side.choices)
    picture = models.ForeignKey("files.Picture", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=now)

    objects = TaskPictureManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "which"], name="commitments_picture_once")
        ]


class NotNow(models.Model):
    """ "Not now" with an own reason is a full answer."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="not_now"
    )
    reason = models.TextField(blank=True)
    shared = models.BooleanField(default=False)  # the organiser may read the reason
    at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # wrote a task after all
    thanked_at = models.DateTimeField(null=True, blank=True)


class MakkerPairQuerySet(models.QuerySet["MakkerPair"]):
    """Questions about many pairs."""

    def agreed(self) -> "MakkerPairQuerySet":
        """Return pairs both have said yes to, and none has ended."""
        return self.filter(agreed_at__isnull=False, ended_at=None)

    def of(self, participation: Participation) -> "MakkerPairQuerySet":
        """Return the pairs a person is in, asked or agreed."""
        return self.filter(Q(one=participation) | Q(other=participation), ended_at=None)


class MakkerPair(models.Model):
    """Two (or three, in odd rooms) who ask each other. Chosen by people, agreed by both."""

    one = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="makker_asked")
    other = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="makker_was_asked"
    )
    asked_at = models.DateTimeField(default=now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MakkerPairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(one=F("other")), name="commitments_makker_is_another"
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=models.Q(ended_at=None),
                name="commitments_makker_once",
            ),
        ]


class MakkerWord(models.Model):
    """What one of a pair says to the other: what to ask, when to ring, what to leave unsaid.

    For the two alone, and only while they are makkers. `heard_at` is set by the other when
    the when–then plan has been read aloud; the plan itself stays where it was written.
    Source: domain.md §3.1, R12 and R13.
    """

    pair = models.ForeignKey(MakkerPair, on_delete=models.CASCADE, related_name="words")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="makker_words"
    )
    ask_about = models.TextField(_("what you may ask me about"), blank=True)
    ring_when = models.TextField(_("when you may ring"), blank=True)
    leave_out = models.TextField(_("what to leave unsaid"), blank=True)
    saved_at = models.DateTimeField(default=now)
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participation"], name="commitments_makker_word_once"
            )
        ]


class FollowUp(models.Model):
    """A dated row made at commit time. Silence leaves it unanswered; nothing fills it in."""

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=FollowUpKind.choices)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=TaskState.choices, blank=True)
    first_step = models.CharField(max_length=12, blank=True)  # day 14: taken, a_little, not_taken
    happened = models.TextField(_("what has happened"), blank=True)
    helped = models.TextField(_("what helped"), blank=True)
    stopped = models.TextField(_("what stopped it"), blank=True)
    obstacle_code = models.CharField(max_length=16, choices=ObstacleCode.choices, blank=True)
    anyway = models.CharField(max_length=12, blank=True)  # month 6: would it have happened anyway?
    # Told on the phone and typed in by a helper. It counts when its owner has said so.
    heard_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    heard_at = models.DateTimeField(null=True, blank=True)
    heard = models.JSONField(default=dict, blank=True)  # the words of an answer not yet confirmed

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(fields=["task", "kind"], name="commitments_follow_up_once")
        ]


class HelpRequest(models.Model):
    """A wish for help: to the organiser, the makker, or someone who offered."""

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="help_requests")
    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="help_requests"
    )
    to = models.CharField(max_length=12)  # organiser | makker | offered
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=now)
    # Not needed any more. The words are gone; that its owner has spoken since stays true.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    @property
    def is_waiting(self) -> bool:
        """Nobody has taken it, and its task was not closed or put aside after it."""
        task = self.task
        is_aside = task.state == TaskState.PUT_ASIDE and task.state_at > self.at
        is_over = self.taken_at is not None or self.taken_back_at is not None
        return not is_over and task.closed_at is None and not is_aside


class Confirmation(models.Model):
    """A separate fact: someone has seen that it is done. The owner's own is kept apart."""

    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="confirmations")
    by_role = models.CharField(max_length=12)  # owner | leader | makker | photo
    by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=8, default="yes")  # yes | partly | no | unsure
    by_name = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=now)


class ListMail(models.Model):
    """How often an organiser wants the call list by mail, and when it was last looked at."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="list_mail"
    )
    how_often = models.PositiveSmallIntegerField(choices=HowOften.choices, default=HowOften.WEEKLY)
    looked_on = models.DateField(null=True, blank=True)  # where the seminar is
    mailed_at = models.DateTimeField(null=True, blank=True)


class QuietTime(models.Model):
    """Days on which nobody of a seminar is asked, both included: the budget, a local holiday."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="quiet_times")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=F("first")), name="commitments_quiet_ends_after"
            )
        ]


class CallNote(models.Model):
    """An organiser rang: when, and what the two agreed. The one it is about reads it too."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="call_notes"
    )
    by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reached = models.BooleanField(default=True)
    text = models.TextField(_("what you agreed"), blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-pk"]


class LeaderLetter(models.Model):
    """A letter to a municipal director about one person's library: one page, one request.

    The organiser writes the request, the owner ticks which tasks may stand in it and reads
    the whole letter first. `body` is what the owner approved, word for word, and what is
    printed. Source: DOMAIN, principle 12; letters.yaml, numbers 2, 4 and 5.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="leader_letters"
    )
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    state = models.CharField(
        max_length=10, choices=LetterState.choices, default=LetterState.PROPOSED
    )
    language = models.CharField(max_length=2, default="nb")
    to_name = models.CharField(_("municipal director"), max_length=120)
    request = models.TextField(_("the one request"))
    stuck = models.TextField(_("what is stuck, in your own words"), blank=True)  # the owner's
    results = models.TextField(_("what has happened, in your own words"), blank=True)  # too
    subject = models.CharField(max_length=240, blank=True)
    body = models.TextField(blank=True)
    made_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)  # approved, or no thank you
    handed_over_at = models.DateTimeField(null=True, blank=True)  # printed or sent

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="commitments_letter_approved_has_words",
                condition=~models.Q(state__in=["approved", "sent"])
                | (~models.Q(body="") & models.Q(answered_at__isnull=False)),
            )
        ]


class LetterTask(models.Model):
    """The owner's yes to one task standing in one letter, with the words as they stood."""

    letter = models.ForeignKey(LeaderLetter, on_delete=models.CASCADE, related_name="tasks")
    task = models.ForeignKey(ChangeTask, on_delete=models.CASCADE, related_name="letters")
    consented_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "task"], name="commitments_letter_task_once")
        ]
