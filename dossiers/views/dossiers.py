from functools import cache

from django.core.paginator import InvalidPage
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dossiers.formats import jsonld
from dossiers.keeping import are_kept
from dossiers.pieces import ENTRY
from dossiers.reading.evidence import has_evidence
from dossiers.reading.glossary import glossary, with_glossary_number
from dossiers.reading.outlined import outlined
from dossiers.reading.previewed import with_previewed
from dossiers.reading.relations import LATER, related
from dossiers.reading.results import ledger
from dossiers.reading.sources import sources
from dossiers.reading.timeline import Timeline
from dossiers.sheets import Wanted
from dossiers.views.alternates import FORMS
from dossiers.views.dossier_parts import dossier_parts
from dossiers.views.page import ItemPage, texts
from dossiers.views.sheets import SheetPage, page_number
from publishing.generation import names_for
from publishing.models.prepared import TEXT, Prepared
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name
from timeline.models.live import Entry
from timeline.models.outlines import OUTLINE, TIES

# What the parts of its page show of a dossier.
IN_PARTS = ("slug", "language", "status", "start", "end", "objectives", "results", "sources", "confirmed_on")


@cache
def light_row():
    """The question for as much of the dossier with an address as its parts show."""
    return Prepared(lambda slug: Dossier.objects.order_by().only(*IN_PARTS).filter(slug=slug), TEXT)


class DossierPage(SheetPage, ItemPage):
    """One dossier: what the taskforce is, what came of it, and its timeline."""

    template_name = "dossiers/dossier.html"
    queryset = with_glossary_number(Dossier.objects.for_cards().with_documents().with_earlier().select_related("cover"))
    context_object_name = "dossier"
    trail = ((_("Taskforces"), reverse_lazy("dossiers")),)
    suffixes = tuple(FORMS)

    def wanted(self):
        """A page of the whole timeline, newest first: it shows the ties of the dossier, and in parts its outline."""
        number, is_kept = page_number(self.request.GET), self.is_current
        for row in light_row().ask(self.kwargs["slug"]) if number and is_kept else ():
            self.object, names = row, [tuple(names_for(kind, row.pk)) for kind in (TIES, OUTLINE)]
            return Wanted(("dossier", str(row.pk), number), names=names[0], names_of_parts=names[1])
        return None

    def parts(self):
        """The parts in which the events are told."""
        return dossier_parts(self.object, self.timeline(), self.day, attach=self.attach_entries)

    def get_context_data(self, **context):
        context["timeline"] = timeline = self.timeline()
        if self.is_current:
            self.attach_entries(timeline)
        context["parts"] = self.placed(dossier_parts(self.object, timeline, self.day, is_current=self.is_current))
        context["glossary"] = glossary(self.object) if self.object.background else None
        context["ledger"] = ledger(self.object.objectives, self.object.results)
        context["documents"] = self.object.documents
        context["sources"] = sources(self.object)
        context["has_evidence"] = self.is_current and bool(
            context["documents"] or has_evidence(context["timeline"].entries)
        )
        context["related"] = self.get_related()
        context["continued_by"] = [other for other, _number in context["related"].get(LATER["continues"], ())]
        context |= texts("what-are-taskforces", "timeline-introduction")
        context |= self.names(context["timeline"])
        context["description"] = jsonld.description(self.object.summary, self.object.background)
        return super().get_context_data(**context)

    def names(self, timeline):
        """What the page is called, and the address that counts: each page of a long timeline is one of its own."""
        words, number = timeline.words, timeline.page.number
        title = ": ".join(filter(None, [self.object.title, ", ".join(words)]))
        if number == 1:
            return {"title": title}
        title = _("%(title)s, page %(number)d") % {"title": title, "number": number}
        return {"title": title} if words else {"title": title, "canonical": timeline.address("", page=number)}

    def timeline(self):
        """The timeline as it was asked for; 404 for a page of it that there is not."""
        try:
            return self.get_timeline(self.request.GET)
        except InvalidPage as error:
            raise Http404 from error

    def get_timeline(self, parameters):
        """The timeline; raises InvalidPage for a page of it that there is not."""
        return Timeline(self.entries(), parameters, self.object.get_absolute_url())

    def attach_entries(self, timeline):
        """Give the events on a page of a timeline their pieces."""
        self.attach(ENTRY, timeline.page, level=4, in_year=True)

    def get_related(self):
        """The dossiers that are told with this one, by what the reader is told of them."""
        return related(self.object)

    def entries(self):
        """All events of the dossier, newest first."""
        if self.preview:
            entries = Entry.objects.of([self.object.pk]).for_cards().newest_first()
            return with_previewed(entries, self.preview.of(Entry), self.object)
        if are_kept():
            return outlined(self.object.pk)
        return Entry.objects.of([self.object.pk]).for_cards().newest_first()

    def is_only_a_view(self, context):
        return bool(context["timeline"].words or not context["timeline"].is_good)

    def jsonld(self, context):
        countries = [country_name(link.country_id) for link in self.object.country_links.all()]
        cited = [jsonld.citing(context, context["sources"])] if context["sources"] else []
        return [jsonld.dossier(self.object, countries), *cited]
