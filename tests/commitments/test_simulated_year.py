"""A whole year, day by day, with forty people in two seminars: what may never be broken.

`a_year` lives the days: the real jobs run, mail is sent, people answer by the link in it, on
their page and on the phone, pause, stop, move, change jobs, leave and are erased. After every
day everything is held against the promises of DOMAIN and against the test's own notebook.

One seed, a minute, by default; `IDETORG_YEAR_SEEDS="0 1 2 3 4 5"` runs others. A failure names
the seed and the day.
"""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from idetorg.commitments import queries
from idetorg.commitments.enums import FollowUpKind
from idetorg.commitments.models import LeaderLetter, LetterTask
from idetorg.commitments.queries import calling
from idetorg.core.time import now
from idetorg.mailer.models import Mail
from idetorg.seminars.models import Participation, Seminar
from tests.commitments.a_year import ANSWER, FINISHED, OSLO, Guest, Letter, Person, Told, Year

SEEDS = [int(seed) for seed in os.environ.get("IDETORG_YEAR_SEEDS", "0").split()]

# What DOMAIN, principle 11, lets stand beside the nine.
REMINDERS = {"reminder"}
ASKED_FOR = {
    *("own_words", "paper_confirm", "heard_confirm"),
    *("join_confirmation", "confirmation", "sign_in_code"),
}
LIST = "organiser_weekly"
QUESTIONS = {
    "day_14",
    "week_6_8",
    "month_3",
    "month_6",
    "month_12",
    "makker_day_14",
    "reminder",
    LIST,
}
ON_WORKING_DAYS = QUESTIONS | {"day_1_3", "day_1_3_not_now"}

EASTER_SUNDAYS = {
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
}
FIXED = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}


# What sums are made of, beside the states: read past the product's own code.
FACTS = """
    SELECT 'answered', count(*), max(answered_at) FROM commitments_followup
        WHERE answered_at IS NOT NULL
    UNION ALL SELECT 'seen', count(*), max(at) FROM commitments_confirmation
    UNION ALL SELECT 'not now', count(*), max(at) FROM commitments_notnow
        WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'gone', count(*), max(removed_at) FROM seminars_participation
        WHERE removed_at IS NOT NULL
"""


ASKED = """
    SELECT task_id, max(due_at) FROM commitments_followup
        WHERE kind <> 'own_words' AND due_at <= %s GROUP BY task_id
"""


ON_THE_WAY = """
    SELECT kind, sent_at FROM commitments_followup
        WHERE task_id = %s AND kind IN ('day_14', 'week_7', 'month_3') AND sent_at IS NOT NULL
"""


def raw(statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def is_day_off(day: date) -> bool:
    from_easter = (day - EASTER_SUNDAYS[day.year]).days
    return (
        day.weekday() >= 5
        or (day.month, day.day) in FIXED
        or from_easter in {-3, -2, 0, 1, 39, 49, 50}
    )


def is_holiday(day: date) -> bool:
    from_easter = (day - EASTER_SUNDAYS[day.year]).days
    christmas = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 5)
    return day.month == 7 or christmas or -8 <= from_easter <= 1


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2025, 1, 1, tzinfo=OSLO), tick=False) as traveller:
        yield traveller


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_of_forty_people_breaks_no_promise(seed: int, clock: time_machine.Traveller) -> None:
    year = Year(seed, clock)
    promises = Promises(year)
    day = year.first
    while day <= year.last:
        came = year.live(day)
        try:
            promises.hold(day, came)
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}, {day:%A %d.%m.%Y}: {broken}") from broken
        day += timedelta(days=1 if day >= year.starts[0] else 10)
    promises.have_been_tried()


class Promises:
    """What holds after every day."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.seen_ids: set[str] = set()
        self.counted: dict[int, list[datetime]] = defaultdict(list)
        self.asked: dict[tuple[int, str, str], datetime] = {}
        self.reminded: set[tuple[int, str, str]] = set()
        self.lists: set[tuple[str, int, int]] = set()
        self.kinds: Counter[str] = Counter()
        self.last_entry = 0
        self.states: dict[int, str] = {}
        self.first_words: dict[int, Any] = {}
        self.month_6: dict[int, tuple[int, int, int]] = {}
        self.facts: object = None
        self.to_look_at: set[int] = set()
        self.desks = [self._signed_in(boss) for boss in year.organisers]
        self.signed_in_at = now()
        self.looks = 0
        self.asked_in_time: set[tuple[int, str]] = set()

    def _signed_in(self, boss: Participation) -> Client:
        client = Client()
        client.force_login(boss.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def hold(self, day: date, came: list[Letter]) -> None:
        """Look at what a day has left behind: dear looks only where something can have changed."""
        self._mail(came)
        self._put_off()
        rows = self._states()
        self._words()
        facts = (rows, raw(FACTS))
        is_new, self.facts = facts != self.facts, facts
        year = self.year
        for number, seminar in enumerate(year.seminars):
            if is_new or seminar.pk in year.changed or day.weekday() == 0:
                self._sums(seminar)
                self.to_look_at.add(number)
            if seminar.pk in year.left or day.weekday() == 2:
                self._lists(seminar)
            is_friday = day.weekday() == 4 and day.isocalendar().week % 2 == number
            if number in self.to_look_at and (seminar.pk in year.gone or is_friday):
                self._pages(number, seminar)
                self.to_look_at.remove(number)
        year.changed.clear()
        year.left.clear()
        year.gone.clear()

    # Mail -----------------------------------------------------------------------------------

    def _mail(self, came: list[Letter]) -> None:
        if not came:
            return
        rows = {
            m.message_id: m
            for m in Mail.objects.filter(message_id__in=[x.message_id for x in came])
        }
        for letter in came:
            assert letter.message_id not in self.seen_ids, f"twice: {letter.message_id}"
            self.seen_ids.add(letter.message_id)
            row = rows[letter.message_id]
            self.kinds[row.kind] += 1
            if row.kind in ASKED_FOR:
                continue
            local = letter.at.astimezone(OSLO)
            assert 7 <= local.hour < 20, f"{row.kind} at {local:%H:%M}, in silence"
            if row.kind in ON_WORKING_DAYS:
                assert not is_day_off(local.date()), f"{row.kind} on a day off"
            if row.kind in QUESTIONS:
                assert not is_holiday(local.date()), f"{row.kind} in a holiday"
            if row.kind == LIST:  # to an organiser: once a week
                week = (str(letter.message.to), *local.date().isocalendar()[:2])
                assert week not in self.lists, "two lists in a week"
                self.lists.add(week)
                continue
            if row.kind == "confirmer":  # to a leader, whom the owner asked us to ask
                continue
            person = letter.reader
            assert person is not None, f"{row.kind} to {letter.message.to}"
            assert row.person_id in {person.user.pk, None}
            self._is_wanted(person, letter, row)
            self._is_within_nine(person, letter, row)
            self._is_no_second_reminder(person, letter, row)

    def _is_wanted(self, person: Person, letter: Letter, row: Mail) -> None:
        stopped = person.stopped_at
        assert stopped is None or letter.at <= stopped, f"{row.kind} after a stop"
        for scope, begun, until in person.pauses:
            inside = scope in {"", row.scope} and begun < letter.at < until
            assert not inside, f"{row.kind} within a pause"
        guest = next(g for g in person.guests if g.seat.seminar.scope == row.scope)
        was_there = not guest.removed or letter.at <= self._left_at(guest)
        assert was_there, f"{row.kind} to one who has left"
        if row.kind in QUESTIONS - {"makker_day_14"}:
            assert not guest.stopped_questions or letter.at <= now(), row.kind

    def _left_at(self, guest: Guest) -> datetime:
        found: datetime | None = Participation.objects.get(pk=guest.seat.pk).removed_at
        assert found is not None
        return found

    def _is_within_nine(self, person: Person, letter: Letter, row: Mail) -> None:
        if row.kind in REMINDERS:
            return
        had = self.counted[person.user.pk]
        had.append(letter.at)
        lately = [at for at in had if at > letter.at - timedelta(days=365)]
        assert len(lately) <= 9, f"{len(lately)} mails within 365 days"

    def _is_no_second_reminder(self, person: Person, letter: Letter, row: Mail) -> None:
        """A reminder follows a question that came, once, and no answer."""
        link = letter.link(ANSWER)
        if row.kind == "day_1_3" or not link:
            return
        key = (person.user.pk, row.scope, link.rpartition("/")[2].partition(".")[0])
        if row.kind not in REMINDERS:
            self.asked[key] = letter.at
            return
        asked = [
            at
            for (who, scope, _task), at in self.asked.items()
            if (who, scope) == key[:2] and at < letter.at
        ]
        assert asked, "a reminder of a question that never came"
        paused_since = any(until > max(asked) for _scope, _begun, until in person.pauses)
        is_fresh = letter.at - max(asked) < timedelta(days=60)
        assert is_fresh or paused_since, "a reminder of something long ago"
        assert key not in self.reminded, "two reminders of one question"
        self.reminded.add(key)

    def _put_off(self) -> None:
        """Whoever has put it off is asked on the new date and not before, but for the measures."""
        for told in self.year.tasks():
            if told.put_off is None or told.closed:
                continue
            put_off_at, new_date = told.put_off
            for kind, sent_at in raw(ON_THE_WAY, told.pk):
                is_since = as_moment(sent_at) > put_off_at
                day = as_moment(sent_at).astimezone(OSLO).date()
                assert not is_since or day >= new_date, f"{kind} before {new_date}"
                if is_since:
                    self.asked_in_time.add((told.pk, kind))

    # States and words ---------------------------------------------------------------------------

    def _states(self) -> list[tuple[Any, ...]]:
        """Every state is where its owner has said; each move is the owner's, in the audit too."""
        told = {task.pk: task for task in self.year.tasks()}
        rows = raw("SELECT id, state, closed_at FROM commitments_changetask WHERE state <> 'draft'")
        assert {row[0] for row in rows} == set(told), "tasks have come or gone"
        for pk, state, closed_at in rows:
            assert state == told[pk].state, f"{state}, its owner said {told[pk].state}"
            assert (closed_at is not None) == told[pk].closed, f"closed: {closed_at}"
        moves = dict(raw("SELECT task_id, count(*) FROM commitments_statemove GROUP BY task_id"))
        assert moves == {t.pk: t.moves for t in told.values() if t.moves}
        said = self._in_the_audit(told)
        for pk, state, _closed in rows:
            if self.states.get(pk, state) != state:
                assert state in said[pk], f"{state} without its owner's word in the audit"
            self.states[pk] = state
        return rows

    def _in_the_audit(self, told: dict[int, Told]) -> dict[int, set[str]]:
        """Return the states told since yesterday by task, each by its owner's own hand."""
        rows = raw(
            "SELECT id, action, object_pk, actor_id, hand FROM audit_entry WHERE id > %s"
            " ORDER BY id",
            self.last_entry,
        )
        said: dict[int, set[str]] = defaultdict(set)
        for pk, action, task, actor, hand in rows:
            self.last_entry = pk
            if not action.startswith(("commitments.told:", "commitments.answered:")):
                continue
            owner = told.get(int(task))
            if owner is not None:  # else erased the same day
                assert actor == owner.owner.person.user.pk, f"{action} by another"
                assert hand == "self", f"{action} by the hand of {hand}"
            said[int(task)].add(action.rpartition(":")[2])
        return said

    def _words(self) -> None:
        """The first words are as they were; a version more only where its owner wrote one."""
        found: dict[int, list[Any]] = defaultdict(list)
        for task, words in raw("SELECT task_id, words FROM commitments_version ORDER BY number"):
            found[task].append(words)
        for told in self.year.tasks():
            first = self.first_words.setdefault(told.pk, found[told.pk][0])
            if first is found[told.pk][0]:
                assert (json.loads(first) if isinstance(first, str) else first) == told.words
            assert found[told.pk][0] == first, "the first words have changed"
            assert len(found[told.pk]) == told.versions

    # Sums ---------------------------------------------------------------------------------------

    def _sums(self, seminar: Seminar) -> None:
        here = [g for g in self.year.guests(seminar) if not g.removed]
        mine = recount(here)
        got = queries.results(seminar)
        shown = {name: getattr(got, name) for name in mine}
        assert shown == mine, f"{seminar}: {shown}, recounted {mine}"
        bounds = got.bounds
        assert 0 <= bounds.done <= bounds.answered <= bounds.committed
        assert bounds.at_least <= bounds.at_most
        if bounds.answered:
            at_least = bounds.done * bounds.answered
            among = bounds.done * bounds.committed
            at_most = bounds.at_most * bounds.answered
            assert at_least <= among <= at_most
        six = recount_month_6(here)
        if six != self.month_6.get(seminar.pk):
            half = queries.results(seminar, FollowUpKind.MONTH_6)
            assert (half.committed, half.answered, half.done) == six, f"month 6: {six}"
            self.month_6[seminar.pk] = six
        cover = queries.coverage(seminar)
        assert cover.present == len(here)
        assert cover.committed == mine["committed"]
        assert cover.not_now == sum(1 for g in here if g.not_now and not g.tasks)
        assert cover.committed + cover.not_now + cover.unanswered == cover.present

    def _lists(self, seminar: Seminar) -> None:
        """Who has left is in no list; who wants to be left alone is not among those to call."""
        self._consents()
        here = {g.seat.pk: g for g in self.year.guests(seminar)}
        gone = {pk for pk, guest in here.items() if guest.removed}
        people = calling.people_to_call(seminar, now())
        for seat in people:
            guest = here[seat.pk]
            person = guest.person
            assert not guest.removed, "one who has left is to be called"
            assert guest.tasks, "one without a task is to be called"
            assert person.stopped_at is None, "called after stopping all mail"
            assert not any(s == seminar.scope and a <= now() < b for s, a, b in person.pauses), (
                "called within a pause"
            )
            assert any(t.is_asked_about for t in guest.tasks), "called about nothing"
        assert not gone & {w.task.participation_id for w in queries.help_wanted(seminar)}
        boss = next(b for b in self.year.organisers if b.seminar_id == seminar.pk)
        for told in calling.put_aside_and_good_news(seminar, boss):
            assert not gone & {t.participation_id for t in told.shown}
        assert not gone & {t.participation_id for t in queries.visible_tasks(seminar, boss)}
        reasons = sorted(g.not_now_reason for g in here.values() if self._says_why(g))
        assert queries.not_now_reasons(seminar) == reasons, "reasons of one who has left"
        silent = calling.silent_count(seminar)
        assert silent <= len(here) - len(gone), f"{silent} silent of {len(here) - len(gone)}"

    def _consents(self) -> None:
        """A letter holds words only while its owner says so."""
        quiet = LeaderLetter.objects.exclude(state__in=["approved", "sent"])
        assert not quiet.exclude(body="").exists()
        assert not LetterTask.objects.exclude(letter__state__in=["approved", "sent"]).exists()

    def _says_why(self, guest: Guest) -> bool:
        return guest.not_now and bool(guest.not_now_reason) and not guest.removed

    # Pages --------------------------------------------------------------------------------------

    def _pages(self, number: int, seminar: Seminar) -> None:
        """The organiser's page and the public one say what the recount says, and no more."""
        self.looks += 1
        if now() - self.signed_in_at > timedelta(days=60):
            self.desks = [self._signed_in(boss) for boss in self.year.organisers]
            self.signed_in_at = now()
        desk = self.desks[number]
        overview = desk.get(reverse("commitments:overview", args=[seminar.slug]))
        calls = desk.get(reverse("commitments:calls", args=[seminar.slug]))
        public = Client().get(reverse("web:seminar", args=[seminar.slug]))
        pages = {"overview": overview, "calls": calls, "public": public}
        if self.looks % 10 == 0:
            pages["people"] = desk.get(reverse("invitations:people", args=[seminar.slug]))
            stranger = self.desks[1 - number]
            for name in ("commitments:overview", "commitments:calls", "commitments:letters"):
                assert stranger.get(reverse(name, args=[seminar.slug])).status_code == 404
        texts = {}
        for name, page in pages.items():
            assert page.status_code == 200, name
            texts[name] = page.content.decode()
        here = [g for g in self.year.guests(seminar) if not g.removed]
        mine = recount(here)
        self._says(texts["overview"], mine)
        if says_results(texts["public"]):
            self._says(texts["public"], mine)
        self._shows_only_what_it_may(number, texts, here)

    def _says(self, text: str, mine: dict[str, int]) -> None:
        if not mine["answered"]:
            assert not says_results(text)
            return
        at_most = mine["done"] + mine["committed"] - mine["answered"]
        assert numbers_after("Minst ", text) == (mine["done"], mine["committed"])
        assert numbers_after("Blant de(?:m|i) som svar(?:te|a): ", text) == (
            mine["done"],
            mine["answered"],
        )
        assert numbers_after("H(?:øy|øg)st ", text) == (at_most, mine["committed"])

    def _shows_only_what_it_may(
        self, number: int, texts: dict[str, str], here: list[Guest]
    ) -> None:
        """Nobody who has left, nobody's hidden words, nothing of the other seminar."""
        stays = {g.person.user.pk for g in here}
        shown_to_boss = {
            t.pk
            for t in queries.visible_tasks(self.year.seminars[number], self.year.organisers[number])
        }
        for person in self.year.people:
            if person.user.pk not in stays:
                for name, text in texts.items():
                    assert not person.names & set(
                        re.findall(r"Deltaker\d\d Etternavn\d\d", text)
                    ), f"{name} names one who has left or is of another seminar"
            for guest in person.guests:
                for place, task in enumerate(guest.tasks):
                    word = f"HEMMELIG{guest.seat.pk}x{place} "
                    for name, text in texts.items():
                        assert task.pk in shown_to_boss or word not in text, f"{name}: {word}"

    def have_been_tried(self) -> None:
        """A year in which nothing happened proves nothing."""
        kinds = {"day_1_3", "day_14", "week_6_8", "month_3", "month_6", "month_12", "reminder"}
        assert kinds <= set(self.kinds)
        assert self.asked_in_time, "nothing that was put off was asked about"
        done = self.year.deeds
        for deed in ("link:answer", "told:done", "told:same", "reworded", "closed", "confirmed"):
            assert done.get(deed), f"nobody did {deed}: {done}"


def recount(guests: list[Guest]) -> dict[str, int]:
    """Count persons, from the notebook alone. Silence is in `committed` and nowhere else."""
    two_weeks_ago = now() - timedelta(days=14)
    asked = dict(raw(ASKED, f"{two_weeks_ago:%Y-%m-%d %H:%M:%S}+00:00"))
    with_task = [g for g in guests if g.tasks]
    told = [{stands(t, asked) for t in g.tasks} - {""} for g in with_task]
    said = [states for states in told if states]
    return {
        "committed": len(with_task),
        "answered": len(said),
        "done": sum(1 for s in said if s & FINISHED),
        "partly": sum(1 for s in said if "partly" in s and not s & FINISHED),
        "postponed": sum(1 for s in said if "postponed" in s),
        "put_aside": sum(1 for s in said if "put_aside" in s),
        "lasting": sum(1 for s in said if "lasting" in s),
        "not_begun": sum(1 for s in said if s == {"committed"}),
        "confirmed": sum(1 for g in with_task if any(is_seen(t) for t in g.tasks)),
        "tasks": sum(len(g.tasks) for g in with_task),
    }


def stands(told: Told, asked: dict[int, Any]) -> str:
    """Return what we know of a task now, or "" when its owner fell silent, or never spoke.

    `asked`: when the newest question fell due that there have been two weeks to answer.
    """
    if not told.has_told or told.told_at is None:
        return ""
    if not told.closed and told.state not in {*FINISHED, "put_aside"}:
        due = asked.get(told.pk)
        if due is not None and told.told_at < as_moment(due):
            return ""
    is_begun = told.a_little and told.state == "committed" and not told.closed
    return "a_little" if is_begun else told.state


def as_moment(stored: Any) -> datetime:
    """Return a moment as either database gives it."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_seen(told: Told) -> bool:
    return told.has_told and told.state in FINISHED and "yes" in told.seen_by.values()


def recount_month_6(guests: list[Guest]) -> tuple[int, int, int]:
    """Return (committed, answered, done) as told at six months or since."""
    with_task = [g for g in guests if g.tasks]
    told = [{t.at_month_6 or t.moved_after_month_6 for t in g.tasks} - {""} for g in with_task]
    said = [states for states in told if states]
    return len(with_task), len(said), sum(1 for s in said if s & FINISHED)


def says_results(text: str) -> bool:
    return re.search(r"har gjennomført (?:en|ei) endringsoppg", text) is not None


def numbers_after(start: str, text: str) -> tuple[int, int] | None:
    """Return (count, of) in the sentence that begins so, whichever form its size gave it."""
    many = r"\d+ %(?: har gjennomført e(?:n|i) endringsoppg(?:a|å)ve)?, "
    found = re.search(rf"{start}(?:{many})?(\d+) av (\d+)", text)
    return (int(found.group(1)), int(found.group(2))) if found else None
