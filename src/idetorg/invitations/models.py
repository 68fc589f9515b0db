"""Invitations and sign-up. Diet has its own consent, its own reader and its own end date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now
from idetorg.seminars.models import Participation, Seminar


class Answer(models.TextChoices):
    """What an invited person has said."""

    NONE = "none", _("Not answered yet")
    COMING = "coming", _("Coming")
    NOT_COMING = "not_coming", _("Can't come")


class Invitation(models.Model):
    """An invitation to one person; the personal link comes from the participation."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="invitation"
    )
    invited_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Someone else has held this person's link on paper: it dies when an address is shown theirs.
    card_made_at = models.DateTimeField(null=True, blank=True)


class SignUp(models.Model):
    """What the organiser must know to seat, feed and carry a person."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="sign_up"
    )
    takes_bus_out = models.BooleanField(_("bus out"), default=False)
    takes_bus_home = models.BooleanField(_("bus home"), default=False)
    eats_lunch = models.BooleanField(_("lunch"), default=True)
    needs_room = models.BooleanField(_("room for the night"), default=False)
    stuck_with = models.TextField(
        _("what are you stuck with?"), blank=True
    )  # private to its writer
    saved_at = models.DateTimeField(default=now)
    on_board_out_at = models.DateTimeField(null=True, blank=True)
    on_board_home_at = models.DateTimeField(null=True, blank=True)


class Diet(models.Model):
    """Food and allergies: sensitive, kitchen list only, gone 14 days after the seminar."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="diet"
    )
    text = models.CharField(max_length=300)
    consented_at = models.DateTimeField()
    delete_on = models.DateField()


class JoinAttempt(models.Model):
    """Counts what is tried from an address, so that codes can't be guessed in bulk."""

    class Kind(models.TextChoices):
        """A code from the wall, or a place asked for on the public page."""

        CODE = "code", _("Code")
        ASK = "ask", _("Place asked for")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, null=True, related_name="+")
    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.CODE)
    ok = models.BooleanField()
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["address_hash", "at"])]
