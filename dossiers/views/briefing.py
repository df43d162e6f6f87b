from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from dossiers.drawings import qr
from dossiers.formats import jsonld
from dossiers.reading.latest import latest_and_coming
from dossiers.reading.results import shown_results
from dossiers.reading.status_line import status_line
from dossiers.views.page import Page
from taskforces.models.live import Dossier
from text.richtext import excerpt
from timeline.models.live import Entry

LAST, COMING = 5, 2
# Letters for which one sheet has room in objectives and in results; a paragraph's end takes as much as LINE.
ROOM, LINE = 680, 60


def within(room, parts):
    """The first of some paragraphs, as many as there is room for and at least one, how many are not, and room left."""
    shown = []
    for part in parts:
        height = min(len(part["text"]), ROOM) + LINE
        if shown and height > room:
            break
        room -= height
        shown.append(part | {"text": excerpt(escape(part["text"]), ROOM)})
    return shown, len(parts) - len(shown), room


class Briefing(Page, DetailView):
    """A dossier on one sheet of paper, for those who meet: its aims, what came of it, what happened, what comes."""

    template_name = "dossiers/briefing.html"
    queryset = Dossier.objects.for_cards()
    context_object_name = "dossier"

    @property
    def trail(self):
        return ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")), (self.object, self.object.get_absolute_url()))

    def get_context_data(self, **context):
        address = self.object.get_absolute_url()
        entries = Entry.objects.of([self.object.pk]).for_cards()
        today = timezone.localdate()
        latest, context["coming"] = latest_and_coming(entries, today, LAST, COMING)
        dates = [entry.date for entry in [*latest, *context["coming"]]]
        context["status_line"] = status_line(self.object, dates, today)
        # What comes next takes its room from what happened longest ago.
        context["entries"] = latest[: LAST - len(context["coming"])]
        context["objectives"], context["objectives_left"], room = within(ROOM, self.object.objectives)
        achieved_first = sorted(self.object.results, key=lambda result: result["state"])
        results, context["results_left"], _spare = within(ROOM + room, achieved_first)
        context["results"] = shown_results(results)
        context["code"] = qr.code(jsonld.address(address))
        # The sheet leads to the dossier, and so does whatever finds the sheet.
        context["canonical"] = address
        context["title"] = _("%(title)s: briefing") % {"title": self.object.title}
        context["description"] = jsonld.description(self.object.summary, self.object.background)
        return super().get_context_data(**context)
