"""What the public may narrow lists by."""

from functools import reduce
from operator import or_

from django.db.models import F
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.facets import CountryFacet, Facet, FixedFacet, UnderWayFacet, YearFacet
from dossiers.lists.fields import ManyFilter, OneFilter, is_country, is_slug, is_year
from taskforces.models.live import Dossier, DossierCountry, DossierOrganisation
from taskforces.models.status import Status
from text.folding import fold
from timeline.models.live import EntryOrganisation, EntryTopic

NOT_STATED = "not-stated"
STATUSES = {**dict(Status.choices), NOT_STATED: _("Not stated")}


class DossierFilterSet(FacetedFilterSet):
    """The list of taskforces."""

    SORTS = {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "title": _("Title"),
        "updated": _("Last updated"),
        "latest-event": _("Latest event"),
    }
    VIEWS = {
        "cards": _("Cards"),
        "table": _("Table"),
        "timeline": _("In time"),
        "lineage": _("Who built on whom"),
    }
    usual = {"sort": "newest", "view": "cards"}
    facets = {
        "country": CountryFacet(F("country_links__country")),
        "status": FixedFacet("status", STATUSES, NOT_STATED),
        "organisation": Facet("organisation_links__organisation"),
        "year": UnderWayFacet(),
    }

    country = ManyFilter(label=_("Country"), known=is_country, method="by_country")
    status = ManyFilter(label=_("Status"), known=STATUSES.__contains__, method="by_status")
    organisation = ManyFilter(label=_("Requesting organisation"), known=is_slug, method="by_organisation")
    year = ManyFilter(label=_("Under way in"), known=is_year, method="by_year")
    sort = OneFilter(label=_("Order"), choices=list(SORTS.items()), method="keep")
    view = OneFilter(label=_("View"), choices=list(VIEWS.items()), method="keep")

    @property
    def view_chosen(self):
        """How the list is looked at."""
        return self.given.get("view", self.usual["view"])

    @property
    def views(self):
        """The ways to look at the list: [(value, label, query)]."""
        usual = self.usual["view"]
        return [(one, label, self.address("", view="" if one == usual else one)) for one, label in self.VIEWS.items()]

    def in_order(self, rows):
        match self.given.get("sort"):
            case "oldest":
                return rows.oldest_first()
            case "title":
                return rows.order_by("title", "pk")
            case "updated":
                return rows.order_by("-updated_at", "title", "pk")
            case "latest-event":
                return rows.order_by(F("latest_event").desc(nulls_last=True), "title", "pk")
        return rows.newest_first()

    def keep(self, rows, _name, _value):
        """An order and a view keep all rows."""
        return rows

    def by_country(self, rows, _name, codes):
        return rows.filter(pk__in=DossierCountry.objects.filter(country__in=codes).values("dossier"))

    def by_status(self, rows, _name, values):
        return rows.filter(status__in=["" if value == NOT_STATED else value for value in values])

    def by_organisation(self, rows, _name, slugs):
        return rows.filter(pk__in=DossierOrganisation.objects.filter(organisation__slug__in=slugs).values("dossier"))

    def by_year(self, rows, _name, years):
        under_way = reduce(or_, (Dossier.objects.under_way_in(int(year)) for year in years))
        return rows.filter(pk__in=under_way.values("pk"))

    def sentence(self, number):
        """What is shown: "3 ongoing taskforces in Norway"."""
        return sentences.taskforces(number, labels(self.chosen), self.given.get("q"))


class EventFilterSet(FacetedFilterSet):
    """The list of events. A year is the one under which an event stands on a timeline."""

    facets = {
        "type": Facet("type", rank="position"),
        "topic": Facet("topic_links__topic", rank="position"),
        "country": CountryFacet(F("country")),
        "organisation": Facet("organisation_links__organisation"),
        "year": YearFacet(ExtractYear("sort_date")),
    }

    type = ManyFilter(label=_("Type"), known=is_slug, method="by_type")
    topic = ManyFilter(label=_("Topic"), known=is_slug, method="by_topic")
    country = ManyFilter(label=_("Held in"), known=is_country, method="by_country")
    organisation = ManyFilter(label=_("Organisation"), known=is_slug, method="by_organisation")
    year = ManyFilter(label=_("Year"), known=is_year, method="by_year")

    def in_order(self, rows):
        return rows.newest_first()

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

    def sentence(self, number):
        """What is shown: "12 events of 2021, held in Norway"."""
        return sentences.events(number, labels(self.chosen), self.given.get("q"))


class OrganisationFilterSet(FacetedFilterSet):
    """The list of organisations: only searched, in all names that they ever had."""

    def by_words(self, rows, _name, words):
        for word in fold(words).split():
            rows = rows.filter(folded__contains=word)
        return rows

    def sentence(self, number):
        """What is shown: "3 organisations"."""
        return sentences.organisations(number, self.given.get("q"))


def labels(chosen):
    """What the chosen values are called, by group."""
    return {name: [choice.label for choice in choices] for name, choices in chosen.items()}
