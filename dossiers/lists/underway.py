"""The years in which taskforces were under way, as life lines draw them; see `taskforces.models.years`."""

from functools import reduce
from operator import or_

from django.db.models import Q


def under_way_in(dossiers, years, today):
    """Those of `dossiers` that were under way in one of the `years`."""
    return dossiers.filter(reduce(or_, (_under_way(year, today) for year in years)))


def _under_way(year, today):
    """What began and goes on, such as a series of events, has lasted until today."""
    lasts = Q(open_year__isnull=False) if year <= today.year else Q(open_year__gte=year)
    return Q(first_year__lte=year) & (Q(last_year__gte=year) | lasts)
