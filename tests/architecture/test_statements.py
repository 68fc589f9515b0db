"""No page asks the database once a row: as many statements for a large seminar as for a small one.

Every address without variables is read from the URL patterns, so a new list is in the test the
day it is made.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from idetorg.demo import seed
from idetorg.people.models import User
from idetorg.seminars.models import Participation
from tests.architecture.test_access import routes

SignIn = Callable[[Participation | User], Client]
PAGES = sorted(route for route in routes() if "<" not in route)
ROLES = ("organiser", "facilitator", "participant")
SMALL, LARGE = 6, 18


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demo's pictures be small and its clock the real one."""
    picture = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(picture, "JPEG")
    monkeypatch.setattr(seed, "set_clock", lambda moment: None)
    monkeypatch.setattr(seed, "draw", lambda kind, name: BytesIO(picture.getvalue()))


def counted(
    many: int, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> dict[tuple[str, str], list[str]]:
    """Return what each page asks, by role and address, in a walked seminar of so many."""
    everything = seed.invented()
    part = {
        **everything,
        "participants": everything["participants"][:many],
        "presentations": [
            {**raw, "by": number % many}
            for number, raw in enumerate(everything["presentations"] * (many // SMALL))
        ],
        "inspiration": everything["inspiration"] * (many // SMALL),
        "visits": everything["visits"] * (many // SMALL),
    }
    asked: dict[tuple[str, str], list[str]] = {}
    with monkeypatch.context() as patched, transaction.atomic():
        patched.setattr(seed, "invented", lambda: part)
        seminar = seed.build()
        seed.fill_sign_ups(seminar)
        seed.fill_threads(seminar)
        seed.fill_tasks(seminar)
        for role in ROLES:
            client = sign_in(seed.actor(seminar, **{f"is_{role}": True}))
            for page in PAGES:
                address = f"/s/{seminar.slug}/{page}"
                client.get(address)  # what is made or remembered at the first visit is not counted
                with CaptureQueriesContext(connection) as seen:
                    response: Any = client.get(address)
                    b"".join(response) if response.streaming else response.content
                assert response.status_code < 500, address
                asked[role, page] = [row["sql"] for row in seen.captured_queries]
        transaction.set_rollback(True)
    return asked


def test_no_page_asks_once_a_row(
    db: None, drawn: None, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = counted(SMALL, as_person, monkeypatch)
    many = counted(LARGE, as_person, monkeypatch)
    grown = {
        key: f"{len(few[key])} → {len(many[key])}" for key in few if len(many[key]) > len(few[key])
    }
    assert not grown
    lists = {"folk", "buss", "kjokken", "rom", "oppgaver", "grupper", "vis-fram", "inspirasjon"}
    assert all(few["organiser", page] for page in lists), "a list is no longer where it was"
