"""A training day of the network as a file for an agenda (iCalendar, RFC 5545): it is public, and names no person."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from gatherings.models import WorkshopDate

MADE_BY = "-//agenda//FR"
KIND = "text/calendar"


def written(date: WorkshopDate) -> bytes:
    """Return the file. The same date has the same identifier: imported again, it is changed, not doubled."""
    event = Event()
    key = sha256(f"workshop-date {date.pk}".encode()).hexdigest()[:24]
    event.add("uid", f"{key}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", date.starts_at)
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    event.add("summary", date.workshop.title)
    if date.where:
        event.add("location", date.where)
    event.add("status", "CANCELLED" if date.is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
