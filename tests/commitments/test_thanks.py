"""Thanks to where an idea came from, and others' words as encouragement: never names."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions, queries
from idetorg.commitments.enums import OriginKind, Visibility
from idetorg.commitments.errors import NotAllowed, NotYours
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.tokens import follow_up_token
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import Presentation, Presenter, StealNote
from tests.commitments.factories import asked, taken_home
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation | User], Client]


@pytest.fixture
def project(seminar: Seminar) -> Presentation:
    return Presentation.objects.create(seminar=seminar, title="Rommet innerst")


@pytest.fixture
def presenter(project: Presentation) -> Participation:
    person: Participation = ParticipationFactory(seminar=project.seminar)
    Presenter.objects.create(presentation=project, participation=person)
    return person


def grown(project: Presentation, owner: Participation) -> ChangeTask:
    note = StealNote.objects.create(
        participation=owner, text="Nøkkelkort", presentation=project, source_label=project.title
    )
    return taken_home(
        owner, origin_kind=OriginKind.STEAL, origin_pk=note.pk, origin_label=project.title
    )


def test_presenters_get_a_number_of_those_who_want_them_to_know(
    project: Presentation, presenter: Participation, participant: Participation, as_person: AsPerson
) -> None:
    silent: Participation = ParticipationFactory(seminar=project.seminar)
    task, other = grown(project, participant), grown(project, silent)
    home = reverse("commitments:home", args=[project.seminar.slug, task.pk])
    owner = as_person(participant)
    assert "Ideen kom fra Rommet innerst" in owner.get(home).content.decode()
    assert queries.grown_from(presenter) == []
    thank = reverse("commitments:thank", args=[project.seminar.slug, task.pk])
    owner.post(thank, {"deed": "yes"})
    (row,) = queries.grown_from(presenter)
    assert (row.title, row.persons) == ("Rommet innerst", 1)
    page = as_person(presenter).get(reverse("web:mine", args=[project.seminar.slug]))
    assert "Rommet innerst" in page.content.decode()
    assert participant.user.name not in page.content.decode()
    assert queries.grown_from(silent) == []
    owner.post(thank, {"deed": "no"})
    assert queries.grown_from(presenter) == []
    assert not ChangeTask.objects.get(pk=other.pk).thanks_origin


def test_several_tasks_of_one_person_are_one(
    project: Presentation, presenter: Participation, participant: Participation
) -> None:
    for _number in range(2):
        actions.thank_origin(grown(project, participant), by=participant, thanks=True)
    assert [row.persons for row in queries.grown_from(presenter)] == [1]


def test_only_the_owner_thanks_and_only_for_others_ideas(
    project: Presentation,
    presenter: Participation,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    task, own = grown(project, participant), taken_home(participant)
    with pytest.raises(NotYours):
        actions.thank_origin(task, by=presenter, thanks=True)
    with pytest.raises(NotAllowed):
        actions.thank_origin(own, by=participant, thanks=True)
    url = reverse("commitments:thank", args=[project.seminar.slug, task.pk])
    assert as_person(presenter).post(url, {"deed": "yes"}).status_code == 404
    assert as_person(stranger).post(url, {"deed": "yes"}).status_code == 404
    assert as_person(facilitator).post(url, {"deed": "yes"}).status_code == 403
    assert as_person(participant).get(url).status_code == 405
    bad = reverse("commitments:thank", args=[project.seminar.slug, own.pk])
    assert as_person(participant).post(bad, {"deed": "yes"}).status_code == 409
    assert not ChangeTask.objects.filter(thanks_origin=True).exists()


@pytest.mark.parametrize(("kind", "shown"), [("week_7", True), ("month_3", False)])
def test_others_shared_words_encourage_without_names(
    participant: Participation,
    other_participant: Participation,
    stranger: Participation,
    client: Client,
    kind: str,
    shown: bool,
) -> None:
    seminar = participant.seminar
    taken_home(other_participant, Visibility.SEMINAR, change="Åpent til seks")
    hidden: Participation = ParticipationFactory(seminar=seminar)
    taken_home(hidden, Visibility.ORGANISER, change="HEMMELIG")
    taken_home(stranger, Visibility.SEMINAR, change="ANNET SEMINAR")
    row = asked(taken_home(participant, Visibility.SEMINAR, change="Mitt eget"), kind)
    actions.answer_follow_up(row, by=participant, answer="started")
    url = reverse("commitments:answer", args=[follow_up_token(row)])
    page = client.get(url + "?takk=1").content.decode()
    assert ("Åpent til seks" in page) == shown
    assert other_participant.user.name not in page
    assert other_participant.institution is None or other_participant.institution.name not in page
    assert "HEMMELIG" not in page
    assert "ANNET SEMINAR" not in page


def test_no_more_than_three_and_never_ones_own(seminar: Seminar) -> None:
    people = ParticipationFactory.create_batch(6, seminar=seminar)
    for number, person in enumerate(people):
        taken_home(person, Visibility.SEMINAR, change=f"Endring {number}")
    read = {number: queries.shared_by_others(person) for number, person in enumerate(people)}
    assert all(len(texts) == 3 for texts in read.values())
    assert all(f"Endring {number}" not in texts for number, texts in read.items())
    assert {text for texts in read.values() for text in texts} == {f"Endring {n}" for n in range(6)}
