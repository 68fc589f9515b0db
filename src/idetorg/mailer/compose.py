"""From the ready texts to a message: one list of paragraphs, rendered as text and as HTML.

Both parts come from the same paragraphs, so they say the same. Values are put in by plain
replacement and never scanned again (TRUST V1.3.7); only our own links are links.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from idetorg.core import content
from idetorg.mailer.errors import ForeignLink, MissingValue

NAMES = frozenset({"first_name", "makker_name", "owner_name", "sender_name", "organiser"})
NEVER_EMPTY = frozenset({"own_words", "first_step", "code", "action_link", "pause_link"})
LINKS = frozenset({"action_link", "pause_link", "stop_link"})
NAME_LENGTH = 60
SUBJECT_LENGTH = 150

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DOT_IN_NAME = re.compile(r"(?<=\S)\.(?=[^\W\d_]{2,})")


@dataclass(frozen=True)
class Link:
    """One of our own links: words to press, and an absolute address."""

    label: str
    url: str

    def __str__(self) -> str:
        """Return it as the text part has it."""
        return f"{self.label}: {self.url}"


Line = str | Link
Paragraph = list[Line]


@dataclass(frozen=True)
class Message:
    """A composed message: subject (one line), text and html saying the same."""

    subject: str
    text: str
    html: str


def mail_of(kind: str) -> dict[str, Any]:
    """Return a mail of `mails.yaml` by id; raises KeyError when there is none."""
    for mail in content.load("mails")["mails"]:
        if mail["id"] == kind:
            return cast(dict[str, Any], mail)
    raise KeyError(kind)


def kinds() -> list[str]:
    """Return the ids in `mails.yaml`, in the order of the file."""
    return [mail["id"] for mail in content.load("mails")["mails"]]


def kinds_to_invited() -> list[str]:
    """Return the kinds for those who are only invited: their link is their way in."""
    return [
        mail["id"] for mail in content.load("mails")["mails"] if mail.get("footer") == "invited"
    ]


def is_counted(mail: Mapping[str, Any]) -> bool:
    """Say whether it is one of the nine a year; a variant counts as what it stands in for."""
    if "variant_of" in mail:
        return is_counted(mail_of(mail["variant_of"]))
    return bool(mail.get("counts", False))


def clean(text: str) -> str:
    """Return a text without control characters and direction overrides; words are untouched."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _BIDI.sub("", text.replace("\u2029", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def one_line(text: str, length: int) -> str:
    """Return a text on one line, cut with … when it is too long: safe in a header.

    "=?" begins an encoded word, which a mail program would decode: it is broken up.
    """
    joined = " ".join(clean(text).split()).replace("=?", "= ?")
    return joined if len(joined) <= length else joined[: length - 1].rstrip() + "…"


def plain_name(name: str) -> str:
    """Return a name on one line that no mail program turns into a link (TRUST A34)."""
    bare = "".join(c for c in name if unicodedata.category(c) != "Cf")
    bare = bare.replace("://", ": ").replace("@", " ")
    return one_line(_DOT_IN_NAME.sub(". ", bare), NAME_LENGTH)


def absolute(link: str) -> str:
    """Return a link under the installation's own address; raise ForeignLink for another.

    A path ("/s/x") is put after IDETORG_BASE_URL. The Host header has no say (TRUST A20).
    """
    base = settings.IDETORG_BASE_URL.rstrip("/")
    if any(c.isspace() or c in "<>\"'\\" or not c.isprintable() for c in link):
        raise ForeignLink(link)
    if link.startswith("/") and not link.startswith("//"):
        return base + link
    ours, given = urlsplit(base), urlsplit(link)
    if (given.scheme, given.netloc) != (ours.scheme, ours.netloc):
        raise ForeignLink(link)
    return link


def compose(
    kind: str,
    *,
    values: Mapping[str, str],
    language: str,
    stop_link: str,
    pause_link: str,
    notice: str = "",
) -> Message:
    """Return the message of a kind in `mails.yaml`.

    `notice` is "word: sentence", for a mail that is only a test: the word is put before the
    subject, the whole on top of the text.
    `values` holds the file's placeholders; `makker_line` is built from `makker_name`, and
    `remote_line` is put in when it is given as any text. Raises MissingValue when the
    text needs a value that is not there, or that may not be empty, and ForeignLink.
    """
    mail = mail_of(kind)
    known = _known_values(values, language)
    subject = _subject(kind, content.say(mail["subject"], language), known)
    action = content.say(mail["action"], language) if "action" in mail else ""
    paragraphs = _paragraphs(kind, content.say(mail["body"], language), known, action)
    if notice:
        subject = one_line(f"{notice.partition(':')[0]}: {subject}", SUBJECT_LENGTH)
        paragraphs.insert(0, [clean(notice)])
    footer: list[Paragraph] = []
    if mail.get("footer"):
        footer = footer_of(mail["footer"], language, stop_link, pause_link)
    return assemble(subject, paragraphs, footer, language)


def footer_of(name: str, language: str, stop_link: str, pause_link: str) -> list[Paragraph]:
    """Return the paragraphs of a footer in `mails.yaml`, with its links."""
    words = content.say(content.load("mails")["footers"][name], language)
    links = {"stop_link": stop_link, "pause_link": pause_link}
    return _paragraphs(name, words, links, "")


def assemble(
    subject: str, paragraphs: list[Paragraph], footer: list[Paragraph], language: str
) -> Message:
    """Render paragraphs and footer as text and as HTML."""
    text = "\n\n".join("\n".join(map(str, lines)) for lines in paragraphs)
    if footer:
        text += "\n\n-- \n" + "\n\n".join("\n".join(map(str, lines)) for lines in footer)
    html = render_to_string(
        "mailer/message.html",
        {
            "language": language,
            "subject": subject,
            "paragraphs": [_for_html(lines) for lines in paragraphs],
            "footer": [_for_html(lines) for lines in footer],
        },
    )
    return Message(subject, text + "\n", html)


def _for_html(lines: Paragraph) -> list[dict[str, str]]:
    """Return the lines for the template: words, and an address where it is a link."""
    flat: list[dict[str, str]] = []
    for line in lines:
        if isinstance(line, Link):
            flat.append({"words": line.label, "url": line.url})
        else:
            flat += [{"words": part, "url": ""} for part in line.split("\n")]
    return flat


def _known_values(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Clean the values and build the optional lines from their fragments."""
    known = {
        name: plain_name(value) if name in NAMES else clean(value) for name, value in values.items()
    }
    if known.get("action_link"):
        known["action_link"] = absolute(known["action_link"])
    fragments = content.load("mails")["fragments"]
    known["makker_line"] = (
        _put_in(content.say(fragments["makker_line"], language), known)
        if known.get("makker_name")
        else ""
    )
    known["remote_line"] = (
        content.say(fragments["remote_line"], language) if known.get("remote_line") else ""
    )
    return known


def _put_in(template: str, known: Mapping[str, str]) -> str:
    """Replace the placeholders once, left to right."""
    return _PLACEHOLDER.sub(lambda match: known[match.group(1)], template)


def _check(kind: str, template: str, known: Mapping[str, str]) -> list[str]:
    """Return the placeholders of a line; raise MissingValue for what is not there."""
    names = _PLACEHOLDER.findall(template)
    for name in names:
        if name not in known or (name in NEVER_EMPTY and not known[name]):
            raise MissingValue(kind, name)
    return names


def _subject(kind: str, template: str, known: Mapping[str, str]) -> str:
    """Return the subject on one line; without a first name the subject does without it."""
    _check(kind, template, known)
    if not known.get("first_name"):
        template = re.sub(r",? ?\{first_name\}", "", template)
    return one_line(_put_in(template, known), SUBJECT_LENGTH)


def _paragraphs(kind: str, template: str, known: Mapping[str, str], action: str) -> list[Paragraph]:
    """Return the paragraphs of a text; a line whose value is empty is left out."""
    paragraphs = []
    for block in template.strip().split("\n\n"):
        lines: Paragraph = []
        for raw in block.split("\n"):
            names = _check(kind, raw, known)
            if any(not known[name] for name in names):
                continue
            lines.append(_line(raw, names, known, action))
        if lines:
            paragraphs.append(lines)
    return paragraphs


def _line(raw: str, names: list[str], known: Mapping[str, str], action: str) -> Line:
    """Return a line with its values, or the link it consists of ("words: {link}")."""
    link = next((name for name in names if name in LINKS), None)
    if link is None:
        return _put_in(raw, known)
    label = raw.replace("{" + link + "}", "").strip().removesuffix(":")
    return Link(label or action, known[link])
