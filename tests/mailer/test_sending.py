"""What is held back, and what goes out when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail as outbox

from idetorg.mailer import actions, queries, rules, sending, silence
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import Mail
from tests.mailer import helpers
from tests.mailer.helpers import NOON, OSLO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def to_memory(settings) -> None:
    """Send to a list."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def states() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_due_mail_goes_out_once() -> None:
    mail = helpers.queue()
    helpers.queue(not_before=NOON + timedelta(seconds=1))

    assert sending.send_due(NOON) == 1
    assert sending.send_due(NOON) == 0

    assert [message.extra_headers["Message-ID"] for message in outbox.outbox] == [mail.message_id]
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == (State.SENT, NOON, 1)


def test_limit_is_kept_and_the_rest_comes_next_time() -> None:
    for number in range(5):
        helpers.queue(person_id=number)

    assert [sending.send_due(NOON, limit=3), sending.send_due(NOON, limit=3)] == [3, 2]


@pytest.mark.parametrize("clock", ["20:00", "23:59", "06:59"])
def test_night_is_silent_but_for_what_was_asked_for(clock: str) -> None:
    night = datetime.fromisoformat(f"2013-11-21T{clock}").replace(tzinfo=OSLO)
    code = helpers.queue(kind="sign_in_code")
    helpers.queue()

    assert sending.send_due(night) == 1
    assert outbox.outbox[0].extra_headers["Message-ID"] == code.message_id
    assert sending.something_is_due(night) is False
    assert sending.send_due(rules.next_open(night)) == 1


def test_break_in_a_room_holds_back_that_rooms_mail_alone() -> None:
    def in_break(scope: str, now: datetime) -> bool:
        return scope == "s1" and now == NOON

    def broken(scope: str, now: datetime) -> bool:
        raise RuntimeError

    for hook in (in_break, broken):
        silence.register(hook)
    try:
        helpers.queue()
        helpers.queue(scope="s2", person_id=2)
        helpers.queue(kind="confirmation")

        assert sending.send_due(NOON) == 2
        assert states() == [State.QUEUED, State.SENT, State.SENT]
        assert sending.send_due(NOON + timedelta(minutes=30)) == 1
    finally:
        for hook in (in_break, broken):
            silence.unregister(hook)


def test_tenth_counted_mail_within_a_year_is_stopped_and_told() -> None:
    for _ in range(10):
        helpers.queue()
    helpers.queue(kind="reminder")
    helpers.queue(kind="confirmation")
    helpers.queue(person_id=2)

    assert sending.send_due(NOON) == 12

    assert [row.reason for row in queries.held_back("s1")] == [Reason.YEARLY_LIMIT]
    assert queries.counted_within_a_year(1, NOON) == 9
    helpers.queue(not_before=NOON + timedelta(days=364))
    helpers.queue(not_before=NOON + timedelta(days=365))
    assert sending.send_due(NOON + timedelta(days=364)) == 0
    assert sending.send_due(NOON + timedelta(days=365)) == 1


def test_pause_puts_mail_off_and_one_follow_up_comes_after_it() -> None:
    until = NOON + timedelta(days=60)
    actions.pause(person_id=1, scope="s1", until=until)
    for days in (0, 30):
        helpers.queue(not_before=NOON + timedelta(days=days))
    helpers.queue(kind="sign_in_code")
    helpers.queue(person_id=2)

    assert sending.send_due(NOON) == 2
    assert sending.send_due(NOON + timedelta(days=30)) == 0
    assert sending.send_due(until) == 1

    assert states()[:2] == [State.STOPPED, State.SENT]
    assert Mail.objects.first().reason == Reason.OVERTAKEN


def test_stop_after_queueing_holds() -> None:
    mail = helpers.queue()
    actions.StoppedAddress.objects.create(address_hash=mail.address_hash, scope="")

    assert sending.send_due(NOON) == 0
    assert states() == [State.STOPPED]


@pytest.mark.parametrize(
    ("day", "at"), [(date(2026, 3, 29), "03:30"), (date(2026, 10, 25), "02:30")]
)
def test_mail_for_half_past_two_when_the_clock_changes_goes_once(day: date, at: str) -> None:
    due = rules.local_moment(day, time(2, 30))
    helpers.queue(kind="confirmation", not_before=due)
    start = datetime.combine(day, time(0), tzinfo=OSLO).astimezone(UTC)

    sent = [
        moment.astimezone(OSLO).strftime("%H:%M")
        for moment in (start + timedelta(minutes=10 * n) for n in range(36))
        if sending.send_due(moment)
    ]

    assert sent == [at]


def test_clock_set_back_sends_nothing_twice_and_forward_loses_nothing() -> None:
    helpers.queue()
    helpers.queue(not_before=NOON + timedelta(hours=1))

    assert sending.send_due(NOON) == 1
    assert sending.send_due(NOON - timedelta(hours=2)) == 0
    assert sending.send_due(NOON + timedelta(hours=2)) == 1
    assert len(outbox.outbox) == 2


def test_code_is_forgotten_when_sent_and_words_after_a_month() -> None:
    helpers.queue(kind="sign_in_code", values={"code": "ABC234", "code_minutes": "15"})
    helpers.queue()
    sending.send_due(NOON)

    assert "ABC234" in outbox.outbox[0].body
    assert "ABC234" not in repr(list(Mail.objects.values()))
    assert sending.forget_texts(NOON + timedelta(days=29)) == 0
    assert sending.forget_texts(NOON + timedelta(days=31)) == 1
    assert set(Mail.objects.values_list("text", "html")) == {("", "")}


def test_query_count_is_the_same_for_any_number_of_people_waiting(
    django_assert_num_queries,
) -> None:
    for number in range(30):
        helpers.queue(person_id=number, not_before=NOON + timedelta(days=1))

    with django_assert_num_queries(2):
        assert sending.something_is_due(NOON) is False
