"""Mail does not arrive: the organiser can put it right, but never take over a person."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.core.time import now
from idetorg.invitations.links import LinkState, open_link, token_of
from idetorg.invitations.models import Answer, Invitation
from idetorg.mailer import dead
from idetorg.mailer.bounces import said_by_server
from idetorg.mailer.enums import State
from idetorg.mailer.models import Mail, hash_of
from idetorg.people.models import User
from idetorg.people.sign_in import sign_in  # noqa: F401  (the only way in, which sets last_login)
from idetorg.seminars.models import Participation, Seminar
from tests.factories import ParticipationFactory
from tests.invitations.factories import InvitationFactory

As = Callable[[Participation | User], Client]


@pytest.fixture
def invited(participant: Participation) -> Participation:
    """A participant who was invited at a mistyped address, and has never been here."""
    InvitationFactory(participation=participant, sent_at=now())
    mark(participant)
    return participant


def mark(person: Participation) -> None:
    said = said_by_server(550, "5.1.1 unknown", of_reader=True)
    assert dead.note(hash_of(person.user.mail_to), said, now())


def url_of(person: Participation, page: str = "person_address") -> str:
    return reverse(f"invitations:{page}", args=[person.seminar.slug, person.pk])


def test_the_door_is_the_organisers(
    as_person: As,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
) -> None:
    url, said = url_of(participant), {"email": "ny@example.org"}
    foreign = reverse("invitations:person_address", args=[participant.seminar.slug, stranger.pk])

    assert as_person(facilitator).post(url, said).status_code == 403
    assert as_person(participant).post(url, said).status_code == 403
    assert as_person(stranger).post(url, said).status_code == 404
    assert as_person(outsider).post(url, said).status_code == 404
    assert as_person(organiser).post(foreign, said).status_code == 404
    assert as_person(organiser).get(url).status_code == 405
    assert not User.objects.filter(email="ny@example.org").exists()


def test_list_and_page_say_that_mail_does_not_arrive(
    as_person: As, seminar: Seminar, organiser: Participation, invited: Participation
) -> None:
    client = as_person(organiser)
    people = client.get(reverse("invitations:people", args=[seminar.slug]))
    row = next(r for r in people.context["rows"] if r.participation == invited)

    assert (row.mail_failed, row.address_is_dead) == (True, True)
    assert people.context["counts"].without_address == 1
    page = client.get(url_of(invited, "person"))
    assert page.context["may_correct"]
    assert "ny@" not in page.content.decode()


def test_organiser_corrects_an_address_and_the_invitation_goes_there(
    as_person: As, organiser: Participation, invited: Participation
) -> None:
    old_token = token_of(invited)
    answer = as_person(organiser).post(url_of(invited), {"email": " Rett@Example.org "})

    assert answer.status_code == 302
    invited.user.refresh_from_db()
    assert invited.user.email == "rett@example.org"
    sent = Mail.objects.get(person_id=invited.user_id)
    assert (sent.kind, sent.to_address, sent.state) == (
        "invitation",
        "rett@example.org",
        State.QUEUED,
    )
    assert open_link(old_token).state is not LinkState.GOOD
    changed = Entry.objects.get(action="person_changed", field="email")
    assert (changed.actor_id, changed.hand) == (organiser.user_id, "organiser")
    assert Entry.objects.filter(action="address_corrected", actor_id=organiser.user_id).exists()


def test_correcting_before_the_invitation_mails_nothing(
    as_person: As, organiser: Participation, participant: Participation
) -> None:
    InvitationFactory(participation=participant, sent_at=None)
    as_person(organiser).post(url_of(participant), {"email": "rett@example.org"})
    assert not Mail.objects.exists()


@pytest.mark.parametrize("why", ["been here", "answered", "on another's list", "only claimed"])
def test_an_address_somebody_uses_is_theirs_alone(
    as_person: As,
    organiser: Participation,
    invited: Participation,
    other_seminar: Seminar,
    why: str,
) -> None:
    user = invited.user
    if why == "been here":
        as_person(invited)
    elif why == "answered":
        Invitation.objects.filter(participation=invited).update(answer=Answer.COMING)
    elif why == "on another's list":
        ParticipationFactory(seminar=other_seminar, user=user)
    else:
        User.objects.filter(pk=user.pk).update(email=None, claimed_email=user.email)
    before = User.objects.values().get(pk=user.pk)

    answer = as_person(organiser).post(url_of(invited), {"email": "min@example.org"})

    assert answer.status_code == 409
    assert User.objects.values().get(pk=user.pk) == before
    assert not as_person(organiser).get(url_of(invited, "person")).context["may_correct"]


@pytest.mark.parametrize("typed", ["", "ikke en adresse", "a@b", "x" * 260 + "@example.org"])
def test_a_bad_address_is_told_kindly_and_stays_in_the_field(
    as_person: As, organiser: Participation, invited: Participation, typed: str
) -> None:
    answer = as_person(organiser).post(url_of(invited), {"email": typed})
    assert answer.status_code == 422
    assert answer.context["address_form"]["email"].errors
    assert typed in answer.content.decode()


def test_an_address_somebody_else_has_is_told_kindly(
    as_person: As,
    organiser: Participation,
    invited: Participation,
    other_participant: Participation,
) -> None:
    answer = as_person(organiser).post(url_of(invited), {"email": other_participant.user.email})
    assert answer.status_code == 422
    assert answer.context["address_form"]["email"].errors


def test_organiser_says_that_it_works_again(
    as_person: As, organiser: Participation, invited: Participation
) -> None:
    client = as_person(organiser)
    client.post(url_of(invited), {"deed": "works"})
    assert not dead.is_dead(hash_of(invited.user.email))
    client.post(url_of(invited, "person_link"), {"deed": "send"})

    assert Mail.objects.get(person_id=invited.user_id).state == State.QUEUED
    assert Entry.objects.filter(action="address_trusted", actor_id=organiser.user_id).count() == 1
    client.post(url_of(invited), {"deed": "works"})
    assert Entry.objects.filter(action="address_trusted").count() == 1


def test_a_card_is_printed_for_whom_no_mail_reaches_and_nobody_else(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    invited: Participation,
    other_participant: Participation,
) -> None:
    url = reverse("invitations:cards", args=[seminar.slug])
    client = as_person(organiser)

    assert client.post(url, {"person": invited.pk}).status_code == 200
    assert client.post(url, {"person": other_participant.pk}).status_code == 409


def test_the_person_sees_it_and_a_new_address_lets_mail_flow(
    as_person: As, invited: Participation
) -> None:
    client = as_person(invited)
    assert client.get(reverse("people:me")).context["address_is_dead"]

    client.post(reverse("people:ask_new_address"), {"email": "ny@example.org"})
    code = Mail.objects.get(kind="sign_in_code").text
    words = [word for word in code.split() if len(word) == 9 and word[4] == "-"]
    client.post(reverse("people:confirm_new_address"), {"code": words[0]})

    assert not client.get(reverse("people:me")).context["address_is_dead"]
    kept = Mail.objects.filter(person_id=invited.user_id, state=State.QUEUED)
    assert set(kept.values_list("to_address", flat=True)) == {"ny@example.org"}
