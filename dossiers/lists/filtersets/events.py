"""What the list of events may be narrowed by."""

from functools import reduce
from operator import or_

from django.db.models import F, Q, Subquery
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.facets import MOST_USED, Facet
from dossiers.lists.fields import (
    MultipleValueFilter,
    SingleValueFilter,
    WordsFilter,
    country_code,
    is_country,
    is_slug,
    is_year,
)
from dossiers.lists.pages import Halves
from dossiers.lists.plain_facets import ConditionFacet, CountryFacet
from dossiers.lists.year_facets import YearFacet
from dossiers.search.tokens import of_years
from taskforces.models.reference import Organisation
from timeline.models.live_links import EntryOrganisation, EntryTopic
from timeline.models.reference import EventType, Topic
from timeline.ordering import LINK, LIVE, NO_DAY, turned

# What a reader may find behind an event.
CONTENTS = {
    "film": (_("a film"), Q(has_film=True)),
    "documents": (_("documents"), Q(document_count__gt=0)),
    "story": (_("a full story"), Q(has_story=True)),
}
ORDERS = {"newest": _("Newest first"), "oldest": _("Oldest first")}
# The groups whose links to entries hold the timeline's order; where both are chosen the first is read in it. An
# organisation has fewer links than a topic.
LINKED = ("organisation", "topic")


class EventFilterSet(FacetedFilterSet):
    """The list of events. A year is the one under which an event stands on a timeline."""

    facets = {
        "type": Facet("type", EventType, rank="position"),
        "topic": Facet("topic_links__topic", Topic, rank="position"),
        "country": CountryFacet(F("country")),
        "organisation": Facet("organisation_links__organisation", Organisation, most=MOST_USED),
        "year": YearFacet(ExtractYear("sort_date")),
        "has": ConditionFacet(CONTENTS),
    }
    usual = {"order": "newest"}
    search_kind = "events"
    tokens = {"type": "t", "topic": "p", "country": "c", "organisation": "o", "year": of_years, "has": "h"}
    named = {"type": EventType, "topic": Topic, "organisation": Organisation}

    type = MultipleValueFilter(label=_("Type"), known=is_slug, method="by_type")
    topic = MultipleValueFilter(label=_("Topic"), known=is_slug, method="by_topic")
    country = MultipleValueFilter(label=_("Held in"), known=is_country, canonical=country_code, method="by_country")
    organisation = MultipleValueFilter(label=_("Organisation"), known=is_slug, method="by_organisation")
    year = MultipleValueFilter(label=_("Year"), known=is_year, method="by_year")
    has = MultipleValueFilter(label=_("With"), known=CONTENTS.__contains__, method="by_contents")
    find = WordsFilter(label=_("Find an organisation"), max_length=100, method="keep")
    order = SingleValueFilter(label=_("Order"), choices=list(ORDERS.items()), method="keep")

    def in_order(self, rows):
        """In the timeline's order; of what is found by words, what has them in its title comes first."""
        if self.has_words:
            return self.best_first(rows.newest_first())
        return rows.oldest_first() if self.is_oldest_first else rows.newest_first()

    def keys(self):
        """The keys of the rows in order, for slices: only what an index holds in this order is read. Of one topic or
        organisation its own links hold the order."""
        if self.errors or self.has_words:
            return super().keys()
        rows = self.narrowed().values_list("pk", flat=True)
        if not self.is_oldest_first:
            return rows.order_by(*self._columns)
        rows = rows.order_by(*(f"-{name}" for name in self._columns))
        return Halves(rows.filter(sort_key__lt=NO_DAY), rows.filter(sort_key__gte=NO_DAY))

    @property
    def ordering(self):
        """What is found by words stands in the order of how well it fits."""
        return None if self.selected.get("q") and "order" not in self.form.errors else self.form["order"]

    @property
    def is_oldest_first(self):
        """Whether the order is turned round."""
        return self.selected.get("order") == "oldest"

    @property
    def _columns(self):
        """What the order is of: columns of the entry, or of its link to the one topic or organisation chosen."""
        linked = next((name for name in LINKED if len(self.selected.get(name, ())) == 1), "")
        return [f"{linked}_links__{name}" for name in LINK] if linked else [*LIVE]

    def by_type(self, rows, _name, slugs):
        return rows.filter(type=_key(EventType, slugs)) if len(slugs) == 1 else rows.filter(type__slug__in=slugs)

    def by_topic(self, rows, name, slugs):
        return self._by_link(rows, name, slugs, EntryTopic, Topic)

    def by_organisation(self, rows, name, slugs):
        return self._by_link(rows, name, slugs, EntryOrganisation, Organisation)

    def _by_link(self, rows, name, slugs, links, model):
        """Those that are linked to one of some rows of a model. The links of one hold the order, too; those of several
        are read to their end: looked up entry by entry, two that hardly anything has would take all entries."""
        if len(slugs) == 1:
            return rows.filter(**{f"{name}_links__{name}": _key(model, slugs)})
        keys = model.objects.filter(slug__in=slugs).order_by().values("pk")
        return rows.filter(pk__in=links.objects.filter(**{f"{name}__in": keys}).values("entry"))

    def by_country(self, rows, _name, codes):
        return rows.filter(country__in=codes)

    def by_year(self, rows, _name, years):
        """A year is a piece of the order."""
        starts = [turned(int(year)) for year in years]
        return rows.filter(reduce(or_, (Q(sort_key__gte=start, sort_key__lt=f"{start}:") for start in starts)))

    def by_contents(self, rows, name, values):
        return self.facets[name].filter(rows, values)

    def sentence(self, number):
        """What is shown: "12 events of 2021, held in Norway"."""
        return sentences.events(number, self.labels, self.selected.get("q"))


def _key(model, slugs):
    """The key of the only row of an address, as a value: so an index is read from its place on."""
    return Subquery(model.objects.filter(slug=slugs[0]).order_by().values("pk")[:1])
