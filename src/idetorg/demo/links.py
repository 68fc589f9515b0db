"""The addresses of the demo's roles, one host name each."""

from typing import Any

from django.urls import reverse

from idetorg.demo import seed
from idetorg.invitations.links import personal_url
from idetorg.seminars.models import Seminar


def on_host(name: str, port: str, path: str) -> str:
    """Return an address on a role's own host name, so that roles don't sign each other out."""
    return f"http://{name}.localhost:{port}{path}" if name else f"http://localhost:{port}{path}"


def all_links(seminar: Seminar, port: str) -> dict[str, Any]:
    """Return the addresses that `--links` writes; each can be used again and again."""
    organiser = seed.actor(seminar, is_organiser=True)
    facilitator = seed.actor(seminar, is_facilitator=True)
    return {
        "base_url": on_host("", port, "/"),
        "organiser": on_host("arrangor", port, personal_url(organiser)),
        "facilitator": on_host("prosessleder", port, personal_url(facilitator)),
        "screen": on_host(
            "skjerm", port, reverse("web:screen", args=[seminar.slug, seminar.screen_key])
        ),
        "public": on_host("gjest", port, seminar.get_absolute_url()),
        "participants": [
            {
                "name": person.user.name,
                "url": on_host(f"deltaker{number}", port, personal_url(person)),
            }
            for number, person in enumerate(seed.people(seminar), start=1)
        ],
    }
