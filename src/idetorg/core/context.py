"""What every template knows: the product, the languages and what the installation can do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from idetorg.core import time


def product(request: HttpRequest) -> dict[str, Any]:
    """Return `product` (name, languages, demo, lan, mail_is_off) and `server_now` (aware)."""
    return {
        "product": {
            "name": "Idétorg",
            "languages": settings.LANGUAGES,
            "demo": settings.IDETORG_DEMO,
            "lan": settings.IDETORG_LAN,
            "mail_is_off": not settings.EMAIL_HOST,
        },
        "server_now": time.now(),
    }
