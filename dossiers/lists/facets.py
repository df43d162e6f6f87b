"""Facets: what a list may be narrowed by, and how many rows stand behind each choice.

Each group is counted over the rows that all *other* groups let through: so a reader sees what adding a second choice
of the same group would bring.
"""

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Case, CharField, F, TextField, Value, When
from django.db.models.functions import Cast, ExtractYear
from django.utils import timezone

from dossiers.lists.counts import NO_RANK, Found, tally
from taskforces.models.live import OPEN
from taskforces.models.reference import country_name
from text.folding import fold


@dataclass(frozen=True)
class Choice:
    """One choice of a group, as the form shows it."""

    value: str
    label: str
    number: int
    chosen: bool


class Facet:
    """A group whose choices carry a name that the database knows: organisations, types, topics.

    `path` leads from a row to what it is narrowed by; `rank` orders the choices before their names do.
    """

    def __init__(self, path, rank=None):
        self.value, self.label = F(f"{path}__slug"), F(f"{path}__name")
        self.rank = F(f"{path}__{rank}") if rank else NO_RANK

    def counted(self, name, rows, chosen, everything):
        """What to ask the database: the counts, and the names of choices that may have no row left."""
        yield tally(name, rows, self.value, self.label, self.rank)
        if chosen:
            named = everything.annotate(choice=self.value).filter(choice__in=chosen)
            yield tally(name, named, self.value, self.label, self.rank, Value(0)).distinct()

    def choices(self, found, chosen):
        """The choices on offer, from the rows of the answer."""
        # A choice with rows stands before its bare name, which has the number 0.
        best = {row.value: row for row in sorted(found, key=attrgetter("number"))}
        ordered = sorted(best.values(), key=lambda row: (row.rank, fold(row.label)))
        return [Choice(row.value, row.label, row.number, row.value in chosen) for row in ordered]

    def unknown(self, found, chosen):
        """The first of the chosen values that names nothing, or None."""
        named = {row.value for row in found}
        return next((value for value in chosen if value not in named), None)


class PlainFacet(Facet):
    """A group whose choices are named in Python."""

    def __init__(self, value):
        self.value = value

    def counted(self, name, rows, chosen, everything):
        yield tally(name, rows, self.value)

    def unknown(self, found, chosen):
        return None

    def choices(self, found, chosen):
        numbers = dict.fromkeys(chosen, 0) | {row.value: row.number for row in found}
        return self.in_order([Choice(value, self.name(value), numbers[value], value in chosen) for value in numbers])


class CountryFacet(PlainFacet):
    """Countries, called what the reader calls them."""

    name = staticmethod(country_name)

    def in_order(self, choices):
        return sorted(choices, key=lambda choice: fold(choice.label))


class FixedFacet(PlainFacet):
    """A fixed list of choices: {value: label}. A row without any counts under `blank`."""

    def __init__(self, field, labels, blank):
        super().__init__(Case(When(**{field: ""}, then=Value(blank)), default=F(field), output_field=CharField()))
        self.labels = labels

    def name(self, value):
        return str(self.labels[value])

    def in_order(self, choices):
        return sorted(choices, key=lambda choice: list(self.labels).index(choice.value))


class YearFacet(PlainFacet):
    """The years in which rows stand."""

    name = staticmethod(str)

    def in_order(self, choices):
        return sorted(choices, key=attrgetter("value"), reverse=True)


class UnderWayFacet(YearFacet):
    """The years in which taskforces were under way: `DossierQuerySet.under_way_in`, counted from their spans."""

    def __init__(self):
        super().__init__(ExtractYear("start_lower"))
        self.last = Case(
            When(end_upper__isnull=False, then=Cast(ExtractYear("end_upper"), TextField())),
            When(status__in=OPEN, then=Value("open")),
            default=Value(""),
            output_field=TextField(),
        )

    def counted(self, name, rows, chosen, everything):
        yield tally(name, rows, self.value, self.last)

    def choices(self, found, chosen):
        years = Counter(dict.fromkeys(chosen, 0))
        # What has no end is under way in every later year that is on offer.
        known = [int(year) for row in found for year in (row.value, row.label) if year.isdecimal()]
        horizon = max([timezone.localdate().year, *known])
        for row in found:
            for year in span(int(row.value), row.label, horizon):
                years[str(year)] += row.number
        return super().choices([Found(year, "", 0, number) for year, number in years.items()], chosen)


def span(first, last, horizon):
    """The years from the first to the last; "open" lasts until the horizon, "" is the first year alone."""
    last = horizon if last == "open" else int(last or first)
    return range(first, max(first, last) + 1)
