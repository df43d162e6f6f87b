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
LIVE = {"sort_date": True, "position": False, "sort_title": False, "pk": False}
# The columns of an event on the desk, which an index holds in this order.
DESK = ("-sort_day", "position", "sort_title", "id")


def live_order(along="", *, oldest_first=False):
    """The order of entries, which keep their day and their folded title."""
    return _order({F(f"{along}{name}"): falls for name, falls in LIVE.items()}, oldest_first)


def desk_order(along=""):
    """The order of events on the desk, newest first."""
    return tuple(f"-{along}{name[1:]}" if name[0] == "-" else f"{along}{name}" for name in DESK)


def _order(columns, oldest_first=False):
    """The columns as the database sorts by them; what has no date stands last either way."""
    (day, falls), *ties = columns.items()
    first = day.desc(nulls_last=True) if falls != oldest_first else day.asc(nulls_last=True)
    return (first, *(tie.desc() if falls != oldest_first else tie.asc() for tie, falls in ties))
