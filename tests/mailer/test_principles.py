"""Principle 10 for mail: nothing nobody asked for goes out after 20.00."""

from datetime import datetime

import pytest
from django.core import mail as outbox

from idetorg.core import content
from idetorg.mailer import compose, sending
from tests.mailer import helpers
from tests.mailer.helpers import OSLO

pytestmark = pytest.mark.django_db

ASKED_FOR = {"confirmation", "sign_in_code", "join_confirmation", "paper_confirm", "heard_confirm"}
EIGHT = datetime(2013, 11, 20, 20, 0, tzinfo=OSLO)
SEVEN = datetime(2013, 11, 21, 7, 0, tzinfo=OSLO)


def test_only_what_a_person_just_asked_for_is_exempt_from_silence() -> None:
    mails = content.load("mails")["mails"]
    assert {mail["id"] for mail in mails if mail.get("asked_for")} == ASKED_FOR


def test_all_that_nobody_asked_for_is_one_of_the_nine() -> None:
    """Principle 11: only reminders stand beside. Leaders and organisers are no participants."""
    mails = content.load("mails")["mails"]
    beside = {m["id"] for m in mails if not m.get("counts") and not m.get("asked_for")}
    assert beside == {"reminder", "confirmer", "organiser_weekly"}
    assert [m["id"] for m in mails if m["to"] == "participant" and m.get("reminder")] == [
        "reminder"
    ]


@pytest.mark.parametrize("kind", sorted(set(compose.kinds()) - ASKED_FOR))
def test_every_other_kind_waits_from_eight_to_seven(kind: str) -> None:
    helpers.queue(kind=kind)

    assert sending.send_due(EIGHT) == 0
    assert outbox.outbox == []
    assert sending.send_due(SEVEN) == 1
