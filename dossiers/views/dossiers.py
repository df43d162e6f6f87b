from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from dossiers import structured
from dossiers.filters import DossierFilters
from dossiers.outcome import outcome
from dossiers.relations import LATER, related
from dossiers.timeline import Timeline
from dossiers.views.page import FilteredList, Page, texts
from taskforces.models.live import Dossier
from timeline.models.live import Entry, with_events


class DossierList(FilteredList):
    """All dossiers, narrowed by country, status, organisation, year and words."""

    template_name = "dossiers/dossier_list.html"
    title = _("Taskforces")
    description = _("What taskforces for STEM education in Europe set out to do, how they stand and what came of them.")
    queryset = with_events(Dossier.objects.for_cards())
    filters = DossierFilters
    context_object_name = "dossiers"


class DossierPage(Page, DetailView):
    """One dossier: what the taskforce is, what came of it, and its timeline."""

    template_name = "dossiers/dossier.html"
    queryset = Dossier.objects.for_cards().select_related("cover")
    context_object_name = "dossier"
    trail = ((_("Taskforces"), reverse_lazy("dossiers")),)

    def get_context_data(self, **context):
        entries = Entry.objects.of([self.object.pk]).for_cards().newest_first()
        context["timeline"] = Timeline(entries, self.request.GET, self.object.get_absolute_url())
        context["outcome"] = outcome(self.object, context["timeline"].entries)
        context["related"] = related(self.object)
        context["continued_by"] = context["related"].get(LATER["continues"], [])
        context |= texts("what-are-taskforces", "timeline-introduction")
        context["title"] = self.object.title
        context["share_picture"] = self.object.cover
        context["description"] = structured.description(self.object.summary, self.object.background)
        return super().get_context_data(**context)

    def structured(self, context):
        return [structured.dossier(self.object)]
