"""Taskforces in time: for each dossier its life from left to right, and a tick for each of its events. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from dossiers.drawings.axis import Axis
from dossiers.drawings.life_parts import KINDS, life_parts
from dossiers.drawings.life_spans import EXPECTED, result_spans
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name
from text.dates import bounds
from text.folding import fold

WIDTH = 1000
AHEAD = timedelta(366)  # how far the picture goes on behind today
STUB = 30  # how far dashes go on behind what is known of a life whose end is not
MOST_TICKS, TALLEST = 40, 12  # from more ticks on, a bar for each quarter: the fullest is so tall


@dataclass(frozen=True)
class Row:
    """A dossier and its piece of the picture: [(kind, path data)], of the days on which it may have begun ("began"),
    the parts of its life, and its events ("event").
    """

    dossier: Dossier
    lines: list


class Spans:
    """All lives on one axis.

    `dossiers` come in the order that the reader asked for, `days` are those of their events by the id of the dossier:
    {id: [(first, last or None)]}. `today` is where what goes on has come to. Of several countries, a dossier stands
    under the first that is `chosen`.
    """

    def __init__(self, dossiers, days, today, chosen=()):
        self.dossiers, self.days, self.today, self.chosen = list(dossiers), days, today, set(chosen)
        ends = (day for row in self.dossiers for day in (row.start_lower, row.start_upper, row.end_upper) if day)
        events = (day for pairs in days.values() for pair in pairs for day in pair if day)
        self.axis = Axis.over([today + AHEAD, *ends, *events])

    @cached_property
    def groups(self):
        """The rows by country: [(name, [Row])]; those without one last."""
        pairs = sorted(((self._country(row), row) for row in self.dossiers), key=lambda pair: by_name(pair[0]))
        parts = groupby(pairs, key=lambda pair: pair[0])
        return [(name or _("No country stated"), [self._row(row) for _name, row in part]) for name, part in parts]

    @property
    def sentence(self):
        """What is drawn, for readers."""
        return _("From start to end, by country. The gold line is today.")

    @property
    def key(self):
        """What the lines mean, of those that are drawn: [(kind, words)]."""
        rows = [row for _name, rows in self.groups for row in rows]
        words = {"began": _("start"), **KINDS, "event": _("an event; of very many, how many in a quarter")}
        drawn = {kind for row in rows for kind, path in row.lines if path}
        return [(kind, each) for kind, each in words.items() if kind in drawn]

    @property
    def grid(self):
        """The lines of the years that are written."""
        return upright(float(place.rstrip("%")) * WIDTH / 100 for _year, place in self.axis.years)

    @property
    def now(self):
        """The line of today."""
        return upright([self.x(self.today)])

    def x(self, day):
        """How far from the left a day lies."""
        return round(self.axis.place(day) * WIDTH / 100)

    def _country(self, dossier):
        codes = [link.country_id for link in dossier.country_links.all()]
        code = next((code for code in codes if code in self.chosen), codes[0] if codes else "")
        return country_name(code) if code else ""

    def _row(self, dossier):
        events = [
            (first, last or max(first, self.today)) for first, last in sorted(self.days.get(dossier.pk, ()), key=str)
        ]
        results = result_spans(dossier.results, self.today)
        reports = [last for first, last in events if first <= self.today]
        reports += [span.upper for span in results if span.lower <= self.today and span.shape != EXPECTED]
        told = [last for _first, last in events] + [span.upper for span in results]
        lines = [(kind, self._part(*part)) for kind, *part in life_parts(dossier, reports, told, self.today)]
        lines = [(kind, f"{path}h{STUB}" if kind == "unknown" else path) for kind, path in lines]
        return Row(
            dossier, [("began", self._began(dossier)), *lines, ("event", self._ticks([day for day, _last in events]))]
        )

    def _began(self, dossier):
        first, last = bounds(dossier.start)
        return along(self.x(first or last), self.x(last or first)) if first or last else ""

    def _part(self, first, last):
        return along(self.x(first), self.x(last)) if first <= last else ""

    def _ticks(self, days):
        """A tick for each event; of very many, a bar for each quarter, as tall as it had events."""
        if len(days) <= MOST_TICKS:
            return upright(map(self.x, days), 6, TALLEST)
        numbers = Counter(date(day.year, (day.month - 1) // 3 * 3 + 2, 15) for day in days)
        fullest = max(numbers.values())
        heights = {day: max(round(TALLEST * number / fullest), 2) for day, number in numbers.items()}
        return "".join(upright([self.x(day)], 18 - height, height) for day, height in sorted(heights.items()))


def by_name(country):
    """What countries are sorted by; no country comes last."""
    return not country, fold(country)


def along(first, last):
    """A level line, long enough to be seen."""
    return f"M{first} 12H{max(last, first + 5)}"


def upright(places, top=0, height=24):
    """A short line downwards at each place, once."""
    return "".join(f"M{round(place)} {top}v{height}" for place in dict.fromkeys(places))
