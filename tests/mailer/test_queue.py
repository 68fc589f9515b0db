"""Queueing: once, one reader, clean headers, in the transaction of the deed."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.db import transaction

from idetorg.mailer import actions, queries
from idetorg.mailer.enums import State
from idetorg.mailer.errors import BadAddress
from idetorg.mailer.models import Mail, hash_of
from idetorg.mailer.sending import message_from
from idetorg.mailer.tokens import Reader
from tests.mailer import helpers

pytestmark = pytest.mark.django_db


def wire(mail: Mail):
    """Return the message as a mail server gets it."""
    return message_from_bytes(message_from(mail).message().as_bytes(), policy=default)


def test_queue_twice_with_the_same_key_is_one_mail() -> None:
    first = helpers.queue(dedupe_key="s1:followup:7:day_14")
    again = helpers.queue(dedupe_key="s1:followup:7:day_14", values=helpers.values(first_name="B"))

    assert first == again
    assert Mail.objects.count() == 1


def test_queue_without_a_key_is_a_mail_each_time() -> None:
    assert helpers.queue().message_id != helpers.queue().message_id


def test_many_at_once_keep_keys_and_stops() -> None:
    stored = helpers.queue(dedupe_key="a")
    actions.stop(Reader(hash_of("ola@example.org"), None, "s1", "s1"))
    drafts = [
        helpers.draft(dedupe_key="a"),
        helpers.draft(dedupe_key="b"),
        helpers.draft(dedupe_key="b"),
        helpers.draft(dedupe_key="c", to="ola@example.org"),
        helpers.draft(dedupe_key="d", to="ola@example.org", scope="s2"),
    ]

    assert actions.queue_all(drafts) == 3
    assert dict(Mail.objects.exclude(pk=stored.pk).values_list("dedupe_key", "state")) == {
        "b": State.QUEUED,
        "c": State.STOPPED,
        "d": State.QUEUED,
    }


def test_many_at_once_take_as_many_statements_as_one(django_assert_num_queries) -> None:
    for count in (1, 30):  # SQLite takes about forty rows a statement
        with django_assert_num_queries(4):
            actions.queue_all([helpers.draft(dedupe_key=f"{count}-{n}") for n in range(count)])


def test_mail_that_was_asked_for_is_queued_one_by_one() -> None:
    with pytest.raises(ValueError, match="one by one"):
        actions.queue_all([helpers.draft(kind="sign_in_code", values=helpers.values(code="123"))])


def test_mail_of_a_deed_that_is_undone_is_gone() -> None:
    def deed() -> None:
        with transaction.atomic():
            helpers.queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()
    assert not Mail.objects.exists()


def test_message_has_one_reader_a_sender_with_a_name_and_both_parts() -> None:
    mail = helpers.queue(to_name="Hansen, Kari", from_name="Åse «Arr» Fylkesbiblioteket")
    message = wire(mail)

    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Hansen, Kari", "kari@example.org")
    ]
    assert message["From"].addresses[0].display_name == "Åse «Arr» Fylkesbiblioteket"
    assert message["Reply-To"] == "marit@example.org"
    assert message["Message-ID"] == mail.message_id
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip().startswith("<http://localhost:8000/m/")
    assert message.get_body(["plain"]).get_content() == mail.text
    assert helpers.words_of_html(message.get_body(["html"]).get_content()) == (
        helpers.words_of_text(mail.text)
    )


@pytest.mark.parametrize(
    "nasty",
    [
        "Kari\r\nBcc: alle@example.org",
        "Kari\nSubject: nei\n\nny tekst",
        "Kari <ond@example.org>, Nils",
        "=?utf-8?q?=0D=0ABcc:_x@example.org?=",
        'a" <ond@example.org>, "b',
        "ø" * 300,
        "\u2028Bcc: x@example.org",
        "\x00\x0b\x0c\x1c\x85",
    ],
)
def test_nothing_people_write_becomes_a_header(nasty: str) -> None:
    mail = helpers.queue(
        to_name=nasty,
        from_name=nasty,
        values=helpers.values(first_name=nasty, seminar=nasty),
    )
    message = wire(mail)

    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["kari@example.org"]
    assert len(message["From"].addresses) == 1
    assert message.get_all("Subject") == [message["Subject"]]
    assert len(mail.subject.splitlines()) == 1


@pytest.mark.parametrize(
    "address",
    ["", "kari", "a@b.no, c@d.no", "a@b.no\r\nBcc: c@d.no", "Kari <a@b.no>", "a@b.no ", "æ@b.no"],
)
def test_address_that_is_not_one_plain_address_is_refused(address: str) -> None:
    for name in ("to", "reply_to"):
        if (name, address) == ("reply_to", ""):
            continue
        with pytest.raises(BadAddress):
            helpers.queue(**{name: address})
    assert not Mail.objects.exists()


def test_code_asked_for_over_and_over_stops_after_three_an_hour(settings) -> None:
    def ask(to: str) -> Mail | None:
        return helpers.queue(kind="sign_in_code", person_id=None, scope="", to=to, not_before=None)

    assert [ask("kari@example.org") is None for _ in range(5)] == [False] * 3 + [True] * 2
    assert ask("nils@example.org") is not None


def test_queue_text_has_the_words_of_the_letter_and_a_footer() -> None:
    mail = actions.queue_text(
        kind="leader_letter",
        scope="s1",
        person_id=None,
        to="leder@example.org",
        subject="Til deg\nsom leder",
        text="Hei!\n\nFørste linje\nAndre <b>linje</b>\n\n",
        language="nb",
        from_name="Marit",
        reply_to="marit@example.org",
        action=("Les mer", "/s/x"),
        footer="invited",
    )

    assert mail.subject == "Til deg som leder"
    assert mail.text.startswith(
        "Hei!\n\nFørste linje\nAndre <b>linje</b>\n\nLes mer: http://localhost:8000/s/x\n\n-- \n"
    )
    assert helpers.words_of_html(mail.html) == helpers.words_of_text(mail.text)


def test_log_is_of_one_scope_and_without_the_words() -> None:
    helpers.queue(kind="month_3", values=helpers.values(own_words="HEMMELIG"))
    helpers.queue(scope="s2", person_id=2)

    rows = queries.log_for("s1")

    assert [row.kind for row in rows] == ["month_3"]
    assert "HEMMELIG" not in repr(rows)
    assert queries.log_for_person("s1", 2) == []
    assert len(queries.log_for_person("s2", 2)) == 1


def test_forget_person_blanks_mail_and_stops_what_waits() -> None:
    helpers.queue()
    other = helpers.queue(person_id=2, to="nils@example.org")

    assert actions.forget_person(1) == 1

    mail = Mail.objects.exclude(pk=other.pk).get()
    assert (mail.state, mail.to_address, mail.text, mail.person_id) == (State.STOPPED, "", "", None)
    other.refresh_from_db()
    assert other.state == State.QUEUED


def test_move_address_and_withdraw_change_only_what_waits() -> None:
    helpers.queue(dedupe_key="a")

    assert actions.move_address(person_id=1, to="ny@example.org") == 1
    assert actions.withdraw("a")
    assert not actions.withdraw("a")
    assert actions.move_address(person_id=1, to="ny2@example.org") == 0
    assert Mail.objects.get().to_address == "ny@example.org"


@pytest.mark.parametrize(
    ("backend", "is_off"), [("filebased", True), ("console", True), ("smtp", False)]
)
def test_mail_is_off_until_a_server_is_named(settings, backend: str, is_off: bool) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"

    assert queries.mail_is_off() is is_off
