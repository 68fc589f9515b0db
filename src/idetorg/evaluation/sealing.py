"""Seal answers with a key that the database does not hold.

The key comes from the installation's secret, which lies in the data folder or the environment.
"""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from idetorg.evaluation.errors import AnswersNotReadable

Answers = dict[str, Any]


def _fernet() -> Fernet:
    digest = hmac.new(settings.SECRET_KEY.encode(), b"idetorg.evaluation.box", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest.digest()))


def unseal(box: str) -> list[Answers]:
    """Return the answers in a box; raises AnswersNotReadable when the key is another."""
    if not box:
        return []
    try:
        opened = _fernet().decrypt(box.encode())
    except InvalidToken as error:
        raise AnswersNotReadable from error
    answers: list[Answers] = json.loads(opened)
    return answers


def seal(answers: list[Answers]) -> str:
    """Return the answers as a sealed box, shuffled each time it is sealed."""
    shuffled = list(answers)
    secrets.SystemRandom().shuffle(shuffled)
    # A Fernet token carries a time; a constant one says nothing of when the last answer came.
    return _fernet().encrypt_at_time(json.dumps(shuffled).encode(), 0).decode("ascii")
