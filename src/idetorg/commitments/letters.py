"""A letter to a municipal director, from `letters.yaml`: its words, its sheet, its seal.

The frame is a ready text, the request is the organiser's, all else is the owner's, in
quotation marks. Nothing here is stored.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.crypto import salted_hmac

from idetorg.commitments import words
from idetorg.commitments.models import LeaderLetter
from idetorg.core import content
from idetorg.documents import types as documents

# A letter is one page. These are the longest words that leave room for two tasks or so.
LONGEST_REQUEST = 300
LONGEST_RESULTS = 600
LONGEST_STUCK = 400
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
_MARKS = {"nb": "«{}»", "nn": "«{}»", "en": "“{}”"}


@dataclass(frozen=True)
class LetterText:
    """A letter word for word. Paragraphs of the body are parted by an empty line."""

    subject: str
    body: str


def _entry(kind: str) -> dict[str, Any]:
    for entry in content.load("letters")["letters"]:
        if entry["id"] == kind:
            found: dict[str, Any] = entry
            return found
    raise KeyError(kind)


def asks(kind: str, language: str | None = None) -> str:
    """Return what a letter of a kind asks for, in a line."""
    return str(content.say(_entry(kind)["asks"], language))


def has_room_for(kind: str, name: str) -> bool:
    """Return whether a kind of letter has a place for `request`, `results`, `stuck` …"""
    return f"{{{name}}}" in _entry(kind)["body"]["nb"]


def needs_request(kind: str) -> bool:
    """Return whether the organiser writes the request; the last letter's stands in its text."""
    return has_room_for(kind, "request")


def quoted(text: str, language: str) -> str:
    """Return somebody's own words as they wrote them, in quotation marks; "" for none."""
    said = text.replace("\r\n", "\n").strip()
    return _MARKS[language].replace("{}", said) if said else ""


def build(
    letter: LeaderLetter, *, tasks: Iterable[str] = (), results: str = "", stuck: str = ""
) -> LetterText:
    """Return a letter's words.

    `tasks` are the words of those tasks whose owner says yes, in order; `results` and
    `stuck` the owner's own. A paragraph with nothing to say is left out. No photos yet.
    Source: letters.yaml; DOMAIN, principle 12.
    """
    owner = letter.participation
    seminar = owner.seminar
    organiser = seminar.organiser
    values = {
        "municipal_director": letter.to_name,
        "library": owner.institution.name if owner.institution else owner.user.name,
        "library_director": owner.user.name,
        "seminar": seminar.name,
        "project": seminar.initiative.name if seminar.initiative else seminar.name,
        "organiser": organiser.name,
        "sender_name": organiser.sender_name,
        "request": letter.request,
        "shared_tasks": "\n".join(quoted(one, letter.language) for one in tasks),
        "results": quoted(results, letter.language),
        "stuck": quoted(stuck, letter.language),
        "photos": "",
    }
    entry = _entry(letter.kind)
    return LetterText(
        subject=content.fill(content.say(entry["subject"], letter.language), values),
        body=content.fill(content.say(entry["body"], letter.language), values).strip(),
    )


def approved(letter: LeaderLetter) -> LetterText:
    """Return the words its owner approved."""
    return LetterText(letter.subject, letter.body)


def sheet(letter: LeaderLetter, text: LetterText, at: datetime) -> documents.Letter:
    """Return the letter as `documents` prints it."""
    seminar = letter.participation.seminar
    organiser = seminar.organiser
    contact = " · ".join(
        part for part in (organiser.sender_name, organiser.phone, organiser.reply_to) if part
    )
    with translation.override(letter.language):
        day = words.long_date(at.astimezone(ZoneInfo(seminar.time_zone)).date(), year=True)
    return documents.Letter(
        seminar=documents.SeminarFacts(
            name=seminar.name, organiser=organiser.name, contact=contact
        ),
        date=day,
        subject=text.subject,
        paragraphs=text.body.split("\n\n"),
    )


def pdf_of(letter: LeaderLetter, text: LetterText, at: datetime) -> bytes:
    """Return the letter's one A4, dated `at` (aware)."""
    from idetorg.documents.actions import render

    return render(
        "letter",
        sheet(letter, text, at),
        title=text.subject,
        author=letter.participation.seminar.organiser.name,
        when=at,
        lang=letter.language,
    )


@dataclass(frozen=True)
class Preview:
    """What the owner reads before a yes. `seal` is empty when it is longer than a page."""

    text: LetterText
    pages: int
    seal: str

    @property
    def fits(self) -> bool:
        """It is one page."""
        return self.pages == 1


def preview(letter: LeaderLetter, text: LetterText, at: datetime) -> Preview:
    """Set the letter as it will be printed, count its pages, and seal it when it is one page."""
    from idetorg.documents.actions import page_count

    pages = page_count(pdf_of(letter, text, at))
    return Preview(text, pages, seal_of(letter, text) if pages == 1 else "")


def seal_of(letter: LeaderLetter, text: LetterText) -> str:
    """Return what shows that its owner has had just these words, on one page, before them."""
    said = f"{letter.pk}\n{text.subject}\n{text.body}"
    return salted_hmac("idetorg.commitments.letter", said, algorithm="sha256").hexdigest()


def is_sealed(letter: LeaderLetter, text: LetterText, seal: str) -> bool:
    """Return whether a seal is that of these words."""
    return hmac.compare_digest(seal_of(letter, text).encode(), seal.encode())
