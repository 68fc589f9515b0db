"""An empty installation, and making seminars."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.people.models import User
from idetorg.seminars import setup
from idetorg.seminars.actions import free_slug, institution_named
from idetorg.seminars.models import Organiser, OrganiserMember, Participation, Seminar
from tests.factories import OrganiserFactory, OrganiserMemberFactory, SeminarFactory

As = Callable[[Participation | User], Client]

FIRST = {
    "own_name": "Åse Arrangør",
    "email": "Aase@Example.org",
    "name": "Fylkesbiblioteket",
    "phone": "77 00 00 00",
}
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
AWAY = {"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "testserver"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """The code's file is a test's own: tests run beside each other."""
    settings.DATA_DIR = tmp_path


def test_empty_installation_leads_to_the_start(db: None) -> None:
    assert Client().get("/").headers["Location"] == reverse("seminars:start")


def test_first_organiser_is_made_signed_in_and_led_on(
    db: None, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = Client()
    assert "setup_code" not in client.get(reverse("seminars:start"), **HERE).content.decode()
    setup.setup_code()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("seminars:start"), FIRST, **HERE)

    user = User.objects.get()
    organiser = Organiser.objects.get()
    assert response.headers["Location"] == reverse("seminars:new")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.email, user.is_administrator) == ("aase@example.org", True)
    assert not user.has_usable_password()
    assert (organiser.name, organiser.sender_name) == ("Fylkesbiblioteket", "Åse Arrangør")
    assert organiser.reply_to == "Aase@Example.org"
    assert not setup.code_file().exists()
    assert Client().get(reverse("seminars:start"), **HERE).status_code == 404
    assert Client().post(reverse("seminars:start"), FIRST, **HERE).status_code == 404


@pytest.mark.parametrize(
    "where",
    [
        AWAY,
        {**HERE, "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {**HERE, "HTTP_FORWARDED": "for=10.0.0.7"},
        {**HERE, "HTTP_HOST": "testserver"},
        {**AWAY, "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
)
def test_from_elsewhere_the_code_on_the_servers_screen_is_asked_for(
    db: None, where: dict[str, str]
) -> None:
    client = Client()
    url = reverse("seminars:start")
    page = client.get(url, **where).content.decode()
    assert 'name="setup_code"' in page
    assert setup.setup_code() not in page

    for wrong in ({}, {"setup_code": "AAAA-BBBB-CCCC"}):
        refused = client.post(url, {**FIRST, **wrong}, **where)
        assert refused.status_code == 422
        assert "Fylkesbiblioteket" in refused.content.decode()
    assert User.objects.count() == 0

    right = setup.setup_code().replace("-", " ").lower()
    assert client.post(url, {**FIRST, "setup_code": right}, **where).status_code == 302
    assert OrganiserMember.objects.count() == 1


def test_setup_code_is_made_once_and_kept_from_others(db: None) -> None:
    code = setup.setup_code()
    assert setup.setup_code() == code
    assert setup.announcement() == code
    assert stat.S_IMODE(setup.code_file().stat().st_mode) == 0o600
    assert [path.name for path in setup.code_file().parent.iterdir()] == ["setup-code"]
    OrganiserMemberFactory()
    assert setup.announcement() == ""


def test_a_code_that_was_lost_opens_nothing(db: None) -> None:
    setup.code_file().touch()
    assert not setup.fits("")
    assert not setup.fits("---")


@pytest.mark.parametrize("missing", ["own_name", "email", "name"])
def test_missing_words_are_told(db: None, missing: str) -> None:
    response = Client().post(reverse("seminars:start"), {**FIRST, missing: ""}, **HERE)
    assert response.status_code == 422
    assert "77 00 00 00" in response.content.decode()


# New seminar -------------------------------------------------------------------------------


def test_new_seminar_is_a_draft_and_leads_to_the_paste_field(
    as_person: As, organiser: Participation
) -> None:
    data = {"name": "Bokdagene på Tjøme", "goal": "Mål", "starts_on": "2014-09-03"}
    response = as_person(organiser).post(reverse("seminars:new"), data)

    seminar = Seminar.objects.get(slug="bokdagene-pa-tjome-2014")
    assert response.headers["Location"] == reverse("schedule:paste", args=[seminar.slug])
    assert (seminar.state, seminar.organiser) == ("draft", organiser.seminar.organiser)
    assert seminar.ends_on == date(2014, 9, 3)
    maker = seminar.participations.get()
    assert (maker.user, maker.is_organiser, maker.is_participant) == (organiser.user, True, False)


def test_new_seminar_is_for_organisers(
    as_person: As, participant: Participation, outsider: User
) -> None:
    url = reverse("seminars:new")
    assert as_person(participant).get(url).status_code == 404
    assert as_person(outsider).post(url, {"name": "X"}).status_code == 404
    assert Client().get(url).status_code == 302
    assert Seminar.objects.count() == 1


def test_anothers_organiser_cannot_be_chosen(as_person: As, organiser: Participation) -> None:
    other = OrganiserFactory()
    as_person(organiser).post(reverse("seminars:new"), {"name": "Nytt", "organiser": other.pk})
    assert Seminar.objects.get(name="Nytt").organiser == organiser.seminar.organiser


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "goal": "Mine ord"},
        {"name": "X", "goal": "Mine ord", "starts_on": "2014-02-02", "ends_on": "2014-02-01"},
        {"name": "X", "goal": "Mine ord", "starts_on": "i fjor"},
    ],
)
def test_bad_seminar_keeps_what_was_typed(
    as_person: As, organiser: Participation, data: dict[str, str]
) -> None:
    response = as_person(organiser).post(reverse("seminars:new"), data)
    assert response.status_code == 422
    assert "Mine ord" in response.content.decode()
    assert Seminar.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bibliotekromseminar", "bibliotekromseminar-2013"),
        ("Bokdagane 2012", "bokdagane-2012"),
        ("Čáhppil – ođđa jahki!", "cahppil-odda-jahki-2013"),
        ("!!!", "seminar-2013"),
        ("Ærlig Øl på Åsen", "aerlig-ol-pa-asen-2013"),
    ],
)
def test_slug_is_readable(db: None, name: str, slug: str) -> None:
    assert free_slug(name, 2013) == slug


def test_slug_is_free(db: None) -> None:
    for expected in ("samling-2013", "samling-2013-2", "samling-2013-3"):
        assert free_slug("Samling", 2013) == expected
        SeminarFactory(slug=expected)


def test_institution_is_known_again_within_one_organiser(seminar: Seminar) -> None:
    first = institution_named(seminar.organiser, "Fjordvik bibliotek")
    again = institution_named(seminar.organiser, " fjordvik BIBLIOTEK ", "Fjordvik")
    elsewhere = institution_named(OrganiserFactory(), "Fjordvik bibliotek")

    assert first == again
    assert again.municipality.name == "Fjordvik"
    assert elsewhere != first
