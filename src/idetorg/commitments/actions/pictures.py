"""Pictures of a change, before and now: the owner's to put in, describe and throw away."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from idetorg.commitments.actions.common import log, own_locked
from idetorg.commitments.enums import Side
from idetorg.commitments.errors import NotWhole
from idetorg.commitments.models import ChangeTask, TaskPicture
from idetorg.commitments.rules import missing_answers
from idetorg.files.actions import describe, remove, set_consent, store_picture
from idetorg.files.models import Picture
from idetorg.seminars.models import Participation


@transaction.atomic
def add_picture(
    task: ChangeTask,
    which: Side,
    upload: UploadedFile,
    *,
    by: Participation,
    caption: str = "",
    alt: str = "",
    consent: str = "none",
) -> Picture:
    """Put a picture before or after; the one that was there is thrown away.

    Seen by its owner alone until both texts and consent are there. Raises NotYours,
    NotWhole for a draft, BadPicture, PictureTooBig, NoRoom.
    """
    row = own_locked(task, by)
    if row.is_draft:
        raise NotWhole(missing_answers(row))
    picture = store_picture(
        upload, scope=scope_of(row), owner_id=by.user_id, caption=caption, alt=alt
    )
    set_consent(picture, consent, by=row.participation.user.name, actor_id=by.user_id)
    _drop(row, which, by=by)
    TaskPicture.objects.create(task=row, which=which, picture=picture)
    log(row, "picture_added", by, field=which)
    return picture


@transaction.atomic
def describe_picture(
    task: ChangeTask, which: Side, *, by: Participation, caption: str, alt: str, consent: str
) -> None:
    """Set a picture's two texts, and what those in it agree to: taken back, it is gone at once."""
    row = own_locked(task, by)
    found = row.pictures.filter(which=which).first()
    if found is None:
        return
    describe(found.picture, caption=caption, alt=alt, actor_id=by.user_id)
    set_consent(found.picture, consent, by=row.participation.user.name, actor_id=by.user_id)


@transaction.atomic
def remove_picture(task: ChangeTask, which: Side, *, by: Participation) -> None:
    """Throw a picture away, also from an experience card it was picked for. Twice is once."""
    row = own_locked(task, by)
    if _drop(row, which, by=by):
        log(row, "picture_removed", by, field=which)


def scope_of(task: ChangeTask) -> str:
    """Return the key a task's pictures are kept under."""
    return f"task{task.pk}"


def _drop(row: ChangeTask, which: Side, *, by: Participation) -> bool:
    found = row.pictures.filter(which=which).first()
    if found is None:
        return False
    remove(found.picture, actor_id=by.user_id)
    return True
