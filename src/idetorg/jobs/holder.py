"""Who a worker is, and whether a worker that held something is gone."""

import os
import secrets
import socket

_started = secrets.token_hex(4)


def me() -> str:
    """Return this process's name: host:pid:start, at most 64 characters."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{_started}"


def is_gone(holder: str) -> bool:
    """Say whether a holder certainly has ended: same host, and its process is no more.

    For a holder on another host we can't know; its lease has to run out.
    """
    parts = holder.rsplit(":", 2)
    if len(parts) != 3 or parts[0] != socket.gethostname()[:40] or not parts[1].isdigit():
        return False
    pid = int(parts[1])
    if pid == os.getpid():
        return parts[2] != _started
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
