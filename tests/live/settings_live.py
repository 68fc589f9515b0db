"""The smallest project that carries the live app: for servers that tests start and kill."""

import os
from pathlib import Path

from idetorg.config import env

DATA_DIR = Path(os.environ["IDETORG_DATA_DIR"])
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DEBUG = False
IDETORG_DEMO = False
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "idetorg.core",
    "idetorg.live",
    "idetorg.jobs",
]
MIDDLEWARE: list[str] = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "tests.live.urls_live"
DATABASES = {"default": env.database(env.text("IDETORG_DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
