"""The years in which taskforces were under way, as the life line of a dossier draws them, asked of the database.

A taskforce is under way from its start until its end. One without an end goes on while its status says so; otherwise it
lasted until the last day that is known of it, its events and its results.
"""

from functools import reduce
from operator import or_

from django.db.models import Case, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.fields import DateField
from django.db.models.functions import Coalesce, ExtractYear, Greatest

from taskforces.models.live import OPEN
from timeline.models.live_links import EntryDossier

# The last year of what goes on: later than any that dates of this site may have.
GOES_ON = 9999


def with_years(dossiers, today):
    """`dossiers` (a QuerySet of Dossier) with their `first_year` and `last_year`; none for an unknown start."""
    last_year = Case(
        When(end_upper__isnull=False, then=ExtractYear("end_upper")),
        When(end="", status__in=OPEN, then=Value(GOES_ON)),
        default=ExtractYear(_last_known_day(Value(today, DateField()))),
        output_field=IntegerField(),
    )
    with_start = dossiers.filter(start_lower__isnull=False)
    return with_start.annotate(first_year=ExtractYear("start_lower"), last_year=last_year)


def under_way_in(dossiers, years, today):
    """Those of `dossiers` that were under way in one of the `years`."""
    spans = (Q(first_year__lte=year, last_year__gte=year) for year in years)
    return with_years(dossiers, today).filter(reduce(or_, spans))


def _last_known_day(today):
    """The last day of all that is known; what has an open end has lasted until today."""
    open_result = Case(When(open_result__isnull=False, then=Greatest("open_result", today)), default=F("start_lower"))
    return Greatest(
        F("start_lower"),
        Coalesce("last_result", "start_lower"),
        open_result,
        Coalesce(Subquery(_last_event(today)), "start_lower"),
    )


def _last_event(today):
    """The last day of the events of a dossier; null where none has a date."""
    last = Coalesce("entry__date_upper", Greatest("entry__date_lower", today))
    dated = EntryDossier.objects.filter(dossier=OuterRef("pk"), entry__sort_date__isnull=False)
    return dated.order_by().values("dossier").annotate(last=Max(last)).values("last")
