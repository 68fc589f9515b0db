"""Show what we managed: presentations, remote visits, inspiration, and what I can steal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.schedule.models import Step
from idetorg.seminars.models import Institution, Participation, Seminar


class Presentation(models.Model):
    """A project shows what it managed, with partners and the road there."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="presentations")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="presentations"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.SET_NULL, null=True, blank=True, related_name="presentations"
    )
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(_("project"), max_length=200)
    summary = models.TextField(_("what you managed"), blank=True)
    partners = models.TextField(_("who you worked with"), blank=True)
    process = models.TextField(_("how it went, turns included"), blank=True)
    went_wrong = models.TextField(_("what went wrong"), blank=True)
    minutes = models.PositiveIntegerField(default=15)
    is_now = models.BooleanField(default=False)  # who presents at this moment
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Presenter(models.Model):
    """Who presents: several persons may share one project."""

    presentation = models.ForeignKey(
        Presentation, on_delete=models.CASCADE, related_name="presenters"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="presenting"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["presentation", "participation"], name="showcase_presenter_once"
            )
        ]


class PresentationPicture(models.Model):
    """A picture in a presentation, in order. Caption and alternative text live on the picture."""

    presentation = models.ForeignKey(
        Presentation, on_delete=models.CASCADE, related_name="pictures"
    )
    picture = models.ForeignKey("files.Picture", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]


class RemoteVisit(models.Model):
    """A visit by video to a library: any link, a host there, and photos if the line dies."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="remote_visits")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="remote_visits"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.SET_NULL, null=True, blank=True, related_name="remote_visits"
    )
    title = models.CharField(max_length=200)
    link = models.URLField(_("link"), max_length=500, blank=True)
    host_name = models.CharField(_("who shows us around"), max_length=120, blank=True)
    host_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    rehearsed_at = models.DateTimeField(null=True, blank=True)
    showing_photos = models.BooleanField(default=False)  # the fallback, on one key

    def __str__(self) -> str:
        return self.title


class RemoteVisitPicture(models.Model):
    """A photo of the fallback tour, in order."""

    visit = models.ForeignKey(RemoteVisit, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("files.Picture", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]


class InspirationItem(models.Model):
    """A source worth an hour, with a line on why; link or reference, rights said plainly."""

    class Kind(models.TextChoices):
        """What sort of source it is."""

        WEB = "web", _("Web page")
        ARTICLE = "article", _("Article")
        BOOK = "book", _("Book")
        VISIT = "visit", _("Place to visit")
        OTHER = "other", _("Other")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="inspiration")
    position = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WEB)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("author or source"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    why_read = models.CharField(_("why read it"), max_length=240)
    rights = models.CharField(_("rights"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class StealNote(models.Model):
    """ "Something I can steal": private to its writer, and it remembers where it came from."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="steal_notes"
    )
    text = models.TextField()
    presentation = models.ForeignKey(
        Presentation, on_delete=models.SET_NULL, null=True, blank=True, related_name="steal_notes"
    )
    visit = models.ForeignKey(
        RemoteVisit, on_delete=models.SET_NULL, null=True, blank=True, related_name="steal_notes"
    )
    item = models.ForeignKey(
        InspirationItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="steal_notes",
    )
    source_label = models.CharField(max_length=200, blank=True)  # stays when the source is gone
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-written_at"]


class ExperienceCard(models.Model):
    """What became of a change task, told by its owner for others to learn from.

    Written and published by its owner alone; the task's words are never copied in by us.
    Open to everyone once published. Source: DOMAIN, "The loop"; domain.md §2.3.
    """

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="experience_cards")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="experience_cards"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="experience_cards"
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    before = models.TextField(_("how it was before"), blank=True)
    after = models.TextField(_("how it is now"), blank=True)
    took = models.TextField(_("what it took"), blank=True)
    went_wrong = models.TextField(_("what went wrong"), blank=True)
    ask = models.CharField(_("who to ask"), max_length=200, blank=True)
    before_picture = models.ForeignKey(
        "files.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    after_picture = models.ForeignKey(
        "files.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)  # for edit conflicts on two phones
    created_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)  # None: its owner's alone
    invited_to = models.ForeignKey(  # a coming seminar has asked its owner to present it
        Seminar, on_delete=models.SET_NULL, null=True, blank=True, related_name="invited_cards"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    invitation_answer = models.CharField(max_length=4, blank=True)  # yes | no
    presentation = models.OneToOneField(  # made when the owner said yes
        Presentation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="experience_card",
    )

    class Meta:
        ordering = ["-published_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="showcase_published_card_is_whole",
                condition=models.Q(published_at=None)
                | (~models.Q(title="") & ~models.Q(before="") & ~models.Q(after="")),
            )
        ]

    def __str__(self) -> str:
        return self.title
