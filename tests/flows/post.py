"""The mail a running server has written to its data folder, read as its readers would."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as mail_policy
from functools import lru_cache
from pathlib import Path

from .conftest import Server

BETWEEN = b"\n" + b"-" * 79 + b"\n"
LINK = re.compile(r"https?://[^\s>\"»«]+")


@dataclass(frozen=True)
class Letter:
    """One mail: whom it went to, its plain text, and every address in it."""

    to: str
    text: str
    links: frozenset[str]


@lru_cache(maxsize=4096)
def _read(path: Path, _changed_at: int) -> tuple[Letter, ...]:
    return tuple(
        _letter(message_from_bytes(raw.lstrip(b"\n"), policy=mail_policy))
        for raw in path.read_bytes().split(BETWEEN)
        if raw.strip()
    )


def _letter(message: EmailMessage) -> Letter:
    plain = message.get_body(preferencelist=("plain",))
    page = message.get_body(preferencelist=("html",))
    text = str(plain.get_content()) if plain else ""
    links = set(LINK.findall(text))
    if page:
        links |= set(re.findall(r'href="(https?://[^"]+)"', str(page.get_content())))
    links |= set(re.findall(r"<(https?://[^>]+)>", str(message.get("List-Unsubscribe", ""))))
    return Letter(str(message["To"]), text, frozenset(links))


def letters(server: Server) -> Iterator[Letter]:
    """Yield every mail there is, oldest first."""
    folder = server.data_dir / "mail"
    stamped = sorted((path.stat().st_mtime_ns, path) for path in folder.glob("*"))
    for stamp, path in stamped:
        yield from _read(path, stamp)


def letters_to(server: Server, address: str) -> list[str]:
    """Return the plain text of the mails a person has got, oldest first."""
    return [letter.text for letter in letters(server) if address in letter.to]


def wait_for_letter(server: Server, address: str, count: int) -> str:
    """Return a person's newest mail once there are so many; the server's own worker sends it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        got = letters_to(server, address)
        if len(got) >= count:
            return got[-1]
        time.sleep(0.1)
    raise AssertionError(f"{address} has {len(letters_to(server, address))} mails, not {count}")


def newest_link(server: Server, address: str, start: str) -> str:
    """Return the address that begins with a path in a person's newest mail that has one."""
    for text in reversed(letters_to(server, address)):
        found = re.search(re.escape(server.base_url + start) + r"[^\s>\"]*", text)
        if found:
            return found[0]
    raise AssertionError(f"{address} has got no link to {start}")
