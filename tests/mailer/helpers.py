"""What the tests of the mailer share: values for every kind, HTML read as text."""

from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from idetorg.core import content
from idetorg.mailer import actions
from idetorg.mailer.models import Mail

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2013, 11, 20, 12, tzinfo=OSLO)
LANGUAGES = ["nb", "nn", "en"]


def values(**changed: str) -> dict[str, str]:
    """Return a value for every placeholder in the file."""
    known = {name: f"<{name}>" for name in content.load("mails")["placeholders"]}
    known |= {"action_link": "/t/abc", "first_name": "Kari", "makker_name": "Nils"}
    return known | changed


def _letter(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": "day_14",
        "scope": "s1",
        "person_id": 1,
        "to": "kari@example.org",
        "values": values(),
        "language": "nb",
        "from_name": "Fylkesbiblioteket",
        "reply_to": "marit@example.org",
        "not_before": NOON,
    }
    return given | changed


def queue(**changed: Any) -> Mail | None:
    """Queue one mail: a counted follow-up at noon, unless told otherwise."""
    return actions.queue(**_letter(**changed))


def draft(**changed: Any) -> Mail:
    """Return the same mail unwritten."""
    return actions.draft(**_letter(**changed))


class _AsText(HTMLParser):
    """Reads HTML the way the text part is written: links as "words: address"."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.href: str | None = None
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.hidden = self.hidden or tag == "title"
        if tag == "a":
            self.href = dict(attrs)["href"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.out.append(f": {self.href}")
        if tag == "title":
            self.hidden = False
        if tag in {"p"}:
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(data)


def read_html(html: str) -> _AsText:
    """Return what an HTML part contains."""
    reader = _AsText()
    reader.feed(html)
    reader.close()
    return reader


def words_of_html(html: str) -> list[str]:
    """Return the words of an HTML part."""
    return "".join(read_html(html).out).split()


def words_of_text(text: str) -> list[str]:
    """Return the words of a text part, without the line that begins the footer."""
    return text.replace("\n-- \n", "\n").split()
