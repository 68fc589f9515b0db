"""Coverage and results: persons, counts and ranges; silence is unknown."""

from datetime import timedelta

import pytest

from idetorg.commitments import actions
from idetorg.commitments.enums import FollowUpKind, Side, TaskState, Visibility
from idetorg.commitments.models import ChangeTask, FollowUp, StateMove
from idetorg.commitments.presenting import chart_of, result_sentences
from idetorg.commitments.queries import (
    Coverage,
    anyway_counts,
    calling,
    coverage,
    digest,
    not_answered_yet,
    not_now_reasons,
    obstacle_counts,
    results,
)
from idetorg.core.figures import Bounds
from idetorg.core.time import now
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions as showcase
from tests.commitments.factories import DraftFactory, MakkerPairFactory, asked, taken_home
from tests.commitments.test_cards import with_card
from tests.commitments.test_pictures import put, upload
from tests.factories import ParticipationFactory


@pytest.fixture
def eighteen(seminar: Seminar, other_seminar: Seminar) -> list[ChangeTask]:
    """The worked example: 18 took a task home, 12 answered, 8 have done it. And a leak."""
    found = [taken_home(p) for p in ParticipationFactory.create_batch(18, seminar=seminar)]
    for n, task in enumerate(found[:12]):
        answer = "done" if n < 8 else "partly" if n < 10 else "started"
        actions.answer_follow_up(asked(task), by=task.participation, answer=answer)
    leak = taken_home(ParticipationFactory(seminar=other_seminar))
    actions.move_state(leak, by=leak.participation, to=TaskState.DONE)
    return found


def test_coverage_counts_each_person_once(seminar: Seminar, other_seminar: Seminar) -> None:
    people = ParticipationFactory.create_batch(6, seminar=seminar)
    taken_home(people[0])
    taken_home(people[0])
    actions.not_now(people[0])
    actions.not_now(people[1], reason="Ny jobb")
    DraftFactory(participation=people[2])
    DraftFactory(participation=people[3], owner_confirmed=False)
    people[5].removed_at = now()
    people[5].save()
    taken_home(ParticipationFactory(seminar=other_seminar))

    assert coverage(seminar) == Coverage(present=5, committed=1, not_now=2 - 1, unanswered=3)
    assert coverage(seminar).answered == 2


def test_a_shared_reason_goes_with_the_one_who_leaves(
    participant: Participation, other_participant: Participation
) -> None:
    for person in (participant, other_participant):
        actions.not_now(person, reason=f"Ikke nå {person.pk}", shared=True)
    Participation.objects.filter(pk=participant.pk).update(removed_at=now())

    assert not_now_reasons(participant.seminar) == [f"Ikke nå {other_participant.pk}"]


def test_not_now_said_after_a_task_leaves_the_task_counted(participant: Participation) -> None:
    taken_home(participant)
    actions.not_now(participant)

    assert coverage(participant.seminar) == Coverage(1, 1, 0, 0)


def test_results_of_the_worked_example(seminar: Seminar, eighteen: list[ChangeTask]) -> None:
    found = results(seminar)

    assert found.bounds == Bounds(committed=18, answered=12, done=8)
    assert (found.partly, found.started, found.unknown, found.tasks) == (2, 2, 6, 18)
    texts = [s.text for s in result_sentences(found)]
    assert texts[:4] == [
        "Minst 8 av 18 (44 %) har gjennomført en endringsoppgave.",
        "Blant dem som svarte: 8 av 12 (67 %).",
        "Høyst 14 av 18 (78 %).",
        "For 6 av 18 vet vi det ikke.",
    ]
    assert "mellom 39 og 86 %" in " ".join(texts)


def test_at_six_months_only_what_was_told_then_counts(
    seminar: Seminar, eighteen: list[ChangeTask]
) -> None:
    early = eighteen[15]
    actions.move_state(early, by=early.participation, to=TaskState.DONE)

    assert results(seminar).bounds == Bounds(18, 13, 9)
    assert results(seminar, FollowUpKind.MONTH_6).bounds == Bounds(18, 12, 8)


def test_two_tasks_of_a_person_count_once(seminar: Seminar) -> None:
    person = ParticipationFactory(seminar=seminar)
    first, second = taken_home(person), taken_home(person)
    actions.move_state(first, by=person, to=TaskState.DONE)
    actions.move_state(second, by=person, to=TaskState.PARTLY)

    found = results(seminar)
    assert (found.committed, found.answered, found.done, found.partly) == (1, 1, 1, 0)
    assert found.tasks == 2


def test_confirmed_stands_apart_and_the_owners_own_word_is_no_second_voice(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    task = taken_home(participant, Visibility.MAKKER)
    MakkerPairFactory(one=participant, other=other_participant)
    actions.move_state(task, by=participant, to=TaskState.DONE)
    ChangeTask.objects.update(done_at=now() - timedelta(days=200))
    actions.move_state(task, by=participant, to=TaskState.LASTING)
    assert (results(seminar).done, results(seminar).confirmed) == (1, 0)

    actions.confirm(task, role="makker", by=other_participant)
    assert (results(seminar).lasting, results(seminar).confirmed) == (1, 1)


@pytest.mark.parametrize(
    ("shown_to", "which", "consent", "said", "seen"),
    [
        ((Visibility.ORGANISER,), Side.AFTER, "internal", TaskState.DONE, 1),
        ((Visibility.EVERYONE,), Side.AFTER, "open", TaskState.DONE, 1),
        ((), Side.AFTER, "open", TaskState.DONE, 0),  # nobody but its owner can look
        ((Visibility.MAKKER,), Side.AFTER, "open", TaskState.DONE, 0),  # and has no makker
        ((Visibility.EVERYONE,), Side.AFTER, "internal", TaskState.DONE, 0),
        ((Visibility.ORGANISER,), Side.AFTER, "none", TaskState.DONE, 0),
        ((Visibility.ORGANISER,), Side.BEFORE, "internal", TaskState.DONE, 0),
        ((Visibility.ORGANISER,), Side.AFTER, "internal", TaskState.PARTLY, 0),
    ],
)
def test_a_picture_of_how_it_is_now_that_others_may_see_confirms(
    seminar: Seminar,
    participant: Participation,
    shown_to: tuple[Visibility, ...],
    which: Side,
    consent: str,
    said: TaskState,
    seen: int,
) -> None:
    task = taken_home(participant, *shown_to)
    put(task, which, consent=consent)
    actions.move_state(task, by=participant, to=said)
    assert results(seminar).confirmed == seen
    assert task.confirmations.count() == 0  # a fact of its own, and nobody's word


def test_a_picture_on_a_card_that_is_shown_confirms(
    seminar: Seminar, participant: Participation
) -> None:
    task = with_card(participant)
    picture = put(task, Side.AFTER)
    card = task.card
    assert card is not None
    showcase.pick_card_picture(card, "after_picture", picture, by=participant)
    assert results(seminar).confirmed == 0
    showcase.publish_card(card, by=participant)
    assert results(seminar).confirmed == 1
    actions.describe_picture(
        task, Side.AFTER, by=participant, caption="Døra", alt="En dør", consent="internal"
    )
    assert results(seminar).confirmed == 0


def test_a_picture_put_straight_on_the_card_confirms_too(
    seminar: Seminar, participant: Participation
) -> None:
    card = with_card(participant).card
    assert card is not None
    told = {"caption": "Døra nå", "alt": "En åpen dør"}
    showcase.set_card_picture(card, "after_picture", upload(), consent=True, by=participant, **told)
    showcase.set_card_picture(
        card, "before_picture", upload(), consent=True, by=participant, **told
    )
    assert results(seminar).confirmed == 0
    showcase.publish_card(card, by=participant)
    assert results(seminar).confirmed == 1
    showcase.remove_card_picture(card, "after_picture", by=participant)
    assert results(seminar).confirmed == 0


def test_chart_is_solid_to_at_least_and_dashed_to_at_most() -> None:
    chart = chart_of(Bounds(24, 18, 11))
    assert chart is not None
    assert (chart.at_least, chart.at_most, chart.unknown) == (11, 17, 6)
    assert (chart.x_least, chart.x_most) == (377, 577)
    assert (chart.narrow_least, chart.narrow_most) == (157, 237)
    assert chart.narrow_anchors == ("start", "end")
    assert chart_of(Bounds(24, 0, 0)) is None
    assert chart_of(Bounds(0, 0, 0)) is None


@pytest.mark.parametrize(("count", "shown"), [(4, []), (5, [("TIME", 5)])])
def test_obstacles_under_five_persons_are_shown_to_nobody(
    seminar: Seminar, count: int, shown: list[tuple[str, int]]
) -> None:
    for person in ParticipationFactory.create_batch(count, seminar=seminar):
        task = DraftFactory(participation=person)
        said = {"words": "Alene", "codes": ["TIME"], "plan": ""}
        actions.save_answer(task, by=person, question="obstacle", values=said)
        actions.commit(task, by=person)

    assert [(o.code, o.persons) for o in obstacle_counts(seminar)] == shown


def test_anyway_is_counted_in_persons(seminar: Seminar, eighteen: list[ChangeTask]) -> None:
    for task, word in zip(eighteen, ["no_way", "later", "same", "unsure"], strict=False):
        row = task.follow_ups.get(kind="month_6")
        actions.add_details(row, by=task.participation, anyway=word)

    assert anyway_counts(seminar) == (2, 4)


def test_digest_holds_only_what_is_shared_with_the_seminar(seminar: Seminar) -> None:
    people = ParticipationFactory.create_batch(4, seminar=seminar)
    taken_home(people[0], Visibility.SEMINAR, change="Delt med seminaret")
    taken_home(people[1], Visibility.ORGANISER, change="HEMMELIG arrangør")
    taken_home(people[2], change="HEMMELIG meg")
    DraftFactory(participation=people[3], seen_by_everyone=True, change="HEMMELIG utkast")

    assert [(row.text, row.by) for row in digest(seminar)] == [
        ("Delt med seminaret", people[0].institution.name)
    ]


def test_names_of_the_silent_are_for_a_facilitator_until_the_bus_leaves(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
) -> None:
    taken_home(participant)
    assert not_answered_yet(seminar, facilitator) == [other_participant]
    for viewer in (organiser, participant, stranger):
        assert not_answered_yet(seminar, viewer) == []

    RoomPosition.objects.create(seminar=seminar, finished_at=now())
    assert not_answered_yet(seminar, facilitator) == []


def test_the_silent_are_a_number_afterwards(seminar: Seminar, eighteen: list[ChangeTask]) -> None:
    for task in eighteen[12:]:
        asked(task)

    assert calling.silent_count(seminar) == 6


def test_who_fell_silent_after_day_14_is_unknown_at_month_6_and_at_most_leaves_room(
    seminar: Seminar,
) -> None:
    people = ParticipationFactory.create_batch(4, seminar=seminar)
    late = now() - timedelta(days=170)
    for person, said in zip(people, ("started", "done", "put_aside", "same"), strict=True):
        task = taken_home(person)
        first = asked(task, "day_14")
        FollowUp.objects.filter(task=task).exclude(pk=first.pk).update(cancelled_at=now())
        actions.answer_follow_up(first, by=person, answer=said, reason="Solgt")
        FollowUp.objects.filter(pk=first.pk).update(due_at=late, sent_at=late, answered_at=late)
        StateMove.objects.filter(task=task).update(at=late)
    found = results(seminar)
    assert (found.answered, found.done, found.put_aside, found.started) == (4, 1, 1, 1)

    month_6 = FollowUp.objects.filter(kind="month_6")
    month_6.update(due_at=now() - timedelta(days=13))
    assert results(seminar).answered == 4  # there still is time to answer
    month_6.update(due_at=now() - timedelta(days=15))
    found = results(seminar)
    assert (found.committed, found.answered, found.done, found.unknown) == (4, 2, 1, 2)
    assert (found.started, found.not_begun, found.put_aside) == (0, 0, 1)
    assert (found.bounds.at_least, found.bounds.at_most) == (1, 3)

    row = month_6.get(task__participation=people[0])
    FollowUp.objects.filter(pk=row.pk).update(cancelled_at=None, sent_at=now())
    row.refresh_from_db()
    actions.answer_follow_up(row, by=people[0], answer="same")
    assert results(seminar).started == 1


def test_a_little_is_a_beginning_and_no_state(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    for person, taken in ((participant, "a_little"), (other_participant, "not_taken")):
        task = taken_home(person)
        actions.answer_first_step(asked(task, "day_14"), by=person, taken=taken)
        assert ChangeTask.objects.get(pk=task.pk).state == "committed"
    for kind in (None, FollowUpKind.DAY_14):
        found = results(seminar, kind)
        assert (found.a_little, found.not_begun, found.answered) == (1, 1, 2)
