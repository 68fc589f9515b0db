"""Deeds with pictures and papers."""

from datetime import timedelta
from typing import IO, Any, Union

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from idetorg.audit.actions import record
from idetorg.core.time import now, real_now
from idetorg.files import encode, store
from idetorg.files.enums import Consent
from idetorg.files.errors import BadPaper, BadPicture, PaperTooBig, PictureTooBig
from idetorg.files.models import Paper, Picture

MOST_PAPER_BYTES = 20 * 1024 * 1024
Upload = Union["File[Any]", IO[bytes]]  # quoted: File takes a type in stubs only


@transaction.atomic
def store_picture(
    upload: Upload, *, scope: str, owner_id: int | None, caption: str = "", alt: str = ""
) -> Picture:
    """Re-encode an uploaded picture at three widths, keep those, and return its row.

    The files are on the disk before the row is written. Its consent is *none*: nobody but its
    owner and those who lead sees it until consent is given.
    Raises BadPicture (422) or PictureTooBig (422) with a message for the sender, NoRoom (507).
    Source: TRUST A4–A9, V5.
    """
    drawn = encode.renditions(_read(upload, encode.MOST_BYTES, PictureTooBig, BadPicture))
    picture = Picture.objects.create(
        scope=scope,
        owner_id=owner_id,
        folder=store.keep("pictures", drawn.files),
        ending=drawn.ending,
        width=drawn.width,
        height=drawn.height,
        caption=_clean(caption),
        alt=_clean(alt),
    )
    record(scope=scope, actor_id=owner_id, action="picture_stored", obj=picture)
    return picture


@transaction.atomic
def describe(picture: Picture, *, caption: str, alt: str, actor_id: int | None = None) -> Picture:
    """Set caption and alternative text, and return the picture."""
    picture.caption, picture.alt = _clean(caption), _clean(alt)
    picture.save(update_fields=["caption", "alt"])
    record(scope=picture.scope, actor_id=actor_id, action="picture_described", obj=picture)
    return picture


@transaction.atomic
def set_consent(picture: Picture, consent: str, *, by: str, actor_id: int | None = None) -> Picture:
    """Record what those in the picture agree to, and who says so (a readable name).

    `consent` is none, internal or open; none takes consent back, and the picture out of
    everything published. Raises ValueError for another word, or when `by` is empty.
    """
    given = Consent(consent)
    if given != Consent.NONE and not by.strip():
        raise ValueError("Consent needs the name of whoever says it was given.")
    picture.consent = given
    picture.consent_by = by.strip()[:200]
    picture.consent_at = now()
    picture.save(update_fields=["consent", "consent_by", "consent_at"])
    record(
        scope=picture.scope,
        actor_id=actor_id,
        actor=by,
        action="picture_consent",
        obj=picture,
        field=str(given),
    )
    return picture


@transaction.atomic
def remove(picture: Picture, *, actor_id: int | None = None) -> None:
    """Delete a picture's row, and its files once that is certain."""
    folder = picture.folder
    record(scope=picture.scope, actor_id=actor_id, action="picture_removed", obj=picture)
    picture.delete()
    transaction.on_commit(lambda: store.drop(folder))


@transaction.atomic
def store_paper(upload: Upload, *, scope: str, owner_id: int | None, title: str) -> Paper:
    """Keep a PDF as it came; it is only ever handed out as an attachment.

    Raises BadPaper (422), PaperTooBig (422), NoRoom (507).
    """
    content = _read(upload, MOST_PAPER_BYTES, PaperTooBig, BadPaper)
    if not content.startswith(b"%PDF-"):
        raise BadPaper
    paper = Paper.objects.create(
        scope=scope,
        owner_id=owner_id,
        folder=store.keep("papers", {"paper.pdf": content}),
        title=_clean(title)[:200] or "PDF",
        size=len(content),
    )
    record(scope=scope, actor_id=owner_id, action="paper_stored", obj=paper)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, actor_id: int | None = None) -> None:
    """Delete a paper's row, and its file once that is certain."""
    folder = paper.folder
    record(scope=paper.scope, actor_id=actor_id, action="paper_removed", obj=paper)
    paper.delete()
    transaction.on_commit(lambda: store.drop(folder))


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete files that no row names, left by deeds that were undone; return how many folders.

    Young ones are left: their row may be on its way. For a nightly job.
    """
    limit = real_now() - older_than
    swept = 0
    for kind, model in (("pictures", Picture), ("papers", Paper)):
        try:
            names, _files = default_storage.listdir(kind)
        except FileNotFoundError:
            continue
        known = set(model.objects.values_list("folder", flat=True))
        for folder in (f"{kind}/{name}" for name in names):
            if folder not in known and default_storage.get_modified_time(folder) < limit:
                store.drop(folder)
                swept += 1
    return swept


def _read(upload: Upload, most: int, too_big: type[Exception], empty: type[Exception]) -> bytes:
    """Return the upload's bytes, reading no more than one byte over the limit."""
    if (getattr(upload, "size", None) or 0) > most:
        raise too_big
    upload.seek(0)
    content: Any = upload.read(most + 1)
    if len(content) > most:
        raise too_big
    if not content:
        raise empty
    return bytes(content)


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()
