from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from dossiers.drawings.map import Map
from dossiers.lists import sentences
from dossiers.lists.fields import country_code
from dossiers.pieces import CARD, ENTRY
from dossiers.reading.countries import (
    counts_by_country,
    counts_of,
    organisations_by_country,
    public_country,
    regions,
)
from dossiers.reading.last_changes import LISTED
from dossiers.reading.organisations import public
from dossiers.views.alternates import FEEDS
from dossiers.views.page import Page, last_change
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry
from taskforces.models.reference import country_name, country_url
from text.folding import fold
from timeline.models.live import Entry


class CountryList(Page, TemplateView):
    """The countries that something public names, on a map and by name."""

    template_name = "dossiers/country_list.html"
    title = gettext_lazy("Countries")
    description = gettext_lazy("Taskforces, events and organisations, country by country.")

    def get_context_data(self, **context):
        counts, organisations = counts_by_country(), organisations_by_country()
        rows = [
            (country_name(code), country_url(code), sentences.country(counts[code], organisations.get(code, 0)))
            for code in {*counts, *organisations}
        ]
        context["map"] = Map({code: each.dossiers for code, each in counts.items()}, address=country_url)
        return super().get_context_data(countries=sorted(rows, key=lambda row: fold(row[0])), **context)


class CountryPage(Page, TemplateView):
    """One country: its taskforces and their regions, the events that were held there, its organisations."""

    template_name = "dossiers/country.html"
    trail = ((gettext_lazy("Countries"), reverse_lazy("countries")),)
    suffixes = FEEDS

    def get(self, request, code, **kwargs):
        """The page, at its one address; what the Union writes for Greece leads to Greece."""
        usual = country_code(code).lower()
        self.country = public_country(usual)
        if self.country is None:
            raise Http404
        if usual != code:
            return HttpResponsePermanentRedirect(country_url(usual))
        return super().get(request, code=code, **kwargs)

    def get_context_data(self, code, **context):
        country = self.country.pk
        # Keys first: so what is shown of a row is only read of those that are shown.
        named = Dossier.objects.filter(pk__in=DossierCountry.objects.filter(country=country).values("dossier"))
        dossiers = Dossier.objects.filter(pk__in=named.newest_first().values("pk")[:LISTED]).newest_first()
        held = Entry.objects.filter(country=country).newest_first().values("pk")[:LISTED]
        context |= {"country": self.country, "counts": counts_of(country), "regions": regions(country)}
        context["dossiers"] = CARD.of(dossiers, level=3)
        context["entries"] = ENTRY.of(Entry.objects.filter(pk__in=held).newest_first(), level=3)
        organisations = list(public().filter(countries=country).defer("folded")[: LISTED + 1])
        context |= {"organisations": organisations[:LISTED], "more_organisations": len(organisations) > LISTED}
        context["title"] = str(self.country)
        context["description"] = _("%(country)s: taskforces, events that were held there, and organisations.") % {
            "country": self.country
        }
        context["changed_at"] = last_change(context["dossiers"], context["entries"], organisations)
        return super().get_context_data(**context)
