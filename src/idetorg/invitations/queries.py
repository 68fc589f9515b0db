"""Reads of invitations: the list of people, and the lists for kitchen, bus and reception."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idetorg.documents import qr
from idetorg.invitations.enums import Way
from idetorg.invitations.models import Answer, Diet, Invitation, SignUp
from idetorg.invitations.roster import Row
from idetorg.mailer import queries as mailer
from idetorg.seminars.activities import Scene
from idetorg.seminars.models import Participation, Seminar

ROLE_WORDS: dict[str, str | Promise] = {
    "is_organiser": gettext_lazy("organiser"),
    "is_facilitator": gettext_lazy("facilitator"),
    "is_presenter": gettext_lazy("presenter"),
    "is_host": gettext_lazy("group host"),
    "is_participant": gettext_lazy("participant"),
    "is_remote": gettext_lazy("from home"),
}


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people. Food is never in it."""

    participation: Participation
    answer: Answer
    sign_up: SignUp | None
    invited: bool
    mail_failed: bool
    address_is_dead: bool  # nothing more is sent there until it is put right

    @property
    def roles(self) -> list[str]:
        """The roles in words."""
        return [str(word) for name, word in ROLE_WORDS.items() if getattr(self.participation, name)]

    @property
    def takes_part(self) -> bool:
        """Someone who is asked to come: not the organiser, who need not answer."""
        return self.participation.is_participant or self.answer != Answer.NONE

    @property
    def answer_words(self) -> str:
        """What is known of the answer: no answer is not a no."""
        if not self.takes_part:
            return "–"
        if self.answer == Answer.NONE and not self.invited and self.participation.is_participant:
            return _("Not invited yet")
        return str(self.answer.label)


def people(seminar: Seminar, search: str = "") -> list[PersonRow]:
    """Return everyone in the seminar by name, also those who can't come: three statements.

    `search` looks in names, institutions and addresses.
    """
    rows = (
        Participation.objects.filter(seminar=seminar)
        .filter(Q(removed_at=None) | Q(invitation__answer=Answer.NOT_COMING))
        .select_related("user", "institution__municipality", "invitation", "sign_up", "seminar")
        .order_by("user__name", "pk")
    )
    words = search.strip()
    if words:
        rows = rows.filter(
            Q(user__name__icontains=words)
            | Q(institution__name__icontains=words)
            | Q(user__email__icontains=words)
        )
    found = list(rows)
    failed = mailer.not_arriving(seminar.scope, {row.user_id: row.user.mail_to for row in found})
    return [_person_row(row, failed) for row in found]


def _person_row(row: Participation, failed: dict[int, bool]) -> PersonRow:
    invitation: Invitation | None = getattr(row, "invitation", None)
    sign_up: SignUp | None = getattr(row, "sign_up", None)
    return PersonRow(
        participation=row,
        answer=Answer(invitation.answer) if invitation else Answer.NONE,
        sign_up=sign_up,
        invited=invitation is not None and invitation.sent_at is not None,
        mail_failed=row.user_id in failed,
        address_is_dead=failed.get(row.user_id, False),
    )


@dataclass(frozen=True)
class Counts:
    """How the list stands. Unanswered are unknown, not absent."""

    all: int
    coming: int
    not_coming: int
    unanswered: int
    to_invite: int  # have an address and no invitation yet
    without_address: int


def counts(rows: Sequence[PersonRow]) -> Counts:
    """Count a list of people."""
    answers = Counter(row.answer for row in rows if row.participation.is_participant)
    return Counts(
        all=len(rows),
        coming=answers[Answer.COMING],
        not_coming=answers[Answer.NOT_COMING],
        unanswered=answers[Answer.NONE],
        to_invite=sum(_can_be_invited(row) for row in rows),
        without_address=sum(_needs_card(row) for row in rows),
    )


def _can_be_invited(row: PersonRow) -> bool:
    person = row.participation
    is_asked = row.invited or row.answer != Answer.NONE
    return person.is_participant and not is_asked and bool(person.user.mail_to)


def _needs_card(row: PersonRow) -> bool:
    is_out_of_reach = row.address_is_dead or not row.participation.user.mail_to
    return is_out_of_reach and row.participation.removed_at is None


def to_invite(seminar: Seminar) -> list[Participation]:
    """Return participants with an address who have no invitation and no answer yet."""
    return [row.participation for row in people(seminar) if _can_be_invited(row)]


def without_address(seminar: Seminar) -> list[Participation]:
    """Return those no mail reaches: they get a printed card."""
    return [row.participation for row in people(seminar) if _needs_card(row)]


@dataclass(frozen=True)
class PreviewRow:
    """A row of a pasted list, and what storing it would do: new | already | back."""

    row: Row
    fate: str

    @property
    def fate_words(self) -> str:
        """The fate in words."""
        return {
            "new": _("New"),
            "already": _("On the list already"),
            "back": _("Comes back on the list"),
        }[self.fate]


def preview(seminar: Seminar, rows: Sequence[Row]) -> list[PreviewRow]:
    """Say what storing the rows would do: one statement, nothing written."""
    known = list(
        Participation.objects.filter(seminar=seminar).values_list(
            "user__email", "user__name", "institution__name", "removed_at"
        )
    )
    by_mail = {mail.lower(): gone is not None for mail, _n, _i, gone in known if mail}
    by_name = {
        (name.casefold(), (place or "").casefold()) for _m, name, place, gone in known if not gone
    }
    found = []
    for row in rows:
        if row.email:
            gone = by_mail.get(row.email)
            fate = "new" if gone is None else "back" if gone else "already"
        else:
            is_here = (row.name.casefold(), row.institution.casefold()) in by_name
            fate = "already" if is_here else "new"
        found.append(PreviewRow(row, fate))
    return found


def coming(seminar: Seminar) -> QuerySet[Participation, Participation]:
    """Return those who have said that they come."""
    return (
        Participation.objects.present()
        .filter(seminar=seminar, invitation__answer=Answer.COMING)
        .select_related("user", "institution", "sign_up")
        .order_by("user__name", "pk")
    )


@dataclass(frozen=True)
class DietLine:
    """One wish for the kitchen: the words, how many, and names only when they are asked for."""

    text: str
    count: int
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kitchen:
    """What the kitchen needs to know."""

    coming: int
    eats: int
    diets: list[DietLine]


def kitchen(seminar: Seminar, *, with_names: bool) -> Kitchen:
    """Return counts and food wishes, like wishes together.

    The only reader of `Diet` besides its owner's own sign-up page.
    """
    here = coming(seminar).aggregate(
        all=Count("pk"), eats=Count("pk", filter=Q(sign_up__eats_lunch=True))
    )
    grouped: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    diets = (
        Diet.objects.filter(participation__in=coming(seminar))
        .select_related("participation__user")
        .order_by("text", "pk")
    )
    for diet in diets:
        key = " ".join(diet.text.casefold().split())
        words.setdefault(key, diet.text)
        grouped.setdefault(key, []).append(diet.participation.user.name)
    lines = [
        DietLine(words[key], len(names), sorted(names) if with_names else [])
        for key, names in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return Kitchen(here["all"], here["eats"], lines)


@dataclass(frozen=True)
class BusRow:
    """One seat on the bus."""

    participation: Participation
    is_on: bool


@dataclass(frozen=True)
class Bus:
    """The roll of one way. `missing` is what the driver asks for."""

    way: Way
    rows: list[BusRow]

    @property
    def on(self) -> int:
        """How many sit on the bus."""
        return sum(row.is_on for row in self.rows)

    @property
    def missing(self) -> list[BusRow]:
        """Those not on board yet."""
        return [row for row in self.rows if not row.is_on]


def bus(seminar: Seminar, way: Way) -> Bus:
    """Return everyone who has said they take the bus this way: one statement."""
    going = coming(seminar).filter(**{f"sign_up__takes_bus_{way}": True})
    return Bus(
        way, [BusRow(p, getattr(p.sign_up, f"on_board_{way}_at") is not None) for p in going]
    )


def rooms(seminar: Seminar) -> list[Participation]:
    """Return those who need a room for the night."""
    return list(coming(seminar).filter(sign_up__needs_room=True))


def join_scene(seminar: Seminar, address: str, host: str) -> Scene:
    """Return the small code and QR for a corner of the big screen; `address` is absolute."""
    return Scene(
        "invitations/_join_small.html",
        {
            "seminar": seminar,
            "address": address,
            "host": host,
            "qr": qr.svg(address),
            "is_open": seminar.join_open,
        },
    )
