from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from dossiers import qr, structured
from dossiers.outcome import outcome
from dossiers.views.page import Page
from taskforces.models.live import Dossier
from timeline.models.live import Entry

LAST = 5


class Briefing(Page, DetailView):
    """A dossier on one sheet of paper, for those who meet: what it wants, what came of it, what happened last."""

    template_name = "dossiers/briefing.html"
    queryset = Dossier.objects.for_cards()
    context_object_name = "dossier"

    @property
    def trail(self):
        return ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")), (self.object, self.object.get_absolute_url()))

    def get_context_data(self, **context):
        address = self.object.get_absolute_url()
        context["entries"] = Entry.objects.of([self.object.pk]).for_cards().newest_first()[:LAST]
        context["outcome"] = outcome(self.object, entries=[])
        context["code"] = qr.code(structured.address(address))
        # The sheet leads to the dossier, and so does whatever finds the sheet.
        context["canonical"] = address
        context["title"] = _("%(title)s: briefing") % {"title": self.object.title}
        context["description"] = structured.description(self.object.summary, self.object.background)
        return super().get_context_data(**context)
