"""What the public may narrow lists by. Several values of one group mean "or", several groups mean "and"."""

import re
from functools import reduce
from operator import or_

from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from dossiers import facets, sentences
from dossiers.fields import ManyFilter, unknown_choice
from library.folding import fold
from taskforces.models.live import Dossier, DossierCountry, DossierOrganisation
from taskforces.models.reference import country_name
from taskforces.models.status import Status
from timeline.models.live import EntryOrganisation

NOT_STATED = "not-stated"
STATUSES = {**dict(Status.choices), NOT_STATED: _("Not stated")}


def is_country(value):
    """Whether a value is the code of a country, or of the Union."""
    return re.fullmatch("[A-Z]{2}", value) and country_name(value) != value


def is_slug(value):
    """Whether a value can be the address of something."""
    return re.fullmatch("[a-z0-9-]{1,120}", value)


def is_year(value):
    """Whether a value is a year that dates of this site may have."""
    return re.fullmatch("[12][0-9]{3}", value)


class Words(CharFilter):
    """What somebody types to search for."""

    def __init__(self, **options):
        super().__init__(label=_("Words"), max_length=100, **options)


class Filters(FilterSet):
    """A list's filters with the choices of each group. A subclass names its `facets`, by group."""

    facets = {}

    q = Words(method="by_words")

    def rows(self):
        """The rows asked for, in order; none when a value is no good, which `form.errors` then tells."""
        self.found  # finds out which names mean nothing
        return self.queryset.none() if self.form.errors else self.in_order(self.narrowed())

    def narrowed(self, without=""):
        """The rows that all groups but one let through."""
        rows = self.queryset
        for name in self.given:
            if name != without:
                rows = self.filters[name].filter(rows, self.given[name])
        return rows

    def in_order(self, rows):
        return rows

    @cached_property
    def given(self):
        """What was asked for and can be meant, by group; empty groups are absent."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def found(self):
        """The counts of all groups. A chosen name that means nothing becomes an error of its group."""
        if not self.facets:
            return {}
        found = facets.count([part for name in self.facets for part in self._counted(name)])
        for name, facet in self.facets.items():
            unknown = facet.unknown(found.get(name, ()), self.given.get(name, ()))
            if unknown:
                self.form.add_error(name, unknown_choice(unknown))
        return found

    def _counted(self, name):
        chosen = self.given.get(name, ())
        return self.facets[name].counted(name, self.narrowed(without=name), chosen, self.queryset)

    @cached_property
    def groups(self):
        """The groups as the form shows them: [(form field, [Choice])]; one that offers no choice is left out."""
        drawn = [(self.form[name], self._choices(name)) for name in self.facets]
        return [(field, choices) for field, choices in drawn if len(choices) > 1 or field.errors or field.value()]

    def _choices(self, name):
        return self.facets[name].choices(self.found.get(name, ()), self.given.get(name, ()))

    @cached_property
    def labels(self):
        """What the chosen values are called: {group: [label]}."""
        chosen = {name: [choice.label for choice in self._choices(name) if choice.chosen] for name in self.facets}
        return {name: labels for name, labels in chosen.items() if labels}

    @property
    def removals(self):
        """Each thing that narrows the list, with the address without it: [(label, address without a path)]."""
        words = [(f"“{self.given['q']}”", self.address("", q=""))] if "q" in self.given else []
        return words + [
            (choice.label, self.address("", **{name: [one for one in self.given[name] if one != choice.value]}))
            for name in self.facets
            if name in self.given
            for choice in self._choices(name)
            if choice.chosen
        ]

    @property
    def has_empty_parameters(self):
        """Whether the address says what it need not say: a form that is sent without scripts names all its fields."""
        return any("" in self.data.getlist(name) for name in self.filters) if self.data else False

    def address(self, path, **instead):
        """The short address of this list: what was given, `instead` in place of some, in the order of the form."""
        asked = {name: self.data.getlist(name) for name in self.filters} if self.data else {}
        asked |= {name: [value] if isinstance(value, str) else value for name, value in instead.items()}
        kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in asked.items()}
        query = urlencode({name: values for name, values in kept.items() if values}, doseq=True)
        return f"{path}?{query}" if query or not path else path

    def by_words(self, rows, _name, value):
        return rows.search(value)


class DossierFilters(Filters):
    """What the list of taskforces may be narrowed by."""

    SORTS = {
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "title": _("Title"),
        "updated": _("Last updated"),
        "latest-event": _("Latest event"),
    }
    ORDERS = {
        "oldest": lambda rows: rows.oldest_first(),
        "title": lambda rows: rows.order_by("title", "pk"),
        "updated": lambda rows: rows.order_by("-updated_at", "title", "pk"),
        "latest-event": lambda rows: rows.order_by(facets.F("latest_event").desc(nulls_last=True), "title", "pk"),
    }
    facets = {
        "country": facets.CountryFacet(facets.F("country_links__country")),
        "status": facets.FixedFacet("status", STATUSES, NOT_STATED),
        "organisation": facets.Facet("organisation_links__organisation"),
        "year": facets.UnderWayFacet(),
    }

    country = ManyFilter(label=_("Country"), known=is_country, method="by_country")
    status = ManyFilter(label=_("Status"), known=STATUSES.__contains__, method="by_status")
    organisation = ManyFilter(label=_("Requesting organisation"), known=is_slug, method="by_organisation")
    year = ManyFilter(label=_("Under way in"), known=is_year, method="by_year")
    sort = ChoiceFilter(label=_("Order"), choices=SORTS, empty_label=None, method="keep")

    def in_order(self, rows):
        order = self.ORDERS.get(self.given.get("sort"))
        return order(rows) if order else rows.newest_first()

    def keep(self, rows, _name, _value):
        """An order keeps all rows."""
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
        return sentences.taskforces(number, self.labels, self.given.get("q"))


class EventFilters(Filters):
    """What the list of events may be narrowed by. A year is the one under which an event stands on a timeline."""

    facets = {
        "type": facets.Facet("type", rank="position"),
        "topic": facets.Facet("topics", rank="position"),
        "country": facets.CountryFacet(facets.F("country")),
        "organisation": facets.Facet("organisation_links__organisation"),
        "year": facets.YearFacet(facets.ExtractYear("sort_date")),
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
        topics = rows.model.topics.through.objects.filter(topic__slug__in=slugs)
        return rows.filter(pk__in=topics.values("entry"))

    def by_country(self, rows, _name, codes):
        return rows.filter(country__in=codes)

    def by_organisation(self, rows, _name, slugs):
        return rows.filter(pk__in=EntryOrganisation.objects.filter(organisation__slug__in=slugs).values("entry"))

    def by_year(self, rows, _name, years):
        return rows.filter(sort_date__year__in=years)

    def sentence(self, number):
        """What is shown: "12 events of 2021, held in Norway"."""
        return sentences.events(number, self.labels, self.given.get("q"))


class OrganisationFilters(Filters):
    """Organisations are only searched, in all their names."""

    def by_words(self, rows, _name, value):
        for word in fold(value).split():
            rows = rows.filter(folded__contains=word)
        return rows

    def sentence(self, number):
        """What is shown: "3 organisations"."""
        return sentences.organisations(number, self.given.get("q"))
