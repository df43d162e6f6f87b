"""Imprecise dates: a day, a month, a season, a year, about one of them, a range, a range with an open end.

Stored as EDTF (ISO 8601-2) on a short list of forms, typed by people in plain English, shown in the reader's
language. Pure: knows no model and no request. "" is "no date" everywhere.
"""

from text.dates.explaining import ASKS, LONG, explain, sorts_as
from text.dates.lengths import duration, months_between
from text.dates.points import Unreadable, bounds, days, is_about, is_exact, is_range, machine, month_of, precision
from text.dates.reading import LONGEST, read
from text.dates.writing import written, written_in_year

__all__ = [
    "ASKS",
    "LONG",
    "LONGEST",
    "Unreadable",
    "bounds",
    "days",
    "duration",
    "explain",
    "is_about",
    "is_exact",
    "is_range",
    "machine",
    "month_of",
    "months_between",
    "precision",
    "read",
    "sorts_as",
    "written",
    "written_in_year",
]
