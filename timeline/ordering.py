"""The timeline's order: date (an open start counts by its end), then position, then title; without a date, last.

Nobody else writes it down: live rows and the desk take it from here, also as it is seen from a row that links to them
(`along`: "entry__").
"""

from django.db.models import F
from django.db.models.functions import Coalesce

# The columns of an entry, newest first; True for what falls.
LIVE = {"sort_date": True, "position": False, "sort_title": False, "pk": False}


def live_order(along="", *, oldest_first=False):
    """The order of entries, which keep their day and their folded title."""
    return _order({F(f"{along}{name}"): falls for name, falls in LIVE.items()}, oldest_first)


def desk_order(along=""):
    """The order of events on the desk, newest first."""
    ties = (F(f"{along}{name}") for name in ("position", "sort_title", "pk"))
    return _order({desk_day(along): True, **dict.fromkeys(ties, False)})


def desk_day(along=""):
    """The day under which an event on the desk stands: what becomes `sort_date` of its entry."""
    return Coalesce(f"{along}date_lower", f"{along}date_upper")


def _order(columns, oldest_first=False):
    """The columns as the database sorts by them; what has no date stands last either way."""
    (day, falls), *ties = columns.items()
    first = day.desc(nulls_last=True) if falls != oldest_first else day.asc(nulls_last=True)
    return (first, *(tie.desc() if falls != oldest_first else tie.asc() for tie, falls in ties))
