"""Which rows are a person's own, in every table there is, and what erasure does to them.

One table of decisions that a privacy officer can read. Models are named, never imported:
they live in apps above. A test fails when a model has no decision here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from idetorg.core.time import now
from idetorg.people.models import User


@dataclass(frozen=True)
class Mine:
    """Rows of a person. `paths` are look-ups that lead to the person's primary key.

    on_erase: "delete" the rows · "keep" them · "clear" the columns in `clear` ·
    "elsewhere": the app itself forgets the person.
    only: erasure touches just these rows. hidden: columns that are never handed out.
    """

    paths: tuple[str, ...]
    on_erase: str
    why: str = ""
    clear: Mapping[str, object] = field(default_factory=dict)
    only: Mapping[str, object] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotMine:
    """A table without rows of one person, and why."""

    why: str


_OWN = ("participation__user",)
_THE_GROUPS = NotMine("The group wrote it together.")
_THE_SEMINARS = NotMine("It belongs to the seminar.")
_NOBODYS = NotMine("Answers are tied to nobody, on purpose.")
_MACHINERY = NotMine("Machinery, without persons.")

DECISIONS: dict[str, Mine | NotMine] = {
    "account.emailaddress": Mine(("user",), "delete"),
    "account.emailconfirmation": Mine(("email_address__user",), "delete", hidden=("key",)),
    "audit.deed": Mine(("person_id",), "elsewhere", "audit.forget_person"),
    "audit.entry": Mine(("actor_id",), "elsewhere", "The deed stays; who did it goes."),
    "auth.group": _MACHINERY,
    "auth.permission": _MACHINERY,
    "commitments.callnote": Mine(_OWN, "delete", "What was agreed on the phone."),
    "commitments.changetask": Mine(_OWN, "delete"),
    "commitments.confirmation": Mine(
        ("task__participation__user", "by__user"),
        "clear",
        "What others have seen of my task goes with it; what I have seen of theirs stays unnamed.",
        clear={"by": None, "by_name": ""},
        only={"by__isnull": False},
    ),
    "commitments.followup": Mine(("task__participation__user",), "delete"),
    "commitments.helprequest": Mine(("task__participation__user",), "delete"),
    "commitments.leaderletter": Mine(_OWN, "delete", "A letter on paper can't be called back."),
    "commitments.lettertask": Mine(("letter__participation__user",), "delete"),
    "commitments.listmail": Mine(_OWN, "delete", "How often one wants the call list."),
    "commitments.makkerpair": Mine(("one__user", "other__user"), "delete"),
    "commitments.makkerword": Mine(_OWN, "delete", "Said to my makker alone."),
    "commitments.notnow": Mine(_OWN, "delete"),
    "commitments.obstacle": Mine(("task__participation__user",), "delete"),
    "commitments.quiettime": _THE_SEMINARS,
    "commitments.statemove": Mine(("task__participation__user",), "delete"),
    "commitments.taskpicture": Mine(("task__participation__user",), "delete", "With its file."),
    "commitments.version": Mine(("task__participation__user",), "delete"),
    "compendium.compendium": _THE_SEMINARS,
    "compendium.edition": _THE_SEMINARS,
    "compendium.seminarpicture": _THE_SEMINARS,
    "contenttypes.contenttype": _MACHINERY,
    "django_tasks_database.dbtaskresult": _MACHINERY,
    "evaluation.evaluation": _THE_SEMINARS,
    "evaluation.freetext": _NOBODYS,
    "evaluation.response": _NOBODYS,
    "evaluation.sealedbox": _NOBODYS,
    "evaluation.summary": _THE_SEMINARS,
    "evaluation.ticket": Mine(_OWN, "delete", "It says that I answered, nothing of what."),
    "files.paper": Mine(
        ("owner_id",),
        "clear",
        "It was handed in for the seminar.",
        clear={"owner_id": None},
        hidden=("folder",),
    ),
    "files.picture": Mine(
        ("owner_id",),
        "clear",
        "It was handed in for the seminar, with the consent of those in it.",
        clear={"owner_id": None},
        hidden=("folder",),
    ),
    "grouping.group": _THE_GROUPS,
    "grouping.membership": Mine(_OWN, "keep", "The group had a member there."),
    "grouping.run": NotMine("It names persons by number only, for the proof."),
    "invitations.diet": Mine(_OWN, "delete"),
    "invitations.invitation": Mine(_OWN, "keep", "A seat was asked for and answered."),
    "invitations.joinattempt": NotMine("Only a digest of a network address."),
    "invitations.signup": Mine(_OWN, "delete"),
    "jobs.run": _MACHINERY,
    "live.event": NotMine("Small facts that are gone after two days."),
    "live.topic": _MACHINERY,
    "mailer.hold": NotMine("A kind of mail that waits in a seminar."),
    "mailer.mail": Mine(
        ("person_id",), "elsewhere", "mailer.forget_person", hidden=("headers", "html")
    ),
    "mailer.pause": Mine(("person_id",), "elsewhere", "mailer.forget_person"),
    "mailer.deadaddress": NotMine("Only a digest of an address, and its mail server's number."),
    "mailer.stoppedaddress": NotMine("Only a digest of an address: the wish outlives erasure."),
    "market.mark": Mine(_OWN, "delete"),
    "market.market": _THE_SEMINARS,
    "market.problemstatement": Mine(
        ("author__user",),
        "delete",
        "What went up on the wall is the groups' work, and stays as from a former participant.",
        only={"state__in": ["draft", "withdrawn"]},
    ),
    "market.wish": Mine(_OWN, "delete"),
    "people.consent": Mine(("user",), "delete"),
    "people.user": Mine(
        ("pk",), "elsewhere", "Emptied, kept as a former participant.", hidden=("password",)
    ),
    "rooms.checkin": Mine(_OWN, "delete"),
    "rooms.facilitatorquestion": Mine(("asked_by__user",), "keep", "The group has answered it."),
    "rooms.groupsheet": _THE_GROUPS,
    "rooms.harvest": _THE_GROUPS,
    "rooms.methodchoice": _THE_GROUPS,
    "rooms.organiserrequest": _THE_SEMINARS,
    "rooms.privateline": Mine(_OWN, "delete"),
    "rooms.remark": Mine(("written_by__user",), "keep", "The log of what others said."),
    "rooms.speakerrequest": Mine(_OWN, "delete"),
    "rooms.thread": Mine(("made_by__user",), "keep", "It goes through many people's notes."),
    "rooms.threadcorrection": Mine(_OWN, "delete"),
    "rooms.threadsource": NotMine("The words of a group's note or of a problem on the wall."),
    "schedule.itemleader": Mine(
        _OWN, "clear", "The programme as it was printed stays.", clear={"participation": None}
    ),
    "schedule.programmetext": _THE_SEMINARS,
    "schedule.roomposition": _THE_SEMINARS,
    "schedule.scheduleitem": _THE_SEMINARS,
    "schedule.step": _THE_SEMINARS,
    "seminars.initiative": _THE_SEMINARS,
    "seminars.institution": NotMine("A workplace, no person."),
    "seminars.municipality": NotMine("A place, no person."),
    "seminars.organiser": NotMine("An office, with the sender it has chosen."),
    "seminars.organisermember": Mine(("user",), "delete"),
    "seminars.participation": Mine(
        ("user",),
        "clear",
        "A seat without a name, so that groups and counts stay true.",
        clear={"removed_at": now, "is_organiser": False, "is_facilitator": False},
    ),
    "seminars.seminar": _THE_SEMINARS,
    "sessions.session": NotMine("Keys of signed-in browsers; they stop working at erasure."),
    "showcase.experiencecard": Mine(_OWN, "delete"),
    "showcase.inspirationitem": _THE_SEMINARS,
    "showcase.presentation": NotMine("The project's, with those who presented it."),
    "showcase.presentationpicture": _THE_SEMINARS,
    "showcase.presenter": Mine(_OWN, "delete"),
    "showcase.remotevisit": _THE_SEMINARS,
    "showcase.remotevisitpicture": _THE_SEMINARS,
    "showcase.stealnote": Mine(_OWN, "delete"),
}


def export(user: User) -> dict[str, Any]:
    """Return a person's rows as `{"market.wish": [{column: value}]}`, empty tables left out.

    Values are what JSON can hold (`encoder` below turns times and UUIDs into text). Rows of
    other persons are never there; numbers that point to other rows are.
    """
    tables: dict[str, Any] = {}
    for model, decision in _mine():
        hidden = {*decision.hidden}
        rows = [
            {f.attname: f.value_from_object(row) for f in _columns(model) if f.name not in hidden}
            for row in _rows(model, decision, user)
        ]
        if rows:
            tables[model._meta.label_lower] = rows
    return tables


encoder = DjangoJSONEncoder


@transaction.atomic
def erase(user: User) -> None:
    """Do to each of a person's rows what the table says; deepest tables first."""
    for model, decision in reversed(_mine()):
        rows = _rows(model, decision, user).filter(**decision.only)
        if decision.on_erase == "delete":
            model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
        elif decision.on_erase == "clear":
            values = {name: _value(given) for name, given in decision.clear.items()}
            model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
                **values
            )


def _value(given: object) -> object:
    """Return a value to clear a column with; `now` is asked at the moment of erasure."""
    return now() if given is now else given


def undecided() -> set[str]:
    """Return tables without a decision, and decisions without a table. Empty is right."""
    return {model._meta.label_lower for model in _all_models()} ^ set(DECISIONS)


def _all_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not model._meta.proxy]


def _mine() -> list[tuple[type[models.Model], Mine]]:
    """The tables with a person's rows, in the order of the apps (lower apps first)."""
    found = []
    for model in _all_models():
        decision = DECISIONS.get(model._meta.label_lower)
        if isinstance(decision, Mine):
            found.append((model, decision))
    return found


def _rows(
    model: type[models.Model], decision: Mine, user: User
) -> models.QuerySet[models.Model, models.Model]:
    mine = models.Q()
    for path in decision.paths:
        mine |= models.Q(**{path: user.pk})
    return model._base_manager.filter(mine).distinct().order_by("pk")


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if not isinstance(f, models.BinaryField)]
