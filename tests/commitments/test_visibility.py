"""Who may read the words: DOMAIN's table, and the same answer in SQL."""

import itertools

import pytest

from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.rules import Tie, may_read, may_read_words
from idetorg.grouping.models import Group
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import DraftFactory, MakkerPairFactory, in_a_group
from tests.factories import ParticipationFactory

V = Visibility
SETS = [frozenset(c) for n in range(len(V) + 1) for c in itertools.combinations(list(V), n)]

# The table of DOMAIN, written out: viewer → any of these ticks opens the words.
OPENS = {
    "owner": None,  # always
    "makker": {V.MAKKER, V.SEMINAR, V.EVERYONE},
    "group_member": {V.GROUP, V.SEMINAR, V.EVERYONE},
    "other_participant": {V.SEMINAR, V.EVERYONE},
    "facilitator": {V.SEMINAR, V.ORGANISER, V.EVERYONE},
    "organiser": {V.SEMINAR, V.ORGANISER, V.EVERYONE},
    "other_seminar": {V.EVERYONE},
    "stranger": {V.EVERYONE},
    "removed": {V.EVERYONE},
    "asked_makker": {V.SEMINAR, V.EVERYONE},
    "ended_makker": {V.SEMINAR, V.EVERYONE},
    "proposed_group": {V.SEMINAR, V.EVERYONE},
}


@pytest.fixture
def viewers(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
) -> dict[str, Participation | None]:
    """Everyone who could look at the participant's task."""
    makker, member, gone, asked, ended, proposed = ParticipationFactory.create_batch(
        6, seminar=seminar
    )
    gone.removed_at = gone.joined_at
    gone.save()
    MakkerPairFactory(one=participant, other=makker)
    MakkerPairFactory(one=asked, other=participant, agreed_at=None)
    MakkerPairFactory(one=participant, other=ended, ended_at=participant.joined_at)
    MakkerPairFactory(one=participant, other=gone)
    in_a_group(participant, member)
    in_a_group(proposed, other_participant, state=Group.State.PROPOSED)
    return {
        "owner": participant,
        "makker": makker,
        "group_member": member,
        "other_participant": other_participant,
        "facilitator": facilitator,
        "organiser": organiser,
        "other_seminar": stranger,
        "stranger": None,
        "removed": gone,
        "asked_makker": asked,
        "ended_makker": ended,
        "proposed_group": proposed,
    }


def _tick(task: ChangeTask, chosen: frozenset[Visibility]) -> None:
    for one in Visibility:
        setattr(task, f"seen_by_{one.value}", one in chosen)
    task.save()


def test_table_holds_for_every_set_and_viewer_in_python_and_in_sql(
    viewers: dict[str, Participation | None], participant: Participation
) -> None:
    task = DraftFactory(
        participation=participant, state="committed", committed_at=participant.joined_at
    )
    for chosen in SETS:
        _tick(task, chosen)
        for name, viewer in viewers.items():
            opens = OPENS[name]
            expected = opens is None or bool(chosen & opens)
            assert may_read_words(task, viewer) is expected, (name, sorted(chosen))
            in_sql = ChangeTask.objects.visible_to(viewer).filter(pk=task.pk).exists()
            assert in_sql is expected, (name, sorted(chosen))


def test_the_named_leader_reads_with_a_valid_link_only(participant: Participation) -> None:
    task = DraftFactory(
        participation=participant, state="committed", committed_at=participant.joined_at
    )
    for chosen in SETS:
        _tick(task, chosen)
        opens = bool(chosen & {V.LEADER, V.EVERYONE})
        assert may_read_words(task, None, leader_token_valid=True) is opens, sorted(chosen)
        assert may_read_words(task, None) is (V.EVERYONE in chosen)


def test_an_administrator_reads_no_more_than_a_stranger(participant: Participation) -> None:
    task = DraftFactory(
        participation=participant, state="committed", committed_at=participant.joined_at
    )
    for chosen in SETS:
        _tick(task, chosen)
        assert may_read_words(task, None, administrator=True) is (V.EVERYONE in chosen)


def test_a_draft_is_its_owners_alone_whatever_is_ticked(
    viewers: dict[str, Participation | None], participant: Participation
) -> None:
    task = DraftFactory(participation=participant)
    _tick(task, frozenset(V))
    for name, viewer in viewers.items():
        assert may_read_words(task, viewer) is (name == "owner"), name
        in_sql = ChangeTask.objects.visible_to(viewer).filter(pk=task.pk).exists()
        assert in_sql is (name == "owner"), name
    assert not may_read_words(task, None, leader_token_valid=True)


def test_the_owner_reads_their_own_from_another_seminar_too(
    participant: Participation, other_seminar: Seminar
) -> None:
    task = DraftFactory(participation=participant)
    same_person = ParticipationFactory(seminar=other_seminar, user=participant.user)

    assert may_read_words(task, same_person)
    assert list(ChangeTask.objects.visible_to(same_person)) == [task]


def test_pure_rule_needs_a_tie_for_everything_but_everyone() -> None:
    for chosen in SETS:
        assert may_read(chosen, Tie()) is (V.EVERYONE in chosen)
        assert not may_read(chosen, Tie(is_makker=True, in_seminar=True), is_draft=True)


def test_every_state_but_draft_is_read_by_the_same_table(participant: Participation) -> None:
    for state in TaskState:
        task = ChangeTask(participation=participant, state=state, seen_by_everyone=True)
        assert may_read_words(task, None) is (state != TaskState.DRAFT)
