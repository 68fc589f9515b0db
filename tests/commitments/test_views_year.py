"""The answer page: no sign-in, a GET changes nothing, one tap stores."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions
from idetorg.commitments.enums import TaskState
from idetorg.commitments.models import ChangeTask, FollowUp, HelpRequest
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.time import now
from idetorg.mailer.preferences import choices_for
from idetorg.mailer.queries import paused_until
from idetorg.seminars.models import Participation
from tests.commitments.factories import WORDS, asked, taken_home


def _url(row: FollowUp) -> str:
    return reverse("commitments:answer", args=[follow_up_token(row)])


@pytest.fixture
def row(participant: Participation) -> FollowUp:
    """Month 6's question, sent."""
    return asked(taken_home(participant))


def test_the_link_shows_the_words_without_signing_in_and_changes_nothing(
    client: Client, row: FollowUp
) -> None:
    page = client.get(_url(row))
    assert page.status_code == 200
    text = page.content.decode()
    for words in (
        WORDS,
        "Hvordan står det til nå?",
        "Ta pause",
        "Ikke min lenger",
        "Stopp spørsmålene",
    ):
        assert words in text, words
    assert client.head(_url(row)).status_code == 200
    row.refresh_from_db()
    row.task.refresh_from_db()
    assert row.answered_at is None
    assert row.task.state == TaskState.COMMITTED


@pytest.mark.parametrize("state", ["done", "partly", "started"])
def test_one_tap_stores_the_answer_and_thanks(client: Client, row: FollowUp, state: str) -> None:
    went = client.post(_url(row), {"to": state})
    assert went.url == _url(row) + "?takk=1"
    row.refresh_from_db()
    row.task.refresh_from_db()
    assert (row.answer, row.task.state) == (state, state)
    page = client.get(went.url).content.decode()
    assert "Takk. Vi har skrevet det ned." in page
    assert "Ville det skjedd uten seminaret også?" in page


def test_no_change_is_one_tap_too(client: Client, row: FollowUp) -> None:
    assert "Ingen endring siden sist" in client.get(_url(row)).content.decode()
    client.post(_url(row), {"to": "same"})
    row.refresh_from_db()
    assert row.answer == TaskState.COMMITTED
    assert row.answered_at is not None


def test_postponed_and_put_aside_take_their_words_and_keep_them_when_refused(
    client: Client, row: FollowUp
) -> None:
    kept = client.post(_url(row), {"to": "postponed", "reason": "Venter på penger"})
    assert kept.status_code == 422
    assert "Venter på penger" in kept.content.decode()
    row.refresh_from_db()
    assert row.answered_at is None

    later = (date.today() + timedelta(days=100)).isoformat()
    client.post(_url(row), {"to": "postponed", "reason": "Penger", "new_date": later})
    client.post(_url(row), {"to": "put_aside", "reason": "For stort", "learning": "Begynn mindre"})
    row.refresh_from_db()
    row.task.refresh_from_db()
    assert (row.answer, row.task.learning) == ("put_aside", "Begynn mindre")
    assert client.post(_url(row), {"to": "nonsense"}).status_code == 422


@pytest.mark.parametrize(
    ("written", "kept"), [("", "For stort"), ("Ombygging i høst", "Ombygging i høst")]
)
def test_put_aside_can_point_at_why_and_own_words_come_first(
    client: Client, row: FollowUp, written: str, kept: str
) -> None:
    assert 'name="obstacle_code" value="SIZE"' in client.get(_url(row)).content.decode()
    went = client.post(_url(row), {"to": "put_aside", "reason": written, "obstacle_code": "SIZE"})
    assert went.status_code == 302
    row.refresh_from_db()
    row.task.refresh_from_db()
    assert (row.answer, row.obstacle_code) == ("put_aside", "SIZE")
    assert row.task.state_reason == kept


@pytest.mark.parametrize("code", ["", "OTHER", "NONSENSE"])
def test_put_aside_without_a_word_or_a_reason_to_point_at_is_asked_why(
    client: Client, row: FollowUp, code: str
) -> None:
    said = {"to": "put_aside", "learning": "Begynn mindre", "obstacle_code": code}
    refused = client.post(_url(row), said)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Begynn mindre" in text
    assert "Si kort hvorfor, eller pek" in text
    row.refresh_from_db()
    assert row.answered_at is None


def test_more_may_be_told_and_help_wished_for(client: Client, row: FollowUp) -> None:
    client.post(_url(row), {"to": "partly"})
    told = {
        "deed": "more",
        "helped": "Makkeren ringte",
        "stopped": "Snøstorm",
        "obstacle_code": "OUTSIDE",
        "anyway": "later",
        "help_from": "organiser",
        "help_text": "Ring meg",
    }
    went = client.post(_url(row), told)
    assert went.url.endswith("?takk=2")
    assert client.get(went.url).status_code == 200
    row.refresh_from_db()
    assert (row.helped, row.anyway, row.obstacle_code) == ("Makkeren ringte", "later", "OUTSIDE")
    assert HelpRequest.objects.get().follow_up == row
    bad = client.post(_url(row), {**told, "anyway": "of_course"})
    assert bad.status_code == 422
    assert "Makkeren ringte" in bad.content.decode()


def test_day_14_asks_about_the_first_step(client: Client, participant: Participation) -> None:
    row = asked(taken_home(participant), "day_14")
    assert "Tok du det første steget?" in client.get(_url(row)).content.decode()
    client.post(_url(row), {"first_step": "not_taken"})
    row.refresh_from_db()
    assert row.first_step == "not_taken"
    assert client.post(_url(row), {"first_step": "perhaps"}).status_code == 422


def test_only_month_6_asks_whether_it_would_have_happened_anyway(
    client: Client, participant: Participation
) -> None:
    row = asked(taken_home(participant), "month_3")
    client.post(_url(row), {"to": "done"})
    assert "Ville det skjedd" not in client.get(_url(row) + "?takk=1").content.decode()


def test_an_old_link_answers_the_newest_question(
    client: Client, participant: Participation
) -> None:
    task = taken_home(participant)
    old = asked(task, "day_14")
    old.due_at -= timedelta(days=160)
    old.save()
    new = asked(task, "month_6")
    client.post(_url(old), {"to": "done"})
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.answered_at is None
    assert new.answer == "done"


def test_pause_stop_and_not_mine_are_below(client: Client, row: FollowUp) -> None:
    owner = row.task.participation
    client.post(_url(row), {"deed": "pause", "weeks": "4"})
    assert paused_until(owner.user_id, owner.seminar.scope, now()) is not None
    client.post(_url(row), {"deed": "stop"})
    assert not FollowUp.objects.filter(sent_at=None, cancelled_at=None).exists()

    done = client.post(_url(row), {"deed": "not_mine"})
    assert "Den er lukket" in done.content.decode()
    row.task.refresh_from_db()
    assert row.task.closed_at is not None
    assert client.get(_url(row)).status_code == 410


def test_a_new_job_closes_what_is_left_behind_and_keeps_what_is_taken_along(
    client: Client, participant: Participation
) -> None:
    left, also_left, along = (taken_home(participant, change=f"Nr. {n}") for n in range(3))
    aside = taken_home(participant, change="Lagt bort")
    actions.move_state(aside, by=participant, to=TaskState.PUT_ASIDE, reason="For stort nå")

    done = client.post(_url(asked(left)), {"deed": "not_mine"})
    assert [task for task, _url in done.context["others"]] == [also_left, along]
    again = client.post(done.context["others"][0][1], {"deed": "not_mine"})
    assert [task for task, _url in again.context["others"]] == [along]
    assert set(ChangeTask.objects.open()) == {along}


def test_wrong_and_old_links_are_told_kindly(client: Client, row: FollowUp) -> None:
    wrong = client.get(reverse("commitments:answer", args=["tull"]))
    assert wrong.status_code == 404
    assert "Vi kjenner ikke denne lenken" in wrong.content.decode()
    token = follow_up_token(row)
    forged = token[:-4] + "AAAA"
    assert (
        client.post(reverse("commitments:answer", args=[forged]), {"to": "done"}).status_code == 404
    )

    owner = row.task.participation
    owner.link_version += 1
    owner.save()
    assert client.get(reverse("commitments:answer", args=[token])).status_code == 410
    assert client.delete(_url(row)).status_code == 405


def test_the_token_is_long_and_names_nobody(row: FollowUp) -> None:
    token = follow_up_token(row)
    signature = token.rsplit(":", 1)[1]
    assert len(signature) >= 43  # 256 bits in base 64
    assert "kari" not in token.lower()


def test_two_tasks_are_answered_one_after_the_other(
    client: Client, participant: Participation
) -> None:
    first = asked(taken_home(participant), "month_3")
    second = asked(taken_home(participant, change="Den andre"), "month_3")
    client.post(_url(first), {"to": "done"})
    client.post(_url(first), {"deed": "more"})
    assert _url(second) in client.get(_url(first) + "?takk=2").content.decode()


def test_thanks_lead_on_to_no_task_that_is_closed(
    client: Client, participant: Participation
) -> None:
    first = asked(taken_home(participant), "month_3")
    second = asked(taken_home(participant, change="Den andre"), "month_3")
    actions.close(second.task, by=participant)
    client.post(_url(first), {"to": "done"})
    client.post(_url(first), {"deed": "more"})
    assert _url(second) not in client.get(_url(first) + "?takk=2").content.decode()


def test_the_page_behind_the_pause_link_offers_not_mine(row: FollowUp) -> None:
    owner = row.task.participation
    found = choices_for(owner.seminar.scope, owner.user_id)
    always = ["Bytt adresse (logg inn først)"]
    assert [c.label for c in found] == [*always, "Ikke min lenger"]
    actions.close(row.task, by=owner)
    assert [c.label for c in choices_for(owner.seminar.scope, owner.user_id)] == always


def test_the_reader_is_written_to_in_their_own_language(
    client: Client, participant: Participation
) -> None:
    participant.user.language = "nn"
    participant.user.save()
    row = asked(taken_home(participant))
    text = client.get(_url(row)).content.decode()
    assert "Korleis står det til no?" in text
    assert 'lang="nn"' in text


def test_scanners_can_follow_every_link(client: Client, row: FollowUp) -> None:
    before = list(FollowUp.objects.order_by("pk").values())
    for query in ("", "?takk=1", "?takk=2"):
        assert client.get(_url(row) + query).status_code == 200
    assert list(FollowUp.objects.order_by("pk").values()) == before


def test_a_link_takes_a_number_where_there_is_none_and_never_shows_or_changes_one(
    client: Client, row: FollowUp
) -> None:
    owner = row.task.participation.user
    client.post(_url(row), {"to": "partly"})
    page = _url(row) + "?takk=1"
    assert "Hvilket nummer?" in client.get(page).content.decode()
    wish = {"deed": "more", "help_from": "organiser", "help_text": "Ring meg"}
    bad = client.post(_url(row), {**wish, "phone": "etter fire"})
    assert bad.status_code == 422
    assert "etter fire" in bad.content.decode()
    assert "Ring meg" in bad.content.decode()
    client.post(_url(row), {**wish, "phone": "77 00 11 22"})
    owner.refresh_from_db()
    assert owner.phone == "77 00 11 22"

    after = client.get(page).content.decode()
    assert "Hvilket nummer?" not in after
    assert "77 00 11 22" not in after
    client.post(_url(row), {**wish, "phone": "99 99 99 99"})
    owner.refresh_from_db()
    assert owner.phone == "77 00 11 22"


def test_who_sees_what_is_told_beside_the_answer_is_said_as_it_is(
    client: Client, row: FollowUp
) -> None:
    client.post(_url(row), {"to": "partly"})
    page = client.get(_url(row) + "?takk=1").content.decode()
    assert "Bare du ser det du skriver" in page
    assert "Andre ser det bare" not in page
