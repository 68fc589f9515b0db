"""When nobody of a seminar is asked: the questions wait, and none is lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, tasks
from idetorg.commitments.errors import BadValue, QuietTooLong
from idetorg.commitments.models import ChangeTask, FollowUp, QuietTime
from idetorg.core.time import now
from idetorg.mailer.actions import pause
from idetorg.mailer.models import Mail, StoppedAddress, hash_of
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import taken_home
from tests.factories import ParticipationFactory

AsPerson = Callable[[Participation | User], Client]
COMMITTED = datetime(2013, 11, 21, 11, 26, tzinfo=UTC)
FIRST, LAST = date(2013, 12, 2), date(2013, 12, 13)  # Monday to Friday; day 14 is the 5th


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stand on the day of the seminar."""
    with time_machine.travel(COMMITTED, tick=False) as traveller:
        yield traveller


def _run(clock: time_machine.Traveller, moment: datetime) -> list[str]:
    clock.move_to(moment, tick=False)
    before = set(Mail.objects.values_list("pk", flat=True))
    tasks.send_due_follow_ups(now())
    return list(Mail.objects.exclude(pk__in=before).values_list("kind", flat=True))


def test_what_falls_due_waits_for_the_first_working_day_after_and_only_there(
    clock: time_machine.Traveller,
    participant: Participation,
    organiser: Participation,
    stranger: Participation,
) -> None:
    taken_home(participant)
    theirs = taken_home(ParticipationFactory(seminar=stranger.seminar))
    actions.add_quiet_time(organiser, first=FIRST, last=LAST)
    assert _run(clock, datetime(2013, 11, 22, 8, tzinfo=UTC)).count("day_1_3") == 2
    _run(clock, datetime(2013, 12, 5, 8, tzinfo=UTC))
    asked = set(FollowUp.objects.filter(kind="day_14", sent_at__isnull=False).values_list("task"))
    assert asked == {(theirs.pk,)}
    assert _run(clock, datetime(2013, 12, 13, 12, tzinfo=UTC)).count("day_14") == 0
    assert _run(clock, datetime(2013, 12, 16, 7, tzinfo=UTC)).count("day_14") == 1


def test_reminders_wait_too_and_taking_it_back_lets_them_come(
    clock: time_machine.Traveller, participant: Participation, organiser: Participation
) -> None:
    taken_home(participant)
    _run(clock, datetime(2013, 12, 5, 8, tzinfo=UTC))
    row = actions.add_quiet_time(organiser, first=date(2013, 12, 9), last=LAST)
    assert _run(clock, datetime(2013, 12, 13, 8, tzinfo=UTC)) == []
    actions.drop_quiet_time(row, by=organiser)
    assert _run(clock, datetime(2013, 12, 13, 9, tzinfo=UTC)) == ["reminder"]
    assert set(Entry.objects.filter(object_type__endswith="quiettime").values_list("actor_id")) == {
        (organiser.user_id,)
    }


def test_the_day_of_the_next_question_is_the_day_it_goes(
    clock: time_machine.Traveller,
    as_person: AsPerson,
    participant: Participation,
    organiser: Participation,
) -> None:
    """To the one who is asked, and to the one who arranges."""
    task = taken_home(participant)
    actions.add_quiet_time(organiser, first=FIRST, last=LAST)
    clock.move_to(COMMITTED + timedelta(days=1), tick=False)
    slug = participant.seminar.slug
    own = as_person(participant)
    for name, args in (
        ("web:mine", [slug]),
        ("commitments:task", [slug, task.pk]),
        ("web:given", [slug]),
    ):
        page = own.get(reverse(name, args=args)).content.decode()
        assert "16. desember 2013" in page
        assert "5. desember 2013" not in page
    mail = as_person(organiser).get(reverse("web:mail", args=[slug]))
    days = {batch.kind: batch.at for batch in mail.context["found"].batches}
    assert days["day_14"] == datetime(2013, 12, 16, 7, tzinfo=UTC)

    # Never asked yet, and the quiet time is over: not a day that has passed.
    clock.move_to(datetime(2013, 12, 17, 9, tzinfo=UTC), tick=False)
    assert "17. desember 2013" in own.get(reverse("web:mine", args=[slug])).content.decode()


def test_the_day_of_the_next_question_waits_for_ones_own_break_and_is_gone_with_a_stop(
    clock: time_machine.Traveller, as_person: AsPerson, participant: Participation
) -> None:
    taken_home(participant)
    clock.move_to(COMMITTED + timedelta(days=1), tick=False)
    slug, user = participant.seminar.slug, participant.user
    own = as_person(participant)

    def said(day: str) -> set[bool]:
        pages = (reverse(name, args=[slug]) for name in ("web:mine", "web:given"))
        return {day in own.get(page).content.decode() for page in pages}

    assert said("5. desember 2013") == {True}
    pause(person_id=user.pk, scope="", until=datetime(2014, 2, 1, 9, tzinfo=UTC))  # a Saturday
    assert (said("3. februar 2014"), said("5. desember 2013")) == ({True}, {False})
    StoppedAddress.objects.create(address_hash=hash_of(user.mail_to), scope="")
    assert said("3. februar 2014") == {False}


def test_quiet_time_costs_a_run_the_same_for_many(
    clock: time_machine.Traveller, organiser: Participation, django_assert_max_num_queries
) -> None:
    for number in range(5):
        taken_home(ParticipationFactory(seminar=organiser.seminar))
        day = FIRST + timedelta(days=60 * number)
        actions.add_quiet_time(organiser, first=day, last=day)
    clock.move_to(datetime(2013, 12, 5, 8, tzinfo=UTC), tick=False)
    with django_assert_max_num_queries(30):
        assert tasks.send_due_follow_ups(now()) == 5


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (LAST, FIRST, BadValue),
        (date(2013, 10, 1), date(2013, 10, 4), BadValue),
        (FIRST, FIRST + timedelta(days=63), QuietTooLong),
    ],
)
def test_what_makes_no_sense_is_refused(
    clock: time_machine.Traveller, organiser: Participation, first: date, last: date, error: type
) -> None:
    with pytest.raises(error):
        actions.add_quiet_time(organiser, first=first, last=last)
    assert not QuietTime.objects.exists()


def test_only_an_organiser_of_the_seminar_says_it(
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    row = actions.add_quiet_time(organiser, first=FIRST, last=LAST)
    page = reverse("commitments:quiet_times", args=[seminar.slug])
    drop = reverse("commitments:drop_quiet_time", args=[seminar.slug, row.pk])
    data = {"first": "2014-01-10", "last": "2014-01-20"}
    for who, status in (
        *((facilitator, 403), (participant, 403)),
        *((stranger, 404), (outsider, 404)),
    ):
        client = as_person(who)
        assert client.get(page).status_code == status
        assert client.post(page, data).status_code == status
        assert client.post(drop).status_code == status
    with pytest.raises(BadValue):
        actions.add_quiet_time(participant, first=FIRST, last=LAST)
    with pytest.raises(BadValue):
        actions.drop_quiet_time(row, by=stranger)
    client = as_person(organiser)
    assert client.get(drop).status_code == 405
    other = reverse("commitments:drop_quiet_time", args=[stranger.seminar.slug, row.pk])
    assert client.post(other).status_code == 404
    assert QuietTime.objects.count() == 1


def test_the_page_takes_days_says_what_is_wrong_and_keeps_what_was_typed(
    clock: time_machine.Traveller, seminar: Seminar, organiser: Participation, as_person: AsPerson
) -> None:
    client = as_person(organiser)
    url = reverse("commitments:quiet_times", args=[seminar.slug])
    overview = client.get(reverse("commitments:overview", args=[seminar.slug])).content.decode()
    assert url in overview
    assert "Ingenting ut over det" in client.get(url).content.decode()
    for data, words in (
        ({"first": "2014-01-20", "last": "2014-01-10"}, "Det slutter før det begynner"),
        ({"first": "2013-10-01", "last": "2013-10-02"}, "Den dagen er forbi"),
        ({"first": "2014-01-10", "last": "2014-06-10"}, "Høyst to måneder"),
        ({"first": "i morgen", "last": "2014-01-10"}, "Skriv datoen som"),
        ({}, "Her mangler det noe"),
    ):
        bad = client.post(url, data)
        assert bad.status_code == 422
        assert words in bad.content.decode(), words
        assert data.get("first", "") in bad.content.decode()
    assert not QuietTime.objects.exists()
    done = client.post(url, {"first": "02.12.2013", "last": "2013-12-13"}, follow=True)
    assert "2. desember 2013 til 13. desember 2013" in done.content.decode()
    row = QuietTime.objects.get()
    gone = client.post(
        reverse("commitments:drop_quiet_time", args=[seminar.slug, row.pk]), follow=True
    )
    assert "Tatt tilbake" in gone.content.decode()
    assert not ChangeTask.objects.exists()
    assert not QuietTime.objects.exists()
