"""One row for each periodic job: when it is due, and who runs it now."""

from datetime import UTC, datetime

from django.db import models

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Run(models.Model):
    """A periodic job's turn. A worker holds the row while it runs the job.

    All times are true time, not the demo clock: a lease is about processes.
    """

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField(default=LONG_AGO)
    holder = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(default=LONG_AGO)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
