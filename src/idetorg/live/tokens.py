"""Short-lived, signed leave to open one stream. Checked without asking the database.

A token is made by a page's own request, after its access check, and never stands in
cached HTML. It is real time that runs out, also in the demo.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing

from idetorg.core.time import real_now
from idetorg.live.errors import InvalidToken
from idetorg.live.keys import checked_key

SALT = "idetorg.live.stream"
LONGEST_SECONDS = 600


@dataclass(frozen=True)
class Grant:
    """What a token gives: the topics with the number each was seen to, and whose it is."""

    topics: dict[str, int]
    person: str
    issued: float


def stream_token(topics: Mapping[str, int], *, person: str, seconds: int = 120) -> str:
    """Sign leave to follow `topics` ({key: newest number seen}) for `seconds` from now.

    `person` is any key that names who listens; `live.actions.revoke` takes the same.
    The time limits opening, not listening. Raises ValueError for a bad topic key or a
    time over ten minutes.
    """
    if not 0 < seconds <= LONGEST_SECONDS:
        raise ValueError("A stream token lives between a second and ten minutes.")
    body = {
        "t": {checked_key(key): int(seq) for key, seq in topics.items()},
        "p": person,
        "i": real_now().timestamp(),
        "s": seconds,
    }
    return signing.dumps(body, salt=SALT, compress=True)


def read_token(token: str) -> Grant:
    """Return what a token gives; raise InvalidToken when it is forged, damaged or too old."""
    try:
        body = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise InvalidToken("The stream token is not ours.") from error
    issued = float(body["i"])
    age = real_now().timestamp() - issued
    # A clock set back must not make a token live on: ten minutes either way at most.
    if age > body["s"] or age < -LONGEST_SECONDS:
        raise InvalidToken("The stream token is too old.")
    return Grant(topics=body["t"], person=body["p"], issued=issued)
