"""Sign in with a code by mail: nothing tells who is registered, and there are no passwords."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from idetorg.core.time import now
from idetorg.mailer import dead
from idetorg.mailer.bounces import said_by_server
from idetorg.mailer.models import Mail, hash_of
from idetorg.people.models import User
from idetorg.people.rules import new_code, plain_code, safe_path
from idetorg.seminars.models import Participation
from tests.factories import UserFactory

As = Callable[[Participation | User], Client]

ASK = "account_request_login_code"
GIVE = "account_confirm_login_code"


@pytest.fixture(autouse=True)
def no_counts_from_other_tests() -> None:
    from django.core.cache import cache

    cache.clear()


def ask(client: Client, email: str, **data: str):
    return client.post(reverse(ASK), {"email": email, **data})


def code_in_mail() -> str:
    mail = Mail.objects.get()
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


@pytest.mark.parametrize(
    "paste",
    [
        lambda code: code,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.lower()} \t",
        lambda code: " ".join(code),
    ],
)
def test_code_signs_in_however_it_is_pasted(db: None, paste: Callable[[str], str]) -> None:
    user = UserFactory()
    client = Client()
    ask(client, user.email.upper())

    response = client.post(reverse(GIVE), {"code": paste(code_in_mail())})

    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_that_arrived_shows_that_mail_arrives_again(db: None) -> None:
    user = UserFactory()
    dead.note(hash_of(user.email), said_by_server(550, "5.1.1 unknown", of_reader=True), now())
    client = Client()
    ask(client, user.email)
    assert dead.is_dead(hash_of(user.email))

    client.post(reverse(GIVE), {"code": "BBBB-BBBB"})
    assert dead.is_dead(hash_of(user.email))
    client.post(reverse(GIVE), {"code": code_in_mail()})
    assert not dead.is_dead(hash_of(user.email))


def test_code_mail_goes_through_the_outbox_as_asked_for(db: None) -> None:
    user = UserFactory(language="nn")
    ask(Client(), user.email)

    mail = Mail.objects.get()
    assert (mail.kind, mail.asked_for, mail.counts) == ("sign_in_code", True, False)
    assert (mail.person_id, mail.to_address, mail.language) == (user.pk, user.email, "nn")


def test_known_and_unknown_addresses_look_the_same(db: None) -> None:
    UserFactory(email="aaa@example.org")
    answers = []
    for address in ("aaa@example.org", "bbb@example.org"):
        client = Client()
        response = ask(client, address)
        page = client.get(response.headers["Location"])
        wrong = client.post(reverse(GIVE), {"code": "BCDF-GHJK"})
        parts = [
            re.sub(r"csrfmiddlewaretoken.*?>|data-now=\".*?\"", "", answer.content.decode())
            for answer in (page, wrong)
        ]
        answers.append(
            (
                response.status_code,
                response.headers["Location"],
                page.status_code,
                wrong.status_code,
                [part.replace(address, "ADDRESS") for part in parts],
                sorted(client.cookies),
            )
        )

    assert answers[0] == answers[1]
    assert Mail.objects.filter(to_address="bbb@example.org").count() == 0


def test_inactive_person_gets_no_code(db: None) -> None:
    user = UserFactory(is_active=False)
    assert ask(Client(), user.email).status_code == 302
    assert Mail.objects.count() == 0


def test_claimed_address_signs_nobody_in(db: None) -> None:
    UserFactory(email=None, claimed_email="sagt@example.org")
    ask(Client(), "sagt@example.org")
    assert Mail.objects.count() == 0


def test_three_wrong_codes_end_the_try(db: None) -> None:
    client = Client()
    ask(client, UserFactory().email)
    right = code_in_mail()

    for _round in range(2):
        wrong = client.post(reverse(GIVE), {"code": "BCDF-GHJK"})
        assert wrong.status_code == 422
        assert "BCDF-GHJK" in wrong.content.decode()
    assert client.post(reverse(GIVE), {"code": "BCDF-GHJK"}).status_code == 302

    client.post(reverse(GIVE), {"code": right})
    assert "_auth_user_id" not in client.session


def test_bad_address_is_told_and_kept(db: None) -> None:
    response = ask(Client(), "kari(at)example.org")
    assert response.status_code == 422
    assert "kari(at)example.org" in response.content.decode()


def test_next_is_followed_on_our_host_only(db: None) -> None:
    user = UserFactory()
    for raw, lands in [("/meg", "/meg"), ("//evil.example", "/"), ("https://evil.example/", "/")]:
        Mail.objects.all().delete()
        client = Client()
        page = client.get(reverse(ASK), {"next": raw})
        assert ("evil" in page.content.decode().split("<main")[1].split("</form>")[0]) is False
        response = client.post(f"{reverse(ASK)}?next={raw}", {"email": user.email})
        done = client.post(response.headers["Location"], {"code": code_in_mail()})
        assert done.headers["Location"] == lands


def test_log_out_is_a_button(as_person: As, outsider: User) -> None:
    client = as_person(outsider)
    page = client.get(reverse("account_logout"))
    assert page.status_code == 200
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_change_password",
        "account_set_password",
        "account_email",
    ],
)
def test_there_are_no_routes_for_passwords_or_open_sign_up(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_new_codes_differ_and_are_plain() -> None:
    codes = {new_code() for _index in range(50)}
    assert len(codes) == 50
    assert all(len(plain_code(code)) == 8 for code in codes)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/s/x/now?a=1", "/s/x/now?a=1"),
        ("", ""),
        (None, ""),
        ("//e", ""),
        ("/\\e", ""),
        ("https:e", ""),
        ("\\\\e", ""),
        ("javascript:1", ""),
        ("/a\tb", ""),
        ("/a\nb", ""),
        ("s/x", ""),
        ("/" + "a" * 600, ""),
    ],
)
def test_safe_path(raw: str | None, path: str) -> None:
    assert safe_path(raw) == path
