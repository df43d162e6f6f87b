"""What the list of events may be narrowed by."""

from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.facets import ConditionFacet, CountryFacet, Facet
from dossiers.lists.fields import MultipleValueFilter, country_code, is_country, is_slug, is_year
from dossiers.lists.year_facets import YearFacet
from taskforces.models.reference import Organisation
from timeline.models.live_links import EntryDocument, EntryOrganisation, EntryTopic
from timeline.models.reference import EventType, Topic

# What a reader may find behind an event.
CONTENTS = {
    "film": (_("a film"), Q(video__isnull=False) & ~Q(video__address="")),
    "documents": (_("documents"), Q(pk__in=EntryDocument.objects.values("entry"))),
    "story": (_("a full story"), ~Q(body="")),
}


class EventFilterSet(FacetedFilterSet):
    """The list of events. A year is the one under which an event stands on a timeline."""

    facets = {
        "type": Facet("type", rank="position", labels=EventType),
        "topic": Facet("topic_links__topic", rank="position", labels=Topic),
        "country": CountryFacet(F("country")),
        "organisation": Facet("organisation_links__organisation", labels=Organisation),
        "year": YearFacet(ExtractYear("sort_date")),
        "has": ConditionFacet(CONTENTS),
    }

    type = MultipleValueFilter(label=_("Type"), known=is_slug, method="by_type")
    topic = MultipleValueFilter(label=_("Topic"), known=is_slug, method="by_topic")
    country = MultipleValueFilter(label=_("Held in"), known=is_country, canonical=country_code, method="by_country")
    organisation = MultipleValueFilter(label=_("Organisation"), known=is_slug, method="by_organisation")
    year = MultipleValueFilter(label=_("Year"), known=is_year, method="by_year")
    has = MultipleValueFilter(label=_("With"), known=CONTENTS.__contains__, method="by_contents")

    def in_order(self, rows):
        rows = rows.newest_first()
        return rows.best_first() if self.selected.get("q") else rows

    def by_type(self, rows, _name, slugs):
        return rows.filter(type__slug__in=slugs)

    def by_topic(self, rows, _name, slugs):
        return rows.filter(pk__in=EntryTopic.objects.filter(topic__slug__in=slugs).values("entry"))

    def by_country(self, rows, _name, codes):
        return rows.filter(country__in=codes)

    def by_organisation(self, rows, _name, slugs):
        return rows.filter(pk__in=EntryOrganisation.objects.filter(organisation__slug__in=slugs).values("entry"))

    def by_year(self, rows, _name, years):
        return rows.filter(sort_date__year__in=years)

    def by_contents(self, rows, name, values):
        return self.facets[name].filter(rows, values)

    def sentence(self, number):
        """What is shown: "12 events of 2021, held in Norway"."""
        return sentences.events(number, self.labels, self.selected.get("q"))
