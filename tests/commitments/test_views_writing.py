"""The phone's pages: one question at a time, saved as one types, taken home."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.models import ChangeTask, NotNow
from idetorg.commitments.words import COLUMNS
from idetorg.invitations.models import SignUp
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import WORDS, DraftFactory, taken_home

AsPerson = Callable[[Participation | User], Client]
FETCH = {"HTTP_X_REQUESTED_WITH": "fetch"}


def _question(task: ChangeTask, name: str) -> str:
    return reverse("commitments:question", args=[task.participation.seminar.slug, task.pk, name])


def test_a_task_is_written_in_four_answers_without_scripts(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    page = client.get(reverse("commitments:write", args=[seminar.slug]))
    assert page.status_code == 200

    went = client.post(reverse("commitments:start", args=[seminar.slug]))
    task = ChangeTask.objects.get()
    answers = [
        ("change", {"text": WORDS}),
        ("first_step", {"text": "Rydde rommet"}),
        ("by_when", {"by_when": (date.today() + timedelta(days=90)).isoformat()}),
        ("visibility", {"seen_by": ["makker", "group"]}),
    ]
    for name, data in answers:
        assert went.url == _question(task, name)
        assert client.get(went.url).status_code == 200
        went = client.post(went.url, {**data, "deed": "next"})
    assert went.url == reverse("commitments:review", args=[seminar.slug, task.pk])
    went = client.post(went.url)
    assert went.url == reverse("commitments:home", args=[seminar.slug, task.pk])
    home = client.get(went.url).content.decode()
    assert WORDS in home
    task.refresh_from_db()
    assert (task.state, task.seen_by_makker, task.seen_by_group, task.seen_by_seminar) == (
        TaskState.COMMITTED,
        True,
        True,
        False,
    )


def test_a_line_break_counts_one_as_it_does_while_one_writes(
    participant: Participation, as_person: AsPerson
) -> None:
    task = DraftFactory(participation=participant)
    words = "Åpent\n" * 333  # 1,998 as the phone counts; a browser sends each break as two
    url = _question(task, "change")
    went = as_person(participant).post(url, {"text": words.replace("\n", "\r\n"), "deed": "next"})
    assert went.status_code == 302
    task.refresh_from_db()
    assert task.change == words.strip()


@pytest.mark.parametrize("name", list(COLUMNS))
def test_each_question_shows_its_words_and_a_way_on(
    participant: Participation, as_person: AsPerson, name: str
) -> None:
    task = DraftFactory(participation=participant)
    page = as_person(participant).get(_question(task, name)).content.decode()
    for words in ("Utkast. Bare du ser det.", "Neste spørsmål", "Hopp over", "Ikke nå"):
        assert words in page, words
    assert "Et mykere spørsmål" in page
    assert "style=" not in page
    assert "onclick" not in page


def test_typing_is_saved_and_the_time_is_said(
    participant: Participation, as_person: AsPerson
) -> None:
    task = actions.start_draft(participant)
    client = as_person(participant)
    answer = client.post(_question(task, "change"), {"text": WORDS, "version": "1"}, **FETCH)
    assert answer.status_code == 200
    assert set(answer.json()) == {"saved_at", "version"}

    stale = client.post(_question(task, "change"), {"text": "Noe annet", "version": "1"}, **FETCH)
    assert stale.status_code == 409
    assert stale.json() == {"theirs": WORDS, "version": 2}
    shown = client.post(
        _question(task, "change"), {"text": "Noe annet", "version": "1", "deed": "next"}
    )
    assert shown.status_code == 409
    assert WORDS in shown.content.decode()
    assert "Noe annet" in shown.content.decode()


def test_bad_input_is_told_kindly_and_kept(participant: Participation, as_person: AsPerson) -> None:
    task = actions.start_draft(participant)
    client = as_person(participant)
    long = "Ungdom " * 400
    page = client.post(_question(task, "change"), {"text": long, "deed": "next"})
    assert page.status_code == 422
    assert long.strip() in page.content.decode()

    past = client.post(_question(task, "by_when"), {"by_when": "2001-01-01", "deed": "next"})
    assert past.status_code == 422
    assert "Velg en som kommer" in past.content.decode()
    both = client.post(_question(task, "visibility"), {"seen_by": ["only_me", "everyone"]})
    assert both.status_code == 422
    task.refresh_from_db()
    assert not task.visibility_chosen


def test_only_me_is_chosen_by_ticking(participant: Participation, as_person: AsPerson) -> None:
    task = actions.start_draft(participant)
    as_person(participant).post(
        _question(task, "visibility"), {"seen_by": ["only_me"], "deed": "next"}
    )
    task.refresh_from_db()
    assert task.visibility_chosen
    assert not task.seen_by_seminar


def test_no_tick_is_only_me_as_the_page_says_and_the_review_says_it(
    participant: Participation, as_person: AsPerson
) -> None:
    task = DraftFactory(participation=participant, visibility_chosen=False)
    client = as_person(participant)
    assert (
        "Ingen kryss betyr bare deg" in client.get(_question(task, "visibility")).content.decode()
    )
    client.post(_question(task, "visibility"), {"deed": "skip"})
    task.refresh_from_db()
    assert not task.visibility_chosen  # passed by is not chosen

    went = client.post(_question(task, "visibility"), {"deed": "next"})
    assert went.status_code == 302
    task.refresh_from_db()
    assert task.visibility_chosen
    assert not any(getattr(task, f"seen_by_{v.value}") for v in Visibility)
    review = client.get(reverse("commitments:review", args=[participant.seminar.slug, task.pk]))
    assert "Bare jeg" in review.content.decode()
    assert "Ingen andre ser ordene." in review.content.decode()


def test_taking_every_tick_away_shows_a_task_to_nobody(
    participant: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, Visibility.SEMINAR)
    url = reverse("commitments:show_to", args=[participant.seminar.slug, task.pk])
    assert as_person(participant).post(url, {}).status_code == 302
    task.refresh_from_db()
    assert not task.seen_by_seminar
    both = as_person(participant).post(url, {"seen_by": ["only_me", "everyone"]})
    assert both.status_code == 422
    assert "kan ikke stå sammen med andre" in both.content.decode()


def test_skip_goes_on_and_throws_nothing_away(
    participant: Participation, as_person: AsPerson
) -> None:
    task = actions.start_draft(participant)
    went = as_person(participant).post(
        _question(task, "change"), {"text": "Halvferdig", "deed": "skip"}
    )
    assert went.url == _question(task, "first_step")
    task.refresh_from_db()
    assert task.change == "Halvferdig"


def test_under_seven_asks_whether_the_step_can_be_smaller(
    participant: Participation, as_person: AsPerson
) -> None:
    task = DraftFactory(participation=participant)
    client = as_person(participant)
    went = client.post(_question(task, "sure"), {"number": "6", "deed": "next"})
    assert went.url == _question(task, "sure") + "?mindre=1"
    assert "Kan det første steget bli mindre?" in client.get(went.url).content.decode()

    on = client.post(_question(task, "sure"), {"number": "6", "deed": "next", "asked_smaller": "1"})
    assert on.url == _question(task, "origin")
    seven = client.post(_question(task, "sure"), {"number": "7", "deed": "next"})
    assert seven.url == _question(task, "origin")


def test_a_bus_note_is_fetched_as_a_start(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    note = SignUp.objects.create(participation=participant, stuck_with="Får ikke ungdommen inn")
    task = actions.start_draft(participant)
    client = as_person(participant)
    assert "Får ikke ungdommen inn" in client.get(_question(task, "change")).content.decode()

    url = reverse("commitments:pick_up", args=[seminar.slug, task.pk])
    client.post(url, {"source": f"bus_note.{note.pk}"})
    task.refresh_from_db()
    assert task.change == "Får ikke ungdommen inn"
    assert client.post(url, {"source": "nonsense"}).status_code == 422


def test_review_says_what_is_missing(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    task = actions.start_draft(participant)
    page = as_person(participant).post(reverse("commitments:review", args=[seminar.slug, task.pk]))
    assert page.status_code == 422
    assert "Dette mangler" in page.content.decode()


def test_pressing_begin_twice_begins_once(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    key = {"client_key": "3f0c8f9e-6f0e-4d0f-9d67-111111111111"}
    first = client.post(reverse("commitments:start", args=[seminar.slug]), key)
    again = client.post(reverse("commitments:start", args=[seminar.slug]), key)
    assert first.url == again.url
    assert ChangeTask.objects.count() == 1


def test_not_now_needs_no_reason_and_keeps_one(
    seminar: Seminar, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    url = reverse("commitments:not_now", args=[seminar.slug])
    assert "Helt greit." in client.get(url).content.decode()
    client.post(url, {})
    assert NotNow.objects.get().reason == ""
    client.post(url, {"reason": "Vi flytter", "shared": "on"})
    said = NotNow.objects.get()
    assert (said.reason, said.shared) == ("Vi flytter", True)
    too_long = client.post(url, {"reason": "Vi flytter " * 300})
    assert too_long.status_code == 422
    assert "Vi flytter Vi flytter" in too_long.content.decode()


OWN = [
    ("write", False, "get"),
    ("start", False, "post"),
    ("not_now", False, "get"),
    ("question", True, "get"),
    ("review", True, "get"),
    ("pick_up", True, "post"),
    ("home", True, "get"),
    ("card", True, "get"),
    ("letter_to_me", True, "get"),
    ("mail", True, "post"),
    ("move", True, "post"),
    ("reword", True, "get"),
    ("show_to", True, "get"),
    ("close", True, "post"),
    ("wish_help", True, "post"),
    ("ask_leader", True, "post"),
    ("makker", False, "get"),
    ("ask_makker", False, "post"),
]


@pytest.mark.parametrize(("name", "has_task", "method"), OWN)
def test_pages_of_the_owner_are_nobody_elses(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
    name: str,
    has_task: bool,
    method: str,
) -> None:
    task = (
        taken_home(participant)
        if name in {"home", "card", "letter_to_me", "move"}
        else DraftFactory(participation=participant)
    )
    args = [seminar.slug, task.pk] if has_task else [seminar.slug]
    if name == "question":
        args.append("change")
    url = reverse(f"commitments:{name}", args=args)
    for person in (stranger, outsider):
        assert getattr(as_person(person), method)(url).status_code == 404
    assert getattr(Client(), method)(url).status_code == 404
    assert getattr(as_person(facilitator), method)(url).status_code == 403
    if has_task:
        assert getattr(as_person(other_participant), method)(url).status_code == 404
    wrong = as_person(participant).delete(url)
    assert wrong.status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_own_tasks_costs_the_same_for_many(
    seminar: Seminar,
    participant: Participation,
    as_person: AsPerson,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for _n in range(count):
        taken_home(participant)
    client = as_person(participant)
    url = reverse("commitments:write", args=[seminar.slug])
    client.get(url)
    with django_assert_num_queries(11):
        page = client.get(url)
    assert len(page.context["rows"]) == count
