"""Settings for tests: the product's own, with a data folder that is thrown away.

`scripts/with_postgres.py pytest` runs the same tests on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("IDETORG_DATA_DIR", tempfile.mkdtemp(prefix="idetorg-tests-"))
os.environ.setdefault("IDETORG_SECRET_KEY", "only-for-tests-" + "x" * 40)

from idetorg.config.settings import *  # noqa: F403
from idetorg.config.settings import DATABASES, STORAGES

DATA_DIR = Path(os.environ["IDETORG_DATA_DIR"])
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
ALLOWED_HOSTS = ["testserver", "localhost", ".localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}

# Each test has its own connection; a pool would outlive the database it was made for.
if "postgresql" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"].pop("OPTIONS", None)
