"""Events and results in time, as the life line draws them: a shape, the days it covers, and where it leads. Pure."""

from datetime import date
from typing import NamedTuple

from django.utils.text import Truncator

from text.dates import bounds, written

# What is drawn for each icon of a type, around its middle. Told apart by shape first; the stylesheet adds colour.
SHAPES = {
    "meeting": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "tool": "M-4-4h8v8h-8z",
    "study": "M0-5 5 4H-5z",
    "policy": "M0-5 5 0 0 5-5 0z",
    "programme": "M-2-5h4l3 3v4l-3 3h-4l-3-3v-4z",
    "video": "M-4-5 5 0-4 5z",
    "news": "M-6-3H6V3H-6z",
    "monitor": "M0 5-5-4H5z",
    "": "M-1-3h2v2h2v2h-2v2h-2v-2h-2v-2h2z",
    "result": "M0-6 2-2 6-2 3 1 4 5 0 3-4 5-3 1-6-2-2-2z",
    "expected": "M-5 0a5 5 0 1 0 10 0h-2a3 3 0 1 1-6 0a3 3 0 1 1 6 0h2a5 5 0 1 0-10 0z",
}
ACHIEVED, EXPECTED = "result", "expected"
# So much of a result is told where its mark leads: it may be a paragraph.
LONGEST = 60
STATES = {"achieved": ACHIEVED, "expected": EXPECTED}


class Span(NamedTuple):
    """An event or a result in time: its shape, its first and last day, the day that its mark stands on, and where its
    mark leads: the id of its place on the page, and what is dated there, with that date."""

    shape: str
    lower: date
    upper: date
    middle: date
    target: str
    heading: str
    edtf: str

    @property
    def name(self):
        """Where its mark leads, in words."""
        return f"{written(self.edtf)}: {self.heading}"

    @classmethod
    def of(cls, shape, edtf, today, target="", heading=""):
        """The span of a date; what has an open end goes on today. None without a date."""
        lower, upper = bounds(edtf)
        if not (lower or upper):
            return None
        first, last = lower or upper, upper or max(lower, today)
        middle = first + (last - first) / 2 if upper else first
        return cls(shape, first, last, middle, target, heading, edtf)


def event_spans(entries, today):
    """The spans of entries that have a date, the earliest first."""
    return _sorted(
        Span.of(entry.type.icon if entry.type else "", entry.date, today, entry.slug, entry.heading)
        for entry in entries
    )


def result_spans(results, today):
    """The spans of results that have a date, as a dossier holds them, the earliest first."""
    return _sorted(
        Span.of(STATES[result["state"]], result["date"], today, f"result_{result['id']}", _shortened(result["text"]))
        for result in results
    )


def _shortened(text):
    return Truncator(text).chars(LONGEST)


def _sorted(spans):
    return sorted(filter(None, spans), key=lambda span: span.lower)
