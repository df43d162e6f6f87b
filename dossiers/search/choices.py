"""What a search can be narrowed by: the countries and the types that public things have. One query."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast

from dossiers.reading.countries import named
from publishing.models import Tally
from taskforces.models.reference import Country, country_name
from text.folding import fold
from timeline.models.reference import EventType


def choices():
    """Countries and types: ([(code, name)], [(address, name)]), each by name."""
    countries = Country.objects.filter(pk__in=named()).order_by()
    types = EventType.objects.filter(pk__in=Tally.objects.used_keys("event", "type")).order_by()
    parts = [
        rows.values(part=Value(name, CharField()), value=Cast(column, CharField()), called=Cast("name", CharField()))
        for rows, name, column in ((countries, "country", "pk"), (types, "type", "slug"))
    ]
    found = {"country": [], "type": []}
    for row in parts[0].union(parts[1], all=True):
        called = country_name(row["value"]) if row["part"] == "country" else row["called"]
        found[row["part"]].append((row["value"], called))
    return tuple(sorted(each, key=lambda pair: fold(pair[1])) for each in found.values())
