"""Make organisers and seminars, and change what they are."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import today
from idetorg.live.actions import emit
from idetorg.people.models import User
from idetorg.seminars import setup
from idetorg.seminars.errors import AlreadyInUse
from idetorg.seminars.models import (
    Institution,
    Municipality,
    Organiser,
    OrganiserMember,
    Participation,
    Seminar,
    new_join_code,
    new_screen_key,
)

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŧ": "t", "ŋ": "n"})


@transaction.atomic
def create_organiser(
    *, user: User, name: str, sender_name: str, reply_to: str, phone: str = ""
) -> Organiser:
    """Make an organiser with its sender, and let a person make seminars for it."""
    organiser = Organiser.objects.create(
        name=name, sender_name=sender_name, reply_to=reply_to, phone=phone
    )
    OrganiserMember.objects.create(organiser=organiser, user=user)
    record(scope="", actor_id=user.pk, action="organiser_made", obj=organiser)
    return organiser


@transaction.atomic
def create_first_organiser(
    *, own_name: str, email: str, name: str, sender_name: str, reply_to: str, phone: str, lang: str
) -> tuple[User, Organiser]:
    """Make the first person and organiser of an empty installation.

    Raises AlreadyInUse when there is an organiser. The code on the server's screen is dead
    afterwards. A person with this address (there may be one from a command) is used.
    """
    if not setup.is_needed():
        raise AlreadyInUse
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=own_name, phone=phone, language=lang)
    user.is_administrator = True
    user.save(update_fields=["is_administrator"])
    organiser = create_organiser(
        user=user, name=name, sender_name=sender_name, reply_to=reply_to, phone=phone
    )
    transaction.on_commit(setup.forget)
    return user, organiser


@transaction.atomic
def create_seminar(
    organiser: Organiser,
    *,
    by: User,
    name: str,
    goal: str = "",
    focus: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    language: str = "nb",
) -> Seminar:
    """Make a draft seminar, with its maker as organiser and facilitator. Publishing is later."""
    year = (starts_on or today()).year
    seminar = Seminar.objects.create(
        organiser=organiser,
        slug=free_slug(name, year),
        name=name,
        goal=goal,
        focus=focus,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        language=language,
    )
    maker = Participation.objects.create(
        seminar=seminar, user=by, is_participant=False, is_organiser=True, is_facilitator=True
    )
    record(scope=seminar.scope, actor_id=by.pk, action="seminar_made", obj=seminar)
    record(scope=seminar.scope, actor_id=by.pk, action="role_given", obj=maker, field="organiser")
    return seminar


def free_slug(name: str, year: int) -> str:
    """Return a readable address with the year in it that no seminar has: `bokdagane-2013`."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "seminar"
    base = words if re.search(r"(^|-)(19|20)\d\d($|-)", words) else f"{words}-{year}"
    taken = set(Seminar.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


@transaction.atomic
def change_seminar(seminar: Seminar, *, by: Participation, changed: Iterable[str]) -> Seminar:
    """Store the named columns of a seminar; phones and screen fetch goal and focus anew."""
    fields = list(changed)
    if fields:
        seminar.save(update_fields=fields)
        for field in fields:
            record(
                scope=seminar.scope,
                actor_id=by.user_id,
                action="seminar_changed",
                obj=seminar,
                field=field,
            )
        emit(seminar.topic_all, "seminar")
    return seminar


@transaction.atomic
def open_join_code(seminar: Seminar, *, by: Participation, is_open: bool) -> Seminar:
    """Open or close the code on the wall."""
    seminar.join_open = is_open
    seminar.save(update_fields=["join_open"])
    deed = "join_code_opened" if is_open else "join_code_closed"
    record(scope=seminar.scope, actor_id=by.user_id, action=deed, obj=seminar)
    emit(seminar.topic_leaders, "join_code")
    return seminar


@transaction.atomic
def new_code_for_the_room(seminar: Seminar, *, by: Participation) -> Seminar:
    """Give the room another code; the old one is dead."""
    seminar.join_code = new_join_code()
    seminar.save(update_fields=["join_code"])
    record(scope=seminar.scope, actor_id=by.user_id, action="join_code_changed", obj=seminar)
    emit(seminar.topic_leaders, "join_code")
    return seminar


@transaction.atomic
def new_screen_address(seminar: Seminar, *, by: Participation) -> Seminar:
    """Give the big screen another address; the old one is dead."""
    seminar.screen_key = new_screen_key()
    seminar.save(update_fields=["screen_key"])
    record(scope=seminar.scope, actor_id=by.user_id, action="screen_address_changed", obj=seminar)
    return seminar


@transaction.atomic
def change_organiser(
    organiser: Organiser, *, by: Participation, values: Mapping[str, object]
) -> Organiser:
    """Change the organiser's name, face and sender; they stand in every mail from now on."""
    for field, value in values.items():
        setattr(organiser, field, value)
    organiser.save(update_fields=list(values))
    for field in values:
        record(
            scope=by.seminar.scope,
            actor_id=by.user_id,
            action="organiser_changed",
            obj=organiser,
            field=field,
        )
    return organiser


@transaction.atomic
def institution_named(organiser: Organiser, name: str, municipality: str = "") -> Institution:
    """Return the organiser's institution of a name, whatever its capitals; made when new.

    A municipality is filled in when the institution had none; it is never changed.
    """
    found = Institution.objects.filter(organiser=organiser, name__iexact=name.strip()).first()
    place = None
    if municipality.strip():
        place = Municipality.objects.filter(name__iexact=municipality.strip()).first()
        place = place or Municipality.objects.create(name=municipality.strip())
    if found is None:
        return Institution.objects.create(
            organiser=organiser, name=name.strip(), municipality=place
        )
    if place is not None and found.municipality_id is None:
        found.municipality = place
        found.save(update_fields=["municipality"])
    return found
