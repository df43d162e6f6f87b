from django.http import Http404, QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from dossiers.lists.pages import KeysFirst
from dossiers.pieces import CARD
from dossiers.reading.countries import dossiers_of_region, region_at
from dossiers.views.alternates import FEEDS
from dossiers.views.page import Page, last_change
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name, country_url


class RegionPage(Page, ListView):
    """The taskforces of one region of a country, however dossiers spell it."""

    template_name = "dossiers/region.html"
    paginate_by = 20
    context_object_name = "dossiers"
    suffixes = FEEDS
    query = QueryDict()

    def get(self, request, code, region):
        """The page of a region that a dossier names; 404 for any other."""
        self.code, self.region = code.upper(), region_at(code, region)
        if self.region is None:
            raise Http404
        return super().get(request)

    @property
    def trail(self):
        countries = (gettext_lazy("Countries"), reverse_lazy("countries"))
        return (countries, (country_name(self.code), country_url(self.code)))

    def get_queryset(self):
        return dossiers_of_region(self.code, self.region).newest_first()

    def get_paginator(self, rows, per_page, **options):
        """Pages of rows whose number is known."""
        keys = rows.values_list("pk", flat=True)
        return KeysFirst(keys, per_page, count=self.region.number, draw=self.draw, **options)

    def draw(self, keys):
        """The rows of so few keys, with what a card shows of them, in their order."""
        return CARD.of(Dossier.objects.filter(pk__in=keys).newest_first(), level=2)

    def get_context_data(self, **context):
        context = super().get_context_data(filterset=self, region=self.region, **context)
        return context | {"changed_at": last_change(context["object_list"])}

    def name(self, context):
        number = context["page_obj"].number
        name = f"{self.region.name}, {country_name(self.code)}"
        return f"{name}, {_('page %d') % number}" if number > 1 else name

    def is_only_a_view(self, context):
        return not context["page_obj"].is_walked
