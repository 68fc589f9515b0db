"""The room moves by the plan: once a press, phase by phase, and never loses its place."""

from datetime import timedelta

import pytest

from idetorg.audit.models import Entry
from idetorg.core.errors import Refused
from idetorg.live.models import Event
from idetorg.market.models import Market
from idetorg.schedule.actions import programme, room
from idetorg.schedule.errors import StepInUse, UnderWay
from idetorg.schedule.models import RoomPosition, ScheduleItem, Step
from idetorg.schedule.queries import is_quiet_now, position, room_now
from idetorg.schedule.tasks import finish_forgotten_rooms
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.factories import OSLO


@pytest.fixture
def steps(seminar: Seminar) -> list[Step]:
    """A talk, a break, and an item with market and group work."""
    day = factories.ScheduleItemFactory._meta.declarations["day"]
    made = []
    for number, (hour, kinds) in enumerate(
        [(13, ["talk"]), (14, ["break"]), (15, ["market", "group"])], start=1
    ):
        start = factories.datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)
        item = factories.ScheduleItemFactory(
            seminar=seminar,
            position=number,
            starts_at=start,
            ends_at=start + timedelta(minutes=30 * len(kinds)),
            title=f"Post {number}",
        )
        made += [
            factories.StepFactory(item=item, position=place, kind=kind, minutes=30)
            for place, kind in enumerate(kinds, start=1)
        ]
    return made


def press(seminar: Seminar, by: Participation) -> RoomPosition:
    return room.move_next(seminar, by=by, seen_version=position(seminar).version)


def test_next_walks_steps_and_phases_to_the_end(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    walked = []
    for _press in range(5):
        place = press(seminar, facilitator)
        walked.append((place.step_id, place.phase))
    assert walked == [
        (steps[0].pk, ""),
        (steps[1].pk, ""),
        (steps[2].pk, "write"),
        (steps[2].pk, "open"),
        (steps[3].pk, ""),
    ]
    assert press(seminar, facilitator).finished_at is not None
    assert Event.objects.filter(kind="step").count() == 6


def test_pressing_twice_at_once_moves_once(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    for _press in range(2):
        room.move_next(seminar, by=facilitator, seen_version=0)
    assert position(seminar).step_id == steps[0].pk
    assert Event.objects.filter(kind="step").count() == 1


def test_a_finished_seminar_is_finished_once(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    ended = room.finish(seminar, by=facilitator).finished_at
    again = press(seminar, facilitator)
    assert again.finished_at == ended
    back = room.move_back(seminar, by=facilitator, seen_version=again.version)
    assert back.finished_at == ended or back.step_id is not None


def test_back_walks_the_same_road(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    for _press in range(4):
        press(seminar, facilitator)
    places = []
    for _press in range(4):
        place = room.move_back(seminar, by=facilitator, seen_version=position(seminar).version)
        places.append((place.step_id, place.phase))
    assert places == [
        (steps[2].pk, "write"),
        (steps[1].pk, ""),
        (steps[0].pk, ""),
        (steps[0].pk, ""),
    ]


def test_market_follows_the_room(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    states = []
    room.jump_to(seminar, steps[2].pk, by=facilitator)
    for _press in range(3):
        states.append(Market.objects.get(seminar=seminar).state)
        press(seminar, facilitator)
    assert states == ["writing", "open", "closed"]


def test_a_step_of_another_seminar_is_refused(
    seminar: Seminar, steps: list[Step], facilitator: Participation, other_seminar: Seminar
) -> None:
    theirs = factories.StepFactory(item__seminar=other_seminar)
    with pytest.raises(Refused):
        room.jump_to(seminar, theirs.pk, by=facilitator)


def test_break_says_when_we_are_back_and_mail_is_quiet(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    room.jump_to(seminar, steps[1].pk, by=facilitator)
    now = room_now(seminar)
    assert now.back_at == steps[2].item.starts_at
    assert [state for _item, state in now.day_items()] == ["past", "now", "next"]
    since = position(seminar).since
    assert is_quiet_now(seminar.scope, since + timedelta(minutes=5))
    assert not is_quiet_now(seminar.scope, since + timedelta(hours=4))
    assert not is_quiet_now("s999999", since)
    assert not is_quiet_now("nonsense", since)


def test_phases_share_the_minutes_of_their_step(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    room.jump_to(seminar, steps[2].pk, by=facilitator)
    start = steps[2].item.starts_at
    assert room_now(seminar).until == start + timedelta(minutes=13)
    room.add_minutes(seminar, 5, by=facilitator)
    assert room_now(seminar).until == start + timedelta(minutes=18)


def test_the_line_the_room_is_in_stays(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    room.jump_to(seminar, steps[3].pk, by=facilitator)
    item = steps[3].item
    with pytest.raises(StepInUse):
        programme.remove_item(item, by=facilitator)
    words = programme.ItemWords(
        day=item.day,
        start=item.starts_at.astimezone(OSLO).time(),
        end=None,
        title="Kortere",
        kind="group_work",
        steps=(programme.StepWords("market", 30),),
    )
    with pytest.raises(StepInUse):
        programme.save_item(seminar, words, item=item, by=facilitator)
    assert position(seminar).step_id == steps[3].pk
    with pytest.raises(UnderWay):
        programme.read_text(seminar, "Kl. 9 Noe annet", by=facilitator)
    assert ScheduleItem.objects.filter(seminar=seminar).count() == 3


def test_a_room_nobody_ended_ends_three_hours_after_the_plan(
    seminar: Seminar, steps: list[Step], facilitator: Participation, other_seminar: Seminar
) -> None:
    end = steps[3].item.ends_at
    room.jump_to(seminar, steps[3].pk, by=facilitator)
    RoomPosition.objects.update(since=end - timedelta(minutes=20))
    assert finish_forgotten_rooms(end + timedelta(hours=2, minutes=59)) == 0
    assert position(seminar).finished_at is None
    assert finish_forgotten_rooms(end + timedelta(hours=3, minutes=1)) == 1
    assert position(seminar).finished_at == end  # as planned, not when the worker came by
    assert finish_forgotten_rooms(end + timedelta(hours=4)) == 0
    entry = Entry.objects.filter(action="room_finish").get()
    assert (entry.actor_id, entry.hand) == (None, "system")
    assert position(other_seminar).finished_at is None


def test_a_room_that_still_moves_after_the_plan_is_left_alone(
    seminar: Seminar, steps: list[Step], facilitator: Participation
) -> None:
    late = steps[3].item.ends_at + timedelta(hours=4)
    room.jump_to(seminar, steps[3].pk, by=facilitator)
    RoomPosition.objects.update(since=late)
    assert finish_forgotten_rooms(late + timedelta(hours=2)) == 0
    assert finish_forgotten_rooms(late + timedelta(hours=4)) == 1
    assert position(seminar).finished_at == late


def test_a_seminar_on_paper_ends_too_and_a_draft_does_not(
    seminar: Seminar, steps: list[Step]
) -> None:
    after = steps[3].item.ends_at + timedelta(days=1)
    seminar.state = "draft"
    seminar.save()
    assert finish_forgotten_rooms(after) == 0
    seminar.state = "published"
    seminar.save()
    assert finish_forgotten_rooms(after) == 1
    assert room_now(seminar).state == "after"
