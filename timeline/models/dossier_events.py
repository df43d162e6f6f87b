"""What a dossier's events make of it: columns of its live row, so that lists need not read the events."""

from functools import lru_cache

from django.db.models import Case, Count, DateField, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils import timezone

from publishing import generation
from publishing.models import Tally
from publishing.models.prepared import KEYS, Prepared
from publishing.models.statements import update
from taskforces.models.live import Dossier
from taskforces.models.years import year_facets, years_of
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK, NO_DAY, turned


def with_events(dossiers, today):
    """`dossiers` (a QuerySet of Dossier) with what a card says of their events.

    `latest_event`, a day to sort by, and `latest_date`, of the last one that has begun; `coming_date` of the next one.
    The two dates are as staff gave them, so that a year is never shown as 1 January. Of several on one day they do not
    depend on what these are called.
    """
    links = EntryDossier.objects.filter(dossier=OuterRef("pk"))
    begun = links.filter(sort_key__gte=turned(today), sort_key__lt=NO_DAY).order_by(*LINK)
    coming = links.filter(sort_key__lt=turned(today)).order_by(*(f"-{name}" for name in LINK))
    return dossiers.annotate(
        # The column is of the day on which it was counted: what was to come then may have begun.
        latest_event=Case(
            When(next_begin__lte=today, then=Subquery(begun.values("entry__sort_date")[:1])),
            default=F("last_begun"),
            output_field=DateField(),
        ),
        latest_key=Subquery(begun.values("sort_key")[:1]),
        coming_key=Subquery(coming.values("sort_key")[:1]),
        latest_date=_date_on_day_of("latest_key"),
        coming_date=_date_on_day_of("coming_key"),
    )


def _date_on_day_of(key):
    """For a query of dossiers: the first of the dates of their events on the day with which a sort key begins."""
    day = Substr(OuterRef(key), 1, len(NO_DAY))
    links = EntryDossier.objects.filter(dossier=OuterRef("pk"), sort_key__gte=day, sort_key__lt=Concat(day, Value(":")))
    return Subquery(links.order_by("entry__date").values("entry__date")[:1])


def recount_after(changes):
    """Count the events of dossiers anew where one came, went or has another date, or where a dossier was drawn anew:
    `changes` are what each row was, and what it is.
    """
    drawn = {row.pk for _before, row in changes if isinstance(row, Dossier)}
    stands = (_stands(before) ^ _stands(after) for before, after in changes if not isinstance(after or before, Dossier))
    counted = {key for changed in stands for key, _date in changed}
    others = recount_events(drawn | counted) if drawn | counted else []
    if others := [key for key in others if key not in drawn]:
        generation.note(Dossier.schema.kind, others)


def _stands(entry):
    """What dossiers count of an entry: {(dossier, date)}."""
    return {(link.dossier, entry.date) for link in entry.dossier_links.all()} if entry else set()


def recount_events(keys, counted=None):
    """Count anew what the events of dossiers of these ids make of them. Nobody else counts these meanwhile.

    `counted` is what `count_events_of_all` gave, if those of all dossiers are counted. Returns the ids of those that
    were under way in other years than they are now: they are found by their years.
    """
    rows = COUNTING.ask(keys)
    if counted is None:
        counted = _by_dossier(_counting(timezone.localdate()).ask([row.pk for row in rows]))
    years = {row.pk: year_facets(row) for row in rows}
    update([row for row in rows if _take(row, counted.get(row.pk, NOTHING))], *Dossier.followed)
    now = {row.pk: year_facets(row) for row in rows}
    Tally.objects.append(Dossier.schema.kind, [(years[key], now[key]) for key in now])
    return [key for key in now if now[key] != years[key]]


NEEDED = (*Dossier.followed, "start_lower", "end", "end_upper", "status", "last_result", "open_result")
NOTHING = {"number": 0, "begun": None, "begins": None, "last": None, "open": None}


COUNTING = Prepared(
    lambda keys: Dossier.objects.filter(pk__among=keys).order_by("pk").select_for_update().only(*NEEDED), KEYS
)


@lru_cache(maxsize=2)
def _counting(today):
    links = EntryDossier.objects.order_by()
    return Prepared(lambda keys: _counted(links.filter(dossier__among=keys).values("dossier"), today, "entry__"), KEYS)


def count_events_of_all(entries):
    """What `entries` (a QuerySet of all) make of their dossiers: read where they lie, not one by one."""
    return _by_dossier(_counted(entries.order_by().values(dossier=F("dossier_links__dossier")), timezone.localdate()))


def _counted(rows, today, along=""):
    """Of each dossier: how many events, the last that has begun, the next, the last day, and the last open start."""
    day = F(f"{along}sort_date")
    return rows.annotate(
        number=Count("pk"),
        begun=Max(day, filter=Q(**{f"{along}sort_date__lte": today})),
        begins=Min(day, filter=Q(**{f"{along}sort_date__gt": today})),
        last=Max(Coalesce(f"{along}date_upper", day)),
        open=Max(f"{along}date_lower", filter=Q(**{f"{along}date_upper": None})),
    )


def _by_dossier(counted):
    return {each["dossier"]: each for each in counted}


def _take(row, events):
    """Give a dossier its columns; says whether they differ from before."""
    before = [getattr(row, name) for name in Dossier.followed]
    row.event_count, row.last_begun, row.next_begin = events["number"], events["begun"], events["begins"]
    row.first_year, row.last_year, row.open_year = years_of(row, events["last"], events["open"])
    return before != [getattr(row, name) for name in Dossier.followed]
