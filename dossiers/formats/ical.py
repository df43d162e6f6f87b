"""Events as a calendar (RFC 5545). Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Taskforce Dossiers//EN"
DAY = timedelta(days=1)
END = b"END:VCALENDAR"


@dataclass(frozen=True)
class Event:
    """What takes place on whole days, from the `first` to the `last`. `stamp` is when this was last changed."""

    uid: str
    stamp: datetime
    number: int
    first: date
    last: date
    title: str
    description: str
    url: str
    place: str = ""
    categories: list = field(default_factory=list)


def written(name, url, events):
    """A calendar of this name, as bytes. The same events give the same bytes, whenever they are asked for.

    Each event is written by itself: as objects, a thousand of them take many megabytes.
    """
    beginning, end, rest = _calendar(name, url).to_ical().rpartition(END)
    return b"".join([beginning, *(_event(event).to_ical() for event in events), end, rest])


def _calendar(name, url):
    import icalendar  # read where a calendar is asked for: it is large

    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    for property_name in ("NAME", "X-WR-CALNAME"):  # which icalendar does not know to be texts
        calendar.add(property_name, icalendar.vText(name))
    calendar.add("URL", url)
    calendar.add("REFRESH-INTERVAL", DAY, parameters={"VALUE": "DURATION"})
    return calendar


def _event(event):
    """Whole days belong to no zone; the end is the first day after the last (RFC 5545, 3.6.1)."""
    import icalendar

    component = icalendar.Event()
    component.add("UID", event.uid)
    component.add("DTSTAMP", event.stamp)
    component.add("LAST-MODIFIED", event.stamp)
    component.add("SEQUENCE", event.number)
    component.add("DTSTART", event.first)
    component.add("DTEND", event.last + DAY)
    component.add("SUMMARY", event.title)
    component.add("URL", event.url)
    # It is told, not planned: nobody is busy for it.
    component.add("TRANSP", "TRANSPARENT")
    known = {"DESCRIPTION": event.description, "LOCATION": event.place, "CATEGORIES": event.categories}
    for name, value in known.items():
        if value:
            component.add(name, value)
    return component
