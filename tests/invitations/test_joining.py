"""Coming in with the code on the wall, and asking for a place on the open page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.invitations.actions.joining import WRONG_CODES
from idetorg.invitations.links import mailed_url, token_of
from idetorg.invitations.models import Answer, Invitation, JoinAttempt
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.invitations.factories import InvitationFactory

As = Callable[[Participation | User], Client]


def join(seminar: Seminar, client: Client | None = None, **data: str):
    given = {"name": "Ny Person", "other_institution": "Nyttbiblioteket", **data}
    url = reverse("invitations:join", args=[seminar.join_code])
    return (client or Client()).post(url, given)


def test_code_leads_to_a_page_and_signs_nobody_in(seminar: Seminar) -> None:
    client = Client()
    found = client.get(
        reverse("invitations:join_start"), {"kode": f" {seminar.join_code.lower()} "}
    )
    assert found.headers["Location"] == reverse("invitations:join", args=[seminar.join_code])

    page = client.get(found.headers["Location"])

    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_join_makes_a_person_and_signs_in(seminar: Seminar, other_seminar: Seminar) -> None:
    client = Client()
    response = join(seminar, client)

    row = Participation.objects.get(user__name="Ny Person")
    assert response.headers["Location"] == reverse("web:now", args=[seminar.slug])
    assert client.session["_auth_user_id"] == str(row.user_id)
    assert (row.seminar, row.institution.name) == (seminar, "Nyttbiblioteket")
    assert row.invitation.answer == Answer.COMING
    assert (row.is_organiser, row.is_facilitator) == (False, False)
    assert row.user.email is None


def test_roles_cannot_be_posted(seminar: Seminar) -> None:
    join(seminar, is_organiser="on", role="organiser", is_administrator="1")
    row = Participation.objects.get(user__name="Ny Person")
    assert not row.is_organiser
    assert not row.user.is_administrator


def test_join_never_becomes_an_invited_person(seminar: Seminar, participant: Participation) -> None:
    InvitationFactory(participation=participant)
    client = Client()
    same = {
        "name": participant.user.name.upper(),
        "institution": participant.institution.name,
        "other_institution": "",
    }

    asked = join(seminar, client, **same)
    assert asked.status_code == 422
    assert asked.context["twin"] is True
    assert participant.user.email not in asked.content.decode()
    assert "_auth_user_id" not in client.session

    join(seminar, client, **same, as_new="yes")
    assert client.session["_auth_user_id"] != str(participant.user_id)
    assert seminar.participations.count() == 2


def test_an_invited_address_is_never_taken_over(
    seminar: Seminar, participant: Participation
) -> None:
    client = Client()
    join(seminar, client, email=participant.user.email)

    row = Participation.objects.get(user__name="Ny Person")
    assert client.session["_auth_user_id"] == str(row.user_id)
    assert row.user.email is None
    assert row.user.claimed_email == participant.user.email

    # even the mailed link keeps the two apart
    Client().post(mailed_url(row))
    row.user.refresh_from_db()
    assert row.user.email is None


def test_the_mailed_link_shows_whose_the_address_is(seminar: Seminar) -> None:
    join(seminar, email="ny@example.org")
    row = Participation.objects.select_related("user").get(user__name="Ny Person")
    mail = Mail.objects.get()
    assert mail.kind == "join_confirmation"
    link = mailed_url(row)
    assert link.split("?")[1] in mail.text

    # the plain link (from a card) proves nothing
    Client().post(reverse("invitations:link", args=[token_of(row)]))
    row.user.refresh_from_db()
    assert row.user.email is None

    Client().get(link)
    row.user.refresh_from_db()
    assert row.user.email is None

    assert Client().post(link).status_code == 302
    row.user.refresh_from_db()
    assert row.user.email == "ny@example.org"
    assert Client().post(link).status_code == 302  # it can be used again


def test_a_card_dies_when_the_address_is_shown(seminar: Seminar) -> None:
    join(seminar, email="ny@example.org")
    row = Participation.objects.select_related("user").get(user__name="Ny Person")
    Invitation.objects.filter(participation=row).update(card_made_at=row.joined_at)
    card, link = token_of(row), mailed_url(row)

    Client().post(link)

    row.refresh_from_db()
    assert Client().get(reverse("invitations:link", args=[card])).status_code == 410
    assert any(token_of(row) in mail.text for mail in Mail.objects.all())


def test_closed_code_is_told_kindly(seminar: Seminar) -> None:
    seminar.join_open = False
    seminar.save()

    response = join(seminar)

    assert response.status_code == 409
    assert not User.objects.filter(name="Ny Person").exists()
    assert seminar.goal in response.content.decode()


@pytest.mark.parametrize("missing", ["name", "other_institution"])
def test_missing_words_keep_the_rest(seminar: Seminar, missing: str) -> None:
    response = join(seminar, **{missing: ""})

    assert response.status_code == 422
    kept = {"name": "Ny Person", "other_institution": "Nyttbiblioteket"}
    kept.pop(missing)
    assert next(iter(kept.values())) in response.content.decode()


def test_unknown_code_is_told_and_counted(db: None) -> None:
    response = Client().get(reverse("invitations:join", args=["AAAAAA"]))
    assert response.status_code == 404
    assert JoinAttempt.objects.filter(ok=False).count() == 1


def test_guessing_is_limited_but_a_room_is_not_locked_out(
    seminar: Seminar, other_seminar: Seminar
) -> None:
    wrong = reverse("invitations:join", args=["AAAAAA"])
    room = {"REMOTE_ADDR": "10.0.0.1"}
    url = reverse("invitations:join", args=[seminar.join_code])
    assert (
        Client().post(url, {"name": "En", "other_institution": "Sted"}, **room).status_code == 302
    )

    for index in range(WRONG_CODES):
        forged = {"HTTP_X_FORWARDED_FOR": f"10.1.1.{index}"}
        assert Client().get(wrong, **room, **forged).status_code == 404

    assert Client().get(wrong, **room).status_code == 429
    # another seminar's code gives nothing away from here
    elsewhere = reverse("invitations:join", args=[other_seminar.join_code])
    assert Client().get(elsewhere, **room).status_code == 429
    # but two hundred colleagues behind the same address still come in
    for index in range(3):
        who = {"name": f"Kollega {index}", "other_institution": "Sted"}
        assert Client().post(url, who, **room).status_code == 302
    # and other addresses are not concerned
    assert Client().get(elsewhere, REMOTE_ADDR="10.0.0.2").status_code == 200


def test_wall_is_for_those_who_lead(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
) -> None:
    url = reverse("invitations:wall", args=[seminar.slug])
    page = as_person(facilitator).get(url)

    assert seminar.join_code in page.content.decode()
    assert "<svg" in page.content.decode()
    assert as_person(organiser).get(url).status_code == 200
    assert as_person(participant).get(url).status_code == 403
    assert as_person(stranger).get(url).status_code == 404
    assert as_person(facilitator).post(url).status_code == 405


# Asking for a place -----------------------------------------------------------------------


def ask(seminar: Seminar, client: Client | None = None, **data: str):
    given = {"name": "Spør Spørsen", "email": "spor@example.org", "institution": "Sted", **data}
    return (client or Client()).post(reverse("invitations:sign_up", args=[seminar.slug]), given)


def test_the_way_in_comes_by_mail_only(seminar: Seminar) -> None:
    client = Client()
    response = ask(seminar, client)

    row = seminar.participations.get()
    assert "_auth_user_id" not in client.session
    assert token_of(row) not in client.get(response.headers["Location"]).content.decode()
    assert token_of(row) in Mail.objects.get().text
    assert row.user.email == "spor@example.org"


def test_known_and_unknown_addresses_get_the_same_answer(
    seminar: Seminar, participant: Participation
) -> None:
    new = ask(seminar)
    known = ask(seminar, email=participant.user.email)

    assert (new.status_code, new.headers["Location"]) == (
        known.status_code,
        known.headers["Location"],
    )
    assert token_of(participant) in Mail.objects.get(person_id=participant.user_id).text
    participant.user.refresh_from_db()
    assert participant.user.name == "Kari Deltaker"
    assert seminar.participations.count() == 2


def test_removed_person_gets_nothing_and_the_same_answer(
    seminar: Seminar, participant: Participation
) -> None:
    participant.removed_at = participant.joined_at
    participant.save()

    response = ask(seminar, email=participant.user.email)

    assert response.status_code == 302
    assert Mail.objects.count() == 0


def test_a_victim_gets_at_most_three_mails_an_hour(seminar: Seminar) -> None:
    for _round in range(10):
        assert ask(seminar).status_code == 302
    assert Mail.objects.count() == 3


def test_bad_address_is_told_and_kept(seminar: Seminar) -> None:
    response = ask(seminar, email="spor(at)example.org")
    assert response.status_code == 422
    assert "spor(at)example.org" in response.content.decode()
    assert "Spør Spørsen" in response.content.decode()


def test_after_the_deadline_a_person_is_to_ring(seminar: Seminar) -> None:
    seminar.sign_up_by = seminar.starts_on
    seminar.save()
    response = ask(seminar)
    assert response.status_code == 409
    assert not User.objects.filter(email="spor@example.org").exists()


def test_a_draft_is_not_there_for_strangers(seminar: Seminar) -> None:
    seminar.state = "draft"
    seminar.save()
    assert Client().get(reverse("invitations:sign_up", args=[seminar.slug])).status_code == 404
    assert ask(seminar).status_code == 404
