"""The call list by mail: four numbers on a working morning, once a week, no names."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions, weekly
from idetorg.commitments.enums import HowOften, TaskState
from idetorg.commitments.errors import NotTheCaller
from idetorg.commitments.models import ListMail
from idetorg.core.time import now
from idetorg.jobs.worker import registered
from idetorg.mailer import tokens
from idetorg.mailer.actions import stop
from idetorg.mailer.models import Mail, StoppedAddress, hash_of
from idetorg.people.models import User
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.factories import asked, taken_home
from tests.factories import ParticipationFactory, SeminarFactory

AsPerson = Callable[[Participation | User], Client]
MONDAY = datetime(2014, 1, 13, 7, tzinfo=UTC)  # eight o'clock in Tromsø
WEEK = timedelta(days=7)


@pytest.fixture
def clock(seminar: Seminar) -> Iterator[time_machine.Traveller]:
    """Stand on a Monday morning in January, after the seminar of November."""
    RoomPosition.objects.create(seminar=seminar, finished_at=datetime(2013, 11, 21, 13, tzinfo=UTC))
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def wish(clock: time_machine.Traveller, participant: Participation) -> None:
    """Somebody has asked the organiser for help with something private."""
    task = taken_home(participant, change="HEMMELIG")
    actions.ask_help(task, by=participant, to="organiser", text="Ring meg om gamle Olsen")


def _mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="organiser_weekly").order_by("pk"))


def _run(clock: time_machine.Traveller, moment: datetime) -> int:
    """Let the job run twice at a moment; return how many mails came of it."""
    clock.move_to(moment, tick=False)
    before = len(_mails())
    weekly.send_weekly(now())
    assert not weekly.somebody_is_to_look(now())
    weekly.send_weekly(now())
    return len(_mails()) - before


def test_the_job_is_registered_with_the_worker() -> None:
    assert registered()["commitments.send_weekly"].fn is weekly.send_weekly


@pytest.mark.usefixtures("wish")
def test_numbers_and_a_link_reach_the_organiser_and_no_name_or_word_of_anybody(
    clock: time_machine.Traveller, organiser: Participation, seminar: Seminar
) -> None:
    other = ParticipationFactory(seminar=seminar, user__name="Stille Person")
    asked(taken_home(other))
    gone = ParticipationFactory(seminar=seminar, user__name="Lagt Bort")
    actions.move_state(taken_home(gone), by=gone, to=TaskState.PUT_ASIDE, reason="Solgt")
    glad = ParticipationFactory(seminar=seminar, user__name="God Nyhet")
    actions.move_state(taken_home(glad), by=glad, to=TaskState.DONE)

    assert _run(clock, MONDAY) == 1
    (mail,) = _mails()
    assert mail.to_address == organiser.user.mail_to
    for line in ("Ber om hjelp: 1", "Har ikke svart: 1", "Har lagt bort: 1", "Gode nyheter: 1"):
        assert line in mail.text, line
    assert reverse("commitments:calls", args=[seminar.slug]) in mail.text
    assert "List-Unsubscribe" in mail.headers
    for secret in ("Kari", "Stille", "Lagt Bort", "God Nyhet", "HEMMELIG", "Olsen", "Solgt"):
        assert secret not in mail.subject + mail.text + mail.html, secret
    assert not mail.counts


@pytest.mark.usefixtures("wish", "organiser")
@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (MONDAY - timedelta(minutes=1), 0),  # before eight
        (MONDAY - timedelta(days=1), 0),  # Sunday
        (MONDAY + timedelta(days=2, hours=3), 1),  # the server was away
        (datetime(2014, 4, 14, 7, tzinfo=UTC), 0),  # Easter week
        (datetime(2014, 4, 22, 7, tzinfo=UTC), 1),  # Tuesday after Easter Monday
        (datetime(2014, 7, 7, 7, tzinfo=UTC), 0),
        (datetime(2013, 12, 23, 8, tzinfo=UTC), 0),
        (datetime(2013, 11, 22, 8, tzinfo=UTC), 0),  # the day after the seminar
        (datetime(2013, 11, 25, 7, tzinfo=UTC), 1),  # the first Monday
        (datetime(2015, 3, 2, 7, tzinfo=UTC), 0),  # the year is over
    ],
)
def test_it_comes_on_the_first_working_morning_of_a_week_while_the_year_lasts(
    clock: time_machine.Traveller, moment: datetime, count: int
) -> None:
    clock.move_to(moment, tick=False)
    weekly.send_weekly(now())
    weekly.send_weekly(now())
    assert len(_mails()) == count


@pytest.mark.usefixtures("wish", "organiser")
def test_it_comes_each_week_until_there_is_nobody_to_call(
    clock: time_machine.Traveller, participant: Participation
) -> None:
    assert _run(clock, MONDAY) == 1
    assert _run(clock, MONDAY + timedelta(days=1)) == 0
    assert _run(clock, MONDAY + WEEK) == 1
    clock.move_to(MONDAY + WEEK + timedelta(days=1), tick=False)
    task = participant.change_tasks.get()
    actions.move_state(task, by=participant, to=TaskState.DONE)
    participant.change_tasks.get().help_requests.update(taken_at=now())
    assert _run(clock, MONDAY + 2 * WEEK) == 1  # good news
    assert _run(clock, MONDAY + 3 * WEEK) == 0  # told already
    assert ListMail.objects.get().mailed_at == MONDAY + 2 * WEEK


@pytest.mark.usefixtures("wish")
def test_every_fourth_monday_and_never(
    clock: time_machine.Traveller, organiser: Participation
) -> None:
    actions.choose_list_mail(organiser, HowOften.EVERY_FOURTH)
    came = [_run(clock, MONDAY + number * WEEK) for number in range(9)]
    assert came == [1, 0, 0, 0, 1, 0, 0, 0, 1]
    actions.choose_list_mail(organiser, HowOften.NEVER)
    clock.move_to(MONDAY + 12 * WEEK, tick=False)
    assert not weekly.somebody_is_to_look(now())
    assert weekly.send_weekly(now()) == 0


@pytest.mark.usefixtures("wish")
def test_stop_the_list_stops_it_until_it_is_chosen_again(
    clock: time_machine.Traveller, organiser: Participation, as_person: AsPerson
) -> None:
    seminar = organiser.seminar
    digest = hash_of(organiser.user.mail_to)
    stop(
        tokens.Reader(digest, organiser.user_id, seminar.scope, f"{seminar.scope}:organiser_weekly")
    )
    assert _run(clock, MONDAY) == 0
    client = as_person(organiser)
    page = reverse("commitments:calls", args=[seminar.slug])
    assert "Du har stoppet den" in client.get(page).content.decode()

    answer = client.post(
        reverse("commitments:calls_by_mail", args=[seminar.slug]), {"how_often": "1"}, follow=True
    )
    assert "hver mandag" in answer.content.decode()
    assert not StoppedAddress.objects.exists()
    assert _run(clock, MONDAY + WEEK) == 1


@pytest.mark.usefixtures("wish", "organiser")
def test_only_those_who_organise_that_seminar_get_it(
    clock: time_machine.Traveller,
    seminar: Seminar,
    facilitator: Participation,
    stranger: Participation,
) -> None:
    gone = ParticipationFactory(seminar=seminar, is_organiser=True, removed_at=now())
    quiet = SeminarFactory()
    RoomPosition.objects.create(seminar=quiet, finished_at=MONDAY - 5 * WEEK)
    ParticipationFactory(seminar=quiet, is_organiser=True)
    assert _run(clock, MONDAY) == 1
    assert not {gone.user_id, facilitator.user_id, stranger.user_id} & {
        mail.person_id for mail in _mails()
    }


def test_each_chooses_for_oneself_and_only_an_organiser(
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    facilitator: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    url = reverse("commitments:calls_by_mail", args=[seminar.slug])
    for who, status in (
        *((facilitator, 403), (participant, 403)),
        *((stranger, 404), (outsider, 404)),
    ):
        assert as_person(who).post(url, {"how_often": "0"}).status_code == status
    client = as_person(organiser)
    assert client.get(url).status_code == 405
    for bad in ("", "2", "x", "-1"):
        assert client.post(url, {"how_often": bad}).status_code == 422
    assert not ListMail.objects.exists()
    with pytest.raises(NotTheCaller):
        actions.choose_list_mail(participant, HowOften.NEVER)
    assert client.post(url, {"how_often": "4"}).status_code == 302
    assert ListMail.objects.get().how_often == HowOften.EVERY_FOURTH
    assert Entry.objects.filter(action="commitments.list_by_mail:every_fourth").exists()
    page = client.get(reverse("commitments:calls", args=[seminar.slug])).content.decode()
    assert 'value="4" checked' in page


def test_less_often_stands_behind_the_pause_link_of_the_list(
    client: Client, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    url = reverse("commitments:calls", args=[seminar.slug]) + "#by-mail"

    def page(person: Participation) -> str:
        reader = tokens.Reader(hash_of(person.user.mail_to), person.user_id, seminar.scope, "x")
        link = reverse("mailer:preferences", args=[tokens.token_for(reader)])
        return client.get(link).content.decode()

    assert url in page(organiser)
    assert url not in page(participant)
