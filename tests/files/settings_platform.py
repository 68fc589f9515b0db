"""A tiny installation with the platform's apps alone: they work without any seminar."""

import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

SECRET_KEY = "only-for-tests"
DATA_DIR = Path(tempfile.mkdtemp(prefix="idetorg-platform-"))
IDETORG_DEMO = False
INSTALLED_APPS = [
    "idetorg.core",
    "idetorg.audit",
    "idetorg.files",
    "idetorg.documents",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
