"""Sign-up, food with its own consent, and the lists."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from idetorg.audit.models import Entry
from idetorg.invitations import tasks
from idetorg.invitations.models import Answer, Diet, Invitation, SignUp
from idetorg.jobs import worker
from idetorg.live.models import Event
from idetorg.mailer.models import Mail
from idetorg.people.models import Consent, User
from idetorg.seminars.activities import panels
from idetorg.seminars.models import Participation, Seminar
from tests.factories import ParticipationFactory
from tests.invitations.factories import DietFactory, InvitationFactory, SignUpFactory

As = Callable[[Participation | User], Client]

YES = {"answer": "coming", "takes_bus_out": "on", "eats_lunch": "on"}
FOOD = {"diet": "HEMMELIG NØTTEALLERGI", "diet_consent": "on"}


def post(client: Client, seminar: Seminar, **data: str):
    return client.post(reverse("invitations:sign_up", args=[seminar.slug]), data)


def test_sign_up_stores_what_was_ticked_and_confirms(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    response = post(as_person(participant), seminar, **YES, stuck_with="Hvordan slutter vi?")

    stored = SignUp.objects.get(participation=participant)
    assert response.status_code == 302
    assert (stored.takes_bus_out, stored.takes_bus_home) == (True, False)
    assert (stored.eats_lunch, stored.needs_room) == (True, False)
    assert stored.stuck_with == "Hvordan slutter vi?"
    assert participant.invitation.answer == Answer.COMING
    assert Mail.objects.get().kind == "confirmation"
    assert Entry.objects.filter(action="signed_up", actor_id=participant.user_id).count() == 1
    assert Event.objects.filter(topic__key=seminar.topic_leaders, kind="people").count() == 1


def test_sign_up_can_be_changed_without_new_mail(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    client = as_person(participant)
    post(client, seminar, **YES)
    post(client, seminar, answer="coming", needs_room="on")

    assert SignUp.objects.get().needs_room is True
    assert SignUp.objects.get().takes_bus_out is False
    assert Mail.objects.count() == 1
    page = client.get(reverse("invitations:sign_up", args=[seminar.slug]))
    assert page.context["form"].initial["needs_room"] is True


@pytest.mark.parametrize("data", [{}, {"answer": "maybe"}, {"answer": "coming", "diet": "Nøtter"}])
def test_bad_sign_up_keeps_what_was_typed(
    as_person: As, seminar: Seminar, participant: Participation, data: dict[str, str]
) -> None:
    response = post(as_person(participant), seminar, **data, stuck_with="Mine egne ord")

    assert response.status_code == 422
    assert "Mine egne ord" in response.content.decode()
    assert SignUp.objects.count() == 0
    assert Diet.objects.count() == 0


def test_other_methods_are_refused(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    url = reverse("invitations:sign_up", args=[seminar.slug])
    assert as_person(participant).put(url).status_code == 405


def test_someone_from_another_seminar_is_a_stranger_here(
    as_person: As, seminar: Seminar, stranger: Participation
) -> None:
    response = as_person(stranger).get(reverse("invitations:sign_up", args=[seminar.slug]))
    assert "invitations/ask.html" in [t.name for t in response.templates]


def test_cancel_frees_the_seat_and_forgets_food(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    client = as_person(participant)
    post(client, seminar, **YES, **FOOD)
    post(client, seminar, answer="not_coming")

    participant.refresh_from_db()
    assert participant.removed_at is not None
    assert Diet.objects.count() == 0
    assert SignUp.objects.count() == 0

    post(client, seminar, **YES)  # minds change
    participant.refresh_from_db()
    assert participant.removed_at is None
    assert Invitation.objects.get().answer == Answer.COMING


def test_organiser_who_cannot_come_stays_in(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    post(as_person(organiser), seminar, answer="not_coming")
    organiser.refresh_from_db()
    assert organiser.removed_at is None


def test_fields_the_seminar_has_no_use_for_are_gone(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    seminar.has_bus = seminar.has_lunch = seminar.has_rooms = False
    seminar.save()
    client = as_person(participant)
    page = client.get(reverse("invitations:sign_up", args=[seminar.slug]))

    assert set(page.context["form"].fields) == {"answer", "phone", "stuck_with"}
    assert post(client, seminar, **YES, **FOOD).status_code == 302
    assert Diet.objects.count() == 0


# Food -------------------------------------------------------------------------------------


def test_food_has_its_own_consent_and_end(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    client = as_person(participant)
    post(client, seminar, **YES, **FOOD)

    diet = Diet.objects.get(participation=participant)
    assert diet.delete_on == date(2013, 12, 5)
    assert Consent.objects.filter(user=participant.user, purpose="diet", withdrawn_at=None).exists()

    post(client, seminar, **YES)
    assert Diet.objects.count() == 0
    assert not Consent.objects.filter(purpose="diet", withdrawn_at=None).exists()


def test_food_is_in_no_other_page_mail_audit_or_event(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    other_participant: Participation,
) -> None:
    post(as_person(participant), seminar, **YES, **FOOD)
    secret = FOOD["diet"]
    allowed = {(participant.pk, "sign_up"), (participant.pk, "export"), (organiser.pk, "kitchen")}
    names = {
        str(key): args
        for namespace in ("invitations", "seminars", "schedule", "web", "people")
        for key in get_resolver().namespace_dict[namespace][1].reverse_dict
        if isinstance(key, str)
        for args in [namespace]
    }
    tried = 0
    for person in (organiser, facilitator, participant, other_participant):
        client = as_person(person)
        client.raise_request_exception = False
        for name, namespace in names.items():
            for args in ([], [seminar.slug], [seminar.slug, participant.pk]):
                try:
                    url = reverse(f"{namespace}:{name}", args=args)
                except Exception:
                    continue
                if (person.pk, name) in allowed:
                    continue
                response = client.get(url)
                body = b"".join(response) if response.streaming else response.content
                tried += 1
                assert secret not in body.decode(errors="replace"), (person, url)
    assert tried > 60
    assert all(secret not in mail.text + mail.html for mail in Mail.objects.all())
    assert all(secret not in str(event.payload) for event in Event.objects.all())
    assert not Entry.objects.exclude(digest="").filter(object_type="invitations.diet").exists()


def test_food_leaves_14_days_after(seminar: Seminar, participant: Participation) -> None:
    DietFactory(participation=participant)
    kept = DietFactory(
        participation=ParticipationFactory(
            seminar__starts_on=date(2014, 1, 1), seminar__ends_on=date(2014, 1, 2)
        ),
        delete_on=date(2013, 1, 1),  # the seminar was moved since
    )
    with time_machine.travel(datetime(2013, 12, 4, 22, 0, tzinfo=UTC)):
        assert tasks.delete_old_diets(datetime(2013, 12, 4, 22, 0, tzinfo=UTC)) == 0
    with time_machine.travel(datetime(2013, 12, 5, 2, 0, tzinfo=UTC)):
        for expected in (1, 0):
            assert tasks.delete_old_diets(datetime(2013, 12, 5, 2, 0, tzinfo=UTC)) == expected

    assert list(Diet.objects.all()) == [kept]
    [entry] = Entry.objects.filter(action="diet_deleted")
    assert (entry.hand, entry.digest, entry.scope) == ("system", "", seminar.scope)


test_food_leaves_14_days_after = pytest.mark.django_db(transaction=True)(
    test_food_leaves_14_days_after
)


def test_the_nightly_work_is_registered() -> None:
    assert "invitations.delete_old_diets" in worker.registered()


def coming(seminar: Seminar, **data: object) -> Participation:
    row = ParticipationFactory(seminar=seminar)
    InvitationFactory(participation=row, answer=Answer.COMING)
    SignUpFactory(participation=row, **data)
    return row


def test_kitchen_counts_without_names_until_they_are_asked_for(
    as_person: As, seminar: Seminar, organiser: Participation, other_seminar: Seminar
) -> None:
    first, second, third = coming(seminar), coming(seminar), coming(seminar, eats_lunch=False)
    DietFactory(participation=first, text="Nøtter")
    DietFactory(participation=second, text="nøtter ")
    DietFactory(participation=coming(other_seminar), text="LEKKASJE")
    url = reverse("invitations:kitchen", args=[seminar.slug])
    client = as_person(organiser)

    page = client.get(url)
    kitchen = page.context["kitchen"]
    assert (kitchen.coming, kitchen.eats) == (3, 2)
    assert [(line.count, line.names) for line in kitchen.diets] == [(2, [])]
    assert first.user.name not in page.content.decode()
    assert "LEKKASJE" not in page.content.decode()

    named = client.post(url)
    assert first.user.name in named.content.decode()
    assert third.user.name not in named.content.decode()
    assert Entry.objects.filter(action="diet_names_shown").count() == 1


@pytest.mark.parametrize(
    ("page", "facilitator_status"),
    [("invitations:kitchen", 403), ("invitations:rooms", 403), ("invitations:bus", 200)],
)
def test_lists_are_for_those_who_need_them(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    page: str,
    facilitator_status: int,
) -> None:
    url = reverse(page, args=[seminar.slug])
    assert as_person(organiser).get(url).status_code == 200
    assert as_person(facilitator).get(url).status_code == facilitator_status
    assert as_person(participant).get(url).status_code == 403
    assert as_person(stranger).get(url).status_code == 404
    assert as_person(outsider).get(url).status_code == 404


@pytest.mark.parametrize("page", ["kitchen", "bus", "rooms"])
@pytest.mark.parametrize("count", [1, 3])
def test_list_query_counts_are_constant(
    as_person: As, seminar: Seminar, organiser: Participation, page: str, count: int
) -> None:
    for _index in range(count):
        DietFactory(participation=coming(seminar, needs_room=True))
    client = as_person(organiser)

    with CaptureQueriesContext(connection) as seen:
        client.get(reverse(f"invitations:{page}", args=[seminar.slug]))

    assert len(seen) <= 5


def test_roll_call_goes_both_ways_and_says_who_is_missing(
    as_person: As, seminar: Seminar, facilitator: Participation, participant: Participation
) -> None:
    on, off = coming(seminar), coming(seminar)
    client = as_person(facilitator)
    url = reverse("invitations:board", args=[seminar.slug])

    for _round in range(2):  # pressed twice, counted once
        response = client.post(url, {"person": on.pk, "way": "out", "on": "1"})
    page = client.get(response.headers["Location"])
    assert [row.participation for row in page.context["bus"].missing] == [off]
    assert Entry.objects.filter(action="on_board").count() == 1

    client.post(url, {"person": on.pk, "way": "out", "on": "0"})
    on.sign_up.refresh_from_db()
    assert on.sign_up.on_board_out_at is None
    assert as_person(participant).post(url, {"person": on.pk}).status_code == 403


def test_roll_call_never_reaches_another_seminar(
    as_person: As, seminar: Seminar, facilitator: Participation, other_seminar: Seminar
) -> None:
    elsewhere = coming(other_seminar)
    as_person(facilitator).post(
        reverse("invitations:board", args=[seminar.slug]),
        {"person": elsewhere.pk, "way": "out", "on": "1"},
    )
    elsewhere.sign_up.refresh_from_db()
    assert elsewhere.sign_up.on_board_out_at is None


def test_mine_shows_my_sign_up_without_food(
    as_person: As, seminar: Seminar, participant: Participation, rf: RequestFactory
) -> None:
    from django.template.loader import render_to_string

    from idetorg.seminars.access import Seat

    post(as_person(participant), seminar, **YES, **FOOD)
    seat = Seat(seminar, participant.user, participant)
    scenes = [panel.build(rf.get("/"), seminar, seat) for panel in panels("mine")]
    [scene] = [s for s in scenes if s and s.template == "invitations/_mine.html"]
    html = render_to_string(scene.template, scene.context)

    assert FOOD["diet"] not in html
    assert reverse("invitations:sign_up", args=[seminar.slug]) in html


def test_a_telephone_number_given_at_sign_up_is_ones_own_and_prefilled(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    client = as_person(participant)
    url = reverse("invitations:sign_up", args=[seminar.slug])
    assert "makkeren din ser det" in client.get(url).content.decode()
    post(client, seminar, **YES, phone="77 00 11 22")
    participant.user.refresh_from_db()
    assert participant.user.phone == "77 00 11 22"
    assert 'value="77 00 11 22"' in client.get(url).content.decode()
    assert Entry.objects.filter(action="person_changed", field="phone").count() == 1

    post(client, seminar, **YES)  # a page from before it was asked
    participant.user.refresh_from_db()
    assert participant.user.phone == "77 00 11 22"
    post(client, seminar, **YES, phone="")
    participant.user.refresh_from_db()
    assert participant.user.phone == ""


def test_what_is_no_telephone_number_is_told_kindly_and_nothing_is_lost(
    as_person: As, seminar: Seminar, participant: Participation
) -> None:
    bad = post(as_person(participant), seminar, **YES, phone="spør Kari", stuck_with="Hvordan?")
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "Dette kan ikke være et telefonnummer." in page
    assert "spør Kari" in page
    assert "Hvordan?" in page
    participant.user.refresh_from_db()
    assert participant.user.phone == ""
