"""Only the platform apps: for the worker processes that the crash tests kill.

Small, so that a process is up in well under a second. `IDETORG_TEST_DB` names a SQLite
file, `IDETORG_TEST_SMTP_PORT` a mail server on loopback.
"""

import os
import tempfile
from pathlib import Path

DATA_DIR = Path(os.environ.get("IDETORG_DATA_DIR") or tempfile.mkdtemp(prefix="idetorg-mail-"))
SECRET_KEY = "only-for-tests-" + "x" * 40
IDETORG_DEMO = False
IDETORG_BASE_URL = "http://localhost:8000"
IDETORG_MAIL_LEASE_SECONDS = 1
ALLOWED_HOSTS = ["testserver", "localhost"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "idetorg.core",
    "idetorg.audit",
    "idetorg.jobs",
    "idetorg.mailer",
    "django_tasks",
    "django_tasks_db",
]
ROOT_URLCONF = "tests.mailer.urls_platform"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["idetorg.core.templatetags.idetorg"]},
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("IDETORG_TEST_DB", DATA_DIR / "platform.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("IDETORG_TEST_SMTP_PORT", "1"))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "idetorg@example.org"
LOGGING = {
    "version": 1,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
}
