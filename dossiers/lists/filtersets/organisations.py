"""What the list of organisations may be narrowed by."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.fields import MultipleValueFilter, country_code, is_country
from dossiers.lists.plain_facets import ConditionFacet, CountryFacet
from dossiers.reading.organisations import named_by
from taskforces.models.live import Dossier
from taskforces.models.reference import Organisation
from timeline.models.live import Entry

# What organisations did.
PARTS = {
    "asked": (_("asked for a taskforce"), named_by(Dossier)),
    "contributed": (_("published or hosted an event"), named_by(Entry)),
}


class OrganisationFilterSet(FacetedFilterSet):
    """The list of organisations. Words are searched in all names that they ever had."""

    facets = {"country": CountryFacet(F("countries")), "part": ConditionFacet(PARTS)}

    search_kind, tokens = "organisations", {"country": "c"}

    country = MultipleValueFilter(label=_("Country"), known=is_country, canonical=country_code, method="by_country")
    part = MultipleValueFilter(label=_("What they did"), known=PARTS.__contains__, method="by_part")

    def in_order(self, rows):
        return self.best_first(rows) if self.has_words else rows

    def by_country(self, rows, _name, codes):
        located = Organisation.countries.through.objects.filter(country__in=codes)
        return rows.filter(pk__in=located.values("organisation"))

    def by_part(self, rows, name, values):
        return self.facets[name].filter(rows, values)

    def sentence(self, number):
        """What is shown: "3 organisations in Norway"."""
        return sentences.organisations(number, self.labels, self.selected.get("q"))
