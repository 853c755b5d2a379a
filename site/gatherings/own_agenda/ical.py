"""One's own appointments as iCalendar (RFC 5545): the same three words for each, no place, nobody, no site."""

from icalendar import Calendar, Event

from gatherings.own_agenda.rules import Appointment

MADE_BY = "-//agenda//FR"
KIND = "text/calendar; charset=utf-8"
TITLE = "Rendez-vous"


def written(appointments: list[Appointment]) -> bytes:
    """Return the file."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    for each in appointments:
        event = Event()
        event.add("uid", each.name)
        event.add("dtstamp", each.starts_at)
        event.add("dtstart", each.starts_at)
        event.add("dtend", each.ends_at)
        event.add("summary", TITLE)
        calendar.add_component(event)
    return calendar.to_ical()
