"""The next seminar opens with the last one's results and one's own words; a successor's start."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions, queries
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask
from idetorg.core.time import now
from idetorg.people.models import User
from idetorg.schedule.actions import room
from idetorg.schedule.models import RoomPosition, Step
from idetorg.seminars.enums import SeminarState, StepKind
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import taken_home
from tests.factories import ParticipationFactory, ScheduleItemFactory, SeminarFactory, StepFactory

OSLO = ZoneInfo("Europe/Oslo")
AsPerson = Callable[[Participation | User], Client]


@pytest.fixture
def last(seminar: Seminar) -> Seminar:
    """A seminar that is over, of the same organiser."""
    over: Seminar = SeminarFactory(
        organiser=seminar.organiser,
        name="Høstseminaret",
        state=SeminarState.FINISHED,
        starts_on=date(2012, 11, 20),
        ends_on=date(2012, 11, 21),
    )
    RoomPosition.objects.create(seminar=over, finished_at=now())
    return over


@pytest.fixture
def welcome(seminar: Seminar, facilitator: Participation) -> Seminar:
    """The room at its first talk, with a bus before and a second talk after."""
    seminar.starts_on, seminar.ends_on = date(2013, 11, 20), date(2013, 11, 21)
    seminar.save()
    steps: list[Step] = []
    for hour, title in ((11, "Buss"), (13, "Velkommen"), (14, "Foredrag")):
        at = datetime(2013, 11, 20, hour, tzinfo=OSLO)
        item = ScheduleItemFactory(
            seminar=seminar, starts_at=at, ends_at=at + timedelta(hours=1), title=title
        )
        kind = StepKind.TRAVEL if hour == 11 else StepKind.TALK
        steps.append(StepFactory(item=item, kind=kind))
    room.jump_to(seminar, steps[1].pk, by=facilitator)
    return seminar


def returning(person: Participation, seminar: Seminar) -> Participation:
    """The same person at another seminar."""
    found: Participation = ParticipationFactory(
        seminar=seminar, user=person.user, institution=person.institution
    )
    return found


def finished(last: Seminar, others: int = 3) -> None:
    for person in ParticipationFactory.create_batch(others, seminar=last):
        actions.move_state(taken_home(person), by=person, to=TaskState.DONE)


def test_the_screen_opens_with_results_and_goes_on_after_the_welcome(
    welcome: Seminar, last: Seminar, facilitator: Participation, client: Client
) -> None:
    finished(last)
    taken_home(ParticipationFactory(seminar=last), Visibility.EVERYONE, change="MINE ORD")
    address = reverse("web:screen", args=[welcome.slug, welcome.screen_key])
    page = client.get(address).content.decode()
    assert "4 av 4 tok med seg en endringsoppgave hjem." in page
    assert "Minst 3 av 4 har gjennomført en endringsoppgave." in page
    assert "Høstseminaret" in page
    assert "MINE ORD" not in page
    later = Step.objects.filter(item__seminar=welcome).last()
    assert later is not None
    room.jump_to(welcome, later.pk, by=facilitator)
    assert "Høstseminaret" not in client.get(address).content.decode()


def test_a_returning_person_sees_own_words_and_nobody_elses(
    welcome: Seminar,
    last: Seminar,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    before = returning(participant, last)
    task = taken_home(before, Visibility.SEMINAR, change="Mine ord fra sist")
    taken_home(returning(other_participant, last), Visibility.SEMINAR, change="NABOENS ORD")
    page = as_person(participant).get(reverse("web:now", args=[welcome.slug])).content.decode()
    assert "Mine ord fra sist" in page
    assert "NABOENS ORD" not in page
    assert "2 av 2 tok med seg en endringsoppgave hjem." in page
    assert reverse("commitments:task", args=[last.slug, task.pk]) in page
    mine = reverse("web:mine", args=[welcome.slug])
    assert "Mine ord fra sist" in as_person(participant).get(mine).content.decode()
    actions.close(task, by=before)
    assert "Mine ord fra sist" not in as_person(participant).get(mine).content.decode()


def test_only_the_last_finished_seminar_of_the_same_row_is_opened_with(
    welcome: Seminar, last: Seminar, other_seminar: Seminar
) -> None:
    assert queries.previous_seminar(welcome) == last
    assert queries.previous_seminar(last) is None
    Seminar.objects.filter(pk=other_seminar.pk).update(
        starts_on=date(2013, 1, 1), ends_on=date(2013, 1, 1)
    )
    RoomPosition.objects.create(seminar=other_seminar, finished_at=now())
    assert queries.previous_seminar(welcome) == last
    RoomPosition.objects.filter(seminar=last).update(finished_at=None)
    assert queries.previous_seminar(welcome) is None


def test_without_a_last_seminar_the_welcome_is_a_welcome(welcome: Seminar, client: Client) -> None:
    address = reverse("web:screen", args=[welcome.slug, welcome.screen_key])
    assert "Velkommen" in client.get(address).content.decode()


def test_a_successor_writes_a_new_task_linked_to_the_old(
    seminar: Seminar,
    last: Seminar,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    gone: Participation = ParticipationFactory(seminar=last, institution=participant.institution)
    shown = taken_home(gone, Visibility.EVERYONE, change="Døra åpen til seks")
    hidden = taken_home(gone, Visibility.ORGANISER, change="SKJULT")
    still = taken_home(gone, Visibility.EVERYONE, change="FORTSATT MIN")
    for task in (shown, hidden):
        actions.close(task, by=gone)
    mine = reverse("web:mine", args=[seminar.slug])
    page = as_person(participant).get(mine).content.decode()
    assert "Døra åpen til seks" in page
    assert "SKJULT" not in page
    assert "FORTSATT MIN" not in page
    assert "Døra åpen" not in as_person(other_participant).get(mine).content.decode()

    start = reverse("commitments:start", args=[seminar.slug])
    for wrong in (hidden, still):
        assert as_person(participant).post(start, {"after": wrong.pk}).status_code == 404
    assert as_person(other_participant).post(start, {"after": shown.pk}).status_code == 404
    assert as_person(participant).post(start, {"after": shown.pk}).status_code == 302
    draft = ChangeTask.objects.get(participation=participant)
    assert (draft.successor_of, draft.change) == (shown, "")
    assert "Døra åpen til seks" not in as_person(participant).get(mine).content.decode()
