"""`idetorg check`: every finding that is amiss carries its remedy."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from idetorg.config import health


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """Settings as an installation has them."""
    settings.DATA_DIR = tmp_path
    settings.IDETORG_BASE_URL = "https://seminar.example.org"
    settings.EMAIL_HOST = ""
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings


def _found(name: str) -> list[dict[str, object]]:
    return [finding for finding in health.findings() if finding["name"] == name]


@pytest.mark.django_db
def test_everything_is_looked_at_and_what_is_amiss_has_a_remedy(
    installation: Settings,
) -> None:
    found = health.findings()
    names = {"settings", "database", "migrations", "mail", "disk", "clock"}
    assert {finding["name"] for finding in found} == names
    assert all(finding["ok"] or finding["remedy"] for finding in found)


@pytest.mark.django_db
def test_mail_without_a_server_is_told(installation: Settings) -> None:
    (mail,) = _found("mail")
    assert not mail["ok"]
    assert "IDETORG_SMTP_HOST" in str(mail["remedy"])


@pytest.mark.django_db
def test_mail_server_that_does_not_answer_is_told(installation: Settings) -> None:
    installation.EMAIL_HOST, installation.EMAIL_PORT = "127.0.0.1", 9
    (mail,) = _found("mail")
    assert not mail["ok"]
    assert "127.0.0.1:9" in str(mail["detail"])


@pytest.mark.django_db
def test_full_disk_is_told(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 60)
    (disk,) = _found("disk")
    assert not disk["ok"]
    assert "Make room" in str(disk["remedy"])


@pytest.mark.django_db
def test_clock_from_before_the_program_is_told(installation: Settings) -> None:
    with time_machine.travel(datetime(2013, 11, 20, tzinfo=UTC)):
        (clock,) = _found("clock")
    assert not clock["ok"]


@pytest.mark.django_db
def test_pending_migrations_are_named(installation: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'live'")
    (migrations,) = _found("migrations")
    assert "live.0001_outbox" in str(migrations["detail"])
    assert "manage migrate" in str(migrations["remedy"])
