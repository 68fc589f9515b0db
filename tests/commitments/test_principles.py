"""DOMAIN's principles 1–6 and 9, each as what would break if somebody forgot it."""

import argparse
import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.test import Client
from django.urls import reverse

import idetorg.commitments
from idetorg import cli
from idetorg.audit.models import Entry
from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask
from idetorg.commitments.queries import coverage, not_answered_yet, results, visible_tasks
from idetorg.core.time import now
from idetorg.live.models import Event
from idetorg.mailer.models import Mail
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, DraftFactory, asked, taken_home
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation], Client]
APP = Path(idetorg.commitments.__file__).parent
SRC = APP.parent


def test_principle_1_leaders_have_no_way_to_write_a_task(
    seminar: Seminar,
    participant: Participation,
    organiser: Participation,
    facilitator: Participation,
    as_person: AsPerson,
) -> None:
    task = DraftFactory(participation=participant)
    home = taken_home(participant, Visibility.EVERYONE)
    for leader in (organiser, facilitator):
        client = as_person(leader)
        for name, args in [
            ("question", [task.pk, "change"]),
            ("review", [task.pk]),
            ("pick_up", [task.pk]),
            ("reword", [home.pk]),
            ("move", [home.pk]),
            ("show_to", [home.pk]),
            ("close", [home.pk]),
        ]:
            url = reverse(f"commitments:{name}", args=[seminar.slug, *args])
            posted = client.post(url, {"text": "Gjør som jeg sier", "to": "done"})
            assert posted.status_code in {403, 404}, name
    task.refresh_from_db()
    home.refresh_from_db()
    assert (task.change, home.change, home.state) == (WORDS, WORDS, TaskState.COMMITTED)


def test_principle_1_no_question_or_help_text_is_a_ready_answer() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in APP.rglob("*.html"))
    assert "placeholder=" not in source
    draft = ChangeTask()
    for field in ("change", "first_step", "for_whom", "when_text", "then_text", "sign"):
        assert getattr(draft, field) == ""


def test_principle_2_the_audit_knows_who_and_how_long_never_what(
    participant: Participation,
) -> None:
    task = actions.start_draft(participant)
    actions.save_answer(task, by=participant, question="change", values={"change": WORDS})
    actions.save_answer(
        task,
        by=participant,
        question="obstacle",
        values={"words": "HEMMELIG hindring", "codes": [], "plan": ""},
    )
    actions.not_now(participant, reason="HEMMELIG grunn")

    entry = Entry.objects.get(action="commitments.saved", field="change")
    assert (entry.actor_id, entry.length) == (participant.user_id, len(WORDS))
    assert re.fullmatch(r"[0-9a-f]{64}", entry.digest)
    everything = str(list(Entry.objects.values()))
    for secret in ("HEMMELIG", WORDS, "Ungdommene"):
        assert secret not in everything


def test_principle_2_no_admin_page_and_no_command_touches_a_task() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not list(APP.rglob("admin.py"))
    assert not (APP / "management").exists()
    assert not [n for n, app in get_commands().items() if app == "idetorg.commitments"]


# Every command there is. A new one fails here until it stands in the list; before it is put
# there, try it as a door to change tasks: nobody but the owner writes, reads or moves one.
COMMANDS = {
    "serve",
    "worker",
    "check",
    "demo",
    "manage",
    "mail bounce",
    "schedule parse",
    "groups solve",
}
MANAGE_COMMANDS = {"worker"}  # ours, behind `manage`


def _commands(parser: argparse.ArgumentParser, before: str = "") -> set[str]:
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        return {before.strip()}
    return {
        command
        for action in below
        for name, one in action.choices.items()
        for command in _commands(one, f"{before} {name}")
    }


def test_principle_2_the_commands_are_these_and_each_was_tried_as_a_door_to_tasks() -> None:
    assert _commands(cli._parser()) == COMMANDS
    own = {name for name, app in get_commands().items() if str(app).startswith("idetorg")}
    assert own == MANAGE_COMMANDS


WRITERS = {  # the only places in the product that may store or move a task
    "commitments/actions/writing.py",
    "commitments/actions/telling.py",
}


STORING = {"create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_principle_2_no_other_code_stores_a_task() -> None:
    offenders = []
    for path in SRC.rglob("*.py"):
        name = path.relative_to(SRC).as_posix()
        if name in WRITERS or "/migrations/" in name or name.startswith("demo/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            stores = isinstance(node.func, ast.Attribute) and node.func.attr in STORING
            if called == "ChangeTask" or (stores and called.startswith("ChangeTask.")):
                offenders.append(f"{name}: {called}")
    assert offenders == []


def test_principle_3_a_draft_is_seen_by_its_owner_alone(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    facilitator: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    task = DraftFactory(
        participation=participant,
        change="HEMMELIG utkast",
        **{f"seen_by_{v}": True for v in Visibility},
    )
    for person in (other_participant, organiser, facilitator, stranger):
        response = as_person(person).get(reverse("commitments:task", args=[seminar.slug, task.pk]))
        assert response.status_code == 404
    for leader in (organiser, facilitator):
        page = as_person(leader).get(reverse("commitments:overview", args=[seminar.slug]))
        assert "HEMMELIG" not in page.content.decode()
    assert "HEMMELIG" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_principle_3_visibility_must_be_chosen_and_starts_as_nobody() -> None:
    draft = ChangeTask()
    assert not draft.visibility_chosen
    assert not any(getattr(draft, f"seen_by_{v.value}") for v in Visibility)


def test_principle_4_not_now_is_counted_as_a_full_answer(participant: Participation) -> None:
    actions.not_now(participant)

    found = coverage(participant.seminar)
    assert (found.answered, found.unanswered) == (1, 0)


def test_principle_4_put_aside_is_never_red() -> None:
    for path in APP.rglob("*.html"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if 'class="notice error"' in line or "error" in re.findall(r'class="([^"]*)"', line):
                assert "put_aside }}" not in line
    stylesheet_words = [c for c in TaskState if c in {"error", "danger", "failed"}]
    assert stylesheet_words == []


def test_principle_5_words_are_frozen_and_follow_up_shows_the_original(
    client: Client, participant: Participation
) -> None:
    from idetorg.commitments.tokens import follow_up_token

    task = taken_home(participant)
    actions.reword(task, by=participant, values={"change": {"change": "Omskrevet etterpå"}})

    page = client.get(reverse("commitments:answer", args=[follow_up_token(asked(task))]))
    assert WORDS in page.content.decode()
    assert "Omskrevet etterpå" not in page.content.decode()


def test_principle_6_no_answer_is_no_state_and_is_never_counted_as_done(
    participant: Participation,
) -> None:
    task = taken_home(participant)
    asked(task)

    found = results(participant.seminar)
    assert (found.committed, found.answered, found.done, found.unknown) == (1, 0, 0, 1)
    assert not {"silent", "no_answer", "unknown"} & set(TaskState.values)
    task.refresh_from_db()
    assert task.state == TaskState.COMMITTED


def test_principle_9_who_has_not_answered_is_named_to_the_facilitator_until_the_bus_leaves(
    seminar: Seminar,
    participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    url = reverse("commitments:overview", args=[seminar.slug])
    assert "Kari Deltaker" in as_person(facilitator).get(url).content.decode()
    assert "Kari Deltaker" not in as_person(organiser).get(url).content.decode()

    RoomPosition.objects.create(seminar=seminar, finished_at=now())
    assert "Kari Deltaker" not in as_person(facilitator).get(url).content.decode()
    assert not_answered_yet(seminar, facilitator) == []


def test_principle_9_lists_are_never_ordered_by_how_it_goes(seminar: Seminar) -> None:
    people = ParticipationFactory.create_batch(3, seminar=seminar)
    found = [taken_home(p, Visibility.SEMINAR) for p in people]
    before = [t.pk for t in visible_tasks(seminar, people[0])]
    actions.move_state(found[2], by=people[2], to=TaskState.DONE)
    actions.move_state(found[1], by=people[1], to=TaskState.PUT_ASIDE, reason="Nei")

    assert [t.pk for t in visible_tasks(seminar, people[0])] == before


def test_principle_9_screen_and_events_carry_no_names(
    seminar: Seminar, participant: Participation
) -> None:
    from django.template.loader import render_to_string

    from idetorg.commitments.activities import needs, screen
    from tests.factories import StepFactory

    step = StepFactory(item__seminar=seminar, kind="writing")
    RoomPosition.objects.create(seminar=seminar, step=step, phase="write")
    taken_home(participant, Visibility.EVERYONE)
    scene = screen(seminar, step, "write")
    html = render_to_string(scene.template, scene.context)
    assert "Kari" not in html
    assert WORDS not in html
    assert "1 av 1 har svart" in html
    assert "Kari" not in str(needs(seminar, step, "write"))


@pytest.mark.parametrize("name", [n for n, _ in inspect.getmembers(actions, inspect.isfunction)])
def test_every_deed_says_what_it_does(name: str) -> None:
    assert inspect.getdoc(getattr(actions, name))


def test_mail_to_others_never_holds_the_words_without_the_owners_tick(
    participant: Participation, other_participant: Participation
) -> None:
    task = taken_home(participant)
    actions.ask_makker(participant, other=other_participant)
    actions.ask_help(task, by=participant, to="organiser", text="Ring meg")

    others = Mail.objects.exclude(to_address=participant.user.email)
    assert WORDS not in "".join(others.values_list("text", flat=True))
