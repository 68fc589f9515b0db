"""Read settings from the environment, with messages a person can act on."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable, or `default` when it is missing or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return True for 1, true, yes or on; raise ImproperlyConfigured on other words."""
    raw = text(name).lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def number(name: str, default: int) -> int:
    """Return a whole number; raise ImproperlyConfigured on other text."""
    raw = text(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from error


def words(name: str, default: list[str]) -> list[str]:
    """Return a comma separated list."""
    raw = text(name)
    return [part.strip() for part in raw.split(",") if part.strip()] if raw else default


def secret_key(data_dir: Path) -> str:
    """Return the installation's key: from IDETORG_SECRET_KEY, else made once in the data folder.

    The file is only readable by its owner. Two processes that start at once agree,
    because the file is made exclusively and the loser reads what the winner wrote.
    """
    given = text("IDETORG_SECRET_KEY")
    if given:
        return given
    from django.core.management.utils import get_random_secret_key

    path = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        key = get_random_secret_key()
        stream.write(key)
    return key


def database(url: str, data_dir: Path) -> dict[str, object]:
    """Return Django's database settings for an address, or the embedded SQLite file.

    `postgres://user:password@host:5432/name` (or `host` as a `?host=` socket folder)
    gives a pooled PostgreSQL. SQLite is set for durable writes that take turns:
    WAL, synchronous=FULL and IMMEDIATE transactions (TRUST §0.1).
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "idetorg.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "IDETORG_DATABASE_URL must start with postgres://. Leave it empty to use SQLite."
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 2, "max_size": number("IDETORG_DATABASE_POOL", 10)}},
    }
