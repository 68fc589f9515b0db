"""For those who lead: counts, ranges, help wanted, paper; words only where they are shown."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask, HelpRequest
from idetorg.core.time import now
from idetorg.people.models import User
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, DraftFactory, asked, taken_home
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation | User], Client]


def _overview(seminar: Seminar) -> str:
    return reverse("commitments:overview", args=[seminar.slug])


def test_overview_shows_counts_sentences_and_only_shown_words(
    seminar: Seminar, organiser: Participation, other_seminar: Seminar, as_person: AsPerson
) -> None:
    people = ParticipationFactory.create_batch(18, seminar=seminar)
    for n, person in enumerate(people):
        task = taken_home(
            person,
            *([Visibility.ORGANISER] if n == 0 else []),
            change="Vist til arrangøren" if n == 0 else f"HEMMELIG {n}",
        )
        if n < 12:
            actions.answer_follow_up(asked(task), by=person, answer="done" if n < 8 else "partly")
    taken_home(
        ParticipationFactory(seminar=other_seminar), Visibility.EVERYONE, change="HEMMELIG annet"
    )

    page = as_person(organiser).get(_overview(seminar)).content.decode()
    for words in (
        "Minst 8 av 18 (44 %)",
        "Blant dem som svarte: 8 av 12 (67 %).",
        "Høyst 14 av 18 (78 %).",
        "For 6 av 18 vet vi det ikke.",
        "vi vet ikke for 6",
        "Vist til arrangøren",
        "17 personer har ordene for seg selv",
        "fortalt",
    ):
        assert words in page, words
    assert "HEMMELIG" not in page
    assert "style=" not in page


def test_under_five_nothing_is_in_per_cent(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    for person in ParticipationFactory.create_batch(4, seminar=seminar):
        actions.answer_follow_up(asked(taken_home(person)), by=person, answer="done")
    page = as_person(organiser).get(_overview(seminar)).content.decode()
    assert "Minst 4 av 4 har gjennomført" in page
    assert "%" not in page.split("<main")[1]


def test_overview_is_for_those_who_lead(
    seminar: Seminar,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    for name in ("overview", "paper", "paper_pdf"):
        url = reverse(f"commitments:{name}", args=[seminar.slug])
        assert as_person(facilitator).get(url).status_code == 200
        assert as_person(participant).get(url).status_code == 403
        assert as_person(stranger).get(url).status_code == 404
        assert as_person(outsider).get(url).status_code == 404
        assert as_person(facilitator).delete(url).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_overview_costs_the_same_for_many(
    seminar: Seminar,
    organiser: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        task = taken_home(person, Visibility.SEMINAR)
        actions.ask_help(task, by=person, to="organiser", text="Ring")
    client = as_person(organiser)
    client.get(_overview(seminar))
    with django_assert_num_queries(18):
        page = client.get(_overview(seminar))
    assert len(page.context["tasks"]) == len(page.context["wishes"]) == count


def test_help_is_listed_until_somebody_has_taken_it(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    wish = actions.ask_help(
        taken_home(participant), by=participant, to="organiser", text="Ring meg på mandag"
    )
    own = actions.ask_help(
        participant.change_tasks.get(), by=participant, to="makker", text="HEMMELIG til makker"
    )
    client = as_person(organiser)
    page = client.get(_overview(seminar)).content.decode()
    assert "Ring meg på mandag" in page
    assert WORDS not in page
    assert "HEMMELIG" not in page

    url = reverse("commitments:take_help", args=[seminar.slug, wish.pk])
    assert as_person(participant).post(url).status_code == 403
    assert as_person(stranger).post(url).status_code == 404
    assert client.get(url).status_code == 405
    client.post(url)
    assert HelpRequest.objects.get(pk=wish.pk).taken_at is not None
    assert "Ring meg på mandag" not in client.get(_overview(seminar)).content.decode()
    makkers = reverse("commitments:take_help", args=[seminar.slug, own.pk])
    assert client.post(makkers).status_code == 404


def test_paper_is_typed_in_for_somebody_and_not_read_again(
    seminar: Seminar,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    client = as_person(facilitator)
    url = reverse("commitments:paper", args=[seminar.slug])
    bad = client.post(url, {"person": participant.pk, "change": "", "first_step": "Rydde"})
    assert bad.status_code == 422
    assert "Rydde" in bad.content.decode()
    assert client.post(url, {"person": stranger.pk, "change": WORDS}).status_code == 422

    later = (date.today() + timedelta(days=60)).isoformat()
    client.post(url, {"person": participant.pk, "change": WORDS, "by_when": later})
    task = ChangeTask.objects.get()
    assert (task.participation, task.change, task.owner_confirmed) == (participant, WORDS, False)
    assert WORDS not in client.get(url).content.decode()
    assert WORDS not in client.get(_overview(seminar)).content.decode()
    shown = as_person(participant).get(reverse("commitments:review", args=[seminar.slug, task.pk]))
    assert "Er dette dine ord?" in shown.content.decode()


def test_reasons_for_not_now_are_shown_when_shared_and_without_names(
    seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    people = ParticipationFactory.create_batch(2, seminar=seminar)
    actions.not_now(people[0], reason="Vi flytter", shared=True)
    actions.not_now(people[1], reason="HEMMELIG")
    page = as_person(organiser).get(_overview(seminar)).content.decode()
    assert "Vi flytter" in page
    assert "HEMMELIG" not in page
    assert people[0].user.name not in page


def test_the_public_page_says_three_numbers_from_six_months_on(
    seminar: Seminar, client: Client
) -> None:
    people = ParticipationFactory.create_batch(6, seminar=seminar)
    for person in people:
        task = taken_home(person, change="HEMMELIG")
        actions.move_state(task, by=person, to=TaskState.DONE)
    taken_home(people[0], Visibility.EVERYONE, change="Vist til alle")
    DraftFactory(participation=people[1], seen_by_everyone=True, change="HEMMELIG utkast")
    place = RoomPosition.objects.create(seminar=seminar, finished_at=now())
    url = reverse("web:seminar", args=[seminar.slug])

    early = client.get(url).content.decode()
    assert "6 av 6 (100 %) tok med seg en endringsoppgave hjem." in early
    assert "Vist til alle" in early
    assert "Minst" not in early

    place.finished_at = now() - timedelta(days=190)
    place.save()
    later = client.get(url).content.decode()
    assert "Minst 6 av 6 (100 %) har gjennomført en endringsoppgave." in later
    assert "HEMMELIG" not in later
