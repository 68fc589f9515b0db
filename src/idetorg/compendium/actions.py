"""Make the compendium: one press, one PDF, kept as it was handed out."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import date as write_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from idetorg import documents
from idetorg.audit.actions import record
from idetorg.compendium.models import Compendium, Edition, SeminarPicture
from idetorg.core.errors import Refused
from idetorg.core.time import now, today
from idetorg.files.actions import set_consent, store_picture
from idetorg.files.models import Picture
from idetorg.files.queries import picture_bytes
from idetorg.schedule.exports import clock_words
from idetorg.schedule.queries import timeline
from idetorg.seminars.models import Participation, Seminar
from idetorg.seminars.words import dates_in_words
from idetorg.showcase.queries import inspiration, presentations, shown_pictures


@transaction.atomic
def save_compendium(
    seminar: Seminar, *, title: str, foreword: str, by: Participation
) -> Compendium:
    """Store title and foreword."""
    row, _made = Compendium.objects.get_or_create(seminar=seminar)
    row.title = " ".join(title.split())[:200]
    row.foreword = foreword.replace("\x00", "")[:10_000]
    row.save(update_fields=["title", "foreword"])
    record(scope=seminar.scope, actor_id=by.user_id, action="compendium_saved", obj=row)
    return row


@transaction.atomic
def order_edition(compendium: Compendium, *, by: Participation) -> Edition:
    """Queue a new edition; `make_edition` fills it."""
    edition = Edition.objects.create(compendium=compendium, made_at=now())
    record(
        scope=compendium.seminar.scope,
        actor_id=by.user_id,
        action="compendium_ordered",
        obj=edition,
    )
    return edition


def _lines(text: str) -> list[str]:
    """Return the lines that hold words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def contents(seminar: Seminar) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the compendium's data and its pictures; only pictures that may be shown.

    The data has the shape of `documents.types.Compendium`.
    """
    zone = ZoneInfo(seminar.time_zone)
    line = timeline(seminar)
    pictures: dict[str, bytes] = {}
    projects = []
    for row in presentations(seminar):
        shown = []
        for picture in shown_pictures(list(row.pictures.all())):
            name = str(picture.uuid)
            try:
                pictures[name] = picture_bytes(picture, 960)
            except FileNotFoundError:
                continue  # gone from the disk: the booklet is made without it
            shown.append({"picture": name, "caption": picture.caption, "alt": picture.alt})
        process = _lines(row.process)
        if row.went_wrong.strip():
            wrong = " ".join(row.went_wrong.split())
            process.append(_("What went wrong: %(words)s") % {"words": wrong})
        projects.append(
            {
                "project": row.title,
                "institution": str(row.institution or ""),
                "presenters": [p.participation.user.name for p in row.presenters.all()],
                "partners": _lines(row.partners),
                "paragraphs": _lines(row.summary),
                "process": process,
                "pictures": shown,
            }
        )
    compendium = Compendium.objects.filter(seminar=seminar).first()
    title = compendium.title if compendium else ""
    dates = dates_in_words(seminar)
    data = {
        "intro": _lines(compendium.foreword) if compendium else [],
        "seminar": {
            "name": title or seminar.name,
            "goal": seminar.goal,
            "focus": seminar.focus,
            # A title of its own stands first, and the seminar's name with the dates.
            "dates": ", ".join(word for word in (seminar.name if title else "", dates) if word),
            "place": seminar.place,
            "organiser": seminar.organiser.name,
            "past": seminar.ends_on is not None and seminar.ends_on < today(seminar.time_zone),
        },
        "days": [
            {
                "label": write_date(day.date, "l j. F").capitalize(),
                "items": [
                    {
                        "time": clock_words(item, zone),
                        "title": item.title,
                        "leaders": ", ".join(leader.name for leader in item.leaders.all()),
                        "description": item.description,
                        "place": item.place,
                    }
                    for item in day.items
                ],
            }
            for day in line.days
        ],
        "inspiration": [
            {
                "title": item.title,
                "source": item.source,
                "kind": str(item.get_kind_display()),
                "link": item.link,
                "why": item.why_read,
                "rights": item.rights,
            }
            for item in inspiration(seminar)
        ],
        "presentations": projects,
    }
    return data, pictures


def make_edition(edition: Edition) -> Edition:
    """Make the PDF (outside any transaction) and store it; a refusal is kept as words."""
    seminar = edition.compendium.seminar
    with override(seminar.language):
        data, pictures = contents(seminar)
        try:
            content = documents.render(
                "compendium",
                data,
                pictures=pictures,
                lang=seminar.language,
                title=f"{_('Compendium')} – {data['seminar']['name']}",
                author=seminar.organiser.name,
                when=edition.made_at,
            )
        except Refused as refusal:
            edition.state = Edition.State.FAILED
            edition.problem = str(refusal.message)[:300]
            edition.save(update_fields=["state", "problem"])
            return edition
    edition.pdf.save(f"{seminar.slug}-{edition.pk}.pdf", ContentFile(content), save=False)
    edition.state = Edition.State.MADE
    edition.save(update_fields=["pdf", "state"])
    return edition


@transaction.atomic
def publish(compendium: Compendium, published: bool, *, by: Participation) -> None:
    """Put the newest edition on the seminar's page, or take it off."""
    compendium.published_at = now() if published else None
    compendium.save(update_fields=["published_at"])
    record(
        scope=compendium.seminar.scope,
        actor_id=by.user_id,
        action="compendium_published" if published else "compendium_hidden",
        obj=compendium,
    )


@transaction.atomic
def add_seminar_picture(
    seminar: Seminar,
    upload: UploadedFile,
    *,
    caption: str,
    alt: str,
    consent: bool,
    by: Participation,
) -> Picture:
    """Add a picture to the seminar's page afterwards."""
    picture = store_picture(
        upload, scope=seminar.scope, owner_id=by.user_id, caption=caption, alt=alt
    )
    if consent:
        set_consent(picture, "open", by=by.user.name)
    SeminarPicture.objects.create(
        seminar=seminar, picture=picture, position=seminar.pictures.count() + 1
    )
    record(scope=seminar.scope, actor_id=by.user_id, action="seminar_picture", obj=picture)
    return picture


@transaction.atomic
def remove_seminar_picture(row: SeminarPicture, *, by: Participation) -> None:
    """Take a picture off the seminar's page."""
    record(scope=row.seminar.scope, actor_id=by.user_id, action="seminar_picture_removed", obj=row)
    row.delete()
