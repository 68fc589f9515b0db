"""Stop with one click; looking changes nothing."""

import re

import pytest
from django.test import Client

from idetorg.mailer import actions, preferences, queries, tokens
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import Mail, Pause, StoppedAddress, hash_of
from tests.mailer import helpers

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(mail: Mail, *, stop: bool = True) -> str:
    """Return the path in a mail's own header, as a mail program reads it."""
    found = re.fullmatch(r"<http://localhost:8000(/.+)>", mail.headers["List-Unsubscribe"])
    assert found is not None
    return found[1] if stop else found[1].removesuffix("/stop")


@pytest.fixture
def strict() -> Client:
    """A client that checks CSRF, as a mail program meets us."""
    return Client(enforce_csrf_checks=True)


def test_one_click_stops_without_cookies_or_sign_in(strict: Client) -> None:
    mail = helpers.queue()

    for _ in range(2):
        response = strict.post(path_of(mail), ONE_CLICK)
        assert response.status_code == 200  # RFC 8058: no redirect

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.STOPPED, Reason.READER_STOPPED)
    assert StoppedAddress.objects.count() == 1
    assert helpers.queue(dedupe_key="later").state == State.STOPPED
    assert helpers.queue(kind="sign_in_code").state == State.QUEUED
    assert helpers.queue(to="nils@example.org", person_id=2).state == State.QUEUED


@pytest.mark.parametrize("stop", [True, False])
def test_get_shows_a_page_and_changes_nothing(client: Client, stop: bool) -> None:
    mail = helpers.queue()

    for method in (client.get, client.head):
        assert method(path_of(mail, stop=stop)).status_code == 200

    assert "k…@example.org" in client.get(path_of(mail, stop=stop)).content.decode()
    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert not StoppedAddress.objects.exists()
    assert client.put(path_of(mail, stop=stop)).status_code == 405


def test_button_stops_and_leads_to_a_page_that_says_so(strict: Client) -> None:
    mail = helpers.queue()

    response = strict.post(path_of(mail), follow=True)

    assert response.redirect_chain == [(path_of(mail), 302)]
    assert StoppedAddress.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "still_comes"),
    [
        ("day_14", []),
        ("invitation", ["other scope"]),
        ("organiser_weekly", ["other scope", "other kind"]),
    ],
)
def test_stop_covers_what_its_words_promise(strict: Client, kind, still_comes) -> None:
    waiting = {
        "same": helpers.queue(kind=kind),
        "other scope": helpers.queue(kind=kind, scope="s2"),
        "other kind": helpers.queue(kind="month_3"),
    }

    strict.post(path_of(waiting["same"]), ONE_CLICK)

    for mail in waiting.values():
        mail.refresh_from_db()
    assert [name for name, mail in waiting.items() if mail.state == State.QUEUED] == still_comes
    fresh = {
        "other scope": helpers.queue(kind=kind, scope="s2"),
        "other kind": helpers.queue(kind="month_3"),
    }
    assert [name for name, mail in fresh.items() if mail.state == State.QUEUED] == still_comes
    assert helpers.queue(kind=kind).state == State.STOPPED


@pytest.mark.parametrize("change", ["", "x", "swap"])
def test_token_that_is_not_ours_is_not_found(strict: Client, change: str) -> None:
    path = path_of(helpers.queue())
    token = path.split("/")[2]
    bad = token[1:] if change == "swap" else token[:-1] + change

    assert strict.post(f"/m/{bad}/stop", ONE_CLICK).status_code == 404
    assert strict.get(f"/m/{bad}").status_code == 404
    assert not StoppedAddress.objects.exists()


def test_pause_and_start_again(client: Client) -> None:
    mail = helpers.queue()
    page = path_of(mail, stop=False)

    assert client.post(page, {"deed": "pause", "weeks": "4"}).status_code == 302
    assert Pause.objects.get().person_id == 1
    assert "har pause til" in client.get(page).content.decode()

    client.post(path_of(mail))
    assert client.post(page, {"deed": "resume"}).status_code == 302
    assert not Pause.objects.exists()
    assert not queries.has_stopped("kari@example.org", "s1")


@pytest.mark.parametrize("data", [{}, {"deed": "pause"}, {"deed": "pause", "weeks": "9999"}])
def test_pause_without_a_length_is_told_kindly(client: Client, data: dict[str, str]) -> None:
    page = path_of(helpers.queue(), stop=False)

    assert client.post(page, data).status_code == 422
    assert not Pause.objects.exists()


def test_one_who_is_only_invited_can_not_pause(client: Client) -> None:
    page = path_of(helpers.queue(kind="invitation", person_id=None), stop=False)

    assert "weeks" not in client.get(page).content.decode()
    assert client.post(page, {"deed": "pause", "weeks": "4"}).status_code == 422


def test_apps_above_add_choices_to_the_page(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(preferences, "_sources", [])
    preferences.register(lambda scope, person: [preferences.Choice("Ny adresse", f"/{scope}")])

    page = client.get(path_of(helpers.queue(), stop=False)).content.decode()

    assert 'href="/s1">Ny adresse</a>' in page


def test_host_header_has_no_say_in_the_links(client: Client, settings) -> None:
    settings.IDETORG_BASE_URL = "https://idetorg.example.org/"
    reader = tokens.Reader(hash_of("a@b.no"), 1, "s1", "")

    assert tokens.stop_link(reader).startswith("https://idetorg.example.org/m/")
    assert helpers.queue(values=helpers.values(action_link="/t/x")).text.count("localhost") == 0


def test_a_stop_follows_a_person_to_a_new_address_and_can_be_taken_back(strict: Client) -> None:
    mail = helpers.queue()
    strict.post(path_of(mail), ONE_CLICK)

    actions.move_address(person_id=1, to="ny@example.org", was="kari@example.org")
    moved = helpers.queue(to="ny@example.org", dedupe_key="later")
    assert moved.state == State.STOPPED
    assert helpers.queue(to="nils@example.org", person_id=2).state == State.QUEUED

    strict.post(path_of(mail, stop=False), {"deed": "resume"})  # the page behind an old mail
    assert not StoppedAddress.objects.exists()


def test_a_stop_in_an_old_mail_covers_the_address_a_person_has_now(strict: Client) -> None:
    old = helpers.queue()
    actions.move_address(person_id=1, to="ny@example.org", was="kari@example.org")
    now = helpers.queue(to="ny@example.org", dedupe_key="later")
    strict.post(path_of(old), ONE_CLICK)

    now.refresh_from_db()
    assert now.state == State.STOPPED
    assert helpers.queue(to="ny@example.org", dedupe_key="last").state == State.STOPPED
