"""The signed token in a mail's footer: who may say what about which mail."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

_signer = signing.Signer(sep=".", salt="idetorg.mailer.preferences")


@dataclass(frozen=True)
class Reader:
    """What a token says: the address by its digest, the person if known, scope and kind.

    `stops` is the scope a stop is written for: "" everything, "s12" this seminar's mail,
    "s12:organiser_weekly" that list alone. The footer's words promise exactly this.
    """

    address_hash: str
    person_id: int | None
    scope: str
    stops: str


def token_for(reader: Reader) -> str:
    """Return a token that does not run out: a stop link must work in an old mail too.

    Short, since it stands in the text of each mail: digest, person, scope and what it stops.
    """
    person = "" if reader.person_id is None else str(reader.person_id)
    parts = [_short(reader.address_hash), person, reader.scope, reader.stops]
    return _signer.sign("~".join(parts))


def read(token: str) -> Reader | None:
    """Return what a token says, or None when it is not ours."""
    try:
        short, person, scope, stops = _signer.unsign(token).split("~")
    except (signing.BadSignature, ValueError):
        return None
    digest = urlsafe_b64decode(short + "==").hex()
    return Reader(digest, int(person) if person else None, scope, stops)


def _short(address_hash: str) -> str:
    """Return 32 hex characters as 22 that may stand in an address."""
    return urlsafe_b64encode(bytes.fromhex(address_hash)).rstrip(b"=").decode("ascii")


def stop_link(reader: Reader) -> str:
    """Return the absolute address of the one-click stop."""
    return _absolute("mailer:stop", reader)


def pause_link(reader: Reader) -> str:
    """Return the absolute address of the page with pause and stop."""
    return _absolute("mailer:preferences", reader)


def _absolute(route: str, reader: Reader) -> str:
    base: str = settings.IDETORG_BASE_URL
    return base.rstrip("/") + reverse(route, args=[token_for(reader)])
