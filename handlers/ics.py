"""A talk as a file that calendars open (RFC 5545, by `icalendar`)."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.ports import File
from bot.services.calendar import FILE, Entry

MADE_BY = "-//mentor-bot//talks//EN"


def written(entry: Entry, title: str, now: datetime) -> File:
    """The file: times in UTC, and of people or words nothing but the title, since others may see
    a calendar."""
    event = Event()
    begins = entry.starts_at.astimezone(UTC)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.planned_at.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=entry.minutes))
    event.add("summary", title)
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return File(FILE, title, calendar.to_ical().decode())
