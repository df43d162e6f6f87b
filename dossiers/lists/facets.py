"""Facets: what a list may be narrowed by, and how many rows stand behind each choice.

Each group is counted over the rows that all *other* groups let through: so a reader sees what adding a second choice
of the same group would bring.
"""

from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_

from django.db.models import Case, CharField, F, Value, When

from dossiers.lists.counts import NO_RANK, tally
from taskforces.models.reference import Country, country_name
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

    `path` leads from a row to what it is narrowed by; `rank` orders the choices before their names do; `labels` is the
    model of those whose addresses may change.
    """

    labels = None

    def __init__(self, path, rank=None, labels=None):
        self.value, self.label = F(f"{path}__slug"), F(f"{path}__name")
        self.rank, self.labels = F(f"{path}__{rank}") if rank else NO_RANK, labels

    def counted(self, name, rows, chosen, everything):
        """What to ask the database: the counts, and the names of choices that may have no row left."""
        yield tally(name, rows, self.value, self.label, self.rank)
        if chosen:
            chosen_rows = everything.annotate(choice=self.value).filter(choice__in=chosen)
            yield tally(name, chosen_rows, self.value, self.label, self.rank, Value(0)).distinct()

    def choices(self, counts, chosen):
        """The choices on offer, from the rows of the answer."""
        # A choice with rows stands before its bare name, which has the number 0.
        best = {row.value: row for row in sorted(counts, key=attrgetter("number"))}
        ordered = sorted(best.values(), key=lambda row: (row.rank, fold(row.label)))
        return [Choice(row.value, row.label, row.number, row.value in chosen) for row in ordered]

    def unknown(self, counts, chosen):
        """The chosen values that name nothing."""
        counted_values = {row.value for row in counts}
        return [value for value in chosen if value not in counted_values]

    def renamed(self, unknown):
        """What chosen values that name nothing are called today, where they named something once: {old: new}."""
        return self.labels.objects.by_former_slugs(unknown) if self.labels and unknown else {}


class PlainFacet(Facet):
    """A group whose choices are named in Python."""

    def __init__(self, value):
        self.value = value

    def counted(self, name, rows, chosen, everything):
        yield tally(name, rows, self.value)

    def unknown(self, counts, chosen):
        return []

    def choices(self, counts, chosen):
        numbers = dict.fromkeys(chosen, 0) | {row.value: row.number for row in counts}
        return self.in_order([Choice(value, self.name(value), numbers[value], value in chosen) for value in numbers])


class CountryFacet(PlainFacet):
    """Countries of our table, called what the reader calls them."""

    name = staticmethod(country_name)
    unknown = Facet.unknown

    def counted(self, name, rows, chosen, everything):
        yield tally(name, rows, self.value)
        if chosen:
            yield tally(name, Country.objects.filter(pk__in=chosen), F("pk"), number=Value(0))

    def choices(self, counts, chosen):
        codes = {row.value for row in counts}
        # A country with rows stands after its bare name, which has the number 0.
        return super().choices(sorted(counts, key=attrgetter("number")), [code for code in chosen if code in codes])

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


class ConditionFacet(PlainFacet):
    """Choices that are conditions on a row: {value: (label, Q)}. One row may meet several."""

    def __init__(self, conditions):
        self.conditions = conditions
        self.labels = {value: label for value, (label, _condition) in conditions.items()}

    name, in_order = FixedFacet.name, FixedFacet.in_order

    def counted(self, name, rows, chosen, everything):
        for value, (_label, condition) in self.conditions.items():
            yield tally(name, rows.filter(condition), Value(value))

    def choices(self, counts, chosen):
        return [choice for choice in super().choices(counts, chosen) if choice.number or choice.chosen]

    def filter(self, rows, values):
        """The rows that meet one of the conditions of these values."""
        return rows.filter(reduce(or_, (self.conditions[value][1] for value in values)))
