from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from dossiers.drawings import qr
from dossiers.drawings.lifeline import lifeline
from dossiers.formats import jsonld, pdf
from dossiers.reading.latest import latest_and_coming
from dossiers.reading.results import shown_results
from dossiers.reading.status_line import status_line
from dossiers.views.page import Page
from publishing.generation import names_for
from taskforces.models.live import Dossier
from text.richtext import excerpt
from timeline.models.live import Entry

LAST, COMING = 5, 2
# Letters for which one sheet has room in objectives and in results; a paragraph's end takes as much as LINE.
ROOM, LINE = 680, 60
# Letters of the background, of what is told of an event, and of all that stands beside and above objectives and results
# where a sheet still has room for background and life line.
BACKGROUND, TOLD, BESIDE = 300, 100, 850
# The height in pixels of most life lines, and the letters that each more takes from both columns.
USUAL, LETTERS = 100, 6


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


def told_shortly(entry):
    """The entry with so few words under its heading that all events have room."""
    entry.summary, entry.body = excerpt(escape(entry.summary), TOLD), escape(excerpt(entry.body, TOLD))
    return entry


class Briefing(Page, DetailView):
    """A dossier on one sheet of paper, for those who meet: its aims, what came of it, what happened, what comes."""

    template_name = "dossiers/briefing.html"
    queryset = Dossier.objects.for_cards()
    context_object_name = "dossier"

    @property
    def trail(self):
        return ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")), (self.object, self.object.get_absolute_url()))

    def hangs_on(self):
        return names_for("taskforce", self.object.pk)

    def get_context_data(self, **context):
        address = self.object.get_absolute_url()
        entries = list(Entry.objects.of([self.object.pk]).for_cards().newest_first())
        today = timezone.localdate()
        latest, coming = latest_and_coming(entries, today, LAST, COMING)
        context["status_line"] = status_line(self.object, [entry.date for entry in entries], today)
        # What comes next takes its room from what happened longest ago.
        context["coming"] = list(map(told_shortly, coming))
        context["entries"] = list(map(told_shortly, latest[: LAST - len(coming)]))
        context["objectives"], context["objectives_left"], room = within(ROOM, self.object.objectives)
        achieved_first = sorted(self.object.results, key=lambda result: result["state"])
        results, context["results_left"], spare = within(ROOM + room, achieved_first)
        context["results"] = shown_results(results)
        if not (context["objectives_left"] or context["results_left"]):
            self.fill(context, entries, today, spare)
        context["pdf"] = reverse("dossier.pdf", args=[self.object.slug]) if pdf.is_there() else ""
        context["code"] = qr.code(jsonld.address(address))
        # The sheet leads to the dossier, and so does whatever finds the sheet.
        context["canonical"] = address
        context["title"] = _("%(title)s: briefing") % {"title": self.object.title}
        context["description"] = jsonld.description(self.object.summary, self.object.background)
        return super().get_context_data(**context)

    def fill(self, context, entries, today, spare):
        """Add the life line and the background where the sheet has room: `spare` letters, beside what is told."""
        address = self.object.get_absolute_url()
        life = lifeline(self.object, entries, today, page_of=lambda place: address)
        names = [str(link) for link in self.object.organisation_links.all()]
        told = [entry.heading + entry.summary for entry in [*context["entries"], *context["coming"]]]
        taller = max(life.height - USUAL, 0) * LETTERS if life else 0
        if spare >= taller and len(self.object.title + "".join(names + told)) <= BESIDE - taller:
            context |= {"life": life, "background": excerpt(self.object.background, BACKGROUND)}
