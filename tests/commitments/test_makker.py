"""Makkers: a proposal across institutions, plans read aloud, and what the two say to each other."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, queries
from idetorg.commitments.errors import NotMakkers
from idetorg.commitments.models import MakkerPair, MakkerWord
from idetorg.commitments.pairing import propose, third_for
from idetorg.people.models import User
from idetorg.schedule.queries import position
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import DraftFactory, MakkerPairFactory
from tests.factories import ParticipationFactory, StepFactory

AsPerson = Callable[[Participation | User], Client]
SAID = {"ask_about": "Om nøkkelen", "ring_when": "Fredag før lunsj", "leave_out": "At det er lett"}


@pytest.mark.parametrize("many", range(0, 14))
def test_a_proposal_goes_both_ways_and_leaves_at_most_one(many: int) -> None:
    people = [(number, number % 5) for number in range(many)]
    found = propose(people)
    assert all(found[other] == one and other != one for one, other in found.items())
    assert len(found) == many - many % 2


@pytest.mark.parametrize(
    "sizes", [s for s in itertools.product(range(1, 5), repeat=3) if sum(s) % 2 == 0]
)
def test_colleagues_are_proposed_only_when_most_come_from_one_place(sizes: tuple[int, ...]) -> None:
    people = [
        (place * 10 + number, place) for place, size in enumerate(sizes) for number in range(size)
    ]
    same = sum(one // 10 == other // 10 for one, other in propose(people).items()) // 2
    assert same == max(0, max(sizes) - sum(sizes) // 2)


def test_someone_left_over_is_proposed_the_pair_without_a_colleague() -> None:
    pairs = [((1, 7), (2, 8)), ((3, 5), (4, 6))]
    assert third_for((9, 7), pairs) == (3, 4)
    assert third_for((9, None), pairs) == (1, 2)
    assert third_for((9, 7), []) == ()


def test_two_phones_show_each_other_and_three_make_a_ring(seminar: Seminar) -> None:
    one, two, three = ParticipationFactory.create_batch(3, seminar=seminar)
    ParticipationFactory()  # of another seminar

    def proposed(person: Participation) -> list[Participation]:
        return queries.proposed_makkers(person, queries.makker_candidates(person))

    pair = next(p for p in (one, two, three) if proposed(p))
    other = proposed(pair)[0]
    assert proposed(other) == [pair]
    (left,) = {one, two, three} - {pair, other}
    assert proposed(left) == []
    MakkerPairFactory(one=pair, other=other)
    assert proposed(pair) == []
    assert set(proposed(left)) == {pair, other}


@pytest.fixture
def pair(participant: Participation, other_participant: Participation) -> MakkerPair:
    made: MakkerPair = MakkerPairFactory(one=participant, other=other_participant)
    return made


def _url(name: str, pair: MakkerPair) -> str:
    return reverse(f"commitments:{name}", args=[pair.one.seminar.slug, pair.pk])


def test_a_plan_is_read_aloud_and_heard_on_the_other_phone(
    pair: MakkerPair,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    DraftFactory(participation=participant, when_text="Når døra går", then_text="hilser jeg")
    page = reverse("commitments:makker", args=[participant.seminar.slug])
    mine, theirs = as_person(participant), as_person(other_participant)
    assert "Når døra går, hilser jeg" in mine.get(page).content.decode()
    assert "Når døra går" not in theirs.get(page).content.decode()
    theirs.post(_url("hear_makker", pair), {"deed": "heard"})
    theirs.post(_url("hear_makker", pair), {"deed": "heard"})
    assert MakkerWord.objects.get().participation == participant
    assert "har hørt planen din" in mine.get(page).content.decode()
    assert Entry.objects.filter(action="commitments.heard_makker").count() == 1
    theirs.post(_url("hear_makker", pair), {"deed": "undo"})
    assert "har hørt planen din" not in mine.get(page).content.decode()


def test_what_i_say_to_my_makker_is_seen_by_the_makker_alone(
    pair: MakkerPair,
    participant: Participation,
    other_participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    third = ParticipationFactory(seminar=participant.seminar)
    MakkerPairFactory(one=third, other=participant)
    assert as_person(participant).post(_url("say_to_makker", pair), SAID).status_code == 302
    page = reverse("commitments:makker", args=[participant.seminar.slug])
    shown = {
        person: "Fredag før lunsj" in as_person(person).get(page).content.decode()
        for person in (participant, other_participant, third, organiser)
    }
    assert shown == {participant: True, other_participant: True, third: False, organiser: False}
    assert not Entry.objects.filter(action="commitments.said_to_makker", length__gt=0).exists()
    actions.end_makker(pair, by=participant)
    assert "Fredag før lunsj" not in as_person(other_participant).get(page).content.decode()


def test_saving_as_one_types_answers_with_the_clock(
    pair: MakkerPair, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    by_script: Any = {"X-Requested-With": "fetch"}
    answer = client.post(_url("say_to_makker", pair), SAID, headers=by_script)
    assert set(answer.json()) == {"saved_at"}
    long = {**SAID, "ask_about": "x" * 501}
    assert client.post(_url("say_to_makker", pair), long, headers=by_script).status_code == 422
    told = client.post(_url("say_to_makker", pair), long)
    assert told.status_code == 422
    assert "x" * 501 in told.content.decode()
    assert MakkerWord.objects.get().ask_about == "Om nøkkelen"


@pytest.mark.parametrize("name", ["say_to_makker", "hear_makker"])
def test_makkers_talk_is_for_the_two(
    name: str,
    pair: MakkerPair,
    participant: Participation,
    organiser: Participation,
    stranger: Participation,
    as_person: AsPerson,
) -> None:
    url = _url(name, pair)
    third = ParticipationFactory(seminar=participant.seminar)
    assert as_person(participant).get(url).status_code == 405
    assert as_person(third).post(url, SAID).status_code == 404
    assert as_person(stranger).post(url, SAID).status_code == 404
    assert as_person(organiser).post(url, SAID).status_code == 403
    MakkerPair.objects.update(agreed_at=None)
    assert as_person(participant).post(url, SAID).status_code == 409
    assert not MakkerWord.objects.exists()
    with pytest.raises(NotMakkers):
        actions.hear(pair, by=third)


def _in_the_room(owner: Participation, client: Client) -> dict[str, str]:
    """Return what somebody writing has on the phone: now, the writing page, and the review."""
    step = StepFactory(item__seminar=owner.seminar, kind="writing")
    place = position(owner.seminar)
    place.step = step
    place.save()
    draft = DraftFactory(participation=owner)
    urls = {
        "now": reverse("web:now", args=[owner.seminar.slug]),
        "mine": reverse("web:mine", args=[owner.seminar.slug]),
        "write": reverse("commitments:write", args=[owner.seminar.slug]),
        "review": reverse("commitments:review", args=[owner.seminar.slug, draft.pk]),
    }
    return {name: client.get(url).content.decode() for name, url in urls.items()}


@pytest.mark.parametrize(
    ("who_asked", "agreed", "said"),
    [
        ("nobody", False, "Finn en makker"),
        ("other", False, "spør om å være makkeren din"),
        ("me", False, "Du har spurt"),
        ("other", True, "Hva dere kan spørre hverandre om"),
    ],
)
def test_the_way_to_the_makker_stands_where_one_writes(
    who_asked: str,
    agreed: bool,
    said: str,
    participant: Participation,
    other_participant: Participation,
    as_person: AsPerson,
) -> None:
    if who_asked != "nobody":
        one, other = (
            (participant, other_participant)
            if who_asked == "me"
            else (other_participant, participant)
        )
        MakkerPairFactory(one=one, other=other, **({} if agreed else {"agreed_at": None}))
    pages = _in_the_room(participant, as_person(participant))
    link = f'href="{reverse("commitments:makker", args=[participant.seminar.slug])}"'
    for name, page in pages.items():
        assert said in page, name
        assert link in page, name
        assert (other_participant.user.name in page) is (who_asked != "nobody"), name


def test_the_writing_page_of_those_who_lead_has_no_makker(
    participant: Participation, facilitator: Participation, as_person: AsPerson
) -> None:
    _in_the_room(participant, as_person(participant))
    page = as_person(facilitator).get(reverse("web:now", args=[participant.seminar.slug]))
    assert "Finn en makker" not in page.content.decode()


@pytest.mark.parametrize("others", [1, 2])
def test_with_a_makker_the_others_are_folded_away_unless_somebody_is_left_over(
    others: int, pair: MakkerPair, participant: Participation, as_person: AsPerson
) -> None:
    people = ParticipationFactory.create_batch(others, seminar=participant.seminar)
    MakkerPairFactory(one=participant, other=people[0], agreed_at=None)
    page = reverse("commitments:makker", args=[participant.seminar.slug])
    client = as_person(participant)
    shown = client.get(page).content.decode()
    fold = f'<details class="mt-l" id="third"{" open" if others % 2 else ""}>'
    assert fold in shown
    MakkerPair.objects.all().delete()
    alone = client.get(page).content.decode()
    assert "<details" not in alone
    assert all(person.user.name in alone for person in people)
