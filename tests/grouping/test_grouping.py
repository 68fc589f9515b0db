"""Groups: everyone sits once, hand picks stay, and nobody reads why another sits there."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idetorg.core.time import now
from idetorg.grouping import actions, queries, tasks
from idetorg.grouping.errors import AlreadyShown, GroupInUse, NoGroupsYet, NothingToFormAround
from idetorg.grouping.models import Group, Membership, Run
from idetorg.grouping.rules import Sizes, fitting_sizes
from idetorg.live.models import Event
from idetorg.market.models import Market, ProblemStatement
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.grouping.conftest import Fill

SignIn = Callable[[Participation | User], Client]


def url(name: str, seminar: Seminar, *args: object) -> str:
    return reverse(f"grouping:{name}", args=[seminar.slug, *args])


def seats(market: Market) -> dict[int, int]:
    """Return {participation pk: problem pk}."""
    return dict(market.memberships.values_list("participation_id", "group__problem_id"))


@pytest.mark.parametrize(("count", "topics"), [(12, 4), (24, 8)])
def test_everyone_sits_once_and_owners_with_their_question(
    market: Market, fill: Fill, organiser: Participation, count: int, topics: int
) -> None:
    people = fill(count, topics)
    run = actions.form_groups(market, by=organiser)
    assert run.state == Run.State.DONE
    placed = list(market.memberships.values_list("participation_id", flat=True))
    assert sorted(placed) == sorted(person.pk for person in people)
    sizes = Counter(market.memberships.values_list("group_id", flat=True))
    assert set(sizes) == set(market.groups.values_list("pk", flat=True))
    assert all(3 <= size <= 5 for size in sizes.values())
    where = seats(market)
    opened = set(market.groups.values_list("problem_id", flat=True))
    for problem in market.problems.all():
        if problem.pk in opened:
            assert where[problem.author_id] == problem.pk
    hosts = market.memberships.filter(is_host=True)
    assert {(h.participation_id, h.group.problem_id) for h in hosts} == {
        (p.author_id, p.pk) for p in market.problems.filter(pk__in=opened)
    }
    assert len(run.explanations) == count


def test_small_rooms_add_up() -> None:
    for people in range(1, 60):
        sizes = fitting_sizes(people, Sizes(3, 5))
        groups = -(-people // sizes.most)
        assert groups * sizes.least <= people <= groups * sizes.most


@pytest.mark.parametrize("count", [1, 2, 5, 7, 13])
def test_few_people_sit_too(
    market: Market, fill: Fill, organiser: Participation, count: int
) -> None:
    fill(count, 1)
    actions.form_groups(market, by=organiser)
    assert market.memberships.count() == count


def test_nothing_to_form_around(market: Market, organiser: Participation) -> None:
    with pytest.raises(NothingToFormAround):
        actions.form_groups(market, by=organiser)
    with pytest.raises(NoGroupsYet):
        actions.show_groups(market, by=organiser)
    market.refresh_from_db()
    assert market.state == "open"


def test_hand_picks_and_tables_survive_a_new_run(
    market: Market, fill: Fill, organiser: Participation
) -> None:
    people = fill(12)
    actions.form_groups(market, by=organiser)
    person = people[-1]
    here = seats(market)[person.pk]
    other = market.groups.exclude(problem_id=here).first()
    assert other is not None
    actions.move_person(person, other, by=organiser)
    actions.describe_group(other, table="Vindusbordet", video_link="https://e.org/a", by=organiser)
    kept = people[5]
    kept_at = seats(market)[kept.pk]
    actions.lock_person(market.memberships.get(participation=kept), True, by=organiser)
    actions.form_groups(market, by=organiser)
    assert seats(market)[person.pk] == other.problem_id
    assert seats(market)[kept.pk] == kept_at
    row = market.memberships.get(participation=person)
    assert row.locked
    assert row.explanation == {"by_hand": True}
    assert (row.group.table, row.group.video_link) == ("Vindusbordet", "https://e.org/a")
    assert market.memberships.count() == 12


def test_shown_groups_are_not_formed_again(
    seminar: Seminar, market: Market, fill: Fill, organiser: Participation, as_person: SignIn
) -> None:
    fill(12)
    actions.form_groups(market, by=organiser)
    before = seats(market)
    assert actions.show_groups(market, by=organiser) == market.groups.count()
    market.refresh_from_db()
    assert market.state == "closed"
    with pytest.raises(AlreadyShown):
        actions.form_groups(market, by=organiser)
    as_person(organiser).post(url("form", seminar))
    assert seats(market) == before
    assert Run.objects.count() == 1


def test_groups_are_hidden_until_shown(
    seminar: Seminar,
    market: Market,
    fill: Fill,
    organiser: Participation,
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    people = fill(12)
    client = as_person(facilitator)
    assert client.post(url("form", seminar)).status_code == 302
    person = people[0]
    own = as_person(person)
    pages = [
        reverse("rooms:group", args=[seminar.slug]),
        reverse("web:now", args=[seminar.slug]),
        reverse("web:mine", args=[seminar.slug]),
        url("why", seminar),
    ]
    assert queries.group_of(person) is None
    assert queries.group_topics(person) == []
    group = market.memberships.get(participation=person).group
    actions.describe_group(group, table="VINDUSBORDET", video_link="", by=facilitator)
    for page in pages:
        assert "VINDUSBORDET" not in own.get(page).content.decode()
    topics = set(Event.objects.filter(kind="groups").values_list("topic__key", flat=True))
    assert topics == {seminar.topic_leaders}
    assert client.post(url("show", seminar)).status_code == 302
    assert queries.group_of(person) is not None
    assert "VINDUSBORDET" in own.get(pages[0]).content.decode()
    assert Event.objects.filter(kind="groups", topic__key=seminar.topic_all).exists()


def test_a_late_arrival_is_seen_and_placed(
    seminar: Seminar, market: Market, fill: Fill, organiser: Participation, as_person: SignIn
) -> None:
    fill(12)
    actions.form_groups(market, by=organiser)
    actions.show_groups(market, by=organiser)
    assert queries.without_group(seminar) == []
    late = factories.ParticipationFactory(seminar=seminar, user__name="Sen Sønnavind")
    assert queries.without_group(seminar) == [late]
    client = as_person(organiser)
    assert "Sen Sønnavind" in client.get(url("groups", seminar)).content.decode()
    group = market.groups.first()
    assert group is not None
    data = {"person": str(late.pk), "group": str(group.pk)}
    assert client.post(url("move", seminar), data).status_code == 302
    assert queries.group_of(late) == group
    assert queries.without_group(seminar) == []


def test_moving_locking_and_letting_go(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    people = fill(12)
    actions.form_groups(market, by=facilitator)
    client, person = as_person(facilitator), people[7]
    row = market.memberships.get(participation=person)
    for deed, locked in (("lock", True), ("unlock", False)):
        client.post(url("move", seminar), {"person": str(person.pk), "deed": deed})
        row.refresh_from_db()
        assert row.locked is locked
    client.post(url("move", seminar), {"person": str(person.pk), "group": ""})
    assert queries.without_group(seminar) == [person]
    other = market.groups.exclude(pk=row.group_id).first()
    assert other is not None
    client.post(url("move", seminar), {"person": str(person.pk), "group": str(other.pk)})
    moved = market.memberships.get(participation=person)
    assert (moved.group, moved.locked) == (other, True)


def test_adding_describing_and_taking_away(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    fill(12)
    actions.form_groups(market, by=facilitator)
    client, count = as_person(facilitator), market.groups.count()
    problem = market.problems.order_by("number").last()
    assert problem is not None
    client.post(url("add", seminar), {"problem": "999999"})
    assert market.groups.count() == count
    client.post(url("add", seminar), {"problem": str(problem.pk)})
    added = market.groups.order_by("-number").first()
    assert added is not None
    assert (added.problem, added.state) == (problem, Group.State.PROPOSED)
    data = {"table": "Bord 7", "video_link": "javascript:alert(1)"}
    client.post(url("describe", seminar, added.pk), data)
    added.refresh_from_db()
    assert (added.table, added.video_link) == ("Bord 7", "")
    client.post(url("describe", seminar, added.pk), {"video_link": "https://video.example.org/x"})
    added.refresh_from_db()
    assert added.video_link == "https://video.example.org/x"
    full = market.groups.exclude(pk=added.pk).first()
    assert full is not None
    with pytest.raises(GroupInUse):
        actions.remove_group(full, by=facilitator)
    assert client.post(url("remove", seminar, full.pk)).status_code == 302
    client.post(url("remove", seminar, added.pk))
    assert set(market.groups.values_list("pk", flat=True)) >= {full.pk}
    assert market.groups.count() == count


def test_why_names_nobody_else(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    people = fill(12)
    actions.form_groups(market, by=facilitator)
    actions.show_groups(market, by=facilitator)
    names = {person.pk: person.user.name for person in people}
    for person in people:
        page = as_person(person).get(url("why", seminar))
        assert page.status_code == 200
        text = page.content.decode()
        for pk, name in names.items():
            assert pk == person.pk or name not in text
    kept = str(list(Run.objects.values())) + str(list(Membership.objects.values("explanation")))
    assert not [name for name in names.values() if name in kept]


def test_a_large_room_is_a_job(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    fill(64, 16)
    client = as_person(facilitator)
    assert client.post(url("form", seminar)).status_code == 302
    run = Run.objects.get()
    assert (run.state, run.progress) == (Run.State.DONE, 100)
    assert market.memberships.count() == 64
    tasks.form.func(run.pk)  # a job that comes twice changes nothing
    assert market.memberships.count() == 64
    assert client.get(url("groups", seminar)).status_code == 200


@pytest.mark.parametrize("count", [6, 61])
def test_a_run_that_stops_says_so_and_can_be_tried_again(
    seminar: Seminar,
    market: Market,
    fill: Fill,
    facilitator: Participation,
    as_person: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    fill(count, 2)

    def stop(run: Run) -> Any:
        raise RuntimeError("the solver stopped")

    client = as_person(facilitator)
    monkeypatch.setattr(tasks, "solve_run", stop)
    assert client.post(url("form", seminar)).status_code == 302
    run = Run.objects.get()
    assert (run.state, market.groups.count()) == (Run.State.FAILED, 0)
    page = client.get(url("groups", seminar))
    assert run.message in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert not page.context["is_waiting"]


def test_a_run_without_a_word_does_not_block(market: Market, organiser: Participation) -> None:
    run = Run.objects.create(market=market)
    assert queries.is_waiting(run)
    run.started_at = now() - timedelta(minutes=6)
    assert not queries.is_waiting(run)
    assert not queries.is_waiting(None)


def test_odd_sizes_are_taken_kindly(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    fill(6, 2)
    client = as_person(facilitator)
    for least, most in (("", ""), ("x", "y"), ("99", "1"), ("0", "0"), ("-3", "²")):
        data = {"least": least, "most": most, "parallel": ["²", "1"]}
        assert client.post(url("form", seminar), data).status_code == 302
        assert market.memberships.count() == 6


@pytest.mark.parametrize("name", ["groups", "form", "show", "add", "move", "describe", "remove"])
def test_leaders_pages_are_for_those_who_lead(
    seminar: Seminar,
    market: Market,
    fill: Fill,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: SignIn,
    name: str,
) -> None:
    people = fill(6, 2)
    actions.form_groups(market, by=organiser)
    group = market.groups.first()
    assert group is not None
    needs_pk = name in {"describe", "remove"}
    address = url(name, seminar, group.pk) if needs_pk else url(name, seminar)
    data = {"person": str(people[0].pk), "group": str(group.pk)}

    def status(client: Client) -> int:
        made = client.get(address) if name == "groups" else client.post(address, data)
        return made.status_code

    assert status(Client()) == 404
    assert status(as_person(outsider)) == 404
    assert status(as_person(stranger)) == 404
    assert status(as_person(people[0])) == 403
    for leader in (facilitator, organiser):
        assert status(as_person(leader)) in {200, 302, 409}
    wrong = as_person(organiser)
    made = wrong.post(address) if name == "groups" else wrong.get(address)
    assert made.status_code == 405


def test_why_is_for_participants(
    seminar: Seminar,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    as_person: SignIn,
) -> None:
    assert as_person(participant).get(url("why", seminar)).status_code == 200
    assert as_person(facilitator).get(url("why", seminar)).status_code == 403
    assert as_person(stranger).get(url("why", seminar)).status_code == 404


def test_another_seminars_rows_do_not_exist_here(
    seminar: Seminar,
    market: Market,
    fill: Fill,
    secret: ProblemStatement,
    stranger: Participation,
    facilitator: Participation,
    as_person: SignIn,
) -> None:
    people = fill(6, 2)
    actions.form_groups(market, by=facilitator)
    foreign = secret.groups.get()
    client = as_person(facilitator)
    assert client.post(url("describe", seminar, foreign.pk)).status_code == 404
    assert client.post(url("remove", seminar, foreign.pk)).status_code == 404
    person = {"person": str(people[0].pk), "group": str(foreign.pk)}
    assert client.post(url("move", seminar), person).status_code == 404
    guest = {"person": str(stranger.pk), "group": str(market.groups.all()[0].pk)}
    assert client.post(url("move", seminar), guest).status_code == 404
    client.post(url("add", seminar), {"problem": str(secret.pk)})
    page = client.get(url("groups", seminar)).content.decode()
    assert "HEMMELIG" not in page
    assert "Fremmed" not in page
    assert foreign.memberships.count() == 1


def test_many_hand_picks_around_one_question_all_stay(
    seminar: Seminar, market: Market, fill: Fill, facilitator: Participation, as_person: SignIn
) -> None:
    people = fill(12)
    actions.form_groups(market, by=facilitator)
    group = market.groups.first()
    assert group is not None
    for person in people[:9]:
        actions.move_person(person, group, by=facilitator)
    assert as_person(facilitator).post(url("form", seminar)).status_code == 302
    run = queries.latest_run(market)
    assert run is not None
    assert run.state == Run.State.DONE
    where = seats(market)
    assert {where[person.pk] for person in people[:9]} == {group.problem_id}
    assert all(g.memberships.count() <= 5 for g in market.groups.all())
    listed = queries.without_group(seminar)
    assert len(where) + len(listed) == 12


@pytest.mark.parametrize("count", [6, 12])
def test_groups_page_statement_count_is_constant(
    seminar: Seminar,
    market: Market,
    fill: Fill,
    facilitator: Participation,
    as_person: SignIn,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    fill(count, count // 3)
    actions.form_groups(market, by=facilitator)
    client = as_person(facilitator)
    with django_assert_max_num_queries(18):
        page = client.get(url("groups", seminar))
    assert sum(len(check.members) for check in page.context["groups"]) == count
