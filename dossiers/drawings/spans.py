"""Taskforces in time: for each dossier a bar from its start to its end, and a tick for each of its events. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from dossiers.drawings.axis import Axis
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name
from text.folding import fold

WIDTH = 1000
AHEAD = timedelta(366)  # how far the picture goes on behind today


@dataclass(frozen=True)
class Row:
    """A dossier and its piece of the picture as path data: what is known, what goes on or is not known, its events."""

    dossier: Dossier
    known: str
    onward: str
    ticks: str


class Spans:
    """All bars on one axis.

    `dossiers` come in the order that the reader asked for, `days` are those of their events by the id of the dossier:
    {id: [date]}. `today` is where what goes on has come to.
    """

    def __init__(self, dossiers, days, today):
        self.dossiers, self.days, self.today = list(dossiers), days, today
        bounds = (day for row in self.dossiers for day in (began(row), row.start_upper, row.end_upper) if day)
        self.axis = Axis.over([today + AHEAD, *bounds, *(day for days_of_one in days.values() for day in days_of_one)])

    @property
    def groups(self):
        """The rows by the first country that a dossier is about: [(name, [Row])]; those without one last."""
        pairs = sorted(((country(row), row) for row in self.dossiers), key=lambda pair: (not pair[0], fold(pair[0])))
        parts = groupby(pairs, key=lambda pair: pair[0])
        return [(name or _("No country stated"), [self._row(row) for _name, row in part]) for name, part in parts]

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

    def _row(self, dossier):
        days = sorted(self.days.get(dossier.pk, ()))
        known, onward = self._bar(dossier, days)
        return Row(dossier, known, onward, upright(map(self.x, days), 6, 12))

    def _bar(self, dossier, days):
        """From the start to the end. What goes on is known until today; of what is over, only what is written."""
        if not (start := began(dossier)):
            return "", ""
        if dossier.end_upper:
            return self._line(start, dossier.end_upper), ""
        if dossier.goes_on:
            return self._line(start, self.today), self._line(max(start, self.today), self.axis.last)
        certain = max(start, dossier.start_upper or start)
        return self._line(start, certain), self._line(certain, days[-1]) if days else ""

    def _line(self, first, last):
        return along(self.x(first), self.x(last)) if first <= last else ""


def began(dossier):
    """The first day that the start of a dossier can mean, or None."""
    return dossier.start_lower or dossier.start_upper


def country(dossier):
    """The first country of a dossier; "" for none."""
    return next((country_name(link.country_id) for link in dossier.country_links.all()), "")


def along(first, last):
    """A level line, long enough to be seen."""
    return f"M{first} 12H{max(last, first + 5)}"


def upright(places, top=0, height=24):
    """A short line downwards at each place, once."""
    return "".join(f"M{round(place)} {top}v{height}" for place in dict.fromkeys(places))
