"""What the list of taskforces may be narrowed by."""

from django.db.models import F
from django.utils import timezone
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
from dossiers.lists.order import DossierOrder
from dossiers.lists.plain_facets import CountryFacet, FixedFacet
from dossiers.lists.underway import under_way_in
from dossiers.lists.year_facets import UnderWayFacet
from dossiers.search.tokens import of_years_under_way
from taskforces.models.live_links import DossierCountry, DossierOrganisation
from taskforces.models.reference import Organisation
from taskforces.models.status import Status

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
        "organisation": Facet("organisation_links__organisation", Organisation, most=MOST_USED),
        "year": UnderWayFacet(),
    }

    search_kind = "taskforces"
    tokens = {"country": "c", "status": "a", "organisation": "o", "year": of_years_under_way}
    named = {"organisation": Organisation}

    country = MultipleValueFilter(label=_("Country"), known=is_country, canonical=country_code, method="by_country")
    status = MultipleValueFilter(label=_("Status"), known=STATUSES.__contains__, method="by_status")
    organisation = MultipleValueFilter(label=_("Requesting organisation"), known=is_slug, method="by_organisation")
    year = MultipleValueFilter(label=_("Under way in"), known=is_year, method="by_year")
    find = WordsFilter(label=_("Find an organisation"), max_length=100, method="keep")
    sort = SingleValueFilter(label=_("Order"), choices=list(DossierOrder.SORTS.items()), method="keep")
    view = SingleValueFilter(label=_("View"), choices=list(VIEWS.items()), method="keep")

    @property
    def view_chosen(self):
        """How the list is looked at."""
        return self.selected.get("view", self.usual["view"])

    @property
    def ordering(self):
        """A picture in time or of who built on whom has an order of its own."""
        return None if self.is_picture and "sort" not in self.form.errors else self.form["sort"]

    @property
    def is_picture(self):
        """Whether the list is drawn in time, or as who built on whom."""
        return self.view_chosen in ("timeline", "lineage")

    @property
    def headings(self):
        """The columns of the table that sort it: {column: (query, how it is sorted now in ARIA's words, or "")}."""
        now = self.selected.get("sort", self.usual["sort"])
        orders = {
            "title": {"title": "ascending"},
            "period": {"newest": "descending", "oldest": "ascending"},
            "latest": {"latest-event": "descending"},
        }
        # Chosen once more, a column that knows both ways turns round.
        following = {column: next((sort for sort in sorts if sort != now), now) for column, sorts in orders.items()}
        return {
            column: (self.address("", sort=sort if sort != self.usual["sort"] else ""), orders[column].get(now, ""))
            for column, sort in following.items()
        }

    @property
    def views(self):
        """The ways to look at the list: [(value, label, query)]."""
        usual = self.usual["view"]
        return [
            (name, label, self.address("", view="" if name == usual else name)) for name, label in self.VIEWS.items()
        ]

    def by_country(self, rows, _name, codes):
        return rows.filter(pk__in=DossierCountry.objects.filter(country__in=codes).values("dossier"))

    def by_status(self, rows, _name, values):
        return rows.filter(status__in=["" if value == NOT_STATED else value for value in values])

    def by_organisation(self, rows, _name, slugs):
        return rows.filter(pk__in=DossierOrganisation.objects.filter(organisation__slug__in=slugs).values("dossier"))

    def by_year(self, rows, _name, years):
        return under_way_in(rows, map(int, years), timezone.localdate())

    def sentence(self, number):
        """What is shown: "3 ongoing taskforces in Norway"."""
        return sentences.taskforces(number, self.labels, self.selected.get("q"))
