"""How the background work is doing."""

from datetime import timedelta

from django.db.models import QuerySet

from idetorg.core.time import real_now
from idetorg.jobs.models import Run


def failing() -> QuerySet[Run]:
    """Return the periodic jobs whose last run went wrong."""
    return Run.objects.exclude(last_error="").order_by("name")


def worker_is_alive(within: timedelta = timedelta(minutes=2)) -> bool:
    """Say whether any periodic job has run lately; for the check command, true time."""
    return Run.objects.filter(ended_at__gte=real_now() - within).exists()
