"""One year: taskforces that begin and end in it, results, events, and all of it by country; as it looks on a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, Sum

from dossiers.reading.relations import attach_dossiers
from publishing.models import Tally
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierResult
from taskforces.models.reference import country_name
from taskforces.models.status import Status
from text.folding import fold
from timeline.models.entry_facets import HELD
from timeline.models.live import Entry
from timeline.ordering import turned

ACHIEVED = "achieved"
LAST = "\uffff"  # behind every title
EVENT = Entry.schema.kind


def known_years():
    """The years in which something began, ended, happened or was achieved: [year], the latest first. Four questions,
    each by an index or from counts."""
    days = [
        Dossier.objects.exclude(start_lower=None).order_by().dates("start_lower", "year"),
        Dossier.objects.exclude(end_upper=None).order_by().dates("end_upper", "year"),
        DossierResult.objects.filter(state=ACHIEVED).order_by().dates("begins", "year"),
    ]
    return sorted({*events_by_year(), *(day.year for each in days for day in each)}, reverse=True)


def events_by_year():
    """How many events each year has: {year: number}."""
    return {int(year): number for year, number in Tally.objects.numbers(EVENT, "year").values_list("value", "number")}


@dataclass
class Numbers:
    """Of a country in a year: taskforces that have begun, are to begin, are finished and are to end, their results, and
    events that are held there."""

    name: str = ""
    begun: int = 0
    to_begin: int = 0
    finished: int = 0
    to_end: int = 0
    achieved: int = 0
    events: int = 0


@dataclass
class Year:
    """One year as it looks on a day, and the questions about it; each may be cut to so many rows. What lies behind that
    day `is_ahead`."""

    number: int
    today: date

    @property
    def days(self):
        """Its first and last day."""
        return date(self.number, 1, 1), date(self.number, 12, 31)

    def beginning(self):
        """Dossiers that begin in it, the first first. What begins "about 2022" counts with the first day it can mean.
        What is planned has not begun, whatever day was given."""
        rows = Dossier.objects.filter(start_lower__range=self.days).order_by("start_lower", "sort_title", "pk")
        return rows.annotate(is_ahead=Q(start_lower__gt=self.today) | Q(status=Status.PLANNED))

    def ending(self):
        """Dossiers that end in it, the first first, with the last day that their end can mean. What is finalised has
        ended."""
        rows = Dossier.objects.filter(end_upper__range=self.days).order_by("end_upper", "sort_title", "pk")
        is_over = Q(end_upper__lte=self.today) & ~Q(status=Status.PLANNED) | Q(status=Status.FINALISED)
        return rows.annotate(is_ahead=~is_over)

    def achieved(self):
        """Dated results of it that were achieved, with their dossiers."""
        rows = DossierResult.objects.filter(state=ACHIEVED, begins__range=self.days)
        words = ("slug", "title", "language", "results")
        named = rows.select_related("dossier").only("result", "begins", *(f"dossier__{name}" for name in words))
        return named.order_by("begins", "pk")

    def events(self):
        """Events that stand under it, the earliest first."""
        start = turned(self.number)
        return Entry.objects.filter(sort_key__gte=start, sort_key__lt=f"{start}:").order_by("-sort_key", "-pk")

    def entries(self, keys):
        """The events of these keys, with their dossiers. Three questions."""
        rows = Entry.objects.for_cards().defer("body").annotate(is_ahead=Q(sort_date__gt=self.today))
        rows = rows.in_bulk(keys) if keys else {}
        return attach_dossiers([rows[key] for key in keys if key in rows])

    def event_count(self):
        """How many events it has, from the counts."""
        return Tally.objects.filter(kind=EVENT, facet="year", value=self.number).aggregate(sum=Sum("times"))["sum"] or 0

    def by_country(self):
        """What belongs where, by name of the country: [Numbers]."""
        found = defaultdict(Numbers)
        for names, rows in ((("begun", "to_begin"), self.beginning()), (("finished", "to_end"), self.ending())):
            counted = rows.filter(country_links__country__isnull=False).order_by()
            counted = counted.values_list("country_links__country", "is_ahead").annotate(number=Count("pk"))
            for code, is_ahead, number in counted:
                setattr(found[code], names[is_ahead], number)
        done = {"dossier__dated_results__state": ACHIEVED, "dossier__dated_results__begins__range": self.days}
        links = DossierCountry.objects.filter(**done).order_by()
        for code, number in links.values_list("country").annotate(number=Count("pk")):
            found[code].achieved = number
        held = Tally.objects.numbers(EVENT, HELD).filter(value__startswith=f"{self.number}:")
        for value, number in held.values_list("value", "number"):
            found[value.partition(":")[2]].events = number
        for code, numbers in found.items():
            numbers.name = country_name(code)
        return sorted(found.values(), key=lambda numbers: fold(numbers.name))


@dataclass
class Group:
    """A dossier (None for none) with events of one year."""

    dossier: Dossier | None
    entries: list = field(default_factory=list)


def told_apart(rows, was, will_be):
    """Rows under what they are called where they lie behind and where they are ahead: [(name, [row])]; none empty."""
    names = {False: was, True: will_be}
    parts = [(name, [row for row in rows if row.is_ahead == is_ahead]) for is_ahead, name in names.items()]
    return [(name, part) for name, part in parts if part]


def by_dossier(entries):
    """Events under the first of their dossiers by title: [Group]."""
    groups = {}
    for entry in entries:
        dossier = next(iter(entry.dossiers), None)
        groups.setdefault(dossier and dossier.pk, Group(dossier)).entries.append(entry)
    return sorted(groups.values(), key=lambda group: fold(group.dossier.title) if group.dossier else LAST)
