"""R10 for the programme: what goes to calendars is right over the nights the clock changes."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar, Timezone

from idetorg.seminars.models import Seminar
from tests.factories import ScheduleItemFactory

OSLO = ZoneInfo("Europe/Oslo")

# Each night: [start, end] by the clock on the wall, what they are in UTC, and true minutes.
NIGHTS = {
    "spring": [
        ("2026-03-28T13:00", "2026-03-28T14:30", "2026-03-28T12:00", "2026-03-28T13:30", "01:30"),
        ("2026-03-29T01:00", "2026-03-29T04:00", "2026-03-29T00:00", "2026-03-29T02:00", "02:00"),
        ("2026-03-29T09:00", "2026-03-29T10:00", "2026-03-29T07:00", "2026-03-29T08:00", "01:00"),
    ],
    "autumn": [
        ("2026-10-24T13:00", "2026-10-24T14:30", "2026-10-24T11:00", "2026-10-24T12:30", "01:30"),
        ("2026-10-25T01:00", "2026-10-25T04:00", "2026-10-24T23:00", "2026-10-25T03:00", "04:00"),
        ("2026-10-25T09:00", "2026-10-25T10:00", "2026-10-25T08:00", "2026-10-25T09:00", "01:00"),
    ],
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture(params=NIGHTS)
def rows(request: pytest.FixtureRequest, seminar: Seminar) -> list[tuple[str, ...]]:
    """A seminar over a night when the clock changes."""
    found = NIGHTS[request.param]
    for position, (start, _end, start_utc, end_utc, _minutes) in enumerate(found, 1):
        ScheduleItemFactory(
            seminar=seminar,
            day=date.fromisoformat(start[:10]),
            position=position,
            starts_at=utc(start_utc),
            ends_at=utc(end_utc),
            title=f"Post {position}",
        )
    Seminar.objects.filter(pk=seminar.pk).update(
        starts_on=found[0][0][:10], ends_on=found[-1][0][:10]
    )
    return found


def test_a_calendar_that_knows_no_zone_reads_the_right_times_from_ours(
    seminar: Seminar, rows: list[tuple[str, ...]]
) -> None:
    content = Client().get(f"/s/{seminar.slug}/schedule.ics").content
    calendar = Calendar.from_ical(content)
    (zone,) = calendar.walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    assert zone["TZID"] == "Europe/Oslo"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    by_file_alone = zone.to_tz(lookup_tzid=False)

    for event, row in zip(calendar.walk("VEVENT"), rows, strict=True):
        for name, wall, moment in (("DTSTART", row[0], row[2]), ("DTEND", row[1], row[3])):
            assert event[name].params["TZID"] == "Europe/Oslo"
            said = event[name].dt.replace(tzinfo=None)
            assert said == datetime.fromisoformat(wall)
            assert said.replace(tzinfo=by_file_alone).astimezone(UTC) == utc(moment), wall
            assert event[name].dt.astimezone(UTC) == utc(moment)
    assert b"\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_json_and_frab_say_the_same_times(seminar: Seminar, rows: list[tuple[str, ...]]) -> None:
    told = Client().get(f"/s/{seminar.slug}/schedule.json").json()
    items = [(d["date"], i["start"], i["end"]) for d in told["days"] for i in d["items"]]
    assert items == [(row[0][:10], row[0][11:], row[1][11:]) for row in rows]

    tree = ElementTree.fromstring(Client().get(f"/s/{seminar.slug}/schedule.xml").content)
    events = tree.findall(".//event")
    for event, row in zip(events, rows, strict=True):
        moment = datetime.fromisoformat(event.findtext("date") or "")
        assert moment.astimezone(UTC) == utc(row[2])
        assert moment.utcoffset() == datetime.fromisoformat(row[0]).replace(tzinfo=OSLO).utcoffset()
        assert event.findtext("duration") == row[4]
