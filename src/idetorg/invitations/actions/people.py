"""Put people on the list, invite them, give them roles, take them off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.documents import qr
from idetorg.documents.actions import render
from idetorg.invitations import mails
from idetorg.invitations.errors import HasAddress, LastOrganiser, NoAddress, NotYoursToCorrect
from idetorg.invitations.links import personal_link_absolute
from idetorg.invitations.models import Answer, Invitation
from idetorg.invitations.roster import Row
from idetorg.invitations.rules import may_correct_address
from idetorg.live.actions import emit, revoke
from idetorg.mailer import actions as mailer
from idetorg.mailer.queries import among_dead
from idetorg.people.actions import end_sessions, set_address
from idetorg.people.models import User
from idetorg.seminars.actions import institution_named
from idetorg.seminars.models import Institution, OrganiserMember, Participation, Seminar
from idetorg.seminars.words import dates_in_words

ROLES = ("is_participant", "is_presenter", "is_host", "is_facilitator", "is_organiser", "is_remote")


@dataclass(frozen=True)
class Added:
    """What came of a list: new on it, back on it, and there already."""

    new: list[Participation]
    back: list[Participation]
    already: int


@transaction.atomic
def add_people(seminar: Seminar, rows: Sequence[Row], *, by: Participation) -> Added:
    """Put rows of a list into the seminar as participants, uninvited yet. Idempotent.

    A person is known again by e-mail alone; the name they use stays. Without an e-mail, the
    same name from the same institution in this seminar is there already. Someone removed
    earlier comes back with a new link.
    """
    new, back, already = [], [], 0
    for row in rows:
        institution = (
            institution_named(seminar.organiser, row.institution, row.municipality)
            if row.institution
            else None
        )
        stored = _there_already(seminar, row, institution)
        if stored is None:
            new.append(_add(seminar, _person(row), institution, by=by))
        elif stored.removed_at is not None:
            back.append(_bring_back(stored, institution, by=by))
        else:
            already += 1
    if new or back:
        emit(seminar.topic_leaders, "people")
    return Added(new, back, already)


def _there_already(
    seminar: Seminar, row: Row, institution: Institution | None
) -> Participation | None:
    mine = Participation.objects.select_related("user", "seminar__organiser").filter(
        seminar=seminar
    )
    if row.email:
        return mine.filter(user__email__iexact=row.email).first()
    return mine.filter(
        user__name__iexact=row.name, institution=institution, removed_at=None
    ).first()


def _person(row: Row) -> User:
    """Return the person with the row's address, or a new one. Never found by name."""
    if row.email:
        known = User.objects.filter(email__iexact=row.email).first()
        if known is not None:
            return known
    return User.objects.create_user(row.email or None, name=row.name)


def _add(
    seminar: Seminar, user: User, institution: Institution | None, *, by: Participation
) -> Participation:
    added = Participation.objects.create(seminar=seminar, user=user, institution=institution)
    Invitation.objects.create(participation=added)
    record(scope=seminar.scope, actor_id=by.user_id, action="person_added", obj=added)
    return added


def _bring_back(
    stored: Participation, institution: Institution | None, *, by: Participation
) -> Participation:
    stored.removed_at = None
    stored.institution = institution or stored.institution
    stored.link_version += 1
    stored.save(update_fields=["removed_at", "institution", "link_version"])
    Invitation.objects.update_or_create(
        participation=stored, defaults={"answer": Answer.NONE, "answered_at": None, "sent_at": None}
    )
    record(scope=stored.seminar.scope, actor_id=by.user_id, action="person_added", obj=stored)
    return stored


@transaction.atomic
def send_invitations(participations: Iterable[Participation], *, by: Participation) -> int:
    """Queue the invitation to each who has an address and has not got it; returns how many."""
    sent = 0
    for person in participations:
        invitation = invitation_of(person)
        if invitation.sent_at is not None or not person.user.mail_to:
            continue
        mails.send("invitation", person, dedupe_key=f"invitation:{person.pk}:{person.link_version}")
        invitation.sent_at = now()
        invitation.save(update_fields=["sent_at"])
        record(
            scope=person.seminar.scope,
            actor_id=by.user_id,
            action="invitation_sent",
            obj=invitation,
        )
        sent += 1
    if sent:
        emit(by.seminar.topic_leaders, "people")
    return sent


@transaction.atomic
def take_back_invitations(seminar: Seminar) -> int:
    """Take back the invitations that have not left yet; returns how many.

    They count as not sent, and can be sent another day.
    """
    keys = mailer.unqueue(scope=seminar.scope, kind="invitation")
    people = [int(key.split(":")[1]) for key in keys if key.startswith("invitation:")]
    return Invitation.objects.filter(
        participation__in=people, participation__seminar=seminar
    ).update(sent_at=None)


def invitation_of(participation: Participation) -> Invitation:
    """Return a participation's invitation row, made when there is none."""
    return Invitation.objects.get_or_create(participation=participation)[0]


@transaction.atomic
def send_link(participation: Participation, *, by: Participation | None) -> None:
    """Mail a person the own link once more. Raises NoAddress."""
    if not participation.user.mail_to:
        raise NoAddress
    invitation = invitation_of(participation)
    mails.send(mails.kind_with_link(invitation), participation)
    invitation.sent_at = invitation.sent_at or now()
    invitation.save(update_fields=["sent_at"])
    record(
        scope=participation.seminar.scope,
        actor_id=by.user_id if by else None,
        action="link_sent",
        obj=participation,
    )


@transaction.atomic
def correct_address(participation: Participation, email: str, *, by: Participation) -> None:
    """Put right a mistyped address of somebody who has never been here, and mail the link.

    The old link dies, the new one goes to the new address if they were invited. Raises
    NotYoursToCorrect, and AddressTaken when somebody else has it.
    """
    if not may_correct_address(participation):
        raise NotYoursToCorrect
    set_address(participation.user, email, by=by.user)
    participation.refresh_from_db(fields=["link_version"])
    record(
        scope=participation.seminar.scope,
        actor_id=by.user_id,
        action="address_corrected",
        obj=participation,
    )
    emit(by.seminar.topic_leaders, "people")


@transaction.atomic
def trust_address(participation: Participation, *, by: Participation) -> bool:
    """Believe an organiser that mail arrives again; say whether it was held back.

    The organiser has asked the reader. If it is not so, the next mail says it anew.
    """
    was_held = mailer.address_works(participation.user.mail_to, person_id=participation.user_id)
    if was_held:
        record(
            scope=participation.seminar.scope,
            actor_id=by.user_id,
            action="address_trusted",
            obj=participation,
        )
        emit(by.seminar.topic_leaders, "people")
    return was_held


@transaction.atomic
def new_link(participation: Participation, *, by: Participation) -> Participation:
    """Kill a person's link and what was opened by it, and mail the new one.

    Without an address a new card must be printed.
    """
    participation.link_version += 1
    participation.save(update_fields=["link_version"])
    end_sessions(participation.user)
    revoke(participation.topic)
    record(
        scope=participation.seminar.scope,
        actor_id=by.user_id,
        action="link_replaced",
        obj=participation,
    )
    if participation.user.mail_to:
        send_link(participation, by=by)
    return participation


@transaction.atomic
def set_roles(
    participation: Participation, roles: dict[str, bool], *, by: Participation
) -> Participation:
    """Set the roles of a person (keys of ROLES); an organiser may also make new seminars.

    Raises LastOrganiser when nobody would be left to plan.
    """
    changed = [name for name in ROLES if getattr(participation, name) != roles[name]]
    if "is_organiser" in changed and not roles["is_organiser"]:
        _someone_else_organises(participation)
    for name in changed:
        setattr(participation, name, roles[name])
    if not changed:
        return participation
    participation.save(update_fields=changed)
    for name in changed:
        record(
            scope=participation.seminar.scope,
            actor_id=by.user_id,
            action="role_given" if roles[name] else "role_taken",
            obj=participation,
            field=name.removeprefix("is_"),
        )
    if "is_organiser" in changed:
        _follow_membership(participation)
    revoke(participation.topic)
    emit(participation.seminar.topic_leaders, "people")
    return participation


def _someone_else_organises(participation: Participation) -> None:
    others = Participation.objects.present().filter(
        seminar_id=participation.seminar_id, is_organiser=True
    )
    if not others.exclude(pk=participation.pk).exists():
        raise LastOrganiser


def _follow_membership(participation: Participation) -> None:
    """Let an organiser make new seminars, and one who is none any more not."""
    organiser = participation.seminar.organiser
    if participation.is_organiser:
        OrganiserMember.objects.get_or_create(organiser=organiser, user=participation.user)
        return
    organises = Participation.objects.present().filter(
        user_id=participation.user_id, seminar__organiser=organiser, is_organiser=True
    )
    if not organises.exists():
        OrganiserMember.objects.filter(organiser=organiser, user_id=participation.user_id).delete()


@transaction.atomic
def remove(participation: Participation, *, by: Participation) -> None:
    """Take a person off the list: link dead, streams closed, what the groups own stays.

    Raises LastOrganiser.
    """
    if participation.is_organiser:
        _someone_else_organises(participation)
    mailer.withdraw(f"invitation:{participation.pk}:{participation.link_version}")
    participation.removed_at = now()
    participation.link_version += 1
    participation.save(update_fields=["removed_at", "link_version"])
    Invitation.objects.filter(participation=participation).update(answer=Answer.NONE)
    if participation.is_organiser:
        _follow_membership(participation)
    record(
        scope=participation.seminar.scope,
        actor_id=by.user_id,
        action="person_removed",
        obj=participation,
    )
    revoke(participation.topic)
    emit(participation.seminar.topic_leaders, "people")


@transaction.atomic
def print_cards(
    seminar: Seminar, participations: Sequence[Participation], *, by: Participation, lang: str
) -> bytes:
    """Return a PDF with a card for each person: name, address and QR code of the own link.

    Only for persons no mail reaches, without an address or with a dead one: nobody else
    should hold another's key. Who printed is recorded. Raises HasAddress.
    """
    addresses = {person.user.mail_to for person in participations} - {""}
    if addresses - among_dead(addresses):
        raise HasAddress
    cards, pictures = [], {}
    for person in participations:
        address = personal_link_absolute(person)
        picture = f"qr-{person.pk}"
        pictures[picture] = qr.png(address)
        cards.append(
            {
                "name": person.user.name,
                "address": address,
                "qr": {"picture": picture, "alt": address},
            }
        )
        invitation = invitation_of(person)
        invitation.card_made_at = now()
        invitation.save(update_fields=["card_made_at"])
        record(scope=seminar.scope, actor_id=by.user_id, action="card_printed", obj=person)
    facts = {
        "name": seminar.name,
        "dates": dates_in_words(seminar),
        "place": seminar.place,
        "goal": seminar.goal,
        "organiser": seminar.organiser.name,
    }
    return render(
        "link_card",
        {"seminar": facts, "cards": cards},
        title=seminar.name,
        author=seminar.organiser.name,
        when=now(),
        pictures=pictures,
        lang=lang,
    )
