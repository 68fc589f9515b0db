"""The organiser's page of mail: its doors, its buttons, and what it never tells."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idetorg.audit.models import Entry
from idetorg.commitments import actions as deeds
from idetorg.commitments.models import ChangeTask, FollowUp
from idetorg.commitments.tasks import send_due_follow_ups, something_is_due
from idetorg.core.time import now
from idetorg.invitations.actions.people import send_invitations
from idetorg.invitations.models import Invitation
from idetorg.mailer import compose, dead, sending
from idetorg.mailer.actions import pause, stop
from idetorg.mailer.bounces import said_by_server
from idetorg.mailer.enums import Reason, State
from idetorg.mailer.models import Hold, Mail, hash_of
from idetorg.mailer.tokens import Reader
from idetorg.people.models import User
from idetorg.schedule.models import RoomPosition
from idetorg.seminars.models import Participation, Seminar
from idetorg.web.mail import kinds
from idetorg.web.mail.page import LineState, mail_page
from tests.commitments.factories import WORDS, taken_home
from tests.factories import ParticipationFactory

As = Callable[[Participation | User], Client]

COMMITTED = datetime(2013, 11, 21, 11, 26, tzinfo=UTC)
DAY_14 = datetime(2013, 12, 5, 7, tzinfo=UTC)
DEEDS = ["web:mail_hold", "web:mail_release", "web:mail_test"]
DOORS = [("web:mail", []), ("web:mail_stop", ["day_14"])]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stand on the day of the seminar."""
    with time_machine.travel(COMMITTED, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def leak(db: None, stranger: Participation) -> None:
    """Mail of another seminar, which must never be seen or touched here."""
    _mail(stranger, kind="invitation", state=State.SENT, name="LEKKASJE")
    _mail(stranger, kind="day_14", name="LEKKASJE")


def _mail(
    person: Participation,
    *,
    kind: str = "invitation",
    state: State = State.QUEUED,
    reason: str = "",
    name: str = "",
) -> Mail:
    moment = now()
    return Mail.objects.create(
        scope=person.seminar.scope,
        person_id=person.user_id,
        kind=kind,
        to_address=person.user.mail_to,
        to_name=name or person.user.name,
        address_hash=hash_of(person.user.mail_to),
        subject="Emnet i e-posten",
        text=f"Ordene i e-posten: {WORDS}",
        not_before=moment,
        next_try_at=moment,
        state=state,
        reason=reason,
        sent_at=moment if state == State.SENT else None,
        message_id=f"<{Mail.objects.count()}-{kind}@test>",
    )


def _page(seminar: Seminar):
    return mail_page(seminar, now())


def _url(name: str, seminar: Seminar, *args: str) -> str:
    return reverse(name, args=[seminar.slug, *args])


# Doors


@pytest.mark.parametrize(("name", "args"), DOORS)
def test_pages_are_for_the_organiser(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    name: str,
    args: list[str],
) -> None:
    url = _url(name, seminar, *args)

    assert as_person(organiser).get(url).status_code == 200
    assert as_person(facilitator).get(url).status_code == 403
    assert as_person(participant).get(url).status_code == 403
    assert as_person(stranger).get(url).status_code == 404
    assert as_person(outsider).get(url).status_code == 404
    assert Client().get(url).status_code == 404
    assert as_person(organiser).put(url).status_code == 405


@pytest.mark.parametrize("name", [*DEEDS, "web:mail_stop"])
def test_buttons_are_the_organisers(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    facilitator: Participation,
    participant: Participation,
    stranger: Participation,
    outsider: User,
    name: str,
) -> None:
    _mail(participant, kind="day_14")
    url = _url(name, seminar, *(["day_14"] if name == "web:mail_stop" else []))
    before = list(Mail.objects.order_by("pk").values())

    for person, status in (
        (facilitator, 403),
        (participant, 403),
        (stranger, 404),
        (outsider, 404),
    ):
        assert as_person(person).post(url, {"kind": "day_14"}).status_code == status
    if name in DEEDS:
        assert as_person(organiser).get(url).status_code == 405
    assert list(Mail.objects.order_by("pk").values()) == before
    assert not Hold.objects.exists()
    assert not Entry.objects.filter(action__startswith="mail_").exists()


@pytest.mark.parametrize("name", [*DEEDS[:2], "web:mail_stop"])
def test_buttons_leave_other_seminars_alone(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    stranger: Participation,
    name: str,
) -> None:
    Hold.objects.create(scope=stranger.seminar.scope, kind="day_14")
    before = list(Mail.objects.filter(scope=stranger.seminar.scope).order_by("pk").values())
    _mail(participant, kind="day_14")

    as_person(organiser).post(
        _url(name, seminar, *(["day_14"] if name == "web:mail_stop" else [])), {"kind": "day_14"}
    )

    after = Mail.objects.filter(scope=stranger.seminar.scope).order_by("pk")
    assert list(after.values()) == before
    assert Hold.objects.filter(scope=stranger.seminar.scope).count() == 1


@pytest.mark.parametrize("kind", ["sign_in_code", "organiser_weekly", "x", "../.."])
def test_other_kinds_can_neither_wait_nor_be_stopped(
    as_person: As, seminar: Seminar, organiser: Participation, kind: str
) -> None:
    client = as_person(organiser)

    assert client.post(_url("web:mail_hold", seminar), {"kind": kind}).status_code == 422
    assert client.post(_url("web:mail_release", seminar), {"kind": kind}).status_code == 404
    if "/" not in kind:
        assert client.post(_url("web:mail_stop", seminar, kind)).status_code == 404
    assert not Hold.objects.exists()


# What it shows


@pytest.mark.parametrize("people", [1, 6])
def test_query_count_is_constant(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    people: int,
) -> None:
    for person in ParticipationFactory.create_batch(people, seminar=seminar):
        taken_home(person)
        _mail(person, state=State.SENT)
        _mail(person, kind="week_before")
        _mail(person, kind="day_14", state=State.FAILED)
        pause(person_id=person.user_id, scope=seminar.scope, until=now() + timedelta(days=9))
    client = as_person(organiser)
    url = _url("web:mail", seminar)
    client.get(url)

    with CaptureQueriesContext(connection) as seen:
        response = client.get(url)

    assert len(seen) == 13, [q["sql"] for q in seen]
    assert len(response.context["found"].lines) == 2 * people
    assert b"LEKKASJE" not in response.content


def test_what_goes_next_by_kind_day_and_number(
    clock: time_machine.Traveller,
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
) -> None:
    taken_home(participant)
    taken_home(participant)
    taken_home(other_participant)

    found = _page(seminar).batches
    assert [(one.kind, one.count) for one in found] == [
        ("day_1_3", 2),
        ("day_14", 2),
        ("week_6_8", 2),
        ("month_3", 2),
        ("month_6", 2),
        ("month_12", 2),
    ]
    assert found[1].at == DAY_14


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        (State.QUEUED, "", LineState.WAITING),
        (State.SENDING, "", LineState.WAITING),
        (State.SENT, "", LineState.SENT),
        (State.FAILED, Reason.NO_SUCH_ADDRESS, LineState.FAILED),
        (State.STOPPED, Reason.READER_STOPPED, LineState.STOPPED),
        (State.STOPPED, Reason.YEARLY_LIMIT, LineState.NOT_SENT),
    ],
)
def test_line_says_how_it_stands(
    seminar: Seminar, participant: Participation, state: State, reason: str, expected: LineState
) -> None:
    mail = _mail(participant, state=State.QUEUED, reason=reason)
    Mail.objects.filter(pk=mail.pk).update(
        state=state, sent_at=now(), lease_until=now() + timedelta(hours=1)
    )
    line = _page(seminar).lines[0]
    assert (line.name, line.state) == ("Kari Deltaker", expected)
    assert bool(line.why) == (expected in {LineState.FAILED, LineState.NOT_SENT})


def test_whom_mail_does_not_reach(seminar: Seminar, participant: Participation) -> None:
    others = ParticipationFactory.create_batch(3, seminar=seminar)
    dead.note(
        hash_of(participant.user.email), said_by_server(550, "5.1.1 x", of_reader=True), now()
    )
    stop(Reader(hash_of(others[0].user.email), others[0].user_id, seminar.scope, ""))
    pause(person_id=others[1].user_id, scope=seminar.scope, until=now() + timedelta(days=20))
    User.objects.filter(pk=others[2].user_id).update(email=None)

    reach = {one.person_pk: one for one in _page(seminar).reach}

    assert reach[participant.pk].can_be_mended
    assert set(reach) == {participant.pk, *(one.pk for one in others)}
    assert reach[others[1].pk].until is not None
    assert len({str(one.why) for one in reach.values()}) == 4


def test_search_and_filter(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_participant: Participation,
) -> None:
    _mail(participant, state=State.SENT)
    _mail(participant, kind="week_before")
    _mail(other_participant, state=State.SENT)
    client, url = as_person(organiser), _url("web:mail", seminar)

    def shown(**query: str) -> list[tuple[str, str]]:
        page = client.get(url, query).context["page"]
        return sorted((line.name, line.kind) for one in page.object_list for line in one.lines)

    kari, nils = "Kari Deltaker", "Nils Nabo"
    assert len(shown()) == 3
    assert shown(q="dELTA kari") == [(kari, "invitation"), (kari, "week_before")]
    assert shown(kind="invitation") == [(kari, "invitation"), (nils, "invitation")]
    assert shown(state="waiting", q="kari") == [(kari, "week_before")]
    assert shown(q="ingen heter dette") == []
    assert len(shown(kind="reminder", state="<b>", page="x")) == 3


def test_what_was_filtered_stays_so_on_the_next_page(
    as_person: As, seminar: Seminar, organiser: Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idetorg.web.mail.views.PEOPLE_A_PAGE", 1)
    for name in ("Mai Én", "Mai To", "Siv Tre"):
        _mail(ParticipationFactory(seminar=seminar, user__name=name), state=State.SENT)
    query = {"q": "mai", "state": "sent"}
    page = as_person(organiser).get(_url("web:mail", seminar), query).content.decode()
    assert 'href="?q=mai&amp;state=sent&amp;page=2"' in page


# What it never tells


def _html(client: Client, seminar: Seminar, **query: str) -> str:
    html = client.get(_url("web:mail", seminar), query).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


def test_nothing_tells_who_was_reminded(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_participant: Participation,
) -> None:
    """The page is the same, letter by letter, whoever of two has not answered."""
    people = [participant, other_participant]
    tasks = [taken_home(person) for person in people]
    clock.move_to(DAY_14, tick=False)
    send_due_follow_ups(now())
    sending.send_due(now())
    client = as_person(organiser)

    row = FollowUp.objects.get(task=tasks[1], kind="day_14")
    deeds.answer_follow_up(row, by=people[1], answer="same")
    clock.move_to(DAY_14 + timedelta(days=12), tick=False)
    send_due_follow_ups(now())
    assert Mail.objects.get(kind="reminder").person_id == participant.user_id

    def pages() -> list[str]:
        seen = []
        for state in (State.QUEUED, State.FAILED, State.STOPPED, State.SENT):
            Mail.objects.filter(kind="reminder").update(
                state=state, reason=Reason.REFUSED, sent_at=now()
            )
            seen.append(_html(client, seminar))
            for person in people:
                url = reverse("invitations:person", args=[seminar.slug, person.pk])
                page = client.get(url)
                assert not page.context["mails"]
                assert not page.context["row"].mail_failed
        return seen

    one = pages()
    _swap_their_years(*tasks)
    assert Mail.objects.get(kind="reminder").person_id == other_participant.user_id
    assert pages() == one
    assert 'id="batch-reminder"' in _next_list(one[0])
    assert 'id="batch-reminder"' not in _next_list(one[3])


def test_how_many_were_reminded_is_no_number_here(
    seminar: Seminar, participant: Participation, other_participant: Participation
) -> None:
    """It is how many have not answered; of two, or of all, it would be whom."""
    _mail(participant, kind="reminder")
    _mail(other_participant, kind="reminder", state=State.SENT)
    _mail(other_participant, kind="day_14", state=State.SENT)

    found = _page(seminar)
    assert [(one.kind, one.count) for one in found.batches] == [("reminder", None)]
    assert [one.label for one in found.gone] == [kinds.label("day_14")]


def _swap_their_years(one: ChangeTask, other: ChangeTask) -> None:
    """Let each of two people have lived what the other did: tasks, answers and mail."""
    theirs = [(task.participation, list(_mails_of(task.participation))) for task in (one, other)]
    for task, (person, _mails) in zip((other, one), theirs, strict=True):
        ChangeTask.objects.filter(pk=task.pk).update(participation=person)
    for (person, _own), (_person, mails) in zip(theirs, theirs[::-1], strict=True):
        Mail.objects.filter(pk__in=mails).update(
            person_id=person.user_id,
            to_name=person.user.name,
            to_address=person.user.email,
            address_hash=hash_of(person.user.email),
        )


def _mails_of(person: Participation) -> QuerySet[Mail, int]:
    return Mail.objects.filter(person_id=person.user_id).values_list("pk", flat=True)


def _next_list(html: str) -> str:
    return html.split('id="next"')[1].split("</section>")[0]


@pytest.mark.parametrize("kind", sorted(set(compose.kinds()) - {"sign_in_code"}))
def test_by_name_only_what_everyone_gets_alike(
    seminar: Seminar, participant: Participation, kind: str
) -> None:
    """A kind that is new is not shown by name until somebody has thought about it."""
    _mail(participant, kind=kind, state=State.SENT)
    everyone_gets = {
        "invitation",
        "confirmation",
        "join_confirmation",
        "week_before",
        "presenters",
        "calendar_change",
    }
    assert bool(_page(seminar).lines) == (kind in everyone_gets)


def test_who_has_a_task_and_who_said_not_now_look_alike(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_participant: Participation,
) -> None:
    ParticipationFactory(seminar=seminar, user__name="Tredje Person")
    taken_home(participant)
    deeds.not_now(other_participant, reason="Jeg har nok nå.")
    RoomPosition.objects.create(seminar=seminar, finished_at=COMMITTED)
    clock.move_to(DAY_14, tick=False)
    send_due_follow_ups(now())
    sending.send_due(now())
    assert Mail.objects.filter(scope=seminar.scope, state=State.SENT).count() >= 2

    html = _html(as_person(organiser), seminar)
    for name in ("Kari", "Nils", "Tredje"):
        assert name not in html
    assert WORDS not in html


def test_the_words_of_mail_are_nowhere(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    for kind in compose.kinds():
        _mail(participant, kind=kind, state=State.SENT)
    html = _html(as_person(organiser), seminar)
    assert WORDS not in html
    assert "Emnet i e-posten" not in html


# Wait, let go, stop


def test_a_question_that_waits_is_not_asked_nor_reminded_of(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
) -> None:
    task = taken_home(participant)
    clock.move_to(DAY_14 - timedelta(days=1), tick=False)
    send_due_follow_ups(now())
    client = as_person(organiser)
    client.post(_url("web:mail_hold", seminar), {"kind": "day_14", "day": ""})

    clock.move_to(DAY_14 + timedelta(days=12), tick=False)
    assert not something_is_due(now())
    assert send_due_follow_ups(now()) == 0
    assert FollowUp.objects.get(task=task, kind="day_14").sent_at is None
    batch = next(one for one in _page(seminar).batches if one.kind == "day_14")
    assert (batch.is_held, batch.at, batch.count) == (True, None, 1)

    client.post(_url("web:mail_release", seminar), {"kind": "day_14"})
    send_due_follow_ups(now())
    sent = Mail.objects.filter(scope=seminar.scope, kind__in=["day_14", "reminder"])
    assert [mail.kind for mail in sent] == ["day_14"]
    assert [e.action for e in Entry.objects.filter(action__startswith="mail_")] == [
        "mail_held",
        "mail_released",
    ]


def test_a_question_in_the_outbox_goes_back_when_it_is_to_wait(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
) -> None:
    first, second = taken_home(participant), taken_home(participant)
    clock.move_to(DAY_14, tick=False)
    send_due_follow_ups(now())
    rows = FollowUp.objects.filter(task__in=[first, second], kind="day_14")
    assert not rows.filter(sent_at=None).exists()

    as_person(organiser).post(
        _url("web:mail_hold", seminar), {"kind": "day_14", "day": "2013-12-10"}
    )

    assert rows.filter(sent_at=None).count() == 2
    assert not Mail.objects.filter(scope=seminar.scope, kind="day_14").exists()
    clock.move_to(datetime(2013, 12, 10, 6, 59, tzinfo=UTC), tick=False)
    assert send_due_follow_ups(now()) == 0
    clock.move_to(datetime(2013, 12, 10, 7, 0, tzinfo=UTC), tick=False)
    assert send_due_follow_ups(now()) == 1
    assert sending.send_due(now()) == 1


def test_a_question_held_to_a_saturday_is_said_to_go_on_the_monday(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
) -> None:
    taken_home(participant)
    client = as_person(organiser)
    client.post(_url("web:mail_hold", seminar), {"kind": "day_14", "day": "2013-12-07"})
    client.post(_url("web:mail_hold", seminar), {"kind": "day_1_3", "day": "2013-12-07"})
    at = {b.kind: b.at for b in client.get(_url("web:mail", seminar)).context["found"].batches}
    monday = datetime(2013, 12, 9, 7, tzinfo=UTC)
    assert (at["day_14"], at["day_1_3"]) == (monday, monday)
    clock.move_to(monday, tick=False)
    assert send_due_follow_ups(now()) > 0


def test_practical_mail_waits_in_the_outbox_to_the_day(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
) -> None:
    mail = _mail(participant, kind="calendar_change")
    as_person(organiser).post(
        _url("web:mail_hold", seminar), {"kind": "calendar_change", "day": "2013-11-25"}
    )

    sending.send_due(now())
    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert not sending.something_is_due(now())
    batch = next(one for one in _page(seminar).batches if one.kind == "calendar_change")
    assert (batch.is_held, batch.at) == (True, datetime(2013, 11, 25, 7, tzinfo=UTC))
    clock.move_to(datetime(2013, 11, 25, 7, tzinfo=UTC), tick=False)
    sending.send_due(now())
    mail.refresh_from_db()
    assert mail.state == State.SENT


@pytest.mark.parametrize(
    "day", ["2013-11-21", "2013-11-20", "2014-06-01", "i morgen", "2013-02-30"]
)
def test_a_bad_day_is_told_kindly_and_stays_in_its_field(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    day: str,
) -> None:
    taken_home(participant)
    answer = as_person(organiser).post(
        _url("web:mail_hold", seminar), {"kind": "day_14", "day": day}
    )
    assert answer.status_code == 422
    assert not Hold.objects.exists()
    html = answer.content.decode()
    assert html.count('role="alert"') == 1
    assert f'value="{day}"' in html


def test_stop_says_what_it_means_and_a_get_stops_nothing(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
) -> None:
    taken_home(participant)
    answer = as_person(organiser).get(_url("web:mail_stop", seminar, "month_6"))

    assert answer.context["batch"].count == 1
    assert answer.context["is_question"]
    assert not FollowUp.objects.exclude(cancelled_at=None).exists()


def test_a_stopped_question_is_never_asked_and_nobody_is_rung_for_it(
    as_person: As,
    clock: time_machine.Traveller,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    other_participant: Participation,
) -> None:
    on_time = taken_home(participant)
    clock.move_to(COMMITTED + timedelta(days=7), tick=False)
    later = taken_home(other_participant)
    client = as_person(organiser)

    client.post(_url("web:mail_stop", seminar, "day_14"))

    def is_off(task: object) -> bool:
        return FollowUp.objects.get(task=task, kind="day_14").cancelled_at is not None

    assert (is_off(on_time), is_off(later)) == (True, False)
    clock.move_to(DAY_14 + timedelta(days=12), tick=False)
    send_due_follow_ups(now())
    kinds_sent = Mail.objects.filter(person_id=participant.user_id).values_list("kind", flat=True)
    assert not {"day_14", "reminder"} & set(kinds_sent)
    assert not FollowUp.objects.filter(kind="month_3").exclude(cancelled_at=None).exists()
    assert Entry.objects.get(action="mail_stopped").field == "day_14"


def test_stop_ends_what_waits_and_tells_how_many(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    waiting = _mail(participant, kind="week_before")
    gone = _mail(participant, kind="week_before", state=State.SENT)
    client = as_person(organiser)
    client.post(_url("web:mail_hold", seminar), {"kind": "week_before"})

    answer = client.post(_url("web:mail_stop", seminar, "week_before"), follow=True)

    states = dict(Mail.objects.filter(scope=seminar.scope).values_list("pk", "state"))
    assert states == {waiting.pk: State.STOPPED, gone.pk: State.SENT}
    waiting.refresh_from_db()
    assert waiting.reason == Reason.ORGANISER_STOPPED
    assert not Hold.objects.exists()
    assert answer.redirect_chain
    again = client.post(_url("web:mail_stop", seminar, "week_before"))
    assert again.status_code == 302


def test_stopped_invitations_can_be_sent_another_day(
    as_person: As, seminar: Seminar, organiser: Participation, participant: Participation
) -> None:
    send_invitations([participant], by=organiser)
    as_person(organiser).post(_url("web:mail_stop", seminar, "invitation"))

    assert Invitation.objects.get(participation=participant).sent_at is None
    assert not Mail.objects.filter(scope=seminar.scope).exists()
    assert send_invitations([participant], by=organiser) == 1
    assert Mail.objects.get(scope=seminar.scope).state == State.QUEUED


# A test to oneself


@pytest.mark.parametrize("kind", list(kinds.LABELS))
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_kind_can_be_tried(
    as_person: As,
    seminar: Seminar,
    organiser: Participation,
    participant: Participation,
    kind: str,
    language: str,
) -> None:
    User.objects.filter(pk=organiser.user_id).update(language=language)
    as_person(organiser).post(_url("web:mail_test", seminar), {"kind": kind})

    mail = Mail.objects.get(scope=seminar.scope)
    assert (mail.to_address, mail.person_id) == (organiser.user.email, organiser.user_id)
    assert (mail.counts, mail.asked_for) == (False, True)
    word = "Test: " if language == "en" else "Prøve: "
    assert mail.subject.startswith(word)
    assert mail.text.startswith(word)
    assert "List-Unsubscribe" not in mail.headers
    links = set(re.findall(r"https?://\S+", mail.text))
    assert {link for link in links if not link.endswith(_url("web:mail", seminar))} == set()
    assert not _page(seminar).lines
    assert not _page(seminar).batches


def test_a_test_goes_at_night_and_three_of_a_kind_within_the_hour(
    as_person: As, clock: time_machine.Traveller, seminar: Seminar, organiser: Participation
) -> None:
    clock.move_to(datetime(2013, 11, 21, 22, tzinfo=UTC), tick=False)
    client = as_person(organiser)
    for _turn in range(5):
        client.post(_url("web:mail_test", seminar), {"kind": "month_6"})
    client.post(_url("web:mail_hold", seminar), {"kind": "month_6"})
    assert Mail.objects.filter(scope=seminar.scope).count() == 3
    assert sending.send_due(now()) == 3


@pytest.mark.parametrize("kind", ["", "sign_in_code", "nonsense"])
def test_a_test_of_nothing_is_told_kindly(
    as_person: As, seminar: Seminar, organiser: Participation, kind: str
) -> None:
    answer = as_person(organiser).post(_url("web:mail_test", seminar), {"kind": kind}, follow=True)
    assert answer.status_code == 200
    assert not Mail.objects.filter(scope=seminar.scope).exists()


def test_an_organiser_without_an_address_is_told_so(
    as_person: As, seminar: Seminar, organiser: Participation
) -> None:
    User.objects.filter(pk=organiser.user_id).update(email=None)
    answer = as_person(organiser).post(
        _url("web:mail_test", seminar), {"kind": "month_6"}, follow=True
    )
    assert answer.status_code == 200
    assert not Mail.objects.filter(scope=seminar.scope).exists()


def test_every_kind_has_words_and_none_is_forgotten() -> None:
    variants = {"sign_in_code"}
    assert set(kinds.LABELS) == set(compose.kinds()) - variants
    assert set(kinds.QUESTIONS) < set(kinds.BATCHES)


def test_the_page_is_found_from_more_and_from_people(
    as_person: As, seminar: Seminar, organiser: Participation, facilitator: Participation
) -> None:
    url = _url("web:mail", seminar)
    for page in ("web:more", "invitations:people"):
        assert url in as_person(organiser).get(_url(page, seminar)).content.decode()
    assert url not in as_person(facilitator).get(_url("web:more", seminar)).content.decode()
