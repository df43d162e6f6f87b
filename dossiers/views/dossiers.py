from functools import cache

from django.core.paginator import InvalidPage
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dossiers.formats import jsonld
from dossiers.keeping import are_kept
from dossiers.pieces import ENTRY
from dossiers.reading.coming import next_of
from dossiers.reading.evidence import has_evidence
from dossiers.reading.glossary import glossary, with_glossary_number
from dossiers.reading.previewed import with_previewed
from dossiers.reading.relations import LATER, related
from dossiers.reading.results import ledger
from dossiers.reading.sources import sources
from dossiers.reading.status_line import status_line
from dossiers.reading.timeline import Timeline
from dossiers.sheets import Wanted
from dossiers.views.alternates import FORMS
from dossiers.views.page import ItemPage, texts
from dossiers.views.sheets import SheetPage, page_number
from publishing.models.prepared import ID, TEXT, Prepared
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name
from timeline.models.live import Entry, EntryQuerySet


@cache
def entries_of(_are_kept):
    """The question for the events of a dossier, newest first."""
    rows = EntryQuerySet.for_outlines if are_kept() else EntryQuerySet.for_cards
    return Prepared(lambda key: rows(Entry.objects.of([key]).newest_first()), ID)


@cache
def key_of_slug():
    """The question for the id of the dossier with an address."""
    return Prepared(lambda slug: Dossier.objects.order_by().filter(slug=slug).values_list("pk", flat=True), TEXT)


class DossierPage(SheetPage, ItemPage):
    """One dossier: what the taskforce is, what came of it, and its timeline."""

    template_name = "dossiers/dossier.html"
    queryset = with_glossary_number(Dossier.objects.for_cards().with_documents().with_earlier().select_related("cover"))
    context_object_name = "dossier"
    trail = ((_("Taskforces"), reverse_lazy("dossiers")),)
    suffixes = tuple(FORMS)

    def wanted(self):
        """A page of the whole timeline, newest first: it shows the outline of the dossier, and its events."""
        number, is_kept = page_number(self.request.GET), self.is_current
        keys = key_of_slug().ask(self.kwargs["slug"]) if number and is_kept else ()
        for key in keys:
            self.object = Dossier(pk=key)
            return Wanted(("dossier", str(key), number), keys=(str(key),))
        return None

    def get_context_data(self, **context):
        context["timeline"] = self.timeline()
        entries = context["timeline"].entries
        context["status_line"] = status_line(self.object, [entry.date for entry in entries], self.day)
        context["glossary"] = glossary(self.object) if self.object.background else None
        context["next"] = next_of(self.object.results, entries, self.day)
        context["ledger"] = ledger(self.object.objectives, self.object.results, entries)
        context["has_outcomes"] = self.is_current and any(entry.results for entry in entries)
        context["documents"] = self.object.documents
        context["sources"] = sources(self.object)
        context["has_evidence"] = self.is_current and bool(context["documents"] or has_evidence(entries))
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
        timeline = Timeline(self.entries(), parameters, self.object.get_absolute_url())
        if not self.preview:
            self.attach(ENTRY, timeline.page, level=4, in_year=True)
        return timeline

    def get_related(self):
        """The dossiers that are told with this one, by what the reader is told of them."""
        return related(self.object)

    def entries(self):
        """All events of the dossier, newest first."""
        if self.preview:
            entries = Entry.objects.of([self.object.pk]).for_cards().newest_first()
            return with_previewed(entries, self.preview.of(Entry), self.object)
        return entries_of(are_kept()).ask(self.object.pk)

    def is_only_a_view(self, context):
        return bool(context["timeline"].words or not context["timeline"].is_good)

    def jsonld(self, context):
        countries = [country_name(link.country_id) for link in self.object.country_links.all()]
        cited = [jsonld.citing(context, context["sources"])] if context["sources"] else []
        return [jsonld.dossier(self.object, countries), *cited]
