"""The life of a taskforce on one line: when it began, what happened, what came of it, where it stands today. Pure."""

from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.drawings.axis import Axis, lanes, share
from dossiers.drawings.life_parts import KINDS, last_day, life_parts
from dossiers.drawings.life_spans import ACHIEVED, EXPECTED, SHAPES, Span, event_spans, result_spans
from dossiers.lists.sentences import life
from text.dates import bounds
from text.folding import fold

# In pixels: between lanes; from the line to the first mark; above all for the word "today"; below all for the years.
LANE, STEP, HEAD, FOOT = 11, 14, 16, 18
# From this share of the width on, a date that is more than a day is seen as a bar.
BAR = 0.8
# How far dashes go on behind what is known of a life whose end is not, as a share of the width.
STUB = 4


class Mark(NamedTuple):
    """A span as it is drawn: its place (y from the line), the bar (left, right) of more than a day, and the address of
    the page to which it leads ("" for this one)."""

    span: Span
    x: str
    y: int
    bar: tuple[str, str] | None
    page: str


class Lifeline:
    """The life of a dossier with all its entries as it looks on a day, ready for the template. `page_of` gives the
    address of the page on which a place stands, "" for this one."""

    def __init__(self, dossier, entries, today, page_of=lambda place: ""):
        self.dossier, self.entries, self.today, self.page_of = dossier, entries, today, page_of
        self.events = event_spans(entries, today)
        self.results = result_spans(dossier.results, today)
        self.start, self.end = bounds(dossier.start), last_day(dossier, today)
        dated = [day for span in self.events + self.results for day in (span.lower, span.upper)]
        ends = [*self.start, self.end, today if dossier.goes_on else None]
        self.axis = Axis.over([*dated, *filter(None, ends)])

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

    @cached_property
    def began(self):
        """Where it began, (left, right): one place for a day, else all days that it can mean; None: not known."""
        first, last = self.start
        return self._bar(first or last, last or first) if first or last else None

    @cached_property
    def parts(self):
        """The life itself as it is drawn: [(kind, left, right)]. What ends nobody knows when is drawn a little on."""
        spans = self.events + self.results
        reports = [span.upper for span in spans if span.lower <= self.today and span.shape != EXPECTED]
        drawn = []
        for kind, first, last in life_parts(self.dossier, reports, [span.upper for span in spans], self.today):
            left, right = self.axis.place(first), self.axis.place(last) + (STUB if kind == "unknown" else 0)
            drawn += [(kind, share(left), share(min(right, 100)))] if right > left else []
        return drawn

    @property
    def key(self):
        """What the lines mean, of those that are drawn: [(kind, words)]; what is known needs no word."""
        return [(kind, KINDS[kind]) for kind, _left, _right in self.parts if kind != "known"]

    @property
    def over(self):
        """Where it ended or is to end, when that is known."""
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

    @cached_property
    def shapes(self):
        """The shapes that are drawn: [(name, path, what they stand for)]."""
        kinds = {entry.type for entry in self.entries if entry.type and entry.date}
        drawn = {span.shape for span in self.events + self.results}
        pairs = sorted(((kind.name, kind.icon) for kind in kinds), key=lambda pair: fold(pair[0]))
        names = {shape: ", ".join(name for name, icon in pairs if icon == shape) for shape in drawn}
        names |= {ACHIEVED: _("result"), EXPECTED: _("expected result")}
        return [(shape, path, names[shape] or _("other")) for shape, path in SHAPES.items() if shape in drawn]

    @property
    def words(self):
        """What is drawn, and what is not for want of a date."""
        return life(len(self.entries), [span.lower.year for span in self.events])

    def _mark(self, span, y):
        long = self.axis.place(span.upper) - self.axis.place(span.lower) >= BAR
        bar = self._bar(span.lower, span.upper) if long else None
        return Mark(span, share(self.axis.place(span.middle)), y, bar, self.page_of(span.target))

    def _bar(self, first, last):
        left, right = self.axis.place(first), self.axis.place(last)
        return share(left), share(max(left, right))


def lifeline(dossier, entries, today, **options):
    """The `Lifeline` of a dossier; None when there is nothing to draw: no event and no result with a date."""
    has_dates = any(entry.sort_date for entry in entries) or any(result["date"] for result in dossier.results)
    return Lifeline(dossier, entries, today, **options) if has_dates else None


def drawn_of(entries):
    """All that is drawn of entries beside their names: while it is the same, so is the life line of that day."""
    return [(entry.date, entry.slug, _kind(entry)) for entry in entries]


def _kind(entry):
    return entry.type and (entry.type.icon, entry.type.name)
