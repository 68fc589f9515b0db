"""R6: an address that mail does not arrive at gets no more, until it is put right."""

import io
import json
import random
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest

from idetorg import cli
from idetorg.core.time import now
from idetorg.mailer import actions, dead, queries, sending
from idetorg.mailer.bounces import MOST_BYTES, Fate, read_report, said_by_server
from idetorg.mailer.enums import Noted, Reason, State
from idetorg.mailer.models import DeadAddress, Mail, hash_of
from idetorg.mailer.tokens import Reader, token_for
from tests.mailer import helpers, reports
from tests.mailer.helpers import NOON
from tests.mailer.servers import Counting, free_port, listening

OUR_ID = "<0b6f8d3e-6d1f-4c6e-9b1a-2f0f5b1c7d11@idetorg.example.org>"
KARI = hash_of("kari@example.org")


@pytest.mark.parametrize(
    ("code", "words", "of_reader", "fate"),
    [
        (550, "5.1.1 <k@example.org>: User unknown", True, Fate.ADDRESS),
        (550, "no such user", True, Fate.ADDRESS),
        (550, "5.1.10 RecipientNotFound", False, Fate.ADDRESS),
        (550, "5.4.1 Recipient address rejected: Access denied", True, Fate.ADDRESS),
        (550, "5.5.0 Requested action not taken: mailbox unavailable", True, Fate.ADDRESS),
        (550, "5.2.1 The account is disabled", True, Fate.ADDRESS),
        (556, "domain takes no mail", True, Fate.ADDRESS),
        (552, "5.2.2 mailbox full", True, Fate.FULL),
        (552, "exceeded storage allocation", True, Fate.FULL),
        (550, "5.7.1 Message refused by policy", True, Fate.MESSAGE),
        (550, "5.7.26 no SPF and no DKIM", False, Fate.MESSAGE),
        (550, "5.1.8 sender's domain is not found", True, Fate.MESSAGE),
        (550, "5.1.0 sender denied", True, Fate.MESSAGE),
        (550, "Relay access denied", True, Fate.MESSAGE),
        (554, "blocked, see https://example.org/blacklist", True, Fate.MESSAGE),
        (550, "no such user", False, Fate.MESSAGE),
        (552, "5.3.4 message too big", False, Fate.MESSAGE),
        (451, "4.2.2 mailbox full", True, Fate.LATER),
        (450, "4.1.1 greylisted", True, Fate.LATER),
        (550, "host 192.5.1.1 says no such user", True, Fate.ADDRESS),
    ],
)
def test_what_a_refusal_says_of_the_address(
    code: int, words: str, of_reader: bool, fate: Fate
) -> None:
    assert said_by_server(code, words, of_reader=of_reader).fate is fate


@pytest.mark.parametrize(
    "make",
    [
        reports.postfix,
        reports.exchange,
        reports.gmail,
        reports.international,
        lambda one: reports.wrapped(one, "base64"),
        lambda one: reports.wrapped(one, "quoted-printable"),
        lambda one: reports.postfix(one).replace(b"\r\n", b"\n"),
    ],
    ids=["postfix", "exchange", "gmail", "sami", "base64", "quoted-printable", "unix"],
)
def test_reports_of_known_servers_are_read(make) -> None:
    report = read_report(make(OUR_ID))

    assert report is not None
    assert report.message_ids == (OUR_ID,)
    assert report.said.fate is Fate.ADDRESS
    assert report.said.number.startswith("5.1.1")


@pytest.mark.parametrize(
    ("changed", "fate"),
    [
        ({"action": "delayed", "status": "4.4.1", "said": "connection timed out"}, Fate.LATER),
        ({"status": "4.4.1", "said": "connection timed out"}, Fate.MESSAGE),
        ({"status": "5.2.2", "said": "552 5.2.2 over quota"}, Fate.FULL),
        ({"status": "5.7.1", "said": "550 5.7.1 spam"}, Fate.MESSAGE),
        ({"status": "5.0.0", "said": "550 no such user"}, Fate.ADDRESS),
        ({"status": "5.0.0", "said": "554 5.7.1 refused"}, Fate.MESSAGE),
        ({"status": "5.0.0", "said": "554 we do not like it"}, Fate.MESSAGE),
        ({"status": "5.4.4", "said": "Host or domain name not found"}, Fate.ADDRESS),
    ],
)
def test_reports_are_taken_for_what_they_say(changed: dict[str, str], fate: Fate) -> None:
    report = read_report(reports.postfix(OUR_ID, **changed))
    assert report is not None
    assert report.said.fate is fate


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        reports.on_holiday(OUR_ID),
        reports.postfix(OUR_ID, action="delivered", status="2.0.0"),
        reports.postfix(OUR_ID, action="relayed", status="2.1.9"),
        reports.postfix(OUR_ID, status="five"),
        reports.postfix("<whatever@example.org>"),
        reports.postfix(OUR_ID).replace(b"multipart/report", b"multipart/mixed"),
        reports.postfix(OUR_ID).replace(b"text/rfc822-headers", b"text/plain"),
        b"Content-Type: multipart/report; boundary=a\r\n\r\n" + b"--a\r\n" * 40_000,
        b"".join(
            b"Content-Type: multipart/report; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
            for n in range(5_000)
        ),
        b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
    ],
)
def test_what_is_no_report_is_none(raw: bytes) -> None:
    assert read_report(raw) is None


def test_garbage_never_raises() -> None:
    dice = random.Random(6)
    whole = reports.international(OUR_ID)
    for _turn in range(300):
        raw = bytearray(whole)
        for _spot in range(dice.randint(1, 40)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        del raw[dice.randrange(len(raw)) :]
        read_report(bytes(raw))


def test_a_report_with_a_huge_mail_behind_it_is_read_and_no_more() -> None:
    raw = reports.gmail(OUR_ID) + b"x" * (40 * MOST_BYTES)
    assert read_report(raw) is not None


pytestmark = pytest.mark.django_db


def _dead(address: str = "kari@example.org") -> None:
    said = said_by_server(550, "5.1.1 unknown", of_reader=True)
    dead.note(hash_of(address), said, NOON)


@pytest.fixture
def server(settings) -> Counting:
    """A mail server that says 550 to Kari."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_TIMEOUT = 5
    made = Counting()
    made.answer_rcpt = {"kari@example.org": "550 5.1.1 User unknown"}
    return made


def test_550_at_the_reader_marks_the_address_and_ends_what_waits(settings, server) -> None:
    first = helpers.queue()
    waiting = helpers.queue(not_before=NOON + timedelta(days=9))
    other = helpers.queue(person_id=2, to="nils@example.org")

    with listening(server, settings.EMAIL_PORT):
        assert sending.send_due(NOON) == 1
        later = helpers.queue()
        assert sending.send_due(NOON + timedelta(days=10)) == 0

    states = dict(Mail.objects.values_list("pk", "state"))
    assert states == {
        first.pk: State.FAILED,
        waiting.pk: State.FAILED,
        later.pk: State.FAILED,
        other.pk: State.SENT,
    }
    reasons = set(Mail.objects.filter(state=State.FAILED).values_list("reason", flat=True))
    assert reasons == {Reason.NO_SUCH_ADDRESS}
    assert set(server.readers) == {"nils@example.org"}
    assert queries.not_arriving("s1", {1: "kari@example.org", 2: "nils@example.org"}) == {1: True}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("550 5.7.1 policy", Reason.REFUSED),
        ("552 5.2.2 mailbox full", Reason.MAILBOX_FULL),
    ],
)
def test_what_is_not_about_the_address_stops_that_mail_alone(
    settings, server, said: str, reason: Reason
) -> None:
    server.answer_rcpt = {"kari@example.org": said}
    helpers.queue()
    waiting = helpers.queue(not_before=NOON + timedelta(days=9))

    with listening(server, settings.EMAIL_PORT):
        sending.send_due(NOON)
        assert Mail.objects.exclude(pk=waiting.pk).get().reason == reason
        assert queries.not_arriving("s1", {1: "kari@example.org"}) == {1: False}
        server.answer_rcpt = {}
        assert sending.send_due(NOON + timedelta(days=10)) == 1

    assert queries.not_arriving("s1", {1: "kari@example.org"}) == {}


def test_a_mailbox_full_on_three_days_gets_no_more() -> None:
    full = said_by_server(552, "5.2.2 full", of_reader=True)

    assert not dead.note(KARI, full, NOON)
    assert not dead.note(KARI, full, NOON + timedelta(hours=1))
    assert not dead.note(KARI, full, NOON + timedelta(days=20))
    assert not dead.is_dead(KARI)
    assert dead.note(KARI, full, NOON + timedelta(days=40))
    assert dead.is_dead(KARI)


def test_a_mailbox_full_long_ago_is_forgotten() -> None:
    full = said_by_server(552, "5.2.2 full", of_reader=True)
    for days in (0, 30, 200, 230):
        assert not dead.note(KARI, full, NOON + timedelta(days=days))


def test_three_days_of_451_marks_nothing(settings, server) -> None:
    server.answer_rcpt = {"kari@example.org": "451 4.2.2 mailbox full"}
    helpers.queue(kind="confirmation")
    with listening(server, settings.EMAIL_PORT):
        for hour in range(24 * 3 + 2):
            sending.send_due(NOON + timedelta(hours=hour))

    assert Mail.objects.get().reason == Reason.GIVEN_UP
    assert not DeadAddress.objects.exists()


def test_many_at_once_know_the_dead() -> None:
    _dead()
    actions.queue_all([helpers.draft(), helpers.draft(to="nils@example.org", person_id=2)])
    assert dict(Mail.objects.values_list("to_address", "state")) == {
        "kari@example.org": State.FAILED,
        "nils@example.org": State.QUEUED,
    }


def test_a_code_is_tried_and_its_use_frees_the_address() -> None:
    _dead()
    code = helpers.queue(kind="sign_in_code", values=helpers.values(code="123"), scope="")
    assert code.state == State.QUEUED
    assert sending.send_due(NOON) == 1

    assert actions.address_works("Kari@example.org", person_id=1)
    assert not actions.address_works("kari@example.org", person_id=1)
    assert helpers.queue().state == State.QUEUED


def _sent(**changed) -> Mail:
    mail = helpers.queue(**changed)
    sending.send_due(NOON)
    mail.refresh_from_db()
    assert mail.state == State.SENT
    return mail


def test_a_report_ends_its_mail_and_marks_the_address_of_our_own_row() -> None:
    mail = _sent()
    waiting = helpers.queue(not_before=NOON + timedelta(days=9))
    other = helpers.queue(person_id=2, to="nils@example.org", not_before=NOON + timedelta(days=9))
    # The report names somebody else: what stands in it is not believed.
    report = read_report(reports.postfix(mail.message_id, reader="nils@example.org"))

    assert actions.note_report(report) is Noted.MARKED
    assert actions.note_report(report) is Noted.KNOWN

    states = dict(Mail.objects.values_list("pk", "state"))
    assert states == {mail.pk: State.FAILED, waiting.pk: State.FAILED, other.pk: State.QUEUED}
    assert dead.among([KARI, hash_of("nils@example.org")]) == {KARI}


@pytest.mark.parametrize(
    ("changed", "noted", "state"),
    [
        ({"action": "delayed", "status": "4.4.1"}, Noted.DELAYED, State.SENT),
        ({"status": "4.4.7", "said": "expired"}, Noted.NOT_DELIVERED, State.FAILED),
        ({"status": "5.2.2", "said": "552 full"}, Noted.NOT_DELIVERED, State.FAILED),
    ],
)
def test_a_soft_report_marks_no_address(changed, noted: Noted, state: State) -> None:
    mail = _sent()
    assert actions.note_report(read_report(reports.postfix(mail.message_id, **changed))) is noted
    mail.refresh_from_db()
    assert mail.state == state
    assert not dead.is_dead(KARI)


def test_a_forged_report_does_nothing() -> None:
    _sent()
    assert actions.note_report(read_report(reports.postfix(OUR_ID))) is Noted.UNKNOWN
    assert actions.note_report(None) is Noted.NO_REPORT
    assert not DeadAddress.objects.exists()
    assert Mail.objects.get().state == State.SENT


def test_a_report_on_an_erased_persons_mail_is_unknown() -> None:
    mail = _sent()
    actions.forget_person(1)
    report = read_report(reports.postfix(mail.message_id))
    assert actions.note_report(report) is Noted.UNKNOWN
    assert not DeadAddress.objects.exists()


def test_a_new_address_gets_the_last_that_was_missed_with_links_of_its_own() -> None:
    _dead()
    recent = now() - timedelta(days=3)
    old = helpers.queue(not_before=now() - timedelta(days=60))
    first = helpers.queue(not_before=recent - timedelta(days=1))
    latest = helpers.queue(not_before=recent)
    asked = helpers.queue(kind="confirmation")
    invitation = helpers.queue(kind="invitation", not_before=recent)
    elsewhere = helpers.queue(scope="s2", not_before=recent)
    was_called = latest.message_id

    assert actions.move_address(person_id=1, to="ny@example.org") == 2

    states = dict(Mail.objects.values_list("pk", "state"))
    assert states[latest.pk] == states[elsewhere.pk] == State.QUEUED
    assert states[first.pk] == State.STOPPED
    assert states[old.pk] == states[asked.pk] == states[invitation.pk] == State.FAILED
    latest.refresh_from_db()
    before = token_for(Reader(KARI, 1, "s1", ""))
    after = token_for(Reader(hash_of("ny@example.org"), 1, "s1", ""))
    assert (latest.to_address, latest.reason) == ("ny@example.org", "")
    for part in (latest.text, latest.html, json.dumps(latest.headers)):
        assert after in part
        assert before not in part
    assert latest.message_id != was_called
    # A report on the old address comes late: it is not about the new one.
    assert actions.note_report(read_report(reports.postfix(was_called))) is Noted.UNKNOWN


def test_words_of_what_never_arrived_are_not_kept() -> None:
    _dead()
    mail = helpers.queue(not_before=NOON)
    assert sending.forget_texts(NOON + timedelta(days=29)) == 0
    assert sending.forget_texts(NOON + timedelta(days=31)) == 1
    mail.refresh_from_db()
    assert (mail.text, mail.html) == ("", "")
    assert not actions.try_again(mail)


def _pipe(monkeypatch, capsys, raw: bytes) -> tuple[int, dict[str, str]]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    with pytest.raises(SystemExit) as end:
        cli.main(["mail", "bounce"])
    return int(end.value.code or 0), json.loads(capsys.readouterr().out)


@pytest.mark.django_db(transaction=True)
def test_command_takes_a_report_from_a_pipe(monkeypatch, capsys) -> None:
    mail = _sent()
    raw = reports.exchange(mail.message_id)

    assert _pipe(monkeypatch, capsys, raw) == (0, {"result": "marked", "status": "5.1.10"})
    assert _pipe(monkeypatch, capsys, raw) == (0, {"result": "known", "status": "5.1.10"})
    assert dead.is_dead(KARI)


@pytest.mark.django_db(transaction=True)
def test_command_tells_what_it_could_not_use(monkeypatch, capsys, tmp_path) -> None:
    assert _pipe(monkeypatch, capsys, b"Hei!") == (1, {"result": "no_report", "status": ""})
    raw = reports.gmail(OUR_ID)
    assert _pipe(monkeypatch, capsys, raw) == (1, {"result": "unknown", "status": "5.1.1"})
    with pytest.raises(SystemExit) as end:
        cli.main(["mail", "bounce", str(tmp_path / "nothing.eml")])
    assert end.value.code == 2
