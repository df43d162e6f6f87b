"""By what lists count dossiers."""

from publishing.models.tallies import as_value
from taskforces.models.live_links import DossierCountry, DossierOrganisation
from taskforces.models.years import year_facets


def facets_of(dossier):
    """What a dossier counts by: {(facet, value)}."""
    given = {"country": [link.country_id for link in dossier.country_links.all()]}
    given |= {"organisation": [link.organisation_id for link in dossier.organisation_links.all()]}
    pairs = {(facet, as_value(value)) for facet, values in given.items() for value in values}
    return pairs | {("status", dossier.status)} | year_facets(dossier)


def facet_rows(dossiers):
    """The same of all `dossiers` (a QuerySet): [(facet, queryset of values)]."""
    return [
        ("status", dossiers.values_list("status")),
        ("year", dossiers.values_list("first_year", "last_year", "open_year")),
        ("country", DossierCountry.objects.values_list("country")),
        ("organisation", DossierOrganisation.objects.values_list("organisation")),
    ]
