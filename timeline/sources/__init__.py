"""What a new event can be made from: the text of minutes, a calendar file, a link. Pure; nothing is fetched."""

from timeline.sources.calendar import read_calendar
from timeline.sources.link import read_link
from timeline.sources.minutes import read_minutes
from timeline.sources.reading import Reading

__all__ = ["Reading", "read_calendar", "read_link", "read_minutes"]
