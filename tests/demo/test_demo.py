"""The demonstration: it jumps, and lets the others act as themselves."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from idetorg.commitments import queries
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.commitments.queries import calling
from idetorg.core.time import now
from idetorg.demo import jumps, seed
from idetorg.evaluation.queries import evaluation_of, has_answered
from idetorg.grouping.models import Membership
from idetorg.invitations.models import Diet, SignUp
from idetorg.mailer.models import Mail
from idetorg.market.models import Wish
from idetorg.rooms.models import Thread
from idetorg.schedule.queries import room_now
from idetorg.seminars.models import Seminar
from idetorg.showcase.models import ExperienceCard
from idetorg.showcase.queries import card_pictures

JUMPS = {jump.name: jump for jump in jumps.JUMPS}
pytestmark = pytest.mark.urls("tests.demo.urls")


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path) -> Seminar:
    """The demo's seminar, on the day before."""
    settings.IDETORG_DEMO = True
    settings.DATA_DIR = tmp_path
    return seed.build()


def post(name: str, **data: str) -> str:
    """Press a button of the cast page; return the page one comes back to."""
    client = Client(HTTP_HOST="localhost:8000")
    answer = client.post(reverse(f"demo:{name}"), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.urls("idetorg.config.urls")
def test_outside_the_demo_there_is_no_cast(db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo:cast")
    assert Client().post("/demo/hopp", {"to": "bus"}).status_code == 404
    assert Client().post("/demo/andre", {"deed": "market"}).status_code == 404


def test_cast_page_leads_to_each_role(demo: Seminar) -> None:
    page = Client(HTTP_HOST="localhost:8000").get("/").content.decode()
    for name in ("arrangor", "prosessleder", "deltaker1", "deltaker24", "skjerm", "gjest"):
        assert f"http://{name}.localhost:8000/" in page
    assert "19. november 2013" in page


def test_jump_moves_the_clock_and_the_room(demo: Seminar) -> None:
    assert "16.15" in post("jump", to="market")
    room = room_now(demo)
    assert room.moment is not None
    assert room.moment.step.kind == "market"


def test_jump_to_nowhere_moves_nothing(demo: Seminar) -> None:
    before = now()
    assert "Velg hvor du vil hoppe." in post("jump", to="the moon")
    assert abs((now() - before).total_seconds()) < 60
    assert "Velg hva de andre skal gjøre." in post("others", deed="dance")


def test_whoever_sits_on_the_bus_has_signed_up(demo: Seminar) -> None:
    first = seed.people(demo)[0]
    assert not SignUp.objects.filter(participation=first).exists()
    post("jump", to="bus")
    assert SignUp.objects.filter(participation__seminar=demo).count() == 24
    assert Diet.objects.filter(participation__seminar=demo).count() == 4
    mine = SignUp.objects.get(participation=first)
    mine.needs_room = False
    mine.save()
    post("others", deed="sign_ups")
    mine.refresh_from_db()
    assert mine.needs_room is False


def test_a_straight_jump_to_the_groups_gives_groups_with_wishes(demo: Seminar) -> None:
    post("jump", to="groups")
    post("others", deed="groups")
    seats = Membership.objects.filter(group__market__seminar=demo)
    assert seats.count() == 24
    assert Wish.objects.filter(problem__market__seminar=demo).exists()
    wished = [
        seat
        for seat in seats
        if Wish.objects.filter(problem=seat.group.problem, participation=seat.participation)
    ]
    assert len(wished) >= 18


def test_everyone_does_their_part_once(demo: Seminar) -> None:
    for place, deed in (
        ("market", "market"),
        ("groups", "groups"),
        ("groups", "sheets"),
        ("threads", "threads"),
        ("writing", "tasks"),
        ("evaluation", "evaluation"),
    ):
        post("jump", to=place)
        post("others", deed=deed)
        post("others", deed=deed)
    assert Thread.objects.filter(seminar=demo).count() == 3
    assert ChangeTask.objects.taken_home().filter(participation__seminar=demo).count() == 22
    assert queries.coverage(demo).not_now == 2
    form = evaluation_of(demo)
    assert form is not None
    assert all(has_answered(form, person) for person in seed.people(demo))


def test_after_half_a_year_some_have_told_and_some_are_silent(demo: Seminar) -> None:
    post("jump", to="writing")
    post("others", deed="tasks")
    post("jump", to="home")
    post("jump", to="day_14")
    assert FollowUp.objects.exclude(sent_at=None).exists()
    post("others", deed="follow_ups")
    post("jump", to="month_6")
    post("others", deed="follow_ups")
    told = queries.results(demo)
    assert told.committed == 22
    assert 0 < told.done < told.answered < told.committed
    assert told.put_aside > 0
    assert told.confirmed == 1  # a picture of how it is now, which the others may see
    card = ExperienceCard.objects.exclude(after_picture=None).get()
    assert list(card_pictures(card)) == ["after"]


@pytest.mark.parametrize("by_way_of", [[], ["month_6"]])
def test_a_month_later_there_is_somebody_to_call_and_a_mail_says_so(
    demo: Seminar, by_way_of: list[str]
) -> None:
    post("jump", to="writing")
    post("others", deed="tasks")
    for place in ["home", "day_14", *by_way_of, "month_7"]:
        post("jump", to=place)
        if place == "month_6":
            post("others", deed="follow_ups")
    people = calling.people_to_call(demo, now())
    assert len(people) == (4 if by_way_of else 22)
    assert Mail.objects.filter(kind="organiser_weekly").exists()


def test_mail_can_be_read_and_goes_nowhere(demo: Seminar) -> None:
    post("jump", to="bus")
    page = Client(HTTP_HOST="localhost:8000").get(reverse("demo:mail")).content.decode()
    mail = Mail.objects.latest("pk")
    assert mail.subject in page
    one = Client(HTTP_HOST="localhost:8000").get(reverse("demo:one_mail", args=[mail.pk]))
    assert mail.to_name in one.content.decode()
    missing = Client(HTTP_HOST="localhost:8000").get(reverse("demo:one_mail", args=[0]))
    assert missing.status_code == 404
