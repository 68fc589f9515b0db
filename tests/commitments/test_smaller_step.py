"""Day 14: "not yet" and "a little" lead to a smaller first step, in its owner's own words.

Source: domain.md §3.4; DOMAIN, principles 1, 2, 5.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.commitments.tokens import follow_up_token
from idetorg.seminars.models import Participation
from tests.commitments.factories import WORDS, asked, taken_home

STEP = "Jeg tømmer det innerste rommet og setter inn to bord."
SMALLER = "Jeg bærer ut én hylle på mandag."


def _answer(row: FollowUp) -> str:
    return reverse("commitments:answer", args=[follow_up_token(row)])


def _url(row: FollowUp) -> str:
    return reverse("commitments:smaller_step", args=[follow_up_token(row)])


@pytest.fixture
def row(participant: Participation) -> FollowUp:
    """Day 14's question, sent and answered with "not yet"."""
    found = asked(taken_home(participant), "day_14")
    return actions.answer_first_step(found, by=participant, taken="not_taken")


def _versions(task: ChangeTask) -> list[str]:
    return [version.words["first_step"] for version in task.versions.order_by("number")]


@pytest.mark.parametrize(
    ("taken", "offered"), [("not_taken", True), ("a_little", True), ("taken", False)]
)
def test_the_thanks_offer_a_smaller_step_when_it_was_not_taken(
    client: Client, row: FollowUp, taken: str, offered: bool
) -> None:
    assert _url(row) not in client.get(_answer(row)).content.decode()
    page = client.post(_answer(row), {"first_step": taken}, follow=True).content.decode()
    assert (_url(row) in page) is offered
    assert ("Gjør steget mindre" in page) is offered
    assert (client.get(_url(row)).status_code == 200) is offered


def test_its_owner_words_a_smaller_step_and_both_are_shown(client: Client, row: FollowUp) -> None:
    page = client.get(_url(row)).content.decode()
    assert WORDS in page
    assert STEP in page
    assert f">{STEP}</textarea>" not in page  # nothing is written for anybody

    went = client.post(_url(row), {"first_step": f"  {SMALLER} "})
    assert went.url == _answer(row) + "?takk=1"
    thanks = client.get(went.url).content.decode()
    assert SMALLER in thanks
    assert STEP in thanks
    row.task.refresh_from_db()
    assert row.task.first_step == SMALLER
    assert _versions(row.task) == [STEP, SMALLER]
    second = row.task.versions.get(number=2).words
    assert {**second, "first_step": STEP} == row.task.versions.get(number=1).words


def test_it_can_be_made_smaller_still_and_pressing_twice_is_once(
    client: Client, row: FollowUp
) -> None:
    for said in (SMALLER, SMALLER, "Jeg måler hylla."):
        client.post(_url(row), {"first_step": said})
    assert _versions(row.task) == [STEP, SMALLER, "Jeg måler hylla."]
    page = client.get(_answer(row) + "?takk=1").content.decode()
    assert "Jeg måler hylla." in page
    assert STEP in page
    assert SMALLER not in page
    assert "Jeg måler hylla." in client.get(_url(row)).content.decode()


def test_asked_again_the_question_shows_the_first_step_and_the_one_now(
    client: Client, row: FollowUp
) -> None:
    client.post(_url(row), {"first_step": SMALLER})
    page = client.get(_answer(row)).content.decode()
    assert STEP in page
    assert SMALLER in page


@pytest.mark.parametrize("said", ["", "   ", "x" * 2001])
def test_nothing_and_too_much_are_told_kindly_with_words_kept(
    client: Client, row: FollowUp, said: str
) -> None:
    refused = client.post(_url(row), {"first_step": said})
    assert refused.status_code == 422
    if said.strip():
        assert said in refused.content.decode()
    assert _versions(row.task) == [STEP]


def test_a_get_changes_nothing_and_only_the_owner_stands_in_the_log(
    client: Client, row: FollowUp
) -> None:
    before = Entry.objects.count()
    assert client.get(_url(row)).status_code == 200
    assert client.head(_url(row)).status_code == 200
    assert Entry.objects.count() == before
    client.post(_url(row), {"first_step": SMALLER})
    entry = Entry.objects.latest("pk")
    owner = row.task.participation.user
    assert (entry.action, entry.field, entry.actor_id, entry.hand) == (
        "commitments.reworded",
        "first_step",
        owner.pk,
        "self",
    )
    assert entry.length == len(SMALLER)


def test_answering_moves_no_state(client: Client, row: FollowUp) -> None:
    client.post(_url(row), {"first_step": SMALLER})
    row.task.refresh_from_db()
    row.refresh_from_db()
    assert (row.task.state, row.first_step) == (TaskState.COMMITTED, "not_taken")


def test_wrong_old_and_foreign_links_open_nothing(client: Client, row: FollowUp) -> None:
    url, token = _url(row), follow_up_token(row)
    assert client.delete(url).status_code == 405
    wrong = reverse("commitments:smaller_step", args=[token[:-4] + "AAAA"])
    for answer in (client.get(wrong), client.post(wrong, {"first_step": SMALLER})):
        assert answer.status_code == 404
    owner = row.task.participation
    owner.link_version += 1
    owner.save()
    assert client.get(url).status_code == 410
    assert client.post(url, {"first_step": SMALLER}).status_code == 410
    assert _versions(row.task) == [STEP]


def test_a_closed_task_is_left_alone(client: Client, row: FollowUp) -> None:
    actions.close(row.task, by=row.task.participation)
    assert client.post(_url(row), {"first_step": SMALLER}).status_code == 410
    assert _versions(row.task) == [STEP]


@pytest.mark.parametrize("state", ["put_aside", "done"])
def test_what_is_put_aside_or_done_needs_no_smaller_step(
    client: Client, row: FollowUp, state: str
) -> None:
    actions.move_state(row.task, by=row.task.participation, to=TaskState(state), reason="For stort")
    assert _url(row) not in client.get(_answer(row) + "?takk=1").content.decode()
    for answer in (client.get(_url(row)), client.post(_url(row), {"first_step": SMALLER})):
        assert answer.url == _answer(row)
    assert _versions(row.task) == [STEP]


def test_an_old_link_leads_on_to_the_newest_question(client: Client, row: FollowUp) -> None:
    row.due_at -= timedelta(days=40)
    row.save()
    asked(row.task, "week_7")
    assert client.post(_url(row), {"first_step": SMALLER}).url == _answer(row)
    assert _versions(row.task) == [STEP]


def test_the_page_speaks_its_readers_language(client: Client, row: FollowUp) -> None:
    user = row.task.participation.user
    user.language = "nn"
    user.save()
    text = client.get(_url(row)).content.decode()
    assert "Kva ville gjort deg litt sikrare?" in text
    assert 'lang="nn"' in text
