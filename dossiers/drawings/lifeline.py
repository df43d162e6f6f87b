"""The life of a taskforce on one line: when it began, what happened, what came of it, where it stands today. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dossiers.drawings.axis import Axis, lanes, share
from dossiers.lists.sentences import life
from text.dates import bounds
from text.folding import fold

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
    "": "M-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
    "result": "M0-6 2-2 6-2 3 1 4 5 0 3-4 5-3 1-6-2-2-2z",
}
# In pixels: between lanes; from the line to the first mark; above all for the word "today"; below all for the years.
LANE, STEP, HEAD, FOOT = 11, 14, 16, 18
# From this share of the width on, a date that is more than a day is seen as a bar.
BAR = 0.8


@dataclass(frozen=True)
class Span:
    """An event or a result in time: its shape, its first and last day, and the day that its mark stands on."""

    shape: str
    lower: date
    upper: date
    middle: date

    @classmethod
    def of(cls, shape, edtf, today):
        """The span of a date; what has an open end goes on today. None without a date."""
        lower, upper = bounds(edtf)
        if not (lower or upper):
            return None
        first, last = lower or upper, upper or max(lower, today)
        return cls(shape, first, last, first + (last - first) / 2 if upper else first)


@dataclass(frozen=True)
class Mark:
    """A span as it is drawn: its shape, its place (y from the line), and the bar (left, right) of more than a day."""

    shape: str
    x: str
    y: int
    bar: tuple[str, str] | None


class Lifeline:
    """The life of a dossier with all its entries as it looks on a day, ready for the template."""

    def __init__(self, dossier, entries, today):
        self.dossier, self.entries, self.today = dossier, entries, today
        self.events = _spans([(entry.type.icon if entry.type else "", entry.date) for entry in entries], today)
        self.results = _spans([("result", result["date"]) for result in dossier.results], today)
        self.start, self.end = bounds(dossier.start)[0], bounds(dossier.end)[1]
        self.goes_on = dossier.goes_on
        dated = [day for span in self.events + self.results for day in (span.lower, span.upper)]
        ends = [self.start, self.end, today if self.goes_on else None]
        self.days = sorted({*dated, *filter(None, ends)})
        self.axis = Axis.over(self.days)

    @cached_property
    def lanes(self):
        return lanes([(self.axis.place(span.lower), self.axis.place(span.upper)) for span in self.events])

    @property
    def line(self):
        """How far down the line lies: below today's name and all events."""
        return HEAD + LANE * max(self.lanes, default=0) + 2 * STEP

    @property
    def height(self):
        return self.line + FOOT + (2 * STEP if self.results else STEP // 2)

    @property
    def span(self):
        """The life itself, (left, right): from the start to the end, to today, or to the last day that is known."""
        if not self.start:
            return None
        return self._bar(self.start, self.end or (self.today if self.goes_on else self.days[-1]))

    @property
    def over(self):
        """Where it ended, when that is known."""
        return share(self.axis.place(self.end)) if self.end else ""

    @property
    def now(self):
        """Where today lies, when it is on the line."""
        return share(self.axis.place(self.today)) if self.today in self.axis else ""

    @property
    def anchor(self):
        """On which side of today's place its name stands, so that it stays on the page."""
        return "end" if self.axis.place(self.today) > 50 else "start"

    @property
    def marks(self):
        """All dated events, above the line, and all dated results, below it."""
        above = [(span, -STEP - LANE * lane) for span, lane in zip(self.events, self.lanes, strict=True)]
        return [self._mark(span, y) for span, y in above + [(span, STEP) for span in self.results]]

    @property
    def shapes(self):
        """The shapes that are drawn: [(name, path, the types that they stand for)]."""
        kinds = {entry.type for entry in self.entries if entry.type and entry.date}
        drawn = {span.shape for span in self.events + self.results}
        pairs = sorted(((kind.name, kind.icon) for kind in kinds), key=lambda pair: fold(pair[0]))
        names = {shape: ", ".join(name for name, icon in pairs if icon == shape) for shape in drawn}
        return [(shape, path, names[shape]) for shape, path in SHAPES.items() if shape in drawn]

    @property
    def words(self):
        """The drawing as a sentence."""
        return life(self.dossier, len(self.entries), [span.lower.year for span in self.events], self.goes_on)

    def _mark(self, span, y):
        long = self.axis.place(span.upper) - self.axis.place(span.lower) >= BAR
        bar = self._bar(span.lower, span.upper) if long else None
        return Mark(span.shape, share(self.axis.place(span.middle)), y, bar)

    def _bar(self, first, last):
        left, right = self.axis.place(first), self.axis.place(last)
        return share(left), share(max(left, right))


def lifeline(dossier, entries, today):
    """The life line of a dossier; None when there is nothing to draw: no start and no event with a date."""
    has_dates = bounds(dossier.start)[0] or any(entry.sort_date for entry in entries)
    return Lifeline(dossier, entries, today) if has_dates else None


def _spans(dated, today):
    """The spans of [(shape, EDTF)], the earliest first; without those that have no date."""
    spans = (Span.of(shape, edtf, today) for shape, edtf in dated)
    return sorted(filter(None, spans), key=lambda span: span.lower)
