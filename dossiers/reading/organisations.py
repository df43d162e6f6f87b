"""Which organisations the public may know of: those that something live names."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from publishing.models import Tally
from publishing.models.json_rows import json_rows
from publishing.models.tallies import number_of
from taskforces.models.live import Dossier
from taskforces.models.reference import Country, Organisation
from timeline.models.live import Entry

FACET = "organisation"


def public():
    """The organisations that a dossier or an entry names."""
    return Organisation.objects.filter(named_by(Dossier) | named_by(Entry))


def named_by(model):
    """The condition on an organisation that a live row of a model names it."""
    return Q(pk__in=Tally.objects.used_keys(model.schema.kind, FACET))


def with_counts(organisations):
    """Organisations with `dossier_count` and `event_count`."""
    return organisations.annotate(
        dossier_count=Coalesce(number_of(Dossier.schema.kind, FACET, "pk"), 0),
        event_count=Coalesce(number_of(Entry.schema.kind, FACET, "pk"), 0),
    )


def with_countries(organisations):
    """Organisations with what `countries_of` names."""
    links = Organisation.countries.through
    rows = json_rows(links, "organisation", code="country", sort_name="country__sort_name")
    return organisations.annotate(country_rows=rows)


def countries_of(organisation):
    """The countries of an organisation `with_countries`, by English name."""
    rows = sorted(organisation.country_rows or (), key=lambda row: (row["sort_name"], row["code"]))
    return [Country(**row) for row in rows]
