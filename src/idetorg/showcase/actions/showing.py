"""Deeds of the showcase."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from idetorg.audit.actions import record
from idetorg.core.time import now
from idetorg.files.actions import store_picture
from idetorg.files.models import Picture
from idetorg.live.actions import emit
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.errors import NothingToSteal
from idetorg.showcase.models import (
    InspirationItem,
    Presentation,
    PresentationPicture,
    Presenter,
    RemoteVisit,
    RemoteVisitPicture,
    StealNote,
)


@transaction.atomic
def save_presentation(
    seminar: Seminar,
    fields: Mapping[str, Any],
    *,
    presentation: Presentation | None,
    presenters: list[Participation] | None,
    by: Participation,
) -> Presentation:
    """Store a project's own words. `presenters` None leaves them as they are."""
    row = presentation or Presentation(
        seminar=seminar,
        position=(seminar.presentations.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    if presenters is not None:
        row.presenters.exclude(participation__in=presenters).delete()
        for person in presenters:
            Presenter.objects.get_or_create(presentation=row, participation=person)
            if not person.is_presenter:
                person.is_presenter = True
                person.save(update_fields=["is_presenter"])
    _told(seminar, row, "presentation_saved", by=by)
    return row


@transaction.atomic
def move_presentation(row: Presentation, *, up: bool, by: Participation) -> None:
    """Change places in the running order."""
    rows = list(row.seminar.presentations.order_by("position", "pk"))
    index = [r.pk for r in rows].index(row.pk)
    other = index - 1 if up else index + 1
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
    for position, each in enumerate(rows, start=1):
        Presentation.objects.filter(pk=each.pk).update(position=position)
    _told(row.seminar, row, "presentation_moved", by=by)


@transaction.atomic
def remove_presentation(row: Presentation, *, by: Participation) -> None:
    """Take a presentation out; people's notes about it stay with its name."""
    _told(row.seminar, row, "presentation_removed", by=by)
    row.delete()


@transaction.atomic
def present_now(row: Presentation, *, by: Participation) -> None:
    """Say who presents at this moment; the screen and phones follow."""
    row.seminar.presentations.filter(is_now=True).update(is_now=False)
    Presentation.objects.filter(pk=row.pk).update(is_now=True)
    _told(row.seminar, row, "presenting_now", by=by)


@transaction.atomic
def add_picture(
    row: Presentation | RemoteVisit,
    upload: UploadedFile,
    *,
    caption: str,
    alt: str,
    by: Participation,
) -> Picture:
    """Store a picture with its two texts; it is shown when consent is given as well."""
    picture = store_picture(
        upload, scope=row.seminar.scope, owner_id=by.user_id, caption=caption, alt=alt
    )
    if isinstance(row, Presentation):
        PresentationPicture.objects.create(
            presentation=row, picture=picture, position=row.pictures.count() + 1
        )
    else:
        RemoteVisitPicture.objects.create(
            visit=row, picture=picture, position=row.pictures.count() + 1
        )
    _told(row.seminar, row, "picture_added", by=by)
    return picture


@transaction.atomic
def save_visit(
    seminar: Seminar, fields: Mapping[str, Any], *, visit: RemoteVisit | None, by: Participation
) -> RemoteVisit:
    """Store a remote visit."""
    row = visit or RemoteVisit(seminar=seminar)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    _told(seminar, row, "visit_saved", by=by)
    return row


@transaction.atomic
def rehearsed(row: RemoteVisit, *, by: Participation) -> None:
    """Note that picture and sound were tried."""
    row.rehearsed_at = now()
    row.save(update_fields=["rehearsed_at"])
    _told(row.seminar, row, "visit_rehearsed", by=by)


@transaction.atomic
def show_photos(row: RemoteVisit, shown: bool, *, by: Participation) -> None:
    """The line died: show the photos instead. Or go back to the line."""
    row.showing_photos = shown
    row.save(update_fields=["showing_photos"])
    _told(row.seminar, row, "visit_photos", by=by)


@transaction.atomic
def remove_visit(row: RemoteVisit, *, by: Participation) -> None:
    """Take a visit out."""
    _told(row.seminar, row, "visit_removed", by=by)
    row.delete()


@transaction.atomic
def save_inspiration(
    seminar: Seminar, fields: Mapping[str, Any], *, item: InspirationItem | None, by: Participation
) -> InspirationItem:
    """Store a source worth an hour."""
    row = item or InspirationItem(
        seminar=seminar,
        position=(seminar.inspiration.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    _told(seminar, row, "inspiration_saved", by=by)
    return row


@transaction.atomic
def remove_inspiration(row: InspirationItem, *, by: Participation) -> None:
    """Take a source out of the list."""
    _told(row.seminar, row, "inspiration_removed", by=by)
    row.delete()


@transaction.atomic
def steal(
    text: str,
    *,
    by: Participation,
    presentation: Presentation | None = None,
    visit: RemoteVisit | None = None,
    item: InspirationItem | None = None,
) -> StealNote:
    """Keep "something I can steal", private to its writer, with where it came from.

    Nothing of it is emitted. Raises NothingToSteal when empty.
    """
    words = text.replace("\x00", "").strip()[:2000]
    if not words:
        raise NothingToSteal
    source = presentation or visit or item
    note = StealNote.objects.create(
        participation=by,
        text=words,
        presentation=presentation,
        visit=visit,
        item=item,
        source_label=str(source)[:200] if source else "",
        written_at=now(),
    )
    record(
        scope=by.seminar.scope,
        actor_id=by.user_id,
        action="steal_note",
        obj=note,
        field="text",
        text=words,
    )
    return note


@transaction.atomic
def drop_note(note: StealNote, *, by: Participation) -> None:
    """Throw one's own note away."""
    record(scope=by.seminar.scope, actor_id=by.user_id, action="steal_note_dropped", obj=note)
    note.delete()


def _told(seminar: Seminar, row: Any, action: str, *, by: Participation) -> None:
    record(scope=seminar.scope, actor_id=by.user_id, action=action, obj=row)
    emit(seminar.topic_all, "showcase")
