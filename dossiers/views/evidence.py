from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from dossiers.reading.evidence import outcomes, shelf
from dossiers.views.page import Page
from publishing.generation import names_for
from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument


class EvidencePage(Page, DetailView):
    """What came of each objective and when, and all documents, films and links, each with the event that brings it."""

    template_name = "dossiers/evidence.html"
    queryset = Dossier.objects.with_documents().defer("background")
    context_object_name = "dossier"

    @property
    def trail(self):
        return ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")), (self.object, self.object.get_absolute_url()))

    def hangs_on(self):
        return names_for("taskforce", self.object.pk)

    def get_context_data(self, **context):
        documents = Prefetch("document_links", EntryDocument.objects.select_related("document"))
        entries = Entry.objects.of([self.object.pk]).for_cards().newest_first().prefetch_related(documents)
        entries = list(entries)
        context["shelf"] = shelf(entries, self.object.documents)
        context["outcomes"] = outcomes(self.object.objectives, self.object.results, entries)
        context["title"] = _("%(title)s: results, documents, films and links") % {"title": self.object.title}
        return super().get_context_data(**context)
