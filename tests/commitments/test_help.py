"""Wishes for help: to the makker alone, to those who lead, to someone who offered; and taken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, queries
from idetorg.commitments.enums import TaskState, Visibility
from idetorg.commitments.errors import NotYours
from idetorg.commitments.models import ChangeTask, FollowUp, HelpRequest, MakkerPair
from idetorg.commitments.queries import calling
from idetorg.commitments.tokens import follow_up_token
from idetorg.core.time import now
from idetorg.mailer.models import Mail
from idetorg.market.models import Mark, Market
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import DraftFactory, MakkerPairFactory, asked, taken_home
from tests.factories import MarketFactory, ParticipationFactory, ProblemStatementFactory

AsPerson = Callable[[Participation | User], Client]
WISH = "Hør meg øve på tallene"


def _page(client: Client, name: str, *args: object) -> str:
    found: str = client.get(reverse(name, args=args)).content.decode()
    return found


@pytest.fixture
def makker(participant: Participation, other_participant: Participation) -> Participation:
    """Somebody the participant has agreed to be makker with."""
    MakkerPairFactory(one=participant, other=other_participant)
    return other_participant


@pytest.fixture
def wish(participant: Participation, makker: Participation) -> HelpRequest:
    """A wish to the makker, about a task that is shown to nobody."""
    return actions.ask_help(
        taken_home(participant, change="HEMMELIG oppgave"), by=participant, to="makker", text=WISH
    )


def _take(wish: HelpRequest) -> str:
    seminar = wish.task.participation.seminar
    return reverse("commitments:take_wish", args=[seminar.slug, wish.pk])


def test_a_wish_to_the_makker_stands_on_the_makkers_pages_and_no_others(
    seminar: Seminar,
    wish: HelpRequest,
    makker: Participation,
    facilitator: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    third = ParticipationFactory(seminar=seminar)
    pages = ("web:mine", "commitments:makker")
    for person in (makker, third):
        for name in pages:
            page = _page(as_person(person), name, seminar.slug)
            assert (WISH in page) is (person == makker), (name, person)
            assert "HEMMELIG" not in page
    for person in (facilitator, organiser):
        assert WISH not in _page(as_person(person), "commitments:overview", seminar.slug)
    shown = wish.task
    actions.set_visibility(
        shown, by=shown.participation, chosen={Visibility.SEMINAR}, leader_name="", leader_email=""
    )
    for person in (makker, third):
        page = _page(as_person(person), "commitments:task", seminar.slug, shown.pk)
        assert "HEMMELIG" in page
        assert (WISH in page) is (person == makker)


def test_the_owner_is_told_who_has_taken_a_wish_and_when(
    seminar: Seminar, wish: HelpRequest, makker: Participation, as_person: AsPerson
) -> None:
    owner = as_person(wish.task.participation)
    mails = Mail.objects.count()
    assert f"<b>{makker.user.name}</b> tok" not in _page(owner, "web:mine", seminar.slug)

    client = as_person(makker)
    answer = client.post(_take(wish), follow=True)
    assert f"{wish.task.participation.user.first_name} får vite" in answer.content.decode()
    wish.refresh_from_db()
    assert (wish.taken_by, wish.taken_at is not None) == (makker, True)
    first = wish.taken_at
    assert client.post(_take(wish)).status_code == 302
    wish.refresh_from_db()
    assert wish.taken_at == first

    for page in (
        _page(owner, "web:mine", seminar.slug),
        _page(owner, "commitments:task", seminar.slug, wish.task_id),
    ):
        assert f"<b>{makker.user.name}</b> tok på seg ønsket ditt om hjelp" in page
        assert WISH in page
    assert WISH not in _page(client, "web:mine", seminar.slug)
    assert "Du tok det på deg" in _page(client, "commitments:makker", seminar.slug)
    assert Mail.objects.count() == mails

    HelpRequest.objects.update(taken_at=now() - timedelta(days=31))
    assert "tok på seg" not in _page(owner, "web:mine", seminar.slug)
    assert "tok på seg" in _page(owner, "commitments:task", seminar.slug, wish.task_id)
    HelpRequest.objects.update(taken_by=None)
    assert "Noen tok på seg" in _page(owner, "commitments:task", seminar.slug, wish.task_id)


def test_a_wish_to_the_makker_is_taken_by_the_makker_alone(
    seminar: Seminar,
    wish: HelpRequest,
    makker: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    third = ParticipationFactory(seminar=seminar)
    url = _take(wish)
    assert as_person(makker).get(url).status_code == 405
    assert as_person(wish.task.participation).post(url).status_code == 404
    for person in (third, stranger, outsider):
        assert as_person(person).post(url).status_code == 404
    assert as_person(organiser).post(url).status_code == 403
    to_organiser = actions.ask_help(wish.task, by=wish.task.participation, to="organiser")
    assert as_person(makker).post(_take(to_organiser)).status_code == 404
    for one, by in ((wish, third), (wish, organiser), (to_organiser, makker)):
        with pytest.raises(NotYours):
            actions.take_help(one, by=by)
    MakkerPair.objects.update(ended_at=now())
    assert as_person(makker).post(url).status_code == 404
    assert not HelpRequest.objects.exclude(taken_at=None).exists()


def test_a_wish_goes_with_its_task_and_with_the_pair(
    wish: HelpRequest, makker: Participation
) -> None:
    owner = wish.task.participation
    assert queries.wishes_to_makker(makker) == [wish]
    actions.move_state(wish.task, by=owner, to=TaskState.PUT_ASIDE, reason="Flyttet")
    assert queries.wishes_to_makker(makker) == []
    again = actions.ask_help(wish.task, by=owner, to="makker", text="Likevel")
    assert queries.wishes_to_makker(makker) == [again]
    Participation.objects.filter(pk=makker.pk).update(removed_at=now())
    makker.refresh_from_db()
    assert queries.wishes_to_makker(makker) == []
    Participation.objects.filter(pk=makker.pk).update(removed_at=None)
    makker.refresh_from_db()
    actions.close(ChangeTask.objects.get(pk=wish.task_id), by=owner)
    assert queries.wishes_to_makker(makker) == []


def test_a_wish_nobody_sees_any_more_is_said_to_be_so_until_somebody_else_is_asked(
    seminar: Seminar, wish: HelpRequest, makker: Participation, as_person: AsPerson
) -> None:
    owner = wish.task.participation
    client = as_person(owner)
    places = [("web:mine", [seminar.slug]), ("commitments:task", [seminar.slug, wish.task_id])]
    lost = "Du har ingen makker nå, så ingen ser dette ønsket."

    def is_said() -> set[bool]:
        return {lost in _page(client, name, *where) for name, where in places}

    assert is_said() == {False}
    Participation.objects.filter(pk=makker.pk).update(removed_at=now())
    assert is_said() == {True}
    Participation.objects.filter(pk=makker.pk).update(removed_at=None)
    actions.end_makker(MakkerPair.objects.get(), by=makker)
    assert is_said() == {True}
    there = reverse("commitments:task", args=[seminar.slug, wish.task_id])
    assert f'href="{there}#help"' in _page(client, "web:mine", seminar.slug)
    actions.ask_help(wish.task, by=owner, to="organiser", text="Kan du, da?")
    assert is_said() == {False}
    HelpRequest.objects.filter(to="organiser").delete()
    actions.move_state(wish.task, by=owner, to=TaskState.PUT_ASIDE, reason="Flyttet")
    assert is_said() == {False}


def _take_back(wish: HelpRequest) -> str:
    slug = wish.task.participation.seminar.slug
    return reverse("commitments:take_back_help", args=[slug, wish.task_id, wish.pk])


def test_a_wish_is_taken_back_by_its_owner_and_gone_from_all_who_saw_it(
    seminar: Seminar,
    wish: HelpRequest,
    makker: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    owner = wish.task.participation
    wanted = actions.ask_help(wish.task, by=owner, to="organiser", text="Ring meg gjerne")
    client, desk = as_person(owner), as_person(organiser)
    assert "Ring meg gjerne" in _page(desk, "commitments:calls", seminar.slug)
    given = _page(client, "web:given", seminar.slug)
    for one in (wish, wanted):
        assert f'action="{_take_back(one)}"' in given
        assert one.text in given
        assert f'action="{_take_back(one)}"' in _page(
            client, "commitments:task", seminar.slug, one.task_id
        )
        for _twice in range(2):
            answer = client.post(_take_back(one), follow=True)
            assert "Ønsket er tatt tilbake" in answer.content.decode()
    assert not HelpRequest.objects.exclude(text="").exists()
    assert queries.help_counts(seminar) == (0, 0)
    assert WISH not in _page(as_person(makker), "web:mine", seminar.slug)
    assert "Ring meg gjerne" not in _page(desk, "commitments:calls", seminar.slug)
    assert "Hjelp jeg har bedt om" not in _page(client, "web:given", seminar.slug)
    assert {"commitments.took_back_help:makker", "commitments.took_back_help:organiser"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


def test_nobody_else_takes_a_wish_back_and_a_taken_one_is_its_takers_to_hear_of(
    wish: HelpRequest,
    makker: Participation,
    organiser: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    owner = wish.task.participation
    for person in (makker, stranger, outsider):
        assert as_person(person).post(_take_back(wish)).status_code == 404
    for person in (organiser, facilitator):
        assert as_person(person).post(_take_back(wish)).status_code == 403
    for by in (makker, organiser):
        with pytest.raises(NotYours):
            actions.take_back_help(wish, by=by)
    client = as_person(owner)
    assert client.get(_take_back(wish)).status_code == 405
    other = taken_home(owner)
    slug = owner.seminar.slug
    elsewhere = reverse("commitments:take_back_help", args=[slug, other.pk, wish.pk])
    assert client.post(elsewhere).status_code == 404
    actions.take_help(wish, by=makker)
    assert _take_back(wish) not in _page(client, "commitments:task", slug, wish.task_id)
    answer = client.post(_take_back(wish), follow=True)
    assert "Noen har alt tatt på seg dette" in answer.content.decode()
    assert HelpRequest.objects.get().taken_by == makker


def test_whoever_has_taken_a_wish_back_has_spoken_all_the_same(
    seminar: Seminar, participant: Participation
) -> None:
    row = asked(taken_home(participant), "week_7")
    FollowUp.objects.filter(pk=row.pk).update(
        sent_at=now() - timedelta(days=30), reminded_at=now() - timedelta(days=20)
    )
    ChangeTask.objects.update(state_at=now() - timedelta(days=60))
    assert calling.people_to_call(seminar, now()) == [participant]
    wanted = actions.ask_help(row.task, by=participant, to="organiser", text="Ring")
    assert calling.people_to_call(seminar, now()) == []
    actions.take_back_help(wanted, by=participant)
    assert calling.people_to_call(seminar, now()) == []
    again = actions.ask_help(row.task, by=participant, to="organiser", text="Ring likevel")
    assert again.pk != wanted.pk


def test_who_presses_take_it_on_too_late_is_told(
    seminar: Seminar,
    wish: HelpRequest,
    makker: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    owner = wish.task.participation
    wanted = actions.ask_help(wish.task, by=owner, to="organiser", text="Ring")
    for one in (wish, wanted):
        actions.take_back_help(one, by=owner)
    late = "Ønsket er tatt tilbake."
    assert late in as_person(makker).post(_take(wish), follow=True).content.decode()
    take = reverse("commitments:take_help", args=[seminar.slug, wanted.pk])
    assert late in as_person(organiser).post(take, follow=True).content.decode()
    assert not HelpRequest.objects.exclude(taken_at=None).exists()


def test_the_makker_is_a_choice_for_those_who_have_one(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    client: Client,
    as_person: AsPerson,
) -> None:
    task = taken_home(participant)
    row = asked(task)
    link = reverse("commitments:answer", args=[follow_up_token(row)])
    client.post(link, {"to": "started"})
    owner, own = as_person(participant), reverse("commitments:task", args=[seminar.slug, task.pk])
    wish_url = reverse("commitments:wish_help", args=[seminar.slug, task.pk])

    def is_offered() -> list[bool]:
        pages = (owner.get(own), client.get(link + "?takk=1"))
        return ["Makkeren min" in page.content.decode() for page in pages]

    pair = MakkerPairFactory(one=participant, other=other_participant, agreed_at=None)
    assert is_offered() == [False, False]
    assert owner.post(wish_url, {"to": "makker", "text": WISH}).status_code == 422
    more: dict[str, Any] = {"deed": "more", "help_from": "makker", "help_text": WISH}
    told = client.post(link, more)
    assert told.status_code == 422
    assert WISH in told.content.decode()
    assert not HelpRequest.objects.exists()

    actions.agree_makker(pair, by=other_participant)
    assert is_offered() == [True, True]
    assert client.post(link, more).status_code == 302
    assert owner.post(wish_url, {"to": "makker", "text": WISH}).status_code == 302
    assert HelpRequest.objects.get().to == "makker"


@pytest.fixture
def offered(participant: Participation) -> HelpRequest:
    """A wish to someone who can help."""
    return actions.ask_help(taken_home(participant), by=participant, to="offered", text=WISH)


def test_the_organisers_list_names_those_who_marked_that_they_can_help(
    seminar: Seminar,
    offered: HelpRequest,
    participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    market = MarketFactory(seminar=seminar, state=Market.State.CLOSED)
    problem = ProblemStatementFactory(market=market, author=participant)
    others = ProblemStatementFactory(market=market)
    people = ParticipationFactory.create_batch(4, seminar=seminar)
    helper, same, elsewhere, gone = people
    Mark.objects.create(problem=problem, participation=helper, kind=Mark.Kind.CAN_HELP)
    Mark.objects.create(problem=problem, participation=same, kind=Mark.Kind.MINE_TOO)
    Mark.objects.create(problem=others, participation=elsewhere, kind=Mark.Kind.CAN_HELP)
    Mark.objects.create(problem=problem, participation=gone, kind=Mark.Kind.CAN_HELP)
    Participation.objects.filter(pk=gone.pk).update(removed_at=now())
    client = as_person(organiser)
    for name in ("commitments:overview", "commitments:calls"):
        page = client.get(reverse(name, args=[seminar.slug]))
        assert "Til en som kan hjelpe" in page.content.decode()
        (wanted,) = page.context["wishes"]
        assert wanted.offered_by == [helper]
        assert helper.user.name in page.content.decode()

    Market.objects.update(state=Market.State.OPEN)  # nobody knows the marks yet
    page_now = _page(client, "commitments:overview", seminar.slug)
    assert "Vi vet ikke om noen" in page_now
    Market.objects.update(state=Market.State.CLOSED)
    HelpRequest.objects.update(to="organiser")
    page_now = _page(client, "commitments:overview", seminar.slug)
    assert "Til en som kan hjelpe" not in page_now
    assert helper.user.name not in page_now


def test_the_organiser_takes_a_wish_and_the_owner_reads_who(
    seminar: Seminar,
    offered: HelpRequest,
    participant: Participation,
    organiser: Participation,
    as_person: AsPerson,
) -> None:
    url = reverse("commitments:take_help", args=[seminar.slug, offered.pk])
    as_person(organiser).post(url)
    page = _page(as_person(participant), "commitments:task", seminar.slug, offered.task_id)
    assert f"<b>{organiser.user.name}</b> tok på seg" in page


@pytest.mark.parametrize("count", [1, 3])
def test_wishes_and_offers_cost_the_same_for_many(
    seminar: Seminar,
    participant: Participation,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    market = MarketFactory(seminar=seminar, state=Market.State.CLOSED)
    for helper in ParticipationFactory.create_batch(count, seminar=seminar):
        task = DraftFactory(participation=participant)
        actions.set_visibility(task, by=participant, chosen=set())
        actions.ask_help(actions.commit(task, by=participant), by=participant, to="offered")
        problem = ProblemStatementFactory(market=market, author=participant)
        Mark.objects.create(problem=problem, participation=helper, kind=Mark.Kind.CAN_HELP)
    with django_assert_num_queries(2):
        found = queries.with_offers(queries.help_wanted(seminar))
        names = [p.user.name for wanted in found for p in wanted.offered_by if p.institution]
    assert len(names) == count * count
