"""Deeds with a card that concern more than its words: out to everyone, and on to a seminar.

Words, pictures and publishing are its owner's alone, and the app that knows the owner's task
calls them for that person; the check stands here all the same.
"""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.files.actions import describe, remove, set_consent, store_picture
from idetorg.files.models import Picture
from idetorg.live.actions import emit
from idetorg.schedule.queries import position
from idetorg.seminars.models import Institution, Participation, Seminar
from idetorg.showcase.actions.showing import save_presentation
from idetorg.showcase.errors import (
    CardConflict,
    CardNotWhole,
    InvitationGone,
    NotTheCardsOwner,
    OwnerNotHere,
    SeminarIsOver,
)
from idetorg.showcase.models import ExperienceCard
from idetorg.showcase.queries.cards import open_cards

WORDS = ("title", "before", "after", "took", "went_wrong", "ask")
NEEDED = ("title", "before", "after")
PICTURES = ("before_picture", "after_picture")


def own_card_locked(card: ExperienceCard, by: Participation) -> ExperienceCard:
    """Return the card's row, held for this transaction; raise NotTheCardsOwner for another's."""
    row = (
        ExperienceCard.objects.select_for_update(of=("self",))
        .select_related("participation__user", "seminar", "institution")
        .get(pk=card.pk)
    )
    if row.participation.user_id != by.user_id:
        raise NotTheCardsOwner
    return row


@transaction.atomic
def make_card(participation: Participation, institution: Institution) -> ExperienceCard:
    """Make an empty card: nobody writes a word of it but its owner."""
    row = ExperienceCard.objects.create(
        seminar=participation.seminar, participation=participation, institution=institution
    )
    _log(row, "card_made", by=participation)
    return row


@transaction.atomic
def save_card(
    card: ExperienceCard, words: Mapping[str, str], *, by: Participation, revision: int
) -> ExperienceCard:
    """Store the owner's words; `revision` is what they saw when they began to write.

    Raises CardConflict with what stands now, and CardNotWhole when a card that everyone sees
    would lose its title, before or after. Audit gets each changed field's length and digest.
    """
    row = own_card_locked(card, by)
    if row.revision != revision:
        raise CardConflict({name: getattr(row, name) for name in WORDS}, row.revision)
    changed = []
    for name in WORDS:
        value = words[name].replace("\x00", "").strip()
        if value != getattr(row, name):
            setattr(row, name, value)
            changed.append(name)
    if row.published_at is not None and not is_whole(row):
        raise CardNotWhole
    row.revision += 1
    row.saved_at = now()
    row.save(update_fields=[*changed, "revision", "saved_at"])
    for name in changed:
        _log(row, "card_saved", by=by, field=name, text=getattr(row, name))
    return row


def is_whole(card: ExperienceCard) -> bool:
    """Has what a reader needs: title, before and after."""
    return all(getattr(card, name).strip() for name in NEEDED)


@transaction.atomic
def publish_card(card: ExperienceCard, *, by: Participation) -> ExperienceCard:
    """Show a card to everyone. Twice is once. Raises CardNotWhole."""
    row = own_card_locked(card, by)
    if not is_whole(row):
        raise CardNotWhole
    if row.published_at is None:
        row.published_at = now()
        row.save(update_fields=["published_at"])
        _log(row, "card_published", by=by)
    return row


@transaction.atomic
def withdraw_card(card: ExperienceCard, *, by: Participation) -> ExperienceCard:
    """Take a card back: its owner's alone again, and an invitation not answered lapses."""
    row = own_card_locked(card, by)
    if row.published_at is not None:
        row.published_at = None
        if not row.invitation_answer:
            row.invited_to = row.invited_at = None
        row.save(update_fields=["published_at", "invited_to", "invited_at"])
        _log(row, "card_withdrawn", by=by)
    return row


@transaction.atomic
def set_card_picture(
    card: ExperienceCard,
    which: str,
    upload: UploadedFile,
    *,
    caption: str,
    alt: str,
    consent: bool,
    by: Participation,
) -> Picture:
    """Put a picture before or after; the one that was there is thrown away.

    Kept under a scope of the card's own: no page of the seminar lists it. Shown when consent,
    caption and alternative text are there. Raises BadPicture, PictureTooBig.
    """
    row = own_card_locked(card, by)
    picture = store_picture(
        upload, scope=f"card{row.pk}", owner_id=by.user_id, caption=caption, alt=alt
    )
    if consent:
        set_consent(picture, "open", by=by.user.name, actor_id=by.user_id)
    _drop_picture(row, which, by=by)
    setattr(row, which, picture)
    row.save(update_fields=[which])
    _log(row, "card_picture", by=by, field=which)
    return picture


@transaction.atomic
def pick_card_picture(
    card: ExperienceCard, which: str, picture: Picture, *, by: Participation
) -> None:
    """Show a picture of the owner's own, from their task, with the card; nothing is copied.

    Its texts and consent stay one fact: taken back there, it is gone here too. The one the
    card had is thrown away if it was the card's own. Raises NotTheCardsOwner.
    """
    row = own_card_locked(card, by)
    if picture.owner_id != by.user_id:
        raise NotTheCardsOwner
    _drop_picture(row, which, by=by)
    setattr(row, which, picture)
    row.save(update_fields=[which])
    _log(row, "card_picture_picked", by=by, field=which)


@transaction.atomic
def describe_card_picture(
    card: ExperienceCard,
    which: str,
    *,
    caption: str,
    alt: str,
    consent: bool,
    by: Participation,
) -> None:
    """Set a picture's two texts, and give or take back consent: taken back, it is gone at once."""
    row = own_card_locked(card, by)
    picture = getattr(row, which)
    if picture is None:
        return
    describe(picture, caption=caption, alt=alt, actor_id=by.user_id)
    # Not said to be for everyone: what was said of a smaller circle still stands.
    kept = "internal" if picture.consent == "internal" else "none"
    set_consent(picture, "open" if consent else kept, by=by.user.name, actor_id=by.user_id)


@transaction.atomic
def remove_card_picture(card: ExperienceCard, which: str, *, by: Participation) -> None:
    """Throw a picture away; one that was picked from a task stays with the task."""
    row = own_card_locked(card, by)
    _drop_picture(row, which, by=by)
    row.save(update_fields=[which])
    _log(row, "card_picture_removed", by=by, field=which)


def _drop_picture(row: ExperienceCard, which: str, *, by: Participation) -> None:
    picture = getattr(row, which)
    if picture is not None:
        setattr(row, which, None)
        if picture.scope == f"card{row.pk}":
            remove(picture, actor_id=by.user_id)


@transaction.atomic
def invite_card(card: ExperienceCard, seminar: Seminar, *, by: Participation) -> ExperienceCard:
    """Ask a card's owner to present it at a seminar to come. Nothing is mailed; they see it.

    Twice is once. Raises SeminarIsOver; OwnerNotHere when the owner has no seat there;
    InvitationGone when the card is no longer open to everyone, is asked for elsewhere, or
    its owner has answered this seminar.
    """
    if position(seminar).finished_at is not None:
        raise SeminarIsOver
    row = ExperienceCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if not open_cards().filter(pk=row.pk, seminar__organiser=seminar.organiser_id).exists():
        raise InvitationGone
    if row.invited_to_id == seminar.pk and not row.invitation_answer:
        return row
    if row.invited_to_id is not None and (
        not row.invitation_answer or row.invited_to_id == seminar.pk
    ):
        raise InvitationGone
    owner = seat_of_owner(row, seminar)
    if owner is None:
        raise OwnerNotHere
    row.invited_to, row.invited_at, row.invitation_answer = seminar, now(), ""
    row.save(update_fields=["invited_to", "invited_at", "invitation_answer"])
    record(scope=seminar.scope, actor_id=by.user_id, action="card_invited", obj=row)
    emit(owner.topic, "showcase")
    return row


@transaction.atomic
def uninvite_card(card: ExperienceCard, seminar: Seminar, *, by: Participation) -> None:
    """Take an invitation back that is not answered."""
    row = ExperienceCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if row.invited_to_id != seminar.pk or row.invitation_answer:
        raise InvitationGone
    row.invited_to = row.invited_at = None
    row.save(update_fields=["invited_to", "invited_at"])
    record(scope=seminar.scope, actor_id=by.user_id, action="card_uninvited", obj=row)


@transaction.atomic
def answer_invitation(card: ExperienceCard, *, yes: bool, by: Participation) -> ExperienceCard:
    """Say yes or no to presenting a card; yes makes the presentation, in the card's own words.

    Raises InvitationGone when there is nothing to answer, OwnerNotHere when the owner has no
    seat in the seminar any more, SeminarIsOver.
    """
    row = own_card_locked(card, by)
    seminar = row.invited_to
    if seminar is None or row.invitation_answer or row.published_at is None:
        raise InvitationGone
    if yes:
        if position(seminar).finished_at is not None:
            raise SeminarIsOver
        seat = seat_of_owner(row, seminar)
        if seat is None:
            raise OwnerNotHere
        row.presentation = save_presentation(
            seminar,
            {
                "title": row.title,
                "summary": row.after,
                "process": "\n\n".join(text for text in (row.before, row.took) if text),
                "went_wrong": row.went_wrong,
                "institution": row.institution,
            },
            presentation=None,
            presenters=[seat],
            by=seat,
        )
    row.invitation_answer = "yes" if yes else "no"
    row.save(update_fields=["invitation_answer", "presentation"])
    record(
        scope=seminar.scope,
        actor_id=by.user_id,
        action="card_invitation_answered",
        obj=row,
        field=row.invitation_answer,
    )
    emit(seminar.topic_leaders, "showcase")
    return row


def seat_of_owner(card: ExperienceCard, seminar: Seminar) -> Participation | None:
    """Return the owner's seat in a seminar, or None."""
    return (
        Participation.objects.present()
        .filter(seminar=seminar, user_id=card.participation.user_id)
        .select_related("user", "seminar")
        .first()
    )


def _log(
    row: ExperienceCard, action: str, *, by: Participation, field: str = "", text: str | None = None
) -> None:
    """Add the audit line: who, which field, how long, a digest; never the words."""
    record(
        scope=row.seminar.scope,
        actor_id=by.user_id,
        actor=by.user.name,
        action=action,
        obj=row,
        field=field,
        text=text,
    )
