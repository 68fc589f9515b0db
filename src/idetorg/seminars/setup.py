"""The setup code of an empty installation: who reads the server's screen may begin."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from idetorg.seminars.models import JOIN_LETTERS, OrganiserMember


def code_file() -> Path:
    """Return where the code is kept, readable by the owner of the data folder only."""
    return Path(settings.DATA_DIR) / "setup-code"


def setup_code() -> str:
    """Return the code, made once: it appears whole or not at all, a loser reads the winner's."""
    path = code_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as stream:
            stream.write("-".join("".join(_letters(4)) for _index in range(3)))
            stream.flush()
            with contextlib.suppress(FileExistsError):
                os.link(stream.name, path)
    return path.read_text(encoding="ascii").strip()


def _letters(count: int) -> list[str]:
    return [secrets.choice(JOIN_LETTERS) for _index in range(count)]


def is_needed() -> bool:
    """Tell whether this installation has no organiser yet."""
    return not OrganiserMember.objects.exists()


def announcement() -> str:
    """Return what `serve` prints on an empty installation, or "" when it is in use."""
    return setup_code() if is_needed() else ""


def forget() -> None:
    """Remove the code once it has been used."""
    code_file().unlink(missing_ok=True)


def fits(typed: str) -> bool:
    """Compare a typed code in constant time, without blanks and dashes."""
    plain = "".join(c for c in typed.upper() if c.isalnum())
    code = setup_code().replace("-", "")
    return bool(code) and secrets.compare_digest(plain.encode(), code.encode())


def is_at_the_machine(request: HttpRequest) -> bool:
    """Tell whether the request comes from the machine itself, and not through a proxy on it."""
    forwarded = any(
        name in request.META
        for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
    )
    host = request.get_host().rsplit(":", 1)[0].strip("[]").lower()
    is_local_name = host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".localhost")
    address = str(request.META.get("REMOTE_ADDR", ""))
    is_loopback = address == "::1" or address.startswith("127.")
    return is_loopback and is_local_name and not forwarded
