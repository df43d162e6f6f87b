"""What the public may narrow lists by."""

from django.db.models import F
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.lists import sentences
from dossiers.lists.faceted import FacetedFilterSet
from dossiers.lists.facets import CountryFacet, Facet, FixedFacet, UnderWayFacet, YearFacet
from dossiers.lists.fields import MultipleValueFilter, SingleValueFilter, country_code, is_country, is_slug, is_year
from dossiers.lists.order import DossierOrder
from dossiers.lists.underway import under_way_in
from taskforces.models.live import Dossier, DossierCountry, DossierOrganisation
from taskforces.models.status import Status
from timeline.models.live_links import EntryOrganisation, EntryTopic
from timeline.models.reference import EventType, Topic

NOT_STATED = "not-stated"
STATUSES = {**dict(Status.choices), NOT_STATED: _("Not stated")}


class DossierFilterSet(DossierOrder, FacetedFilterSet):
    """The list of taskforces."""

    VIEWS = {
        "cards": _("Cards"),
        "table": _("Table"),
        "timeline": _("In time"),
        "lineage": _("Who built on whom"),
    }
    facets = {
        "country": CountryFacet(F("country_links__country")),
        "status": FixedFacet("status", STATUSES, NOT_STATED),
        "organisation": Facet("organisation_links__organisation"),
        "year": UnderWayFacet(),
    }

    country = MultipleValueFilter(label=_("Country"), known=is_country, canonical=country_code, method="by_country")
    status = MultipleValueFilter(label=_("Status"), known=STATUSES.__contains__, method="by_status")
    organisation = MultipleValueFilter(label=_("Requesting organisation"), known=is_slug, method="by_organisation")
    year = MultipleValueFilter(label=_("Under way in"), known=is_year, method="by_year")
    sort = SingleValueFilter(label=_("Order"), choices=list(DossierOrder.SORTS.items()), method="keep")
    view = SingleValueFilter(label=_("View"), choices=list(VIEWS.items()), method="keep")

    @property
    def view_chosen(self):
        """How the list is looked at."""
        return self.selected.get("view", self.usual["view"])

    @property
    def is_ordered(self):
        """Whether the order chosen is seen: a picture in time or of who built on whom has an order of its own."""
        return self.view_chosen in ("cards", "table") or "sort" in self.form.errors

    @property
    def views(self):
        """The ways to look at the list: [(value, label, query)]."""
        usual = self.usual["view"]
        return [
            (name, label, self.address("", view="" if name == usual else name)) for name, label in self.VIEWS.items()
        ]

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
        under_way = under_way_in(Dossier.objects.all(), map(int, years), timezone.localdate())
        return rows.filter(pk__in=under_way.values("pk"))

    def sentence(self, number):
        """What is shown: "3 ongoing taskforces in Norway"."""
        return sentences.taskforces(number, labels(self.chosen), self.selected.get("q"))


class EventFilterSet(FacetedFilterSet):
    """The list of events. A year is the one under which an event stands on a timeline."""

    facets = {
        "type": Facet("type", rank="position", labels=EventType),
        "topic": Facet("topic_links__topic", rank="position", labels=Topic),
        "country": CountryFacet(F("country")),
        "organisation": Facet("organisation_links__organisation"),
        "year": YearFacet(ExtractYear("sort_date")),
    }

    type = MultipleValueFilter(label=_("Type"), known=is_slug, method="by_type")
    topic = MultipleValueFilter(label=_("Topic"), known=is_slug, method="by_topic")
    country = MultipleValueFilter(label=_("Held in"), known=is_country, canonical=country_code, method="by_country")
    organisation = MultipleValueFilter(label=_("Organisation"), known=is_slug, method="by_organisation")
    year = MultipleValueFilter(label=_("Year"), known=is_year, method="by_year")

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

    def sentence(self, number):
        """What is shown: "12 events of 2021, held in Norway"."""
        return sentences.events(number, labels(self.chosen), self.selected.get("q"))


class OrganisationFilterSet(FacetedFilterSet):
    """The list of organisations: only searched, in all names that they ever had."""

    def in_order(self, rows):
        return rows.best_first() if self.selected.get("q") else rows

    def sentence(self, number):
        """What is shown: "3 organisations"."""
        return sentences.organisations(number, self.selected.get("q"))


def labels(chosen):
    """What the chosen values are called, by group."""
    return {name: [choice.label for choice in choices] for name, choices in chosen.items()}
