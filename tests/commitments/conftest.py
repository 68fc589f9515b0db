"""A day on which the year's questions go out, whatever day the tests are run on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from idetorg.commitments.dates import good_day


@pytest.fixture
def a_working_morning() -> Iterator[None]:
    """The next day that mail about a task may go out, in the morning: on others it waits."""
    day = good_day(datetime.now(tz=UTC).date())
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
        yield
