"""Years that a list may be narrowed by: those in which rows stand, and those in which taskforces were under way."""

from collections import Counter
from operator import attrgetter

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from dossiers.lists.counts import ChoiceCount, tally
from dossiers.lists.plain_facets import PlainFacet
from taskforces.models.years import GOES_ON


class YearFacet(PlainFacet):
    """The years in which rows stand."""

    name = staticmethod(str)

    def in_order(self, choices):
        return sorted(choices, key=attrgetter("value"), reverse=True)


class UnderWayFacet(YearFacet):
    """The years in which taskforces were under way, counted from the the years of each."""

    def __init__(self):
        open_year = Coalesce(Cast("open_year", CharField()), Value(""))
        colon = Value(":")
        super().__init__(
            Concat(Cast("first_year", CharField()), colon, Cast("last_year", CharField()), colon, open_year)
        )

    def counted(self, name, rows, words):
        yield tally(name, rows.filter(first_year__isnull=False), self.value)

    def choices(self, counts, chosen):
        years, today = Counter(dict.fromkeys(chosen, 0)), timezone.localdate().year
        spans = [(*_span(row.value, today), row.number) for row in counts]
        # What goes on is under way in every later year that is on offer.
        span_years = [year for first, last, _number in spans for year in (first, last) if year != GOES_ON]
        horizon = max([today, *map(int, chosen), *span_years])
        for first, last, number in spans:
            for year in range(first, min(max(first, last), horizon) + 1):
                years[str(year)] += number
        counts = [ChoiceCount(year, "", 0, number) for year, number in years.items()]
        return super().choices(counts, chosen)


def _span(value, today):
    """The first and the last year; what began and goes on has lasted until today."""
    first, last, open_year = value.split(":")
    return int(first), max(int(last), max(int(open_year), today) if open_year else 0)
