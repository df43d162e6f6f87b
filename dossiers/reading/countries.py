"""What there is of each country: dossiers, events that were held there, organisations; and of its regions."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum

from dossiers.reading.organisations import public
from publishing.models import Tally
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry
from taskforces.models.reference import Country, Organisation
from taskforces.models.regions import region_slug
from text.folding import fold
from timeline.models.live import Entry

FACET = "country"
KINDS = {Dossier.schema.kind: "dossiers", Entry.schema.kind: "events"}


@dataclass
class Counts:
    """How many dossiers are about a country, and how many events were held there."""

    dossiers: int = 0
    events: int = 0


def counts_by_country():
    """The counts of every country that has any: {code: Counts}. One query."""
    counts = defaultdict(Counts)
    for kind, code, number in _tallied(Tally.objects.all()):
        setattr(counts[code], KINDS[kind], number)
    return counts


def counts_of(code):
    """The counts of one country. One query."""
    return Counts(**{KINDS[kind]: number for kind, _code, number in _tallied(Tally.objects.filter(value=code))})


def _tallied(tallies):
    rows = tallies.filter(kind__in=KINDS, facet=FACET).order_by().values("kind", "value")
    return rows.annotate(number=Sum("times")).filter(number__gt=0).values_list("kind", "value", "number")


def organisations_by_country():
    """How many public organisations each country has: {code: number}. One query."""
    links = Organisation.countries.through.objects.filter(organisation__in=public().values("pk"))
    return dict(links.order_by().values_list("country").annotate(number=Count("pk")))


def named():
    """The codes of countries that taskforces or events have, as they are counted, for a subquery: of all events
    PostgreSQL may read each one for each country that none has."""
    return _tallied(Tally.objects.all()).values("value")


def with_pages(countries):
    """Those of `countries` (a QuerySet) that something public names."""
    links = Organisation.countries.through.objects
    located = links.filter(country=OuterRef("pk"), organisation__in=public().values("pk"))
    return countries.filter(Q(pk__in=named()) | Q(Exists(located)))


@dataclass
class Region:
    """A region of a country: its name, its part of an address, how it is spelt in dossiers, and how many name it."""

    name: str
    slug: str
    spellings: list
    number: int


def regions(code):
    """The regions of a country that dossiers name, by name: [Region]. One query, of the dossiers of the country."""
    of_it = Dossier.objects.filter(pk__in=DossierCountry.objects.filter(country=code).values("dossier"))
    named = of_it.exclude(region="").order_by("region").values_list("region").annotate(number=Count("pk"))
    found = {}
    for name, number in named:
        region = found.setdefault(region_slug(name), Region(name, region_slug(name), [], 0))
        region.spellings.append(name)
        region.number += number
    found.pop("", None)
    return sorted(found.values(), key=lambda region: fold(region.name))


def region_at(code, slug):
    """The region at an address: a code in small letters and a slug; None where no dossier names it. One query."""
    found = regions(code.upper()) if code.islower() else ()
    return next((region for region in found if region.slug == slug), None)


def dossiers_of_region(code, region):
    """The dossiers of a region of a country, however they spell it."""
    of_it = DossierCountry.objects.filter(country=code).values("dossier")
    return Dossier.objects.filter(region__in=region.spellings, pk__in=of_it)


def all_regions():
    """All regions, with the last change of their dossiers: [((country code, slug), moment)]. One query."""
    named = Dossier.objects.exclude(region="").order_by().values_list("country_links__country", "region")
    found = {}
    for code, region, moment in named.annotate(at=Max("updated_at")):
        if code and (slug := region_slug(region)):
            found[code, slug] = max(moment, found.get((code, slug), moment))
    return sorted(found.items())


def public_country(code):
    """The country of a code in small letters that something public names; None for any other. One query."""
    return with_pages(Country.objects.filter(pk=code.upper())).first()
