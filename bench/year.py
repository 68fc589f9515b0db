"""The year after for 10,000 participants in 250 seminars over five years.

    python -m bench year                                  SQLite
    python scripts/with_postgres.py python -m bench year  PostgreSQL, from a wheel

First the job that asks how it goes, on a day when everybody's month 6 is due at once, target
60 s, then every periodic job in turn. Then an organiser's pages in one seminar of 40, alone in
the database and among 250 of the same organiser: statements, which may not grow, and CPU a page
(median of seven), target 50 ms. Exit 1 when something is over.
"""

import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

SEMINARS, PEOPLE, YEARS = 250, 40, 5
RUN_SECONDS, PAGE_CPU_MS = 60.0, 50.0
REPEATS = 7
KINDS = ("own_words", "day_14", "week_7", "month_3", "month_6", "month_12")
DAYS = (2, 14, 49, 91, 182, 365)
PAGES = {
    "My seminars": "/hjem",
    "after": "/s/{slug}/",
    "tasks": "/s/{slug}/oppgaver",
    "call list": "/s/{slug}/ring",
    "letters": "/s/{slug}/brev",
    "people": "/s/{slug}/folk",
    "a person's mails": "/s/{slug}/folk/{pk}",
}
WORDS = {"change": "Vi holder åpent etter skoletid.", "first_step": "Spør ungdomsrådet."}


def settle() -> None:
    """Make an empty database in a folder of its own and load Django."""
    folder = tempfile.mkdtemp(prefix="idetorg-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["IDETORG_DATA_DIR"] = folder
    os.environ.setdefault("IDETORG_SECRET_KEY", "only-for-the-bench-" + "x" * 40)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def add_seminars(numbers: range, organiser: Any, leader: Any, now: datetime) -> None:
    """Add seminars of 40 with a task each and five follow-ups told; month 6 is due."""
    from django.db import transaction

    with transaction.atomic():
        for number in numbers:
            _add_seminar(number, organiser, leader, now)


def _add_seminar(number: int, organiser: Any, leader: Any, now: datetime) -> None:
    from idetorg.commitments.models import ChangeTask, FollowUp, Version
    from idetorg.mailer.models import Mail, hash_of
    from idetorg.people.models import User
    from idetorg.seminars.models import Institution, Participation
    from tests import factories

    wrote = now - timedelta(days=182, hours=1)
    held = wrote.date() - timedelta(days=365 * (number % YEARS))
    seminar = factories.SeminarFactory(
        organiser=organiser, slug=f"s{number}", starts_on=held, ends_on=held
    )
    factories.RoomPositionFactory(seminar=seminar, finished_at=wrote)
    Participation.objects.create(
        seminar=seminar, user=leader, is_participant=False, is_organiser=True
    )
    users = User.objects.bulk_create(
        User(name=f"Person {n} Prøve", email=f"p{n}.s{number}@example.org") for n in range(PEOPLE)
    )
    homes = Institution.objects.bulk_create(
        Institution(organiser=organiser, name=f"Biblioteket {number}-{n}") for n in range(PEOPLE)
    )
    persons = Participation.objects.bulk_create(
        Participation(seminar=seminar, user=user, institution=home)
        for user, home in zip(users, homes, strict=True)
    )
    tasks = ChangeTask.objects.bulk_create(
        ChangeTask(
            participation=person,
            institution=person.institution,
            state="started" if n % 3 else "committed",
            **WORDS,
            by_when=wrote.date() + timedelta(days=200),
            visibility_chosen=True,
            seen_by_seminar=bool(n % 2),
            committed_at=wrote,
            state_at=wrote,
        )
        for n, person in enumerate(persons)
    )
    Version.objects.bulk_create(Version(task=task, number=1, words=WORDS) for task in tasks)
    rows, mails = [], []
    for task, person, user in zip(tasks, persons, users, strict=True):
        for kind, days in zip(KINDS, DAYS, strict=True):
            due = wrote + timedelta(days=days)
            told = due + timedelta(days=1) if due < now - timedelta(days=30) else None
            rows.append(
                FollowUp(
                    task=task,
                    kind=kind,
                    due_at=due,
                    sent_at=due if told else None,
                    answered_at=told,
                    answer="started" if told else "",
                )
            )
            if told:
                mails.append(
                    Mail(
                        scope=seminar.scope,
                        person_id=user.pk,
                        kind=kind,
                        to_address=user.email,
                        address_hash=hash_of(user.email),
                        subject="Hvordan går det?",
                        text="Dine egne ord. " * 60,
                        html="<p>Dine egne ord.</p>" * 60,
                        counts=True,
                        not_before=due,
                        next_try_at=due,
                        sent_at=due,
                        state="sent",
                        message_id=f"<{person.pk}.{kind}@example.org>",
                    )
                )
    FollowUp.objects.bulk_create(rows)
    Mail.objects.bulk_create(mails)


def pages(leader: Any) -> dict[str, tuple[int, float]]:
    """Return statements and median CPU milliseconds of each page in the first seminar."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from idetorg.seminars.models import Participation

    client = Client()
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    one = Participation.objects.filter(seminar__slug="s0", is_participant=True).first()
    assert one is not None
    found = {}
    for name, pattern in PAGES.items():
        address = pattern.format(slug="s0", pk=one.pk)
        client.get(address)  # what is made or compiled at the first visit is not counted
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address)
        statements = len(seen)  # now: the next request empties the log
        if response.status_code != 200:
            raise SystemExit(f"{name}: {address} answered {response.status_code}.")
        spent = []
        for _ in range(REPEATS):
            began = time.process_time()
            client.get(address)
            spent.append((time.process_time() - began) * 1000)
        found[name] = (statements, statistics.median(spent))
    return found


def run_jobs(now: datetime) -> tuple[float, int, float]:
    """Return seconds of the follow-up run, mails queued, and seconds of all other jobs."""
    from idetorg.commitments.tasks import send_due_follow_ups
    from idetorg.jobs import worker

    began = time.perf_counter()
    queued = send_due_follow_ups(now)
    took = time.perf_counter() - began
    others = 0.0
    for name, job in sorted(worker.registered().items()):
        began = time.perf_counter()
        job.fn(now)
        spent = time.perf_counter() - began
        others += spent
        print(f"  {name:38} {spent:8.2f} s", flush=True)
    return took, queued, others


def judged(good: bool) -> str:
    return "ok" if good else "over"


def main() -> int:
    """Fill, measure, print and judge."""
    settle()
    from django.db import connection

    from idetorg.commitments import dates
    from tests import factories

    # Questions go out on working mornings alone, whatever day this runs on.
    now = dates.morning(dates.good_day(datetime.now(UTC).date()), "Europe/Oslo")
    organiser = factories.OrganiserFactory()
    leader = factories.UserFactory()
    factories.OrganiserMemberFactory(organiser=organiser, user=leader)

    add_seminars(range(1), organiser, leader, now)
    small = pages(leader)
    began = time.perf_counter()
    add_seminars(range(1, SEMINARS), organiser, leader, now)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    print(
        f"{SEMINARS * PEOPLE:,} participants in {SEMINARS} seminars on {connection.vendor}, "
        f"filled in {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    large = pages(leader)
    print("| page | statements, 1 seminar | 250 | CPU ms, 1 | 250 | ratio | target 50 ms |")
    print("|" + " --- |" * 7)
    content = True
    for name, (statements, spent) in large.items():
        first, first_ms = small[name]
        good = statements <= first and spent <= PAGE_CPU_MS
        content = content and good
        print(
            f"| {name} | {first} | {statements} | {first_ms:.1f} | {spent:.1f} "
            f"| {spent / first_ms:.2f} | {judged(good)} |",
            flush=True,
        )
    took, queued, others = run_jobs(now)
    good = took <= RUN_SECONDS and queued == SEMINARS * PEOPLE
    print(f"follow-up run: {queued:,} mails in {took:.1f} s (target 60 s) {judged(good)}")
    good = content and good and took + others <= RUN_SECONDS
    print(f"with every periodic job once: {took + others:.1f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
