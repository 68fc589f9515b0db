"""Settings, all from the environment: one process group, one data folder.

Names are listed with their meaning in docs/reference/settings.md.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from idetorg.config import env

PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("IDETORG_DATA_DIR", "var/data")).resolve()

DEBUG = env.flag("IDETORG_DEBUG")
IDETORG_DEMO = env.flag("IDETORG_DEMO")
IDETORG_LAN = env.flag("IDETORG_LAN")  # plain http on a host name: no secure cookies exist there
IDETORG_BASE_URL = env.text("IDETORG_BASE_URL", "http://localhost:8000")
# Behind https the cookies carry the strictest names a browser knows.
IDETORG_HTTPS = IDETORG_BASE_URL.startswith("https://")

SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.words(
    "IDETORG_ALLOWED_HOSTS",
    ["localhost", ".localhost", "127.0.0.1", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = [IDETORG_BASE_URL] if IDETORG_HTTPS else []
if env.flag("IDETORG_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "idetorg.core",
    "idetorg.audit",
    "idetorg.live",
    "idetorg.jobs",
    "idetorg.mailer",
    "idetorg.files",
    "idetorg.documents",
    "idetorg.people",
    "idetorg.seminars",
    "idetorg.schedule",
    "idetorg.invitations",
    "idetorg.showcase",
    "idetorg.market",
    "idetorg.grouping",
    "idetorg.rooms",
    "idetorg.commitments",
    "idetorg.evaluation",
    "idetorg.compendium",
    "idetorg.web",
    "idetorg.demo",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "idetorg.core.middleware.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "idetorg.core.middleware.KindErrors",
    "idetorg.core.middleware.PlainLines",
]

ROOT_URLCONF = "idetorg.config.urls"
ASGI_APPLICATION = "idetorg.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "idetorg.core.context.product",
            ],
            "builtins": ["idetorg.core.templatetags.idetorg"],
        },
    }
]

DATABASES = {"default": env.database(env.text("IDETORG_DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "idetorg.people.adapter.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets nothing from us
# A whole room may sit behind one address; the outbox counts mails to each reader besides.
ACCOUNT_RATE_LIMITS = {"request_login_code": "300/m/ip,5/m/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a participant signs in once and is known for the season

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"  # found in the packages themselves; nothing is collected
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "idetorg.core.static.PackagedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+-[0-9A-Za-z]{8}\.\w+$"
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if IDETORG_HTTPS:
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_SSL_REDIRECT = env.flag("IDETORG_BEHIND_PROXY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IDETORG_HTTPS
SESSION_COOKIE_NAME = "__Host-idetorg" if IDETORG_HTTPS else "idetorg"
CSRF_COOKIE_NAME = "__Host-csrf" if IDETORG_HTTPS else "idetorg-csrf"
LANGUAGE_COOKIE_NAME = "idetorg-language"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "idetorg.core.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail: written to the data folder until a server is named, and every page for organisers says so.
EMAIL_HOST = env.text("IDETORG_SMTP_HOST")
EMAIL_PORT = env.number("IDETORG_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("IDETORG_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("IDETORG_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("IDETORG_SMTP_TLS", default=bool(EMAIL_HOST))
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
IDETORG_MAIL_LEASE_SECONDS = env.number("IDETORG_MAIL_LEASE_SECONDS", 300)
IDETORG_LIVE_CLIENTS = env.number("IDETORG_LIVE_CLIENTS", 10_000)
DEFAULT_FROM_EMAIL = env.text("IDETORG_MAIL_FROM", "idetorg@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
