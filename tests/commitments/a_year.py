"""Forty people, two organisers and a year: who does what, and a notebook of what was said.

The notebook is the test's own. It is written in the moment a deed is done, by the hand that
does it, and is never read from the product: so the product's tables, sums and pages can be held
against it. Everything random comes from one seed.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from idetorg.commitments import actions, letters, tokens
from idetorg.commitments.enums import LetterKind, TaskState, Visibility
from idetorg.commitments.errors import LeaderAsked, TooMany
from idetorg.commitments.models import ChangeTask, FollowUp, LeaderLetter, MakkerPair
from idetorg.commitments.queries import calling, help_wanted
from idetorg.core.time import now
from idetorg.invitations.actions import people as guests
from idetorg.jobs import worker
from idetorg.jobs.models import Run
from idetorg.people.actions import erase, set_address
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from tests import factories
from tests.commitments.factories import DraftFactory

OSLO = ZoneInfo("Europe/Oslo")
FINISHED = {"done", "lasting"}
LEAVING = {"removed", "erased", "link:pause", "link:unsubscribe", "link:not_mine"}
ANSWER, PREFERENCES = r"/o/\S+", r"/m/[^/\s]+(?=\s)"
MAIL_JOBS = ("commitments.send_due_follow_ups", "mailer.send_due")
BEFORE = timedelta(days=30)  # the invitations go out this long before

# Twenty-two in the first seminar alone, twelve in the second alone, six in both.
FIRST_ONLY, SECOND_ONLY, BOTH = 22, 12, 6

# (first seminar, second seminar): over Christmas and Easter; from a leap day; through July.
DATES = [
    (date(2025, 11, 20), date(2026, 2, 5)),
    (date(2028, 2, 29), date(2028, 6, 8)),
    (date(2026, 5, 27), date(2026, 8, 26)),
    (date(2026, 8, 27), date(2026, 12, 3)),
]


@dataclass
class Told:
    """A task as its owner has told of it, kept by the test."""

    pk: int
    owner: "Guest"
    words: dict[str, Any]  # frozen when it went home
    versions: int = 1
    state: str = "committed"
    has_told: bool = False
    told_at: datetime | None = None
    a_little: bool = False
    closed: bool = False
    done_at: datetime | None = None
    at_month_6: str = ""
    moved_after_month_6: str = ""
    month_6_due: datetime | None = None
    moves: int = 0
    seen_by: dict[tuple[str, int | None], str] = field(default_factory=dict)
    heard: tuple[str, str, date] | None = None
    leader_asked_at: datetime | None = None
    put_off: tuple[datetime, date] | None = None  # when it was, and to which date

    @property
    def is_asked_about(self) -> bool:
        return not self.closed and self.state != "put_aside"


@dataclass
class Guest:
    """A person in one seminar."""

    seat: Participation
    person: "Person"
    tasks: list[Told] = field(default_factory=list)
    not_now: bool = False
    not_now_reason: str = ""
    removed: bool = False
    stopped_questions: bool = False


@dataclass
class Person:
    """Somebody with an inbox and a temper."""

    user: User
    temper: str
    guests: list[Guest] = field(default_factory=list)
    address: str = ""
    stopped_at: datetime | None = None
    pauses: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    erased: bool = False
    names: set[str] = field(default_factory=set)


@dataclass
class Letter:
    """A mail that has arrived: when, to whom, and what the test knows of its kind."""

    at: datetime
    message: EmailMultiAlternatives
    reader: "Person | None" = None  # None for a leader, whom an owner has asked us to ask

    @property
    def message_id(self) -> str:
        return str(self.message.extra_headers["Message-ID"])

    def link(self, part: str) -> str:
        """Return the path of the first link that begins so, or ""."""
        found = re.search(rf"https?://[^\s/]+({part})", str(self.message.body) + "\n")
        return found.group(1) if found else ""


def half_a_year_after(moment: datetime | None) -> datetime:
    """Return the same time of day six months on; what would be 31 June is 30 June."""
    assert moment is not None
    year, month = (
        (moment.year, moment.month + 6) if moment.month < 7 else (moment.year + 1, moment.month - 6)
    )
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    raise AssertionError(moment)


class Year:
    """The cast, the clock and the days."""

    def __init__(self, seed: int, clock: time_machine.Traveller) -> None:
        self.rng = random.Random(seed)
        self.clock = clock
        self.client = Client()
        self.letters: list[Letter] = []
        self.plans: dict[date, list[Callable[[], None]]] = {}
        self.changed: set[int] = set()  # seminars something was told in since the last look
        self.left: set[int] = set()  # and somebody left, or wants to be left alone
        self.gone: set[int] = set()  # and somebody left for good
        self.may_wait = False  # mail may have been held back since last evening
        self.people: list[Person] = []
        self.deeds: dict[str, int] = {}
        self.starts = DATES[seed % len(DATES)]
        self.first, self.last = self.starts[0] - BEFORE, self.starts[0] + timedelta(days=385)
        self._at(self.first, time(9))
        self._fill()

    # The cast -------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.seminars: list[Seminar] = []
        self.organisers: list[Participation] = []
        for number, day in enumerate(self.starts):
            seminar = factories.SeminarFactory(
                slug=f"samling-{number}",
                name=f"Samlinga {'ABC'[number]}",
                starts_on=day,
                ends_on=day,
                language="nb" if number == 0 else "nn",
            )
            factories.ScheduleItemFactory(
                seminar=seminar,
                day=day,
                starts_at=datetime.combine(day, time(9), tzinfo=OSLO),
                ends_at=datetime.combine(day, time(14), tzinfo=OSLO),
            )
            boss = factories.ParticipationFactory(
                seminar=seminar,
                user__name=f"Arrangør Nummer{number}",
                is_organiser=True,
                is_participant=False,
                institution=None,
            )
            factories.OrganiserMemberFactory(organiser=seminar.organiser, user=boss.user)
            self.seminars.append(seminar)
            self.organisers.append(boss)
        where = [(0,)] * FIRST_ONLY + [(1,)] * SECOND_ONLY + [(0, 1)] * BOTH
        for number, seats in enumerate(where):
            self.people.append(self._person(number, seats))

    def _person(self, number: int, seats: tuple[int, ...]) -> Person:
        name = f"Deltaker{number:02d} Etternavn{number:02d}"
        address = "" if number == 5 else f"deltaker{number}@example.org"
        user = factories.UserFactory(name=name, email=address or None)
        if number % 7 == 0:
            user.language = "en"
            user.save()
        temper = self.rng.choices(["quick", "slow", "silent", "wild"], [35, 25, 20, 20])[0]
        person = Person(user, temper, address=address, names={name})
        for place in seats:
            seat = factories.ParticipationFactory(
                seminar=self.seminars[place],
                user=user,
                institution__name=f"Bibliotek {number}-{place}",
            )
            person.guests.append(Guest(seat, person))
        return person

    def guests(self, seminar: Seminar) -> list[Guest]:
        return [g for p in self.people for g in p.guests if g.seat.seminar_id == seminar.pk]

    def tasks(self) -> list[Told]:
        return [t for p in self.people for g in p.guests for t in g.tasks]

    # The clock ------------------------------------------------------------------------------

    def _at(self, day: date, at: time) -> None:
        self.clock.move_to(datetime.combine(day, at, tzinfo=OSLO).astimezone(UTC), tick=False)

    @property
    def today(self) -> date:
        return now().astimezone(OSLO).date()

    def live(self, day: date) -> list[Letter]:
        """Live one day; return the mail that came."""
        before = len(self.letters)
        if self.may_wait:
            self._at(day, time(6, 40))
            self._work(*MAIL_JOBS)
        self._at(day, time(8, 1))
        self._morning(day)
        for at in (time(13, 10), time(21, 15)):
            self._at(day, at)
            self.may_wait = self._deeds(day, evening=at.hour > 20)
            if self.may_wait:
                self._work(*MAIL_JOBS)
        return self.letters[before:]

    def _morning(self, day: date) -> None:
        """Let a worker do everything there is; a second one finds nothing left to send.

        On Mondays by the worker's own turns, which cost a dozen statements a job.
        """
        if day.weekday() == 0:
            worker.run_due()
            assert not Run.objects.exclude(last_error="").exists()
        else:
            self._work(*(name for name in worker.registered() if name != "jobs.beat"))
        if self._work(*MAIL_JOBS):
            self._work(*MAIL_JOBS)

    def _work(self, *names: str) -> int:
        """Run jobs as a worker does, and let people read what came; return how many mails."""
        jobs = worker.registered()
        for name in names:
            job = jobs[name]
            if job.wanted is None or job.wanted(now()):
                job.fn(now())
        box = getattr(django_mail, "outbox", [])
        came = [Letter(now(), message, self._reader(message)) for message in box]
        box.clear()
        self.letters += came
        for letter in came:
            self._read(letter)
        return len(came)

    # Deeds ----------------------------------------------------------------------------------

    def note(self, what: str, guest: Guest | None = None) -> None:
        """Count a deed, and remember that the figures of a seminar may have changed."""
        self.deeds[what] = self.deeds.get(what, 0) + 1
        if guest is not None:
            self.changed.add(guest.seat.seminar_id)
            if what in LEAVING:
                self.left.add(guest.seat.seminar_id)
            if what in {"removed", "erased"}:
                self.gone.add(guest.seat.seminar_id)

    def _deeds(self, day: date, *, evening: bool) -> bool:
        """Do what has been planned for a part of the day, and what comes to mind; say if any."""
        before = sum(self.deeds.values())
        if not evening:
            if day == self.first:
                for seminar, boss in zip(self.seminars, self.organisers, strict=True):
                    seats = [g.seat for g in self.guests(seminar)]
                    guests.send_invitations(seats, by=boss)
            for number, seminar in enumerate(self.seminars):
                if day == self.starts[number]:
                    self._writing(seminar)
        plans = self.plans.get(day, [])
        mine, rest = plans[: len(plans) // 2], plans[len(plans) // 2 :]
        for deed in rest if evening else mine:
            deed()
        self._whims(day)
        if day.weekday() == 2 and not evening:
            for boss in self.organisers:
                self._organise(boss)
        return sum(self.deeds.values()) > before or (day == self.first and not evening)

    def _writing(self, seminar: Seminar) -> None:
        """Tasks, "not now" and silence in the room; makkers, and one typed in from paper."""
        there = self.guests(seminar)
        for guest in there:
            choice = self.rng.choices(["task", "two", "not_now", "nothing"], [70, 12, 10, 8])[0]
            if choice == "not_now":
                guest.not_now = True
                guest.not_now_reason = f"Grunn {guest.seat.pk}" if self.rng.random() < 0.5 else ""
                actions.not_now(
                    guest.seat, reason=guest.not_now_reason, shared=bool(guest.not_now_reason)
                )
            for _n in range({"task": 1, "two": 2}.get(choice, 0)):
                self._take_home(guest)
            self.note(f"room:{choice}", guest)
        some = self.rng.sample(there, len(there) // 2 * 2 - 4)
        for one, other in zip(some[::2], some[1::2], strict=True):
            pair = actions.ask_makker(one.seat, other=other.seat)
            if self.rng.random() < 0.8:
                actions.agree_makker(pair, by=other.seat)
        for guest in there:
            for boss in self.organisers:
                if not guest.tasks and boss.seminar_id == seminar.pk and self.rng.random() < 0.3:
                    actions.type_in_paper(
                        guest.seat,
                        helper=boss,
                        values={"change": {"change": f"Fra papir {guest.seat.pk}"}},
                    )  # its owner never says that it is right: it counts for nobody
                    self.note("paper")

    def _take_home(self, guest: Guest) -> None:
        place = len(guest.tasks)
        draft = DraftFactory(
            participation=guest.seat,
            change=f"HEMMELIG{guest.seat.pk}x{place} skal bli annerledes.",
            first_step=f"Første steg {guest.seat.pk}",
            by_when=self.today + timedelta(days=self.rng.randrange(40, 300)),
        )
        shown = {v for v in Visibility if self.rng.random() < 0.3}
        actions.set_visibility(
            draft,
            by=guest.seat,
            chosen=shown,
            leader_name="Leder Lund" if Visibility.LEADER in shown else "",
            leader_email="leder@kommune.example.org" if Visibility.LEADER in shown else "",
        )
        task = actions.commit(draft, by=guest.seat, mail_me=self.rng.random() < 0.2)
        told = Told(task.pk, guest, dict(task.versions.get(number=1).words))
        told.month_6_due = task.follow_ups.get(kind="month_6").due_at
        guest.tasks.append(told)
        guest.not_now = False

    # Reading mail, and answering by the link -------------------------------------------------

    def _reader(self, message: EmailMultiAlternatives) -> Person | None:
        (to,) = message.to
        address = to.rpartition("<")[2].rstrip(">")
        return next((p for p in self.people if p.address == address), None)

    def _read(self, letter: Letter) -> None:
        """Plan an answer, some days ahead, or none."""
        person = letter.reader
        link = letter.link(ANSWER)
        if person is None or not link:
            return
        if person.temper == "silent" or (person.temper == "slow" and self.rng.random() < 0.5):
            return
        wait = self.rng.randrange(0, 12 if person.temper == "slow" else 5)
        self.plan(wait, lambda: self._answer(person, link, letter))

    def plan(self, days: int, deed: Callable[[], None]) -> None:
        self.plans.setdefault(self.today + timedelta(days=days + 1), []).append(deed)

    def _told_of(self, link: str) -> tuple[Told, FollowUp] | None:
        read = tokens.read_follow_up(link.rstrip("/").rpartition("/")[2])
        if read is None:
            return None
        row = read[0]
        return next(t for t in self.tasks() if t.pk == row.task_id), row

    def _answer(self, person: Person, link: str, letter: Letter) -> None:
        """Open the link of a mail without signing in, and say something."""
        found = self._told_of(link)
        if person.erased or found is None:
            assert person.erased
            return
        told, _row = found
        moved_house = person.address not in str(letter.message.to[0])
        if told.closed or told.owner.removed or moved_house:
            assert self.client.get(link).status_code == 410
            return
        if self.rng.random() < 0.1:
            assert self.client.get(link).status_code == 200
        deed = self.rng.choices(
            ["answer", "pause", "not_mine", "stop", "unsubscribe", "heard"],
            [84, 4, 2, 2, 2, 6] if person.temper != "wild" else [60, 12, 8, 6, 6, 8],
        )[0]
        if deed == "heard" and told.heard is not None:
            self._heard(told, link)
        elif deed == "pause":
            self._post(link, deed="pause", weeks=self.rng.choice(["4", "12"]))
            self._paused(person, told.owner.seat.seminar.scope, letter)
        elif deed == "not_mine":
            self._post(link, expect=200, deed="not_mine")
            self._closed(told)
        elif deed == "stop":
            self._post(link, expect=200, deed="stop")
            told.owner.stopped_questions = True
        elif deed == "unsubscribe":
            stop = str(letter.message.extra_headers["List-Unsubscribe"]).strip("<>")
            answer = self.client.post(
                "/" + stop.split("/", 3)[3], {"List-Unsubscribe": "One-Click"}
            )
            assert answer.status_code == 200
            person.stopped_at = now()
        else:
            self._say(told, link)
            self._say_of_the_other(link)
        self.note(f"link:{deed}", told.owner)

    def _post(self, link: str, *, expect: int = 302, **said: str) -> None:
        answer = self.client.post(link, said)
        assert answer.status_code == expect, (link, said, answer.status_code)

    def _paused(self, person: Person, scope: str, letter: Letter) -> None:
        from idetorg.mailer.models import Pause

        until = Pause.objects.get(person_id=person.user.pk, scope=scope).until
        assert until > now() + timedelta(days=27)
        person.pauses = [  # a new one replaces the old
            (s, begun, min(end, now()) if s == scope else end) for s, begun, end in person.pauses
        ]
        person.pauses.append((scope, now(), until))

    def _closed(self, told: Told) -> None:
        told.closed = told.has_told = True
        told.told_at = now()
        told.heard = None
        self.note("closed", told.owner)

    def _say_of_the_other(self, link: str) -> None:
        """With two tasks, the thanks lead on to the other's question."""
        if self.rng.random() < 0.5:
            return
        answer = self.client.get(link + "?takk=2")
        following = answer.context["following"] if answer.context else ""
        if following:
            found = self._told_of(following)
            assert found is not None
            self._say(found[0], following)

    def _newest(self, told: Told, link: str) -> FollowUp:
        """Return the question that an answer by this link belongs to."""
        rows = FollowUp.objects.filter(task=told.pk, cancelled_at=None, due_at__lte=now())
        rows = rows.exclude(sent_at=None).exclude(kind="own_words").order_by("-due_at")
        found = self._told_of(link)
        assert found is not None
        newest = rows.first()
        return newest if newest is not None and newest.due_at > found[1].due_at else found[1]

    def _say(self, told: Told, link: str) -> None:
        row = self._newest(told, link)
        if row.kind == "own_words":  # asks nothing, and takes no answer
            assert self.client.post(link, {"to": "done"}).status_code in {403, 409, 422}
            return
        if row.kind == "day_14" and self.rng.random() < 0.8:
            taken = self.rng.choice(["taken", "a_little", "not_taken"])
            self._post(link, first_step=taken)
            told.a_little = taken == "a_little"
            self._moved(told, "started" if taken == "taken" and told.state == "committed" else "")
            return
        to = self.rng.choices(
            ["same", "started", "partly", "done", "lasting", "postponed", "put_aside"],
            [15, 15, 18, 28, 8, 8, 8],
        )[0]
        said = {"to": to}
        if to in {"postponed", "put_aside"} and self.rng.random() < 0.9:
            said |= {"reason": f"Grunn til {to}", "learning": "Vi lærte noe"}
        if to == "postponed" and self.rng.random() < 0.9:
            said |= {"new_date": (self.today + timedelta(days=60)).isoformat()}
        is_same = to in {"same", told.state} and "new_date" not in said
        answer = self.client.post(link, said)
        if not is_same and not self._may(told, to, said):
            assert answer.status_code in {409, 422}, (told.state, said, answer.status_code)
            self.note("refused")
            return
        assert answer.status_code == 302, (told.state, said, answer.status_code)
        self._moved(told, "" if is_same else to, self.today + timedelta(days=60))
        if row.kind == "month_6":
            told.at_month_6 = told.state
        if self.rng.random() < 0.3:
            more = {"deed": "more", "happened": "Det skjedde noe", "stopped": "", "helped": ""}
            if self.rng.random() < 0.5:
                more |= {"help_from": "organiser", "help_text": "Kan dere ringe?"}
            if row.kind == "month_6":
                more |= {"anyway": self.rng.choice(["no_way", "later", "same"])}
            self._post(link, **more)

    def _may(self, told: Told, to: str, said: dict[str, str] | None = None) -> bool:
        """Say whether the owner can be here now: the test's own reading of DOMAIN, "States"."""
        if told.closed or (told.state == "lasting" and to not in {"partly", "put_aside"}):
            return False
        if said is not None and to in {"postponed", "put_aside"} and "reason" not in said:
            return False
        if said is not None and to == "postponed" and "new_date" not in said:
            return False
        if to == "lasting":
            return told.state == "done" and now() >= half_a_year_after(told.done_at)
        return to == "postponed" or to != told.state

    def _moved(self, told: Told, to: str, new_date: date | None = None) -> None:
        """Write down that the owner has told: a new state, or that it is as it was."""
        told.has_told, told.told_at, told.heard = True, now(), None
        self.note(f"told:{to or 'same'}", told.owner)
        if not to:
            return
        told.moves += 1
        told.state = to
        told.put_off = (now(), new_date) if to == "postponed" and new_date else None
        assert told.month_6_due is not None
        if now() >= told.month_6_due and not told.moved_after_month_6:
            told.moved_after_month_6 = to
        if to == "done":
            told.done_at = now()
        elif to != "lasting":
            told.done_at = None

    def _heard(self, told: Told, link: str) -> None:
        """Say yes or no to what an organiser wrote down on the phone."""
        assert told.heard is not None
        to, kind, day = told.heard
        if self.rng.random() < 0.3:
            self._post(link, deed="heard_no")
            told.heard = None
            return
        is_same = to == "same" or (to == told.state != "postponed")
        has_gone_by = to == "postponed" and day <= self.today
        answer = self.client.post(link, {"deed": "heard_yes"})
        if not is_same and (has_gone_by or not self._may(told, to)):
            assert answer.status_code == 422, (told.state, to, answer.status_code)
            self.note("heard too late")
            return
        assert answer.status_code == 302, (told.state, to, answer.status_code)
        self._moved(told, "" if is_same else to, day)
        if kind == "month_6":
            told.at_month_6 = told.state
        self.note("heard_yes", told.owner)

    # What comes to people without a mail ------------------------------------------------------

    def _whims(self, day: date) -> None:
        for person in self.people:
            if self.rng.random() < (0.012 if person.temper == "wild" else 0.004):
                self._whim(person)

    def _whim(self, person: Person) -> None:
        if person.erased:
            return
        guest = self.rng.choice(person.guests)
        mine = [t for t in guest.tasks if not t.closed]
        whim = self.rng.choices(
            [
                self._tell_on_the_page,
                self._reword,
                self._show_to_others,
                self._confirm,
                self._ask_leader,
                self._new_job,
            ],
            [30, 20, 25, 15, 6, 6],
        )[0]
        alone = self.rng.random()
        if alone < 0.03:
            self._erase(person)
        elif alone < 0.07:
            self._new_address(person)
        elif alone < 0.10:
            self._take_back(guest)
        elif alone < 0.12:
            self._remove(guest)
        elif alone < 0.16:
            self._start_again(person)
        elif mine and not guest.removed:
            whim(guest, self.rng.choice(mine))

    def _tell_on_the_page(self, guest: Guest, told: Told) -> None:
        to = self.rng.choice(["started", "partly", "done", "put_aside", "postponed"])
        day = self.today + timedelta(days=self.rng.randrange(1, 100))
        if self._may(told, to):
            task = ChangeTask.objects.get(pk=told.pk)
            actions.move_state(task, by=guest.seat, to=TaskState(to), reason="Fordi", new_date=day)
            self._moved(told, to, day)

    def _reword(self, guest: Guest, told: Told) -> None:
        task = ChangeTask.objects.get(pk=told.pk)
        told.versions += 1
        words = f"HEMMELIG{guest.seat.pk} skrevet om {told.versions}"
        actions.reword(task, by=guest.seat, values={"change": {"change": words}})
        self.note("reworded")

    def _show_to_others(self, guest: Guest, told: Told) -> None:
        task = ChangeTask.objects.get(pk=told.pk)
        shown = {v for v in Visibility if v != Visibility.LEADER and self.rng.random() < 0.4}
        actions.set_visibility(task, by=guest.seat, chosen=shown)
        self.note("visibility")

    def _confirm(self, guest: Guest, told: Told) -> None:
        """A makker or the leader says what they have seen. It moves nothing."""
        task = ChangeTask.objects.select_related("participation__seminar").get(pk=told.pk)
        answer = self.rng.choice(["yes", "yes", "partly", "no"])
        if task.seen_by_leader and task.leader_name:
            url = reverse("commitments:seen", args=[tokens.leader_token(task)])
            assert self.client.post(url, {"answer": answer}).status_code == 302
            told.seen_by["leader", None] = answer
        pair = MakkerPair.objects.agreed().of(guest.seat).first()
        shown = task.seen_by_makker or task.seen_by_seminar or task.seen_by_everyone
        if pair is not None and shown:
            other = pair.other if pair.one_id == guest.seat.pk else pair.one
            if other.removed_at is None:
                actions.confirm(task, role="makker", by=other, answer=answer)
                told.seen_by["makker", other.pk] = answer
        self.note("confirmed", guest)

    def _ask_leader(self, guest: Guest, told: Told) -> None:
        task = ChangeTask.objects.get(pk=told.pk)
        if not (task.leader_email and task.seen_by_leader):
            return
        was_lately = told.leader_asked_at and now() - told.leader_asked_at < timedelta(days=7)
        has_answered = ("leader", None) in told.seen_by
        try:
            actions.ask_leader(task, by=guest.seat)
        except LeaderAsked:
            assert was_lately or has_answered, "a leader who was in peace"
            return
        assert not was_lately, "a leader is asked twice in a week"
        told.leader_asked_at = now()
        self.note("asked leader")

    def _new_job(self, guest: Guest, told: Told) -> None:
        """The task is not mine any more; some begin a new one in its place."""
        task = ChangeTask.objects.get(pk=told.pk)
        actions.close(task, by=guest.seat)
        self._closed(told)
        try:
            if self.rng.random() < 0.3:
                self._take_home(guest)
        except TooMany:
            pass

    def _erase(self, person: Person) -> None:
        erase(User.objects.get(pk=person.user.pk))
        person.erased, person.address = True, ""
        for guest in person.guests:
            guest.removed = True
            guest.tasks = []
            self.note("erased", guest)

    def _new_address(self, person: Person) -> None:
        if person.address:
            person.address = f"ny{len(self.letters)}.{person.address}"
            set_address(User.objects.get(pk=person.user.pk), person.address)
            self.note("new address")

    def _take_back(self, guest: Guest) -> None:
        """Withdraw the yes to a letter, and with it each task's."""
        for letter in LeaderLetter.objects.filter(participation=guest.seat, state="approved"):
            actions.take_back_letter(letter, by=guest.seat)
            self.note("took back a letter")

    def _remove(self, guest: Guest) -> None:
        if not guest.removed:
            boss = next(b for b in self.organisers if b.seminar_id == guest.seat.seminar_id)
            guests.remove(Participation.objects.get(pk=guest.seat.pk), by=boss)
            guest.removed = True
            self.note("removed", guest)

    def _start_again(self, person: Person) -> None:
        """Take a break from the page behind a mail's link, or end it and a stop."""
        pages = [x.link(PREFERENCES) for x in self.letters if x.reader is person]
        page = next((page for page in reversed(pages) if page), "")
        if not page:
            return
        assert self.client.post(page, {"deed": "resume"}).status_code == 302
        if person.stopped_at is not None:
            person.stopped_at = None
        from idetorg.mailer.models import Pause

        left = set(Pause.objects.filter(person_id=person.user.pk).values_list("scope", flat=True))
        person.pauses = [
            (s, begun, end if s in left else min(end, now())) for s, begun, end in person.pauses
        ]
        self.note("start again")

    # The organiser -----------------------------------------------------------------------------

    def _organise(self, boss: Participation) -> None:
        """Ring some, hear an answer for one, take on a wish, ask for a letter."""
        for seat in calling.people_to_call(boss.seminar, now()):
            guest = next(g for p in self.people for g in p.guests if g.seat.pk == seat.pk)
            if self.rng.random() < 0.4:
                self._ring(boss, guest)
        for wish in help_wanted(boss.seminar):
            if self.rng.random() < 0.3:
                actions.take_help(wish, by=boss)
                self.note("took help")
        if self.rng.random() < 0.1:
            self._letter(boss)

    def _ring(self, boss: Participation, guest: Guest) -> None:
        if self.rng.random() < 0.4:
            reached = self.rng.random() < 0.6
            actions.write_call_note(guest.seat, by=boss, text="Vi snakket", reached=reached)
            self.note("call note")
            return
        rows = calling.questions_to_hear(guest.seat, now())
        if not rows:
            return
        row = self.rng.choice(rows)
        to = self.rng.choice(["same", "started", "partly", "done", "postponed", "put_aside"])
        day = self.today + timedelta(days=50)
        given = day if to == "postponed" else None
        actions.hear_answer(row, by=boss, answer=to, note="Sagt på telefon", new_date=given)
        told = next(t for t in guest.tasks if t.pk == row.task_id)
        told.heard = (to, row.kind, day)
        self.note("heard", guest)
        if self.rng.random() < 0.6 and not guest.removed:
            self.plan(self.rng.randrange(1, 6), lambda: self._hear_later(told))

    def _hear_later(self, told: Told) -> None:
        if told.heard and not told.closed and not told.owner.removed:
            row = calling.heard_about(ChangeTask.objects.get(pk=told.pk))
            assert row is not None
            self._heard(told, reverse("commitments:answer", args=[tokens.follow_up_token(row)]))

    def _letter(self, boss: Participation) -> None:
        there = [g for g in self.guests(boss.seminar) if not g.removed and g.tasks]
        if not there:
            return
        guest = self.rng.choice(there)
        letter = actions.propose_letter(
            guest.seat,
            by=boss,
            kind=LetterKind.HALF_YEAR,
            to_name="Kommunedirektør Kari",
            request="Gi biblioteket en time til i uka.",
        )
        self.note("letter")
        if self.rng.random() < 0.7:
            self.plan(self.rng.randrange(1, 5), lambda: self._answer_letter(guest, letter))

    def _answer_letter(self, guest: Guest, letter: LeaderLetter) -> None:
        if guest.removed:
            return
        if self.rng.random() < 0.3:
            actions.decline_letter(letter, by=guest.seat)
            return
        mine = [t for t in guest.tasks if not t.closed]
        tasks = list(ChangeTask.objects.filter(pk__in=[t.pk for t in mine]).order_by("created_at"))
        text = letters.build(letter, tasks=[t.change for t in tasks])
        actions.approve_letter(
            letter, by=guest.seat, seal=letters.seal_of(letter, text), tasks=[t.pk for t in tasks]
        )
        self.note("letter approved")
        if self.rng.random() < 0.4:
            self.plan(self.rng.randrange(1, 20), lambda: self._take_back(guest))
