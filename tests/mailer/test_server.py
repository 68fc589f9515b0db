"""R6, first half: the mail server is down, says later, or says never."""

from datetime import timedelta

import pytest

from idetorg.mailer import actions, queries, sending
from idetorg.mailer.enums import State
from idetorg.mailer.models import Mail
from tests.mailer import helpers
from tests.mailer.helpers import NOON
from tests.mailer.servers import Counting, free_port, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(settings) -> int:
    """The port of a mail server that does not listen yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_TIMEOUT = 5
    return settings.EMAIL_PORT


def queue_many(count: int) -> None:
    for number in range(count):
        helpers.queue(person_id=number, to=f"p{number}@example.org", kind="confirmation")


def test_server_up_every_mail_once_and_over_one_connection(port: int) -> None:
    queue_many(20)
    server = Counting()

    with listening(server, port):
        assert sending.send_due(NOON) == 20

    assert set(server.readers.values()) == {1}
    assert len(server.accepted) == 20


def test_server_down_a_day_everything_goes_out_once_it_is_back(port: int) -> None:
    queue_many(10)
    server = Counting()

    for minutes in range(0, 24 * 60, 5):
        assert sending.send_due(NOON + timedelta(minutes=minutes)) == 0
    tries = sum(Mail.objects.values_list("attempts", flat=True))
    assert queries.overdue(NOON + timedelta(hours=24)) == 10

    with listening(server, port):
        sent = sum(
            sending.send_due(NOON + timedelta(hours=24, minutes=minutes))
            for minutes in range(0, 61, 5)
        )

    assert sent == 10
    assert set(server.accepted.values()) == {1}
    assert tries < 10 * 40


def test_451_is_tried_again_after_1_5_15_60_minutes(port: int) -> None:
    helpers.queue(kind="confirmation")
    server = Counting()
    server.answers = ["451 later"] * 4
    tried = []

    with listening(server, port):
        for minute in range(100):
            before = len(server.answers)
            if sending.send_due(NOON + timedelta(minutes=minute)) or len(server.answers) < before:
                tried.append(minute)

    assert tried == [0, 1, 6, 21, 81]
    assert set(server.accepted.values()) == {1}


def test_451_for_three_days_is_failed_and_can_be_tried_again(port: int) -> None:
    mail = helpers.queue(kind="confirmation")
    server = Counting()
    server.answers = ["451 4.2.2 mailbox full"] * 500

    with listening(server, port):
        for hour in range(24 * 3 + 2):
            sending.send_due(NOON + timedelta(hours=hour))
        assert [row.last_error for row in queries.failed("s1")] == ["451 4.2.2 mailbox full"]

        server.answers.clear()
        assert actions.try_again(mail)
        assert not actions.try_again(mail)
        Mail.objects.update(next_try_at=NOON)
        assert sending.send_due(NOON + timedelta(days=4)) == 1

    assert list(server.accepted) == [mail.message_id]


@pytest.mark.parametrize("at_data", [True, False])
def test_550_is_failed_at_once_and_stops_no_other(port: int, at_data: bool) -> None:
    queue_many(3)
    server = Counting()
    if at_data:
        server.answers = ["550 no such user"]
    else:
        server.answer_rcpt = {"p0@example.org": "550 no such user"}

    with listening(server, port):
        assert sending.send_due(NOON) == 2

    assert [(row.to_address, row.last_error) for row in queries.failed("s1")] == [
        ("p0@example.org", "550 no such user")
    ]
    assert set(server.readers) == {"p1@example.org", "p2@example.org"}


def test_450_for_one_reader_waits_and_stops_no_other(port: int) -> None:
    queue_many(2)
    server = Counting()
    server.answer_rcpt = {"p0@example.org": "450 greylisted"}

    with listening(server, port):
        assert sending.send_due(NOON) == 1
        server.answer_rcpt = {}
        assert sending.send_due(NOON + timedelta(minutes=1)) == 1
    assert set(server.accepted.values()) == {1}


def test_server_that_hangs_costs_one_timeout_and_no_mail(port: int, settings) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    queue_many(3)
    server = Counting()
    server.slow_seconds = 2

    with listening(server, port):
        assert sending.send_due(NOON) == 0
        server.slow_seconds = 0
        assert sending.send_due(NOON + timedelta(minutes=1)) == 3

    assert len(server.accepted) == 3


def test_mail_to_every_reader_is_marked_only_when_the_server_said_yes(port: int) -> None:
    queue_many(2)

    sending.send_due(NOON)

    rows = Mail.objects.order_by("pk").values_list("state", "attempts", "sent_at")
    assert list(rows) == [(State.QUEUED, 1, None), (State.QUEUED, 0, None)]
