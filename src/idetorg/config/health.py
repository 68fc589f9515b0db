"""`idetorg check`: what an installation needs, and the remedy for what is amiss."""

import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

LEAST_FREE_BYTES = 1024**3
OLDEST_POSTGRES = 150000
# The program was not written before this: a clock that says so is wrong.
NEVER_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
CLOCK_MAY_DIFFER = timedelta(seconds=5)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `remedy` is empty when all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def findings() -> list[dict[str, object]]:
    """Look at everything; one that can't be looked at is a finding too."""
    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("settings", _settings),
        ("database", _database),
        ("migrations", _migrations),
        ("mail", _mail),
        ("disk", _disk),
        ("clock", _clock),
    ]
    found: list[Finding] = []
    for name, look in looks:
        try:
            found.extend(look())
        except Exception as error:  # whatever is wrong must be told, not end the check
            remedy = "Mend what the message names, then check again."
            found.append(Finding(name, False, f"{type(error).__name__}: {error}", remedy))
    return [asdict(finding) for finding in found]


def _settings() -> Iterator[Finding]:
    from django.core.checks import WARNING, run_checks

    told = [message for message in run_checks() if message.level >= WARNING]
    for message in told:
        yield Finding("settings", False, message.msg, message.hint or f"See {message.id}.")
    if settings.DEBUG:
        yield Finding(
            "settings", False, "Debug pages are on.", "Unset IDETORG_DEBUG: they show secrets."
        )
    if not (told or settings.DEBUG):
        yield Finding("settings", True, f"Read; {settings.IDETORG_BASE_URL}")


def _database() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
            remedy = "" if version >= OLDEST_POSTGRES else "Use PostgreSQL 15 or newer."
            yield Finding("database", not remedy, f"PostgreSQL {version // 10000}", remedy)
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] == "off":
                yield Finding(
                    "database",
                    False,
                    "synchronous_commit is off: a power cut loses what was saved last.",
                    "Set synchronous_commit = on in postgresql.conf.",
                )
            return
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        full = cursor.fetchone()[0] >= 2
        cursor.execute("PRAGMA quick_check(1)")
        sound = cursor.fetchone()[0]
    if sound != "ok":
        yield Finding(
            "database",
            False,
            f"{settings.DATABASES['default']['NAME']} is damaged: {sound}",
            "Stop the server and restore the newest backup.",
        )
    elif journal != "wal" or not full:
        yield Finding(
            "database",
            False,
            f"SQLite with journal {journal}, full synchronising {full}",
            "Keep the data folder on a local disk: WAL does not work on a network share.",
        )
    else:
        yield Finding("database", True, "SQLite, WAL, synchronous FULL, sound")


def _migrations() -> Iterator[Finding]:
    from idetorg.config.serve import pending_migrations

    missing = pending_migrations()
    if missing:
        yield Finding(
            "migrations",
            False,
            f"{len(missing)} pending: {', '.join(missing[:5])}",
            "Take a copy of the database, then run: idetorg manage migrate",
        )
    else:
        yield Finding("migrations", True, "All applied")


def _mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            "mail",
            False,
            f"No mail server is named: mail is written to {settings.EMAIL_FILE_PATH}.",
            "Set IDETORG_SMTP_HOST, IDETORG_SMTP_USER, IDETORG_SMTP_PASSWORD, IDETORG_MAIL_FROM.",
        )
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mail",
            False,
            f"{place} did not take us: {error}",
            "Check IDETORG_SMTP_HOST, _PORT, _USER, _PASSWORD and _TLS. Mail waits until then.",
        )
    else:
        yield Finding("mail", True, f"{place} answers")


def _disk() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        yield Finding(
            "disk",
            False,
            f"{folder} can't be written to.",
            "Give this user the folder, or name another with IDETORG_DATA_DIR.",
        )
    elif free < LEAST_FREE_BYTES:
        yield Finding(
            "disk",
            False,
            f"{free // 1024**2} MB free in {folder}",
            "Make room: at full disk nothing more can be saved.",
        )
    else:
        yield Finding("disk", True, f"{free // 1024**3} GB free in {folder}")


def _clock() -> Iterator[Finding]:
    from django.db import connection

    from idetorg.core.time import offset, real_now

    remedy = "Set the machine's clock (for example: timedatectl set-ntp true)."
    moment = real_now()
    if moment < NEVER_BEFORE:
        yield Finding("clock", False, f"The clock says {moment:%Y-%m-%d %H:%M}.", remedy)
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - real_now())
        if apart > CLOCK_MAY_DIFFER:
            detail = f"{apart.total_seconds():.0f} s from the database's clock"
            yield Finding("clock", False, detail, f"{remedy} On both machines.")
            return
    moved = offset()
    detail = f"{moment:%Y-%m-%d %H:%M} UTC" + (f"; the demo clock stands {moved}" if moved else "")
    yield Finding("clock", True, detail)
