"""Write a task: private draft, answers, taking home, rewording, "not now", paper."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from idetorg.audit.models import Entry
from idetorg.commitments import actions, words
from idetorg.commitments.enums import FollowUpKind, OriginKind, TaskState, Visibility
from idetorg.commitments.errors import (
    AlreadyTakenHome,
    BadValue,
    NotWhole,
    NotYours,
    TaskConflict,
    TooMany,
)
from idetorg.commitments.models import ChangeTask, Version
from idetorg.commitments.queries import own_sources
from idetorg.invitations.models import SignUp
from idetorg.live.models import Event
from idetorg.mailer.models import Mail
from idetorg.rooms.models import PrivateLine
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase.models import StealNote
from tests.commitments.factories import WORDS, DraftFactory, in_a_group, taken_home
from tests.factories import ParticipationFactory, ProblemStatementFactory

DAY = datetime(2013, 11, 21, 12, 26, tzinfo=ZoneInfo("Europe/Oslo"))


def _save(task: ChangeTask, question: str, revision: int | None = None, **values: object):
    return actions.save_answer(
        task, by=task.participation, question=question, values=values, revision=revision
    )


def test_an_empty_draft_is_handed_out_again(participant: Participation) -> None:
    first = actions.start_draft(participant)
    assert actions.start_draft(participant) == first

    _save(first, "change", change=WORDS)
    assert actions.start_draft(participant) != first


def test_a_line_break_is_one_sign_however_a_form_sends_it(participant: Participation) -> None:
    task = actions.start_draft(participant)
    _save(task, "change", change="To linjer:\r\nden andre.")
    _save(task, "obstacle", words="Tid.\r\nOg folk.", codes=[], plan="")
    task.refresh_from_db()
    assert task.change == "To linjer:\nden andre."
    assert task.obstacles.get().words == "Tid.\nOg folk."
    assert Entry.objects.filter(field="change").latest("pk").length == len(task.change)


def test_five_tasks_are_enough_and_one_put_aside_makes_room(participant: Participation) -> None:
    tasks = [taken_home(participant) for _n in range(5)]
    with pytest.raises(TooMany):
        actions.start_draft(participant)

    actions.move_state(tasks[0], by=participant, to=TaskState.PUT_ASIDE, reason="For stort nå")
    assert actions.start_draft(participant).is_draft


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("change", {"change": WORDS}),
        ("when_then", {"when_text": "Når møtet er over", "then_text": "så går jeg rett dit"}),
        ("who_must_say_yes", {"must_say_yes": ["me", "nearest_leader"], "they_know": "not_yet"}),
        ("by_when", {"by_when": date(2014, 6, 1)}),
        ("important", {"important": 10}),
        ("sure", {"sure": 0}),
        ("origin", {"origin_label": "Prosjektet i Lavangen"}),
    ],
)
def test_each_answer_is_saved_in_its_columns(
    participant: Participation, question: str, values: dict[str, object]
) -> None:
    task = _save(actions.start_draft(participant), question, **values)

    task.refresh_from_db()
    assert {name: getattr(task, name) for name in values} == values
    assert task.saved_in[question] == task.revision == 2


def test_obstacle_keeps_own_words_with_several_codes(participant: Participation) -> None:
    task = actions.start_draft(participant)
    said = {"words": "Jeg er alene på vakt", "codes": ["STAFF", "TIME"], "plan": "så spør jeg Kari"}
    _save(task, "obstacle", **said)

    found = words.obstacle_of(task)
    assert (found.words, found.codes, found.counter_plan) == (
        "Jeg er alene på vakt",
        ("TIME", "STAFF"),
        "så spør jeg Kari",
    )
    _save(task, "obstacle", words="", codes=[], plan="")
    assert words.obstacle_of(task) == words.ObstacleWords()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("important", {"important": 11}),
        ("sure", {"sure": -1}),
        ("change", {"change": "x" * 2001}),
        ("who_must_say_yes", {"must_say_yes": ["the_king"]}),
        ("obstacle", {"words": "Det snør", "codes": ["SNOW"]}),
        ("state", {"state": "done"}),
        ("visibility", {"seen_by_everyone": True}),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    participant: Participation, question: str, values: dict[str, object]
) -> None:
    task = actions.start_draft(participant)
    with pytest.raises(BadValue):
        _save(task, question, **values)


def test_saving_what_stands_writes_nothing(participant: Participation) -> None:
    task = _save(actions.start_draft(participant), "change", change=WORDS)
    before = Entry.objects.count()

    _save(task, "change", change=f"  {WORDS} ")

    task.refresh_from_db()
    assert task.revision == 2
    assert Entry.objects.count() == before


def test_two_phones_at_the_same_answer_meet_as_a_conflict(participant: Participation) -> None:
    task = _save(actions.start_draft(participant), "change", change="Først")
    read = task.revision
    _save(task, "change", revision=read, change="Fra den ene telefonen")

    with pytest.raises(TaskConflict) as caught:
        _save(task, "change", revision=read, change="Fra den andre")
    assert caught.value.theirs == "Fra den ene telefonen"

    kept = _save(task, "change", revision=caught.value.revision, change="Fra den andre")
    assert kept.change == "Fra den andre"


def test_two_phones_at_different_answers_do_not_meet(participant: Participation) -> None:
    task = _save(actions.start_draft(participant), "change", change="Først")
    read = task.revision
    _save(task, "change", revision=read, change="Mer")

    assert _save(task, "first_step", revision=read, first_step="Rydde").first_step == "Rydde"


def test_own_notes_are_picked_up_and_origin_kept(
    participant: Participation, other_participant: Participation
) -> None:
    SignUp.objects.create(participation=participant, stuck_with="Får ikke ungdommen inn")
    note = StealNote.objects.create(
        participation=participant, text="Nøkkelkort på døra", source_label="Lavangen"
    )
    ProblemStatementFactory(
        market__seminar=participant.seminar, author=participant, text="Hvem slipper inn?"
    )
    group = in_a_group(participant, other_participant)
    PrivateLine.objects.create(group=group, participation=participant, text="Spør Kari")
    PrivateLine.objects.create(group=group, participation=other_participant, text="HEMMELIG")
    others = StealNote.objects.create(participation=other_participant, text="HEMMELIG")

    found = own_sources(participant)
    assert [s.kind for s in found] == [k for k in OriginKind if k]
    assert "HEMMELIG" not in "".join(s.text for s in found)

    task = actions.start_draft(participant)
    task = actions.pick_up_origin(task, by=participant, kind=OriginKind.STEAL, pk=note.pk)
    assert (task.change, task.origin_kind, task.origin_label) == (
        "Nøkkelkort på døra",
        "steal",
        "Lavangen",
    )
    task = actions.pick_up_origin(
        task, by=participant, kind=OriginKind.BUS_NOTE, pk=participant.sign_up.pk
    )
    assert task.change == "Nøkkelkort på døra\nFår ikke ungdommen inn"
    with pytest.raises(NotYours):
        actions.pick_up_origin(task, by=participant, kind=OriginKind.STEAL, pk=others.pk)


@time_machine.travel(DAY, tick=False)
def test_taking_home_freezes_the_words_and_makes_the_dates(participant: Participation) -> None:
    task = DraftFactory(participation=participant, by_when=date(2014, 6, 1))
    actions.commit(task, by=participant)

    task.refresh_from_db()
    assert (task.state, task.committed_at) == (TaskState.COMMITTED, DAY)
    version = task.versions.get()
    assert (version.number, version.words["change"]) == (1, WORDS)
    zone = ZoneInfo("Europe/Oslo")
    assert {
        f.kind: f.due_at.astimezone(zone).strftime("%d.%m.%Y %H") for f in task.follow_ups.all()
    } == {
        FollowUpKind.OWN_WORDS: "22.11.2013 08",
        FollowUpKind.DAY_14: "05.12.2013 08",
        FollowUpKind.WEEK_7: "09.01.2014 08",
        FollowUpKind.MONTH_3: "21.02.2014 08",
        FollowUpKind.MONTH_6: "21.05.2014 08",
        FollowUpKind.MONTH_12: "21.11.2014 08",
    }
    actions.commit(task, by=participant)
    assert Version.objects.count() == 1


@pytest.mark.parametrize("lacks", ["change", "first_step", "by_when", "visibility"])
def test_nothing_goes_home_without_the_four(participant: Participation, lacks: str) -> None:
    empty = {
        "change": {"change": " "},
        "first_step": {"first_step": ""},
        "by_when": {"by_when": None},
        "visibility": {"visibility_chosen": False},
    }
    task = DraftFactory(participation=participant, **empty[lacks])

    with pytest.raises(NotWhole) as caught:
        actions.commit(task, by=participant)
    assert caught.value.missing == [lacks]
    assert not task.follow_ups.exists()


def test_someone_without_a_workplace_says_where_they_work(seminar: Seminar) -> None:
    person = ParticipationFactory(seminar=seminar, institution=None)
    task = DraftFactory(participation=person)

    with pytest.raises(NotWhole) as caught:
        actions.commit(task, by=person)
    assert caught.value.missing == ["institution"]

    task = actions.commit(task, by=person, institution_name="Lyngsbiblioteket")
    assert task.institution is not None
    assert task.institution.organiser == seminar.organiser
    person.refresh_from_db()
    assert person.institution == task.institution


def test_only_the_owner_writes_shows_and_takes_home(
    participant: Participation, organiser: Participation, other_participant: Participation
) -> None:
    task = DraftFactory(participation=participant)
    for other in (organiser, other_participant):
        with pytest.raises(NotYours):
            actions.save_answer(
                task, by=other, question="change", values={"change": "Gjør som jeg sier"}
            )
        with pytest.raises(NotYours):
            actions.set_visibility(task, by=other, chosen={Visibility.ORGANISER})
        with pytest.raises(NotYours):
            actions.commit(task, by=other)
    task.refresh_from_db()
    assert (task.change, task.state) == (WORDS, TaskState.DRAFT)


def test_taken_home_words_are_reworded_not_saved(participant: Participation) -> None:
    task = taken_home(participant)
    with pytest.raises(AlreadyTakenHome):
        _save(task, "change", change="Noe annet")

    version = actions.reword(
        task, by=participant, values={"change": {"change": "Ungdommene er her til klokka seks."}}
    )
    assert version.number == 2
    assert task.versions.get(number=1).words["change"] == WORDS
    changed = words.differences(task.versions.get(number=1).words, version.words)
    assert [c.label for c in changed] == ["Hva blir annerledes"]
    pieces = [(p.kind, p.words) for p in changed[0].pieces]
    assert ("same", "Ungdommene") in pieces
    assert ("gone", "fire.") in pieces or any(k == "gone" and "fire." in w for k, w in pieces)

    again = actions.reword(
        task, by=participant, values={"change": {"change": "Ungdommene er her til klokka seks."}}
    )
    assert again.number == 2
    with pytest.raises(NotWhole):
        actions.reword(task, by=participant, values={"first_step": {"first_step": " "}})


def test_own_words_are_mailed_to_the_owner_who_asks(participant: Participation) -> None:
    task = DraftFactory(participation=participant)
    actions.commit(task, by=participant, mail_me=True)

    mail = Mail.objects.get()
    assert (mail.to_address, mail.asked_for, mail.counts) == (participant.user.email, True, False)
    assert WORDS in mail.text
    assert mail.subject == "Dine egne ord"


def test_not_now_is_kept_private_until_shared_and_withdrawn_by_a_task(
    participant: Participation,
) -> None:
    said = actions.not_now(participant, reason="Vi flytter til våren")
    assert not said.shared
    said = actions.not_now(participant, reason="Vi flytter til våren", shared=True)
    assert said.shared

    taken_home(participant)
    said.refresh_from_db()
    assert said.withdrawn_at is not None
    assert said.reason == "Vi flytter til våren"


def test_others_hear_counts_and_nothing_else(participant: Participation) -> None:
    task = actions.start_draft(participant)
    _save(task, "change", change=WORDS)
    assert not Event.objects.exists()

    actions.not_now(participant, reason="HEMMELIG grunn")
    taken_home(participant)

    payloads = {
        e.topic.key: e.payload for e in Event.objects.filter(kind="coverage").order_by("pk")
    }
    seminar = participant.seminar
    assert payloads == {
        seminar.topic_leaders: {"present": 1, "committed": 1, "not_now": 0, "unanswered": 0},
        seminar.topic_all: {"answered": 1, "present": 1},
    }
    assert "HEMMELIG" not in str([e.payload for e in Event.objects.all()])


def test_a_successor_writes_their_own_linked_to_the_closed_one(
    participant: Participation, other_participant: Participation
) -> None:
    old = taken_home(participant)
    successor = ParticipationFactory(
        seminar=participant.seminar, institution=participant.institution
    )
    with pytest.raises(NotYours):  # not closed by its owner yet
        actions.start_draft(successor, successor_of=old)

    actions.close(old, by=participant)
    with pytest.raises(NotYours):  # of another library
        actions.start_draft(other_participant, successor_of=old)
    fresh = actions.start_draft(successor, successor_of=old)

    assert (fresh.successor_of, fresh.change, fresh.participation) == (old, "", successor)
    old.refresh_from_db()
    assert old.change == WORDS
    assert not old.follow_ups.filter(cancelled_at=None).exists()


def test_paper_counts_when_its_owner_has_said_so(
    participant: Participation, facilitator: Participation, other_participant: Participation
) -> None:
    values = {
        "change": {"change": WORDS},
        "first_step": {"first_step": "Rydde"},
        "by_when": {"by_when": date.today() + timedelta(days=90)},
    }
    with pytest.raises(NotYours):
        actions.type_in_paper(participant, helper=other_participant, values=values)
    with pytest.raises(BadValue):  # who may see is for its owner to tick
        actions.type_in_paper(
            participant, helper=facilitator, values={"visibility": {"seen_by_everyone": True}}
        )

    task = actions.type_in_paper(participant, helper=facilitator, values=values)
    assert not task.owner_confirmed
    assert not ChangeTask.objects.visible_to(facilitator).exists()
    assert Mail.objects.get().kind == "paper_confirm"
    assert set(Entry.objects.filter(object_pk=str(task.pk)).values_list("hand", flat=True)) == {
        "helper"
    }
    actions.set_visibility(task, by=participant, chosen=set())
    with pytest.raises(NotWhole) as caught:
        actions.commit(task, by=participant)
    assert caught.value.missing == ["own_words"]

    task = actions.commit(task, by=participant, my_own_words=True)
    assert task.owner_confirmed
    assert ChangeTask.objects.taken_home().get() == task


def test_everyone_at_once_may_be_ticked_and_the_audit_holds_all_of_it(
    participant: Participation,
) -> None:
    task = actions.start_draft(participant)
    actions.set_visibility(task, by=participant, chosen=set(Visibility))
    entry = Entry.objects.get(action="commitments.shown_to")
    assert set(entry.field.removeprefix("visibility:").split(",")) == set(Visibility)
    assert len(entry.field) <= Entry._meta.get_field("field").max_length
