"""Facets whose choices are named in Python: countries, fixed lists, conditions on a row."""

from functools import reduce
from operator import or_

from django.db.models import F, Sum, Value

from dossiers.lists.counts import tally
from dossiers.lists.facets import Choice, Facet
from publishing.models import Tally
from taskforces.models.reference import Country, country_name
from text.folding import fold


class PlainFacet(Facet):
    """A group whose choices are named in Python."""

    most = None

    def __init__(self, value):
        self.value = value

    def counted(self, name, rows, words):
        yield tally(name, rows, self.value)

    def tallied(self, name, kind, words):
        rows = tally(name, Tally.objects.filter(kind=kind, facet=name), F("value"), number=Sum("times"))
        yield rows.filter(number__gt=0)

    def named(self, name, kind, chosen):
        return ()

    def unknown(self, counts, chosen):
        return []

    def renamed(self, unknown):
        return {}

    def choices(self, counts, chosen):
        numbers = dict.fromkeys(chosen, 0) | {row.value: row.number for row in counts if row.number}
        return self.in_order([Choice(value, self.name(value), numbers[value], value in chosen) for value in numbers])


class CountryFacet(PlainFacet):
    """Countries of our table, called what the reader calls them."""

    name = staticmethod(country_name)
    unknown = Facet.unknown

    def named(self, name, kind, chosen):
        yield tally(name, Country.objects.filter(pk__in=chosen), F("pk"), number=Value(0))

    def choices(self, counts, chosen):
        codes = {row.value for row in counts}
        return super().choices(counts, [code for code in chosen if code in codes])

    def in_order(self, choices):
        return sorted(choices, key=lambda choice: fold(choice.label))


class FixedFacet(PlainFacet):
    """A fixed list of choices: {value: label}. A row without any counts under `blank`."""

    def __init__(self, field, labels, blank):
        super().__init__(F(field))
        self.labels, self.blank = labels, blank

    def name(self, value):
        return str(self.labels[value])

    def choices(self, counts, chosen):
        return super().choices([row._replace(value=row.value or self.blank) for row in counts], chosen)

    def in_order(self, choices):
        return sorted(choices, key=lambda choice: list(self.labels).index(choice.value))


class ConditionFacet(PlainFacet):
    """Choices that are conditions on a row: {value: (label, Q)}. One row may meet several."""

    def __init__(self, conditions):
        self.conditions = conditions
        self.labels = {value: label for value, (label, _condition) in conditions.items()}

    name, in_order = FixedFacet.name, FixedFacet.in_order

    def counted(self, name, rows, words):
        for value, (_label, condition) in self.conditions.items():
            yield tally(name, rows.filter(condition), Value(value))

    def filter(self, rows, values):
        """The rows that meet one of the conditions of these values."""
        return rows.filter(reduce(or_, (self.conditions[value][1] for value in values)))
