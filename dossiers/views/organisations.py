from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from dossiers.formats import jsonld
from dossiers.lists import sentences
from dossiers.lists.questions import OrganisationQuestion
from dossiers.pieces import CARD, ENTRY
from dossiers.reading.last_changes import LISTED
from dossiers.reading.organisations import countries_of, public, with_countries, with_counts
from dossiers.views.filtered import FilteredList
from dossiers.views.page import Page, last_change
from publishing.generation import names_for
from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryOrganisation
from timeline.ordering import LINK


class OrganisationList(FilteredList):
    """The organisations that asked for a taskforce or published or hosted an event."""

    template_name = "dossiers/organisation_list.html"
    title = _("Organisations")
    description = _("Who asked for taskforces, and who published or hosted what stands on their timelines.")
    question_class = OrganisationQuestion
    suffixes = ("csv", "xlsx", "json")
    context_object_name = "organisations"
    paginate_by = 50


class OrganisationPage(Page, DetailView):
    """One organisation: the taskforces it asked for, and its latest events."""

    template_name = "dossiers/organisation.html"
    queryset = with_countries(with_counts(public())).select_related("logo")
    context_object_name = "organisation"
    trail = ((_("Organisations"), reverse_lazy("organisations")),)
    suffixes = ("atom", "feed.json", "json")

    def get(self, request, *args, **kwargs):
        """The page; the address of an organisation that was merged into another leads to that one."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            kept = public().filter(merged_rows__slug=kwargs["slug"]).first()
            if kept is None:
                raise
            return HttpResponsePermanentRedirect(kept.get_absolute_url())

    def hangs_on(self):
        return names_for("organisation", self.object.pk)

    def get_context_data(self, **context):
        # Keys first: so what is shown of a row is only read of those that are shown.
        named = Dossier.objects.filter(organisation_links__organisation=self.object).newest_first()
        dossiers = Dossier.objects.filter(pk__in=named.values("pk")[:LISTED])
        links = EntryOrganisation.objects.filter(organisation=self.object).order_by(*LINK)
        entries = Entry.objects.filter(pk__in=links.values("entry")[:LISTED])
        context["title"], context["countries"] = self.object.name, countries_of(self.object)
        context["description"] = sentences.organisation(self.object)
        context["dossiers"] = CARD.of(dossiers.newest_first(), level=3)
        context["entries"] = ENTRY.of(entries.newest_first(), level=3)
        context["changed_at"] = last_change([self.object], context["dossiers"], context["entries"])
        return super().get_context_data(**context)

    def jsonld(self, context):
        return [jsonld.organisation(self.object, context["countries"])]
