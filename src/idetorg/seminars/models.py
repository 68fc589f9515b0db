"""Initiative 1–n Seminar; Institution in Municipality; Participation = person × seminar."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.seminars.enums import SeminarState

JOIN_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike on a wall


def new_join_code() -> str:
    """Return six letters and digits for the wall of the room."""
    return "".join(secrets.choice(JOIN_LETTERS) for _index in range(6))


def new_screen_key() -> str:
    """Return the unguessable part of a big screen's address; it can be rotated."""
    return secrets.token_urlsafe(16)


class Organiser(models.Model):
    """Who arranges, with own name, face and sender. Mail replies go to a person."""

    name = models.CharField(_("name"), max_length=120)
    sender_name = models.CharField(_("who answers replies"), max_length=120)
    reply_to = models.EmailField(_("reply address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    face = models.ForeignKey(
        "files.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class OrganiserMember(models.Model):
    """A person who may make and run the organiser's seminars."""

    organiser = models.ForeignKey(Organiser, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organiser_memberships"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organiser", "user"], name="seminars_member_once")
        ]


class Initiative(models.Model):
    """A multi-year effort that holds several seminars."""

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="initiatives")
    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)


class Municipality(models.Model):
    """A municipality; `code` is the official number where it is known."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=4, blank=True)

    class Meta:
        verbose_name_plural = "municipalities"
        constraints = [
            models.UniqueConstraint(fields=["name", "code"], name="seminars_municipality_once")
        ]

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A library or other workplace, in the organiser's own address book."""

    organiser = models.ForeignKey(Organiser, on_delete=models.CASCADE, related_name="institutions")
    name = models.CharField(_("institution"), max_length=160)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "name"], name="seminars_institution_once")
        ]

    def __str__(self) -> str:
        return self.name


class SeminarQuerySet(models.QuerySet["Seminar"]):
    """Facts about many seminars."""

    def public(self) -> "SeminarQuerySet":
        """Those with a public page."""
        return self.exclude(state=SeminarState.DRAFT)


def seminar_pk(scope: str) -> int | None:
    """Return the number of the seminar behind a key such as "s12", or None for another key."""
    number = scope.removeprefix("s")
    return int(number) if scope.startswith("s") and number.isdecimal() else None


class Seminar(models.Model):
    """A seminar with a goal and a focus that stand on every page of it."""

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="seminars")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="seminars"
    )
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=160)
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    focus = models.CharField(_("focus"), max_length=300, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    meeting_point = models.CharField(_("where the journey starts"), max_length=200, blank=True)
    who_pays = models.CharField(_("who pays what"), max_length=300, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    sign_up_by = models.DateField(_("last day to sign up"), null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Oslo")
    language = models.CharField(max_length=2, default="nb")
    state = models.CharField(
        max_length=12, choices=SeminarState.choices, default=SeminarState.DRAFT
    )
    join_code = models.CharField(max_length=12, unique=True, default=new_join_code)
    join_open = models.BooleanField(default=True)
    screen_key = models.CharField(max_length=40, unique=True, default=new_screen_key)
    has_bus = models.BooleanField(_("shared bus"), default=True)
    has_lunch = models.BooleanField(_("shared meals"), default=True)
    has_rooms = models.BooleanField(_("rooms for the night"), default=True)
    made_up = models.BooleanField(default=False)  # the demo says so on its pages
    created_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = SeminarQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="seminars_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("web:seminar", args=[self.slug])

    @property
    def scope(self) -> str:
        """The key by which platform apps (audit, mail, files) know this seminar."""
        return f"s{self.pk}"

    @property
    def topic_all(self) -> str:
        """Live topic that everyone in the seminar and its screen may hear."""
        return f"s{self.pk}.all"

    @property
    def topic_leaders(self) -> str:
        """Live topic of facilitators and organisers."""
        return f"s{self.pk}.leaders"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Facts about many participations."""

    def present(self) -> "ParticipationQuerySet":
        """Those who have not cancelled or been removed."""
        return self.filter(removed_at=None)

    def participants(self) -> "ParticipationQuerySet":
        """Those the seminar is for: counted in coverage, placed in groups."""
        return self.present().filter(is_participant=True)


class Participation(models.Model):
    """A person in one seminar, with roles. Everything in the room hangs on this row."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    is_participant = models.BooleanField(default=True)
    is_presenter = models.BooleanField(default=False)
    is_host = models.BooleanField(default=False)
    is_facilitator = models.BooleanField(default=False)
    is_organiser = models.BooleanField(default=False)
    is_remote = models.BooleanField(_("takes part from home"), default=False)
    link_version = models.PositiveIntegerField(default=1)  # raise it and old links are dead
    joined_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "user"], name="seminars_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.seminar_id}"

    @property
    def leads(self) -> bool:
        """May run the room."""
        return self.is_facilitator or self.is_organiser

    @property
    def topic(self) -> str:
        """Live topic of this person alone."""
        return f"s{self.seminar_id}.p{self.pk}"
