"""The personal link: a GET signs nobody in, wrong, old and foreign links are told apart."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from idetorg.invitations import links
from idetorg.invitations.enums import LinkState
from idetorg.invitations.links import open_link, personal_url, token_of
from idetorg.invitations.models import Answer
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.factories import (
    ParticipationFactory,
    RoomPositionFactory,
    ScheduleItemFactory,
    StepFactory,
)
from tests.invitations.factories import InvitationFactory

As = Callable[[Participation | User], Client]


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_token_has_at_least_128_bits_and_stays_the_same(participant: Participation) -> None:
    assert links._MAC_BYTES * 8 >= 128
    assert token_of(participant) == token_of(participant)
    assert token_of(participant, 1) != token_of(participant, 2)


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_signs_nobody_in(participant: Participation, method: str) -> None:
    client = Client()
    before = Session.objects.count()

    response = getattr(client, method)(personal_url(participant))

    assert response.status_code == 200
    assert Session.objects.count() == before
    assert signed_in(client) is None
    assert "no-store" in response["Cache-Control"]


def test_the_page_says_who_it_is_for_and_has_one_button(participant: Participation) -> None:
    page = Client().get(personal_url(participant)).content.decode()

    assert "Kari" in page
    assert "Deltaker" not in page
    assert participant.seminar.name in page
    assert participant.seminar.goal in page
    assert page.count('class="btn') == 1


def test_the_button_signs_in_again_and_again(participant: Participation) -> None:
    for _round in range(2):
        client = Client()
        client.get(personal_url(participant))
        response = client.post(personal_url(participant))
        assert response.status_code == 302
        assert signed_in(client) == str(participant.user_id)


def test_signing_in_changes_the_session_key(participant: Participation) -> None:
    client = Client()
    session = client.session
    session["seen"] = 1
    session.save()
    before = session.session_key

    client.post(personal_url(participant))

    assert client.session.session_key != before


def test_signing_in_on_anothers_device_empties_their_session(
    as_person: As, participant: Participation, other_participant: Participation
) -> None:
    client = as_person(other_participant)
    session = client.session
    session["secret"] = "theirs"
    session.save()

    client.post(personal_url(participant))

    assert signed_in(client) == str(participant.user_id)
    assert "secret" not in client.session


def test_old_wrong_and_foreign_links(participant: Participation, stranger: Participation) -> None:
    old = token_of(participant)
    participant.link_version = 2
    participant.save()
    # another person's number with this person's proof, a changed letter, another key's proof
    swapped = token_of(stranger)[:8] + token_of(participant)[8:]
    changed = token_of(participant)[:-1] + ("a" if token_of(participant)[-1] != "a" else "b")
    foreign = token_of(participant, 99)

    for token, status in [(old, 410), (swapped, 404), (changed, 404), (foreign, 404), ("x", 404)]:
        for client in (Client(),):
            url = reverse("invitations:link", args=[token])
            assert client.get(url).status_code == status
            assert client.post(url).status_code == status
            assert signed_in(client) is None
    assert open_link(token_of(participant)).state == LinkState.GOOD


def test_unknown_links_look_the_same(participant: Participation) -> None:
    changed = token_of(participant)[:-1] + ("a" if token_of(participant)[-1] != "a" else "b")
    nobody = ParticipationFactory(seminar=participant.seminar)
    gone = token_of(nobody)
    nobody.delete()

    bodies = {
        Client().get(reverse("invitations:link", args=[token])).content
        for token in (changed, gone, "abc")
    }
    # only the language form's return path differs
    assert len({len(body) for body in bodies}) <= 2


def test_replaced_link_says_what_to_do(participant: Participation) -> None:
    old = token_of(participant)
    participant.link_version = 2
    participant.save()

    page = Client().get(reverse("invitations:link", args=[old])).content.decode()

    assert reverse("account_request_login_code") in page
    assert participant.seminar.organiser.phone in page
    assert "Kari" not in page


def test_link_of_a_removed_person_is_closed(participant: Participation) -> None:
    participant.removed_at = participant.joined_at
    participant.save()
    client = Client()

    assert client.post(personal_url(participant)).status_code == 410
    assert signed_in(client) is None


# Where it leads --------------------------------------------------------------------------


@pytest.fixture
def under_way(seminar: Seminar) -> None:
    RoomPositionFactory(
        seminar=seminar, step=StepFactory(item=ScheduleItemFactory(seminar=seminar))
    )


def lands(participation: Participation, **data: str) -> str:
    return Client().post(personal_url(participation), data).headers["Location"]


def test_unanswered_goes_to_sign_up(participant: Participation) -> None:
    InvitationFactory(participation=participant)
    assert lands(participant) == reverse("invitations:sign_up", args=[participant.seminar.slug])


def test_under_way_goes_to_now(participant: Participation, under_way: None) -> None:
    InvitationFactory(participation=participant)
    assert lands(participant) == reverse("web:now", args=[participant.seminar.slug])


def test_those_who_lead_go_to_the_console(
    organiser: Participation, facilitator: Participation
) -> None:
    url = reverse("web:lead", args=[organiser.seminar.slug])
    assert lands(organiser) == url
    assert lands(facilitator) == url


def test_cancelled_person_may_come_back(participant: Participation) -> None:
    InvitationFactory(participation=participant, answer=Answer.NOT_COMING)
    participant.removed_at = participant.joined_at
    participant.save()
    assert lands(participant) == reverse("invitations:sign_up", args=[participant.seminar.slug])


def test_til_leads_to_our_own_pages(participant: Participation) -> None:
    assert lands(participant, til="/s/bibliotekrom/mitt") == "/s/bibliotekrom/mitt"


@pytest.mark.parametrize(
    "aim",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\t//evil.example",
        "@evil.example",
        " //evil.example",
        "/%09/\nevil.example",
        "http:///evil.example",
    ],
)
def test_til_never_leaves_our_host(participant: Participation, aim: str) -> None:
    assert lands(participant, til=aim) == reverse("web:now", args=[participant.seminar.slug])
    page = Client().get(personal_url(participant), {"til": aim})
    assert 'name="til"' not in page.content.decode()
