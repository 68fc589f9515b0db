"""Settings for tests: the product's own, with a data folder that is thrown away.

`IDETORG_TEST_DATABASE=postgres` runs everything on PostgreSQL (see conftest.py).
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("IDETORG_DATA_DIR", tempfile.mkdtemp(prefix="idetorg-tests-"))
os.environ.setdefault("IDETORG_SECRET_KEY", "only-for-tests-" + "x" * 40)

from idetorg.config.settings import *  # noqa: E402, F403
from idetorg.config.settings import STORAGES  # noqa: E402

DATA_DIR = Path(os.environ["IDETORG_DATA_DIR"])
ALLOWED_HOSTS = ["testserver", "localhost", ".localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
