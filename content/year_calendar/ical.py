"""The calendar as a file for an agenda (iCalendar, RFC 5545): whole days, no person, no place, no alarm."""

import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from content.year_calendar.rules import Entry

MADE_BY = "-//calendrier//FR"
KIND = "text/calendar"
FIRST_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # DTSTAMP is needed; when a group asked is not


def written(entries: list[Entry]) -> bytes:
    """Return the file. The same step of the same day has the same identifier: imported twice, it is there once."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    last = "Dernier jour : " if entry.step.is_last_day else ""
    key = sha256(f"{entry.step.anchor}{entry.step.what}{entry.day}".encode()).hexdigest()[:24]
    event.add("uid", f"{key}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", FIRST_MOMENT)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + datetime.timedelta(days=1))
    event.add("summary", last + entry.step.what)
    event.add("transp", "TRANSPARENT")
    return event
