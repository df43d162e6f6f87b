"""What one year brought: taskforces that began and ended, results, events, and all of it by country."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum

from dossiers.reading.relations import attach_dossiers
from publishing.models import Tally
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierResult
from taskforces.models.reference import country_name
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
    """Of a country in a year: taskforces that began, that ended, their results, and events that were held there."""

    name: str = ""
    begun: int = 0
    finished: int = 0
    achieved: int = 0
    events: int = 0


@dataclass
class Year:
    """One year, and the questions about it; each may be cut to so many rows."""

    number: int

    @property
    def days(self):
        """Its first and last day."""
        return date(self.number, 1, 1), date(self.number, 12, 31)

    def begun(self):
        """Dossiers that began in it, the first first. What began "about 2022" counts with the first day it can mean."""
        return Dossier.objects.filter(start_lower__range=self.days).order_by("start_lower", "sort_title", "pk")

    def finished(self):
        """Dossiers that ended in it, the first first."""
        return Dossier.objects.filter(end_upper__range=self.days).order_by("end_upper", "sort_title", "pk")

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

    def event_count(self):
        """How many events it has, from the counts."""
        return Tally.objects.filter(kind=EVENT, facet="year", value=self.number).aggregate(sum=Sum("times"))["sum"] or 0

    def by_country(self):
        """What happened where, by name of the country: [Numbers]."""
        found = defaultdict(Numbers)
        done = {"dossier__dated_results__state": ACHIEVED, "dossier__dated_results__begins__range": self.days}
        for name, condition in (
            ("begun", {"dossier__start_lower__range": self.days}),
            ("finished", {"dossier__end_upper__range": self.days}),
            ("achieved", done),
        ):
            links = DossierCountry.objects.filter(**condition).order_by()
            for code, number in links.values_list("country").annotate(number=Count("pk")):
                setattr(found[code], name, number)
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


def by_dossier(keys):
    """The events of these keys, under the first of their dossiers by title: [Group]. Three questions."""
    rows = Entry.objects.for_cards().defer("body").in_bulk(keys) if keys else {}
    entries, groups = attach_dossiers([rows[key] for key in keys if key in rows]), {}
    for entry in entries:
        dossier = next(iter(entry.dossiers), None)
        groups.setdefault(dossier and dossier.pk, Group(dossier)).entries.append(entry)
    return sorted(groups.values(), key=lambda group: fold(group.dossier.title) if group.dossier else LAST)
