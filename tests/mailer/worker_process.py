"""Run as a process of its own: `prepare N` makes a database with N due mails, `work` works.

The database and the mail server come from the environment (settings_platform).
"""

import os
import sys
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.mailer.settings_platform"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from idetorg.core.time import now  # noqa: E402
from idetorg.jobs import worker  # noqa: E402
from idetorg.mailer import silence  # noqa: E402
from tests.mailer import helpers  # noqa: E402


def prepare(count: int) -> None:
    """Queue as the scheduler would: twice, with keys; the second time adds nothing."""
    call_command("migrate", verbosity=0)
    for _ in range(2):
        with transaction.atomic():
            for number in range(count):
                helpers.queue(
                    person_id=number,
                    to=f"p{number}@example.org",
                    not_before=now() - timedelta(minutes=1),
                    dedupe_key=f"followup:{number}",
                )


def work() -> None:
    """Work until killed; at any hour of the day."""
    silence.is_silent = lambda moment: False
    worker.run_forever()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        work()
