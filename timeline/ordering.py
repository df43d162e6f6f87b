"""The timeline's order: date (an open start counts by its end), then position, then title; without a date, last.

Nobody else writes it down: live rows and the desk take it from here, also as it is seen from a row that links to them
(`along`: "entry__").
"""

from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce

# On the desk, the day of what has no date: before all others. So no column is empty, and one index serves both ways.
UNDATED = date.min
DESK_DAY = Coalesce(F("date_lower"), F("date_upper"), Value(UNDATED, DateField()))
# The columns of an entry, newest first; True for what falls.
LIVE = {"sort_key": False, "pk": False}
# The same, as links hold them that tie an entry to something.
LINK = ("sort_key", "entry")
# The columns of an event on the desk, which an index holds in this order.
DESK = ("-sort_day", "position", "sort_title", "id")
# What the key of an entry without a date begins with. Before it stand all days, with 9 less each digit, so that the
# newest comes first; then the position, above zero, and as much of the title as tells events of one day apart.
NO_DAY = "9" * 8
TURNED = str.maketrans("0123456789", "9876543210", "-")
LOWEST, TITLE, LONGEST = 32768, 60, 80


def sort_key(day, position, sort_title):
    """Where an entry stands, in one text: an index of it, or of what else and it, is in the timeline's order."""
    return f"{turned(day) if day else NO_DAY}{position + LOWEST:05}{sort_title[:TITLE]}"


def turned(day):
    """A day, or a year, as keys begin with it."""
    return (f"{day:04}" if isinstance(day, int) else day.isoformat()).translate(TURNED)


def live_order(along="", *, oldest_first=False):
    """The order of entries, which keep their day and their key."""
    if not oldest_first:
        return tuple(f"{along}{name}" for name in LIVE)
    return F(f"{along}sort_date").asc(nulls_last=True), *(f"-{along}{name}" for name in LIVE)


def desk_order(along=""):
    """The order of events on the desk, newest first."""
    return tuple(f"-{along}{name[1:]}" if name[0] == "-" else f"{along}{name}" for name in DESK)
