"""Personal links. The address is the key: whoever opens it may press one button and is in.

A token is `base32(participation)` and an HMAC-SHA256 over the participation and its link
version, keyed from SECRET_KEY. Nothing is stored; raising the version kills old links.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from idetorg.invitations.enums import LinkState
from idetorg.invitations.models import Answer, Invitation
from idetorg.people.models import User
from idetorg.seminars.models import Participation

_PK_BYTES = 5  # eight letters without padding
_MAC_BYTES = 20  # 160 bits, 32 letters without padding
_LENGTH = 40
_address_signer = signing.Signer(salt="idetorg.invitations.address")


@dataclass(frozen=True)
class Opened:
    """What a link leads to. `participation` is None when it is unknown."""

    state: LinkState
    participation: Participation | None = None


def token_of(participation: Participation, version: int | None = None) -> str:
    """Return the token of a participation's link: 40 letters and digits, in lower case."""
    pk = participation.pk.to_bytes(_PK_BYTES, "big")
    mac = _mac(participation.pk, version or participation.link_version)
    return base64.b32encode(pk + mac).decode("ascii").lower()


def _mac(pk: int, version: int) -> bytes:
    whole: bytes = salted_hmac(
        "idetorg.invitations.link", f"{pk}|{version}", algorithm="sha256"
    ).digest()
    return whole[:_MAC_BYTES]


def personal_url(participation: Participation) -> str:
    """Return the path of a participation's personal link."""
    return reverse("invitations:link", args=[token_of(participation)])


def personal_link_absolute(participation: Participation) -> str:
    """Return the personal link with the installation's own address before it."""
    base: str = settings.IDETORG_BASE_URL
    return base.rstrip("/") + personal_url(participation)


def mailed_url(participation: Participation) -> str:
    """Return the link for a mail: it also shows that its reader owns the address it went to.

    Only put it in mail to that address, never on paper or screen.
    """
    user = participation.user
    if not user.claimed_email:
        return personal_url(participation)
    proof = _address_signer.sign_object([user.pk, user.claimed_email], compress=True)
    return f"{personal_url(participation)}?e={proof}"


def proven_address(proof: str, user: User) -> str:
    """Return the address a mailed link proves for a person, or "" when it proves nothing."""
    if not proof:
        return ""
    try:
        pk, address = _address_signer.unsign_object(proof)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(address) if pk == user.pk and address == user.claimed_email else ""


def open_link(token: str) -> Opened:
    """Return what a token leads to: one statement, and none for nonsense.

    Old links of a known participation are told from foreign ones by their own HMAC, so a
    guess never learns who exists.
    """
    parts = _parts(token)
    if parts is None:
        return Opened(LinkState.UNKNOWN)
    pk, mac = parts
    found = (
        Participation.objects.select_related("seminar__organiser", "user", "invitation")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        return Opened(LinkState.UNKNOWN)
    if hmac.compare_digest(mac, _mac(pk, found.link_version)):
        is_open = found.removed_at is None or has_cancelled(found)
        return Opened(LinkState.GOOD if is_open else LinkState.REMOVED, found)
    if any(hmac.compare_digest(mac, _mac(pk, old)) for old in range(1, found.link_version)):
        is_gone = found.removed_at is not None and not has_cancelled(found)
        return Opened(LinkState.REMOVED if is_gone else LinkState.REPLACED, found)
    return Opened(LinkState.UNKNOWN)


def has_cancelled(participation: Participation) -> bool:
    """Tell whether a person has said that they can't come, and may still change their mind."""
    try:
        return participation.invitation.answer == Answer.NOT_COMING
    except Invitation.DoesNotExist:
        return False


def _parts(token: str) -> tuple[int, bytes] | None:
    if len(token) != _LENGTH or not token.isascii():
        return None
    try:
        raw = base64.b32decode(token.upper())
    except (binascii.Error, ValueError):
        return None
    return int.from_bytes(raw[:_PK_BYTES], "big"), raw[_PK_BYTES:]
