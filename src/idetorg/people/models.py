"""Persons. Someone without e-mail is a full person: a printed link signs them in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from idetorg.core.time import now


class UserManager(BaseUserManager["User"]):
    """Makes persons; nobody has a password."""

    def create_user(self, email: str | None = None, *, name: str = "", **fields: object) -> "User":
        """Store a person. A blank e-mail becomes NULL, so that many can lack one."""
        address = self.normalize_email(email).strip().lower() if email else None
        user = self.model(email=address or None, name=name.strip(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail, as Django's login backend asks."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. `is_administrator` runs the installation and sees no seminar's inside."""

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True, max_length=254)
    # Said by the person on a phone in the room, not shown to be theirs yet: no one is found
    # by it, and it signs nobody in. It moves to `email` when its reader opens the mailed link.
    claimed_email = models.EmailField(blank=True, max_length=254)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    made_up = models.BooleanField(default=False)  # invented for the demo, and said so on screen
    created_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(null=True, blank=True)  # name and addresses are gone

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=None) | models.Q(email=Lower("email")),
                name="people_user_email_lower",
            ),
            models.CheckConstraint(
                condition=~models.Q(email=""), name="people_user_email_not_blank"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name to use in a sentence."""
        return self.name.split(" ", 1)[0] if self.name else ""

    @property
    def mail_to(self) -> str:
        """The address to send this person's own mail to; empty when there is none."""
        return self.email or self.claimed_email

    def get_full_name(self) -> str:
        """The whole name."""
        return self.name


class Consent(models.Model):
    """A dated yes from a person to one use, withdrawn by a date of its own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    scope = models.CharField(max_length=40)  # "s12": the seminar it was given in
    purpose = models.CharField(max_length=40)  # diet | photo | quote
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "scope", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="people_one_open_consent",
            )
        ]
