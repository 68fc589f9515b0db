"""A seminar that is over, with so many who took a task home, and the year after it.

A `Backstage` stands beside a running server, in the same database: it builds the seminar through
the product's own deeds, moves the clock, and does what the worker would do then. It is a process
of its own (`python -m tests.flows.after`) that takes a line of JSON and answers with one.
"""

import json
import subprocess
import sys
import time
from datetime import date, datetime
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

from .conftest import ROOT, Server
from .writers import WRITERS

OSLO = ZoneInfo("Europe/Oslo")
WRITING = datetime(2013, 11, 21, 12, 30, tzinfo=OSLO)
OVER = datetime(2013, 11, 21, 14, 0, tzinfo=OSLO)
PROGRAMME = "tests/data/programmes/000-bibliotekromseminar.txt"
FIRST = ["Kari", "Nils", "Bjørg", "Oddvar", "Máret"]
FIRST += ["Solveig", "Einar", "Ragnhild", "Tore", "Gunhild"]
LAST = ["Nordlysvik", "Skáidi", "Havnnes", "Lyngstad"]
SHOWN_TO = cycle(["only_me", "organiser", "seminar", "everyone"])


def name_of(number: int) -> str:
    """Return the invented name of a person, counted from 0; forty of them are different."""
    return f"{FIRST[number % 10]} {LAST[number // 10 % 4]}"


def mail_of(number: int) -> str:
    """Return a person's address."""
    return f"deltaker{number}@example.org"


def change_of(number: int, task: int = 0) -> str:
    """Return the words of a person's task; no two have the same."""
    return f"{WRITERS[number % len(WRITERS)].change} ({number}.{task})"


class Backstage:
    """The hands behind a server. Close it when the server stops."""

    def __init__(self, server: Server) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.after"],
            cwd=ROOT,
            env=server.environment | {"DJANGO_SETTINGS_MODULE": "idetorg.config.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fill(self, count: int, *first_shows_to: str) -> dict[str, Any]:
        """Build the seminar; return its addresses.

        Each person has one task; the first has one for each of the given readers.
        """
        return self._ask({"count": count, "first_shows_to": first_shows_to})

    def day(self, year: int, month: int, day: int) -> None:
        """Make it ten in the morning of a day, and do what is due."""
        moment = datetime(year, month, day, 10, 0, tzinfo=OSLO)
        assert self._ask({"moment": moment.isoformat()})["is_done"]

    def close(self) -> None:
        """End."""
        self._process.communicate(timeout=20)

    def _ask(self, wish: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "The hands behind the server have ended; see the error above."
        found: dict[str, Any] = json.loads(line)
        return found


def _build(count: int, first_shows_to: list[str]) -> dict[str, Any]:
    from idetorg.core.durable import durable
    from idetorg.core.time import set_clock
    from idetorg.invitations.links import personal_link_absolute
    from idetorg.people.models import User
    from idetorg.schedule.actions import programme, room
    from idetorg.schedule.queries import timeline
    from idetorg.seminars.actions import create_organiser, create_seminar, institution_named
    from idetorg.seminars.models import Participation

    set_clock(WRITING)
    with durable():
        maker = User.objects.create_user(
            "aase@example.org", name="Åse Arrangør", language="nb", made_up=True
        )
        organiser = create_organiser(
            user=maker,
            name="Biblioteket i fylket",
            sender_name=maker.name,
            reply_to="aase@example.org",
        )
        seminar = create_seminar(
            organiser,
            by=maker,
            name="Bibliotekromseminar",
            goal="Alle reiser hjem med minst én endringsoppgave.",
            starts_on=date(2013, 11, 20),
            ends_on=date(2013, 11, 21),
        )
        Participation.objects.filter(seminar=seminar).update(is_participant=False)
        lead = seminar.participations.select_related("user", "seminar").get()
        programme.read_text(seminar, (ROOT / PROGRAMME).read_text("utf-8"), by=lead)
        programme.keep_steps(seminar, by=lead)
        programme.publish(seminar, by=lead)
        people = []
        for number in range(count):
            user = User.objects.create_user(mail_of(number), name=name_of(number), language="nb")
            people.append(
                Participation.objects.create(
                    seminar=seminar,
                    user=user,
                    institution=institution_named(organiser, f"Bibliotek {number}", f"K {number}"),
                )
            )
        line = timeline(seminar)
        step = [m for m in line.moments if m.starts_at <= WRITING][-1]
        room.jump_to(seminar, step.step.pk, by=lead)
    for number, person in enumerate(people):
        shown = first_shows_to if number == 0 and first_shows_to else [next(SHOWN_TO)]
        for task, shown_to in enumerate(shown):
            with durable():
                _take_home(person, number, task, shown_to)
    set_clock(OVER)
    with durable():
        room.finish(seminar, by=lead, at=line.ends_at)
    return {
        "slug": seminar.slug,
        "organiser": personal_link_absolute(lead),
        "participants": [personal_link_absolute(person) for person in people],
    }


def _take_home(person: Any, number: int, task: int, shown_to: str) -> None:
    from idetorg.commitments.actions import writing
    from idetorg.commitments.enums import Visibility

    writer = WRITERS[number % len(WRITERS)]
    row = writing.start_draft(person)
    for question, values in {
        "change": {"change": change_of(number, task)},
        "first_step": {"first_step": writer.first_step},
        "by_when": {"by_when": date.fromisoformat(writer.by_when)},
    }.items():
        writing.save_answer(row, by=person, question=question, values=values)
    chosen = set() if shown_to == "only_me" else {Visibility(shown_to)}
    writing.set_visibility(row, by=person, chosen=chosen)
    row.refresh_from_db()
    writing.commit(row, by=person)


def _work(moment: datetime) -> dict[str, Any]:
    """Set the clock and work until nothing is due; the server's own worker may take its turn."""
    from idetorg.core.time import now, set_clock
    from idetorg.jobs.worker import registered, run_once
    from idetorg.mailer.sending import something_is_due

    set_clock(moment)
    whole_rounds = 0  # what the first writes, the second sends
    for _round in range(30):
        whole_rounds += run_once() == len(registered())
        if whole_rounds >= 2 and not something_is_due(now()):
            return {"is_done": True}
        time.sleep(0.2)
    return {"is_done": False}


def _listen() -> None:
    for line in sys.stdin:
        wish = json.loads(line)
        if "moment" in wish:
            answer = _work(datetime.fromisoformat(wish["moment"]))
        else:
            answer = _build(wish["count"], wish["first_shows_to"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    _listen()
