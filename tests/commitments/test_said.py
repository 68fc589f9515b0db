"""Who must say yes and whether they know, and what an obstacle resembles, wherever words stand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions, tokens, words
from idetorg.commitments.enums import Visibility
from idetorg.commitments.exports import own_letter
from idetorg.commitments.models import ChangeTask
from idetorg.mailer.models import Mail
from idetorg.people.models import User
from idetorg.seminars.models import Participation
from tests.commitments.factories import DraftFactory, MakkerPairFactory

AsPerson = Callable[[Participation | User], Client]
OBSTACLE = {"words": "Jeg er alene", "codes": ["TIME", "STAFF"], "plan": "ringer jeg naboen"}
YES = {"must_say_yes": ["municipal_director"], "they_know": "not_yet"}
SAID = ("Kommunedirektøren – vet det ikke ennå", "Ligner på: Tid, Folk", "ringer jeg naboen")


@pytest.fixture
def draft(participant: Participation) -> ChangeTask:
    task = DraftFactory(participation=participant)
    actions.save_answer(task, by=participant, question="obstacle", values=OBSTACLE)
    return actions.save_answer(task, by=participant, question="who_must_say_yes", values=YES)


@pytest.mark.parametrize(
    ("chosen", "knows", "said"),
    [
        (["municipal_director"], "not_yet", "Kommunedirektøren – vet det ikke ennå"),
        (
            ["municipal_director", "politicians"],
            "yes_knows",
            "Kommunedirektøren, Politikerne – vet om det",
        ),
        (["nearest_leader"], "unsure", "Nærmeste leder – usikker på om de vet det"),
        (["nearest_leader"], "", "Nærmeste leder"),
        (["me"], "not_yet", "Jeg selv"),
        (["nobody"], "yes_knows", "Ingen"),
        ([], "not_yet", "Vet de om det? Ikke ennå"),
        ([], "", ""),
    ],
)
def test_who_must_say_yes_is_said_with_whether_they_know(
    chosen: list[str], knows: str, said: str
) -> None:
    found = words.answers_in({"must_say_yes": chosen, "they_know": knows})
    assert [answer.words for answer in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (("Alene", ["TIME"], "ringer jeg"), "Alene\n{lead} ringer jeg\nLigner på: Tid"),
        (("Alene", [], ""), "Alene"),
        (("", ["TIME"], ""), "Ligner på: Tid"),
        (("", [], ""), None),
    ],
)
def test_an_obstacle_is_own_words_and_ours_apart(kept: Any, text: str | None) -> None:
    own, codes, plan = kept
    found = words.answers_in({"obstacle": {"words": own, "codes": codes, "counter_plan": plan}})
    lead = "Hvis det skjer, så gjør jeg …"
    assert [a.text for a in found] == ([text.format(lead=lead)] if text else [])
    assert "→" not in "".join(a.text for a in found)


def test_every_page_that_shows_the_words_shows_these(
    draft: ChangeTask,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    def read(person: Participation, name: str) -> str:
        url = reverse(f"commitments:{name}", args=[participant.seminar.slug, draft.pk])
        return as_person(person).get(url).content.decode()

    pages = {"review": read(participant, "review")}
    MakkerPairFactory(one=participant, other=other_participant)
    actions.set_visibility(
        draft,
        by=participant,
        chosen={Visibility.MAKKER, Visibility.LEADER},
        leader_name="Ola Leder",
        leader_email="leder@example.org",
    )
    task = actions.commit(draft, by=participant)
    pages["task"] = read(participant, "task")
    pages["kept"] = read(participant, "kept")
    pages["makker"] = read(other_participant, "task")
    actions.ask_leader(task, by=participant)
    task.refresh_from_db()
    link = reverse("commitments:seen", args=[tokens.leader_token(task)])
    pages["leader"] = Client().get(link).content.decode()
    for name, page in pages.items():
        for said in SAID:
            assert said in page, (name, said)
        assert '<p class="small muted mt-s">Ligner på: Tid, Folk</p>' in page, name
        assert "→" not in page.split("<main")[1], name


def test_letter_mail_and_what_was_reworded_say_it_too(
    draft: ChangeTask, participant: Participation
) -> None:
    task = actions.commit(draft, by=participant)
    rows = own_letter(task, "nb")["answers"]
    obstacle = next(row for row in rows if row["words"] == "Jeg er alene")
    assert obstacle["note"] == "Ligner på: Tid, Folk"
    plan = next(row for row in rows if row["words"] == "ringer jeg naboen")
    assert plan["label"] == "Hvis det skjer, så gjør jeg …"
    assert "Kommunedirektøren – vet det ikke ennå" in [row["words"] for row in rows]

    Mail.objects.all().delete()
    actions.mail_own_words(task, by=participant)
    for said in SAID:
        assert said in Mail.objects.get().text

    before = words.snapshot(task)
    after = {**before, "they_know": "yes_knows"}
    changed = words.differences(before, after)
    assert [change.label for change in changed] == ["Hvem må si ja"]


def test_the_letter_to_oneself_prints_with_it(
    draft: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    task = actions.commit(draft, by=participant)
    url = reverse("commitments:letter_to_me", args=[participant.seminar.slug, task.pk])
    printed = as_person(participant).get(url)
    assert printed.status_code == 200
    assert printed.content.startswith(b"%PDF")
