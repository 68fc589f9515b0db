"""`idetorg manage worker`: the background work, in a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand

from idetorg.jobs import worker


class Command(BaseCommand):
    """Send mail, run periodic jobs and queued tasks until stopped."""

    help = "Run the background work until stopped (SIGTERM)."

    def add_arguments(self, parser: Any) -> None:
        """Take --once."""
        parser.add_argument("--once", action="store_true", help="run everything once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once or until stopped."""
        if options["once"]:
            worker.run_once()
        else:
            worker.run_forever()
