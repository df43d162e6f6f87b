"""What the list of organisations may be narrowed by."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.facets import ConditionFacet, CountryFacet
from dossiers.lists.fields import MultipleValueFilter, country_code, is_country
from taskforces.models.reference import Organisation

# What organisations did; the counts are those of `dossiers.reading.organisations.public`.
PARTS = {
    "asked": (_("asked for a taskforce"), Q(dossier_count__gt=0)),
    "contributed": (_("published or hosted an event"), Q(event_count__gt=0)),
}


class OrganisationFilterSet(FacetedFilterSet):
    """The list of organisations. Words are searched in all names that they ever had."""

    facets = {"country": CountryFacet(F("countries")), "part": ConditionFacet(PARTS)}

    country = MultipleValueFilter(label=_("Country"), known=is_country, canonical=country_code, method="by_country")
    part = MultipleValueFilter(label=_("What they did"), known=PARTS.__contains__, method="by_part")

    def in_order(self, rows):
        return rows.best_first() if self.selected.get("q") else rows

    def by_country(self, rows, _name, codes):
        located = Organisation.countries.through.objects.filter(country__in=codes)
        return rows.filter(pk__in=located.values("organisation"))

    def by_part(self, rows, name, values):
        return self.facets[name].filter(rows, values)

    def sentence(self, number):
        """What is shown: "3 organisations in Norway"."""
        return sentences.organisations(number, self.labels, self.selected.get("q"))
