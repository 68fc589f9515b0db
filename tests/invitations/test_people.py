"""The organiser's list of people."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.invitations.links import open_link, token_of
from idetorg.invitations.models import Answer, Invitation
from idetorg.live.models import Event
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.seminars.models import Institution, OrganiserMember, Participation, Seminar
from tests.factories import ParticipationFactory, UserFactory
from tests.invitations.factories import InvitationFactory, SignUpFactory
from tests.invitations.test_roster import SEVENTH_IS_BROKEN

As = Callable[[Participation | User], Client]

PAGES = ["invitations:people", "invitations:add"]


@pytest.fixture(autouse=True)
def leak(stranger: Participation) -> None:
    """People of another seminar who must never be seen here."""
    ParticipationFactory(seminar=stranger.seminar, user__name="LEKKASJE LEKKESEN")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_the_organiser(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    page: str,
) -> None:
    url = reverse(page, args=[seminar.slug])

    assert as_person(organiser).get(url).status_code == 200
    assert as_person(facilitator).get(url).status_code == 403
    assert as_person(participant).get(url).status_code == 403
    assert as_person(stranger).get(url).status_code == 404
    assert as_person(outsider).get(url).status_code == 404
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("deed", ["send", "cards"])
def test_deeds_take_post_only(
    as_person: As, seminar: Seminar, organiser: Participation, deed: str
) -> None:
    url = reverse(f"invitations:{deed}", args=[seminar.slug])
    assert as_person(organiser).get(url).status_code == 405


@pytest.mark.parametrize("deed", ["person_link", "person_roles", "person_remove"])
def test_deeds_about_a_person_stay_in_the_seminar(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    deed: str,
) -> None:
    url = reverse(f"invitations:{deed}", args=[seminar.slug, participant.pk])
    elsewhere = reverse(f"invitations:{deed}", args=[seminar.slug, stranger.pk])

    assert as_person(facilitator).post(url).status_code == 403
    assert as_person(stranger).post(url).status_code == 404
    assert as_person(organiser).post(elsewhere).status_code == 404
    assert as_person(organiser).get(url).status_code == 405


@pytest.mark.parametrize("person_count", [1, 3])
def test_people_query_count_is_constant(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    person_count: int,
) -> None:
    for row in ParticipationFactory.create_batch(person_count, seminar=seminar):
        InvitationFactory(participation=row)
        SignUpFactory(participation=row)
    client = as_person(organiser)

    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(reverse("invitations:people", args=[seminar.slug]))

    assert len(seen) <= 6
    assert len(response.context["rows"]) == person_count + 1
    assert "LEKKASJE" not in response.content.decode()


def test_people_says_unknown_for_those_who_have_not_answered(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    InvitationFactory(participation=participant)
    response = as_person(organiser).get(reverse("invitations:people", args=[seminar.slug]))

    assert response.context["counts"].unanswered == 1
    assert response.context["counts"].not_coming == 0


def test_search_finds_by_name_and_institution(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    url = reverse("invitations:people", args=[seminar.slug])
    client = as_person(organiser)

    found = client.get(url, {"q": "kari"}).context["rows"]
    by_place = client.get(url, {"q": participant.institution.name}).context["rows"]
    nobody = client.get(url, {"q": "LEKKASJE"})

    assert [row.participation for row in found] == [participant]
    assert [row.participation for row in by_place] == [participant]
    assert nobody.context["rows"] == []


def test_empty_list_offers_the_one_deed(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    page = as_person(organiser).get(reverse("invitations:people", args=[seminar.slug]))
    assert reverse("invitations:add", args=[seminar.slug]) in page.content.decode()


# Pasted lists ---------------------------------------------------------------------------


def paste(client: Client, seminar: Seminar, **data: object):
    return client.post(reverse("invitations:add", args=[seminar.slug]), data)


def test_preview_stores_nothing_and_names_line_seven(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    before = (User.objects.count(), Participation.objects.count(), Institution.objects.count())

    response = paste(as_person(organiser), seminar, text=SEVENTH_IS_BROKEN)

    after = (User.objects.count(), Participation.objects.count(), Institution.objects.count())
    page = response.content.decode()
    assert response.status_code == 200
    assert before == after
    assert "Linje 7:" in page
    assert 'name="line-7"' in page
    assert "berit(at)example.org" in page
    assert len(response.context["preview"]) == 6


def test_confirm_stores_the_good_rows_and_keeps_the_bad_text(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    response = paste(client, seminar, text=SEVENTH_IS_BROKEN, deed="confirm")

    names = set(seminar.participations.values_list("user__name", flat=True))
    assert response.status_code == 200
    assert {"Kari Nilsen", "Ánne Sara", "Tor Vik"} < names
    assert "Berit Aas" not in names
    assert "berit(at)example.org" in response.content.decode()
    assert Mail.objects.count() == 0
    assert Invitation.objects.filter(participation__seminar=seminar, sent_at=None).count() == 6
    assert Entry.objects.filter(action="person_added", scope=seminar.scope).count() == 6
    assert Event.objects.filter(topic__key=seminar.topic_leaders, kind="people").exists()

    left = response.context["text"]
    fixed = "Berit Aas;berit@example.org;Nordbotn bibliotek;Nordbotn"
    done = paste(client, seminar, text=left, deed="confirm", **{"line-2": fixed})
    assert done.status_code == 302
    assert seminar.participations.filter(user__email="berit@example.org").count() == 1


def test_confirm_twice_makes_no_doubles(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    text = "Kari;kari@example.org;Fjordvik bibliotek\nOdd;;Fjordvik Bibliotek"
    for _round in range(2):
        assert paste(client, seminar, text=text, deed="confirm").status_code == 302

    assert seminar.participations.count() == 3
    assert (
        Institution.objects.filter(
            organiser=seminar.organiser, name__iexact="fjordvik bibliotek"
        ).count()
        == 1
    )


def test_a_file_in_cp1252_is_read(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    file = SimpleUploadedFile("liste.csv", "Åse Bjørnæs;aase2@example.org;Høgås".encode("cp1252"))

    response = paste(as_person(organiser), seminar, file=file)

    assert response.context["preview"][0].row.name == "Åse Bjørnæs"


@pytest.mark.parametrize(
    "data",
    [
        {"text": ""},
        {"text": "x" * 1_000_000},
        {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"\x00" * 50)},
    ],
)
def test_bad_lists_are_refused_kindly(
    as_person: As, seminar: Seminar, organiser: Participation, data: dict[str, object]
) -> None:
    response = paste(as_person(organiser), seminar, **data)

    assert response.status_code == 422
    assert response.context["form"].errors


def test_an_address_known_from_another_seminar_is_the_same_person(
    as_person: As, seminar: Seminar, organiser: Participation, stranger: Participation
) -> None:
    address = stranger.user.email
    paste(as_person(organiser), seminar, text=f"Feil Navn;{address};Sted", deed="confirm")

    stranger.user.refresh_from_db()
    assert seminar.participations.get(user=stranger.user).is_organiser is False
    assert stranger.user.name == "Fremmed Fjellvåk"


def test_claimed_address_is_nobody_we_know(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    claimer = UserFactory(email=None, claimed_email="sjef@example.org", name="Påstår")
    paste(as_person(organiser), seminar, text="Sjef;sjef@example.org;Sted", deed="confirm")

    assert seminar.participations.get(user__email="sjef@example.org").user != claimer


# Invitations and links -------------------------------------------------------------------


def test_send_writes_one_mail_each_and_never_twice(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    InvitationFactory(participation=participant)
    without = ParticipationFactory(seminar=seminar, user__email=None)
    InvitationFactory(participation=without)
    client = as_person(organiser)

    for _round in range(2):
        client.post(reverse("invitations:send", args=[seminar.slug]))

    [mail] = Mail.objects.all()
    assert (mail.kind, mail.person_id, mail.scope) == (
        "invitation",
        participant.user_id,
        seminar.scope,
    )
    assert reverse("invitations:link", args=[token_of(participant)]) in mail.text
    participant.invitation.refresh_from_db()
    assert participant.invitation.sent_at is not None


def test_the_list_never_shows_a_link_of_someone_with_an_address(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    client = as_person(organiser)
    pages = [
        client.get(reverse("invitations:people", args=[seminar.slug])),
        client.get(reverse("invitations:person", args=[seminar.slug, participant.pk])),
    ]
    for page in pages:
        assert token_of(participant) not in page.content.decode()

    refused = client.post(
        reverse("invitations:cards", args=[seminar.slug]), {"person": participant.pk}
    )
    assert refused.status_code == 409


def test_new_link_kills_the_old_and_signs_out(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    old = token_of(participant)
    theirs = as_person(participant)
    assert theirs.get(reverse("people:me")).status_code == 200

    as_person(organiser).post(
        reverse("invitations:person_link", args=[seminar.slug, participant.pk]), {"deed": "new"}
    )

    participant.refresh_from_db()
    assert open_link(old).state == "replaced"
    assert open_link(token_of(participant)).state == "good"
    assert theirs.get(reverse("people:me")).status_code == 302
    assert token_of(participant) in Mail.objects.get().text


def test_remove_closes_link_and_pages(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    old = token_of(participant)
    theirs = as_person(participant)
    as_person(organiser).post(
        reverse("invitations:person_remove", args=[seminar.slug, participant.pk])
    )

    assert open_link(old).state == "removed"
    assert theirs.get(reverse("invitations:sign_up", args=[seminar.slug])).context[
        "form"
    ].fields.keys() >= {"email"}
    revoked = Event.objects.filter(kind="revoked")
    assert [event.payload for event in revoked] == [{"person": participant.topic}]


def test_roles_are_set_by_the_organiser(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    url = reverse("invitations:person_roles", args=[seminar.slug, participant.pk])
    as_person(organiser).post(url, {"is_participant": "on", "is_organiser": "on"})

    participant.refresh_from_db()
    assert (participant.is_organiser, participant.is_facilitator) == (True, False)
    assert OrganiserMember.objects.filter(user=participant.user).exists()

    as_person(organiser).post(url, {"is_participant": "on"})
    assert not OrganiserMember.objects.filter(user=participant.user).exists()


def test_a_seminar_always_has_an_organiser(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    client = as_person(organiser)
    for deed in ("person_roles", "person_remove"):
        response = client.post(reverse(f"invitations:{deed}", args=[seminar.slug, organiser.pk]))
        assert response.status_code == 409
    organiser.refresh_from_db()
    assert organiser.is_organiser
    assert organiser.removed_at is None


def test_cards_are_printed_for_those_without_an_address(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    row = ParticipationFactory(seminar=seminar, user__email=None, user__name="Uten Post")
    response = as_person(organiser).post(reverse("invitations:cards", args=[seminar.slug]))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert Invitation.objects.get(participation=row).card_made_at is not None
    assert Entry.objects.filter(action="card_printed", object_pk=str(row.pk)).count() == 1


def test_someone_who_said_no_stands_on_the_list(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    InvitationFactory(participation=participant, answer=Answer.NOT_COMING)
    participant.removed_at = participant.joined_at
    participant.save()

    page = as_person(organiser).get(reverse("invitations:people", args=[seminar.slug]))
    assert page.context["counts"].not_coming == 1
