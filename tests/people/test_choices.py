"""The page behind a mail's pause link keeps what the mail's footer promises."""

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.core.content import load
from idetorg.mailer import tokens
from idetorg.mailer.models import hash_of
from idetorg.seminars.models import Participation
from tests.commitments.factories import asked, taken_home


def page_of(client: Client, person: Participation) -> str:
    reader = tokens.Reader(hash_of(person.user.mail_to), person.user_id, person.seminar.scope, "")
    link = reverse("mailer:preferences", args=[tokens.token_for(reader)])
    return client.get(link).content.decode()


def test_each_word_of_the_footer_has_its_way(client: Client, participant: Participation) -> None:
    footer = load("mails")["footers"]["participant"]["nb"]
    asked(taken_home(participant))
    page = page_of(client, participant)
    for promised, way in (
        ("Ta pause", 'value="pause"'),
        ("bytt adresse", f'href="{reverse("people:me")}#address"'),
        ("ikke min lenger", "#not-mine"),
        ("Stopp alle e-poster", "/stop"),
    ):
        assert promised in footer
        assert way in page, promised


@pytest.mark.parametrize("ended", [True, False])
def test_an_ended_account_is_offered_nothing(
    client: Client, participant: Participation, ended: bool
) -> None:
    participant.user.is_active = not ended
    participant.user.save()
    assert ("#address" in page_of(client, participant)) != ended


def test_the_way_leads_past_the_sign_in_and_back(client: Client) -> None:
    went = client.get(reverse("people:me"))
    assert went.status_code == 302
    assert went.url.endswith(f"?next={reverse('people:me')}")
