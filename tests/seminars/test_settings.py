"""What the seminar is: change it, rotate code and address, name and face."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from idetorg.audit.models import Entry
from idetorg.live.models import Event
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.seminars.words import dates_in_words

As = Callable[[Participation | User], Client]


def fields(client: Client, seminar: Seminar) -> dict[str, str]:
    """Return what a browser would send back from the form untouched."""
    form = client.get(reverse("seminars:settings", args=[seminar.slug])).context["form"]
    sent: dict[str, str] = {}
    for bound in form:
        value = bound.value()
        for name in (bound.html_name, bound.html_initial_name):
            if value is True:
                sent[name] = "on" if name == bound.html_name else "True"
            elif value not in (None, False, ""):
                sent[name] = str(value)
    return sent


@pytest.mark.parametrize("name", ["settings", "join_code", "screen_address", "organiser", "face"])
def test_settings_are_for_the_organiser(
    as_person: As,
    seminar: Seminar,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    name: str,
) -> None:
    url = reverse(f"seminars:{name}", args=[seminar.slug])
    assert as_person(facilitator).post(url).status_code == 403
    assert as_person(participant).post(url).status_code == 403
    assert as_person(stranger).post(url).status_code == 404
    assert as_person(outsider).post(url).status_code == 404


@pytest.mark.parametrize("name", ["join_code", "screen_address", "organiser", "face"])
def test_deeds_take_post_only(
    as_person: As, seminar: Seminar, organiser: Participation, name: str
) -> None:
    url = reverse(f"seminars:{name}", args=[seminar.slug])
    assert as_person(organiser).get(url).status_code == 405


def test_settings_store_what_was_changed(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    sent = fields(client, seminar) | {"place": "Sommarøy", "sign_up_by": "2013-11-01"}
    sent.pop("has_bus")
    response = client.post(reverse("seminars:settings", args=[seminar.slug]), sent)

    seminar.refresh_from_db()
    assert response.status_code == 302
    assert (seminar.place, seminar.has_bus, seminar.has_lunch) == ("Sommarøy", False, True)
    changed = Entry.objects.filter(action="seminar_changed").values_list("field", flat=True)
    assert set(changed) == {"place", "sign_up_by", "has_bus"}
    assert Event.objects.filter(topic__key=seminar.topic_all, kind="seminar").count() == 1


def test_two_people_change_different_things(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    one, two = fields(client, seminar), fields(client, seminar)
    url = reverse("seminars:settings", args=[seminar.slug])
    client.post(url, one | {"goal": "Nytt mål"})
    client.post(url, two | {"focus": "Nytt fokus"})

    seminar.refresh_from_db()
    assert (seminar.goal, seminar.focus) == ("Nytt mål", "Nytt fokus")


def test_goal_and_focus_stay_one_line(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    sent = fields(client, seminar) | {"goal": "Alle reiser hjem\r\nmed én oppgave.\n"}
    client.post(reverse("seminars:settings", args=[seminar.slug]), sent)

    seminar.refresh_from_db()
    assert seminar.goal == "Alle reiser hjem med én oppgave."


def test_bad_dates_keep_what_was_typed(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    sent = fields(client, seminar) | {"ends_on": "2013-11-01", "place": "Mine ord"}
    response = client.post(reverse("seminars:settings", args=[seminar.slug]), sent)

    assert response.status_code == 422
    assert "Mine ord" in response.content.decode()


def test_slug_state_and_organiser_cannot_be_posted(
    as_person: As, seminar: Seminar, organiser: Participation, other_seminar: Seminar
) -> None:
    client = as_person(organiser)
    extra = {"slug": "x", "state": "finished", "organiser": str(other_seminar.organiser_id)}
    client.post(reverse("seminars:settings", args=[seminar.slug]), fields(client, seminar) | extra)

    before = (seminar.slug, seminar.state, seminar.organiser_id)
    seminar.refresh_from_db()
    assert (seminar.slug, seminar.state, seminar.organiser_id) == before


def test_code_is_closed_opened_and_changed(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    url = reverse("seminars:join_code", args=[seminar.slug])
    client, old = as_person(organiser), seminar.join_code

    client.post(url, {"deed": "close"})
    seminar.refresh_from_db()
    assert seminar.join_open is False
    client.post(url, {"deed": "open"})
    client.post(url, {"deed": "change"})
    seminar.refresh_from_db()
    assert seminar.join_open is True
    assert seminar.join_code != old
    assert Client().get(reverse("invitations:join", args=[old])).status_code == 404
    assert Client().get(reverse("invitations:join", args=[seminar.join_code])).status_code == 200


def test_old_screen_address_is_dead(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    old = reverse("web:screen", args=[seminar.slug, seminar.screen_key])
    assert Client().get(old).status_code == 200

    as_person(organiser).post(reverse("seminars:screen_address", args=[seminar.slug]))

    seminar.refresh_from_db()
    assert Client().get(old).status_code == 404
    assert (
        Client().get(reverse("web:screen", args=[seminar.slug, seminar.screen_key])).status_code
        == 200
    )


def test_organiser_changes_who_answers(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    url = reverse("seminars:organiser", args=[seminar.slug])
    sent = {
        "organiser-name": "Nytt navn",
        "organiser-sender_name": "Marit",
        "organiser-reply_to": "marit@example.org",
        "organiser-phone": "",
    }
    assert as_person(organiser).post(url, sent).status_code == 302
    seminar.organiser.refresh_from_db()
    assert seminar.organiser.sender_name == "Marit"

    bad = as_person(organiser).post(url, sent | {"organiser-reply_to": "marit"})
    assert bad.status_code == 422


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG")
    return SimpleUploadedFile("meg.jpg", out.getvalue(), "image/jpeg")


def test_organiser_gets_a_face_with_alt_text(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    url = reverse("seminars:face", args=[seminar.slug])
    client = as_person(organiser)
    for missing in ({"alt": "Åse"}, {"consent": "on"}):
        assert client.post(url, {"face": picture(), **missing}).status_code == 422
    broken = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    assert client.post(url, {"face": broken, "alt": "Å", "consent": "on"}).status_code == 422

    done = client.post(url, {"face": picture(), "alt": "Åse smiler", "consent": "on"})
    assert done.status_code == 302
    seminar.organiser.refresh_from_db()
    assert seminar.organiser.face.alt == "Åse smiler"

    client.post(url, {"deed": "remove"})
    seminar.organiser.refresh_from_db()
    assert seminar.organiser.face is None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2013-11-20", "2013-11-21", "20.–21. november 2013"),
        ("2013-11-30", "2013-12-01", "30. november – 1. desember 2013"),
        ("2013-12-31", "2014-01-01", "31. desember 2013 – 1. januar 2014"),
        ("2013-11-20", None, "20. november 2013"),
        (None, None, ""),
    ],
)
def test_dates_in_words(first: str | None, last: str | None, words: str) -> None:
    from datetime import date

    seminar = Seminar(
        starts_on=date.fromisoformat(first) if first else None,
        ends_on=date.fromisoformat(last) if last else None,
    )
    assert dates_in_words(seminar) == words
