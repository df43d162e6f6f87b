"""Years that a list may be narrowed by: those in which rows stand, and those in which taskforces were under way."""

from collections import Counter
from operator import attrgetter

from django.db.models import F
from django.utils import timezone

from dossiers.lists.counts import ChoiceCount, tally
from dossiers.lists.facets import PlainFacet
from dossiers.lists.underway import GOES_ON, with_years


class YearFacet(PlainFacet):
    """The years in which rows stand."""

    name = staticmethod(str)

    def in_order(self, choices):
        return sorted(choices, key=attrgetter("value"), reverse=True)


class UnderWayFacet(YearFacet):
    """The years in which taskforces were under way, counted from the first and the last year of each."""

    def __init__(self):
        super().__init__(F("first_year"))

    def counted(self, name, rows, chosen, everything):
        yield tally(name, with_years(rows, timezone.localdate()), self.value, F("last_year"))

    def choices(self, counts, chosen):
        years = Counter(dict.fromkeys(chosen, 0))
        spans = [(int(row.value), int(row.label), row.number) for row in counts]
        # What goes on is under way in every later year that is on offer.
        span_years = [year for first, last, _number in spans for year in (first, last) if year != GOES_ON]
        horizon = max([timezone.localdate().year, *map(int, chosen), *span_years])
        for first, last, number in spans:
            for year in range(first, min(max(first, last), horizon) + 1):
                years[str(year)] += number
        return super().choices([ChoiceCount(year, "", 0, number) for year, number in years.items()], chosen)
