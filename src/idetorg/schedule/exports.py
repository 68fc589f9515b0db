"""The programme for calendars and other programs, and on one A4."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as write_date
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDatetime

from idetorg import documents
from idetorg.core.time import now
from idetorg.schedule.models import ScheduleItem
from idetorg.schedule.queries import Timeline
from idetorg.seminars.words import dates_in_words


def as_calendar(line: Timeline, *, base_url: str) -> bytes:
    """Return the programme as iCalendar (RFC 5545), one event an item, in the seminar's zone."""
    seminar = line.seminar
    calendar = Calendar()
    calendar.add("prodid", "-//Idetorg//Program//NB")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", seminar.name)
    zone = ZoneInfo(seminar.time_zone)
    for item in line.items:
        event = Event()
        event.add("uid", f"{seminar.slug}-{item.pk}@idetorg")
        event.add("dtstamp", now().astimezone(UTC))
        event.add("dtstart", vDatetime(item.starts_at.astimezone(zone)))
        end = item.ends_at or item.starts_at + timedelta(minutes=60)
        event.add("dtend", vDatetime(end.astimezone(zone)))
        event.add("summary", item.title)
        words = [item.description, led_by(item)]
        event.add("description", "\n".join(word for word in words if word))
        if item.place or seminar.place:
            event.add("location", item.place or seminar.place)
        event.add("url", f"{base_url}{seminar.get_absolute_url()}")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def led_by(item: ScheduleItem) -> str:
    """Return the leaders as printed: "v/ Trine, Marit"."""
    names = ", ".join(leader.name for leader in item.leaders.all())
    return _("by %(names)s") % {"names": names} if names else ""


def as_data(line: Timeline) -> dict[str, Any]:
    """Return the programme in the shape of the reader's README (days, items, times)."""
    zone = ZoneInfo(line.seminar.time_zone)

    def clock(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).strftime("%H:%M") if moment else None

    return {
        "name": line.seminar.name,
        "goal": line.seminar.goal,
        "focus": line.seminar.focus,
        "days": [
            {
                "date": day.date.isoformat(),
                "label": write_date(day.date, "l j. F"),
                "items": [
                    {
                        "start": clock(item.starts_at),
                        "end": clock(item.ends_at),
                        "end_inferred": item.end_inferred,
                        "title": item.title,
                        "led_by": [leader.name for leader in item.leaders.all()],
                        "kind": item.kind,
                        "parallel": item.track or None,
                        "room": item.place or None,
                        "description": item.description or None,
                    }
                    for item in day.items
                ],
            }
            for day in line.days
        ],
    }


def as_frab(line: Timeline) -> bytes:
    """Return the programme as frab schedule.xml, which conference apps read."""
    seminar = line.seminar
    zone = ZoneInfo(seminar.time_zone)
    root = ElementTree.Element("schedule")
    ElementTree.SubElement(root, "version").text = str(now().date())
    conference = ElementTree.SubElement(root, "conference")
    for name, value in (
        ("acronym", seminar.slug),
        ("title", seminar.name),
        ("start", str(seminar.starts_on or "")),
        ("end", str(seminar.ends_on or "")),
        ("days", str(len(line.days))),
        ("timeslot_duration", "00:15"),
    ):
        ElementTree.SubElement(conference, name).text = value
    for index, day in enumerate(line.days, start=1):
        day_node = ElementTree.SubElement(
            root,
            "day",
            index=str(index),
            date=day.date.isoformat(),
            start=datetime(day.date.year, day.date.month, day.date.day, tzinfo=zone).isoformat(),
            end=datetime(
                day.date.year, day.date.month, day.date.day, 23, 59, tzinfo=zone
            ).isoformat(),
        )
        rooms: dict[str, ElementTree.Element] = {}
        for item in day.items:
            place = item.place or seminar.place or "-"
            if place not in rooms:
                rooms[place] = ElementTree.SubElement(day_node, "room", name=place)
            start = item.starts_at.astimezone(zone)
            minutes = int(((item.ends_at or item.starts_at) - item.starts_at).total_seconds() // 60)
            node = ElementTree.SubElement(rooms[place], "event", id=str(item.pk))
            for name, value in (
                ("date", start.isoformat()),
                ("start", start.strftime("%H:%M")),
                ("duration", f"{minutes // 60:02d}:{minutes % 60:02d}"),
                ("room", place),
                ("title", item.title),
                ("abstract", item.aim),
                ("description", item.description),
                ("type", item.kind),
                ("track", item.track),
            ):
                ElementTree.SubElement(node, name).text = value
            persons = ElementTree.SubElement(node, "persons")
            for leader in item.leaders.all():
                ElementTree.SubElement(persons, "person", id=str(leader.pk)).text = leader.name
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def clock_words(item: ScheduleItem, zone: ZoneInfo) -> str:
    """Return "13.30–15.15" or "11.00": an end that only follows from the next is not printed."""
    start = item.starts_at.astimezone(zone)
    words = f"{start.hour}.{start.minute:02d}"
    if item.ends_at and not item.end_inferred:
        end = item.ends_at.astimezone(zone)
        words += f"–{end.hour}.{end.minute:02d}"
    return words


def as_pdf(line: Timeline, *, language: str) -> bytes:
    """Return the programme on one A4 (PDF/UA-1)."""
    seminar = line.seminar
    zone = ZoneInfo(seminar.time_zone)
    organiser = seminar.organiser
    data = {
        "seminar": {
            "name": seminar.name,
            "goal": seminar.goal,
            "focus": seminar.focus,
            "dates": dates_in_words(seminar),
            "place": seminar.place,
            "organiser": ", ".join(
                word for word in (organiser.name, organiser.sender_name, organiser.phone) if word
            ),
        },
        "days": [
            {
                "label": write_date(day.date, "l j. F").capitalize(),
                "items": [
                    {
                        "time": clock_words(item, zone),
                        "title": item.title,
                        "leaders": ", ".join(leader.name for leader in item.leaders.all()),
                        "description": item.description,
                        "place": item.place,
                    }
                    for item in day.items
                ],
            }
            for day in line.days
        ],
    }
    return documents.render(
        "programme", data, lang=language, title=seminar.name, author=organiser.name, when=now()
    )
