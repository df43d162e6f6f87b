from functools import cache

from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dossiers.formats import jsonld
from dossiers.lists.pages import WHOLE_LISTS
from dossiers.lists.questions import EventQuestion
from dossiers.pieces import ENTRY
from dossiers.reading.glossary import glossary, with_glossary_number
from dossiers.reading.neighbours import places, shown_of_places
from dossiers.reading.relations import attach_dossiers
from dossiers.reading.timeline import by_year
from dossiers.sheets import Wanted, keys_of_pieces
from dossiers.views.alternates import OF_LISTS
from dossiers.views.dossiers import DossierPage
from dossiers.views.filtered import FilteredList
from dossiers.views.page import ItemPage, last_day
from dossiers.views.sheets import SheetPage
from publishing.generation import names_for
from publishing.models.prepared import TEXT, Prepared
from taskforces.models.reference import country_name
from text.dates import is_exact
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryTopic
from timeline.models.outlines import OUTLINE, SOME, WORDS


class EventList(FilteredList):
    """The events that a reader asked for, by year; those with words in them are not told apart by year."""

    template_name = "dossiers/event_list.html"
    title = _("Events")
    description = _("Meetings, studies, tools and news around taskforces for STEM education in Europe.")
    question_class = EventQuestion
    model_of_sheets, shows_outlines = Entry, True
    suffixes = OF_LISTS
    entries = None

    def wanted(self):
        """Also the first page of a list that is narrowed."""
        return super().wanted() or (self._narrowed() if self._is_narrowed() else None)

    def _is_narrowed(self):
        """Whether anything is left, by no words and in the usual order."""
        asked, filterset = self.request.GET.keys(), self.filterset
        if {"q", "find", "order", "page"} & asked or WHOLE_LISTS in self.request.META or not filterset.selected:
            return False
        return not filterset.has_shorter_address and filterset.number > 0

    def _narrowed(self):
        """Beside its pieces it shows how many rows are left, and what stands behind each choice."""
        rows = self.question.first(self.paginate_by)
        keys, left = tuple(str(key) for key, _moment in rows), [len(few) for few in self.filterset.left.values()]
        values = left, self.filterset.counts, keys, last_day(moment for _key, moment in rows)
        return Wanted(("events", self.request.GET.urlencode()), values, keys, kept_in="narrowed")

    def hangs_on(self):
        """All outlines, and the words of the events that are shown, and of the dossiers that are told with them; words
        that are searched may stand in any event."""
        if "q" in self.request.GET:
            return super().hangs_on()
        keys, told = self.shown()
        return [*names_for(OUTLINE, SOME), *names_for("event", *keys), *names_for(WORDS, *told)]

    def shown(self):
        """The ids of the events, and of their dossiers that are live or may come to be."""
        if self.entries is None:
            return keys_of_pieces(self.sheet, ENTRY), self.sheet["told"]
        told = {str(key) for entry in self.entries for key in entry.dossier_ids}
        return [entry.pk for entry in self.entries], sorted(told)

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        self.entries = entries = attach_dossiers(context["object_list"])
        # The best match may be of any year.
        is_by_year = "q" not in self.filterset.selected
        self.attach(ENTRY, entries, level=3, **({"in_year": True} if is_by_year else {}))
        return context | ({"years": by_year(entries)} if is_by_year else {"best": entries})


@cache
def light_row():
    """The question for as much of the event with an address as tells which sheet is its."""
    rows = Entry.objects.order_by().with_dossier_keys().only("slug", "sort_key", "sort_date")
    return Prepared(lambda slug: rows.filter(slug=slug), TEXT)


class EventPage(SheetPage, ItemPage):
    """Everything about one event, and what came before and after it in each dossier."""

    template_name = "dossiers/event.html"
    queryset = with_glossary_number(
        Entry.objects.with_dossier_keys().select_related("type", "picture")
    ).prefetch_related(
        Prefetch("topic_links", EntryTopic.objects.select_related("topic")),
        Prefetch("document_links", EntryDocument.objects.select_related("document")),
    )
    context_object_name = "entry"
    trail = ((_("Events"), reverse_lazy("events")),)

    def wanted(self):
        """The page of a dated event, whatever is asked: it shows nothing else."""
        for entry in light_row().ask(self.kwargs["slug"]) if self.is_current else ():
            if entry.sort_date:
                self.object, places = entry, shown_of_places(entry)
                neighbours = tuple(key for _dossier, *sides, _page in places for key in sides if key)
                names = [*names_for("event", entry.pk), *names_for(WORDS, *(place[0] for place in places))]
                return Wanted(("event", str(entry.pk)), places, neighbours, tuple(names))
        return None

    def get_context_data(self, **context):
        context["places"] = self.get_places()
        if context["places"]:
            dossier = context["places"][0].dossier
            self.trail = (*DossierPage.trail, (dossier.title, dossier.get_absolute_url()))
        context["glossary"] = glossary(self.object) if self.object.body else None
        context["title"] = self.object.heading
        context["share_picture"] = self.object.picture
        context["description"] = jsonld.description(self.object.summary, self.object.body)
        return super().get_context_data(**context)

    @property
    def suffixes(self):
        """No calendar has an event whose days are not known."""
        return ("ics", "json") if is_exact(self.object.date) else ("json",)

    def get_places(self):
        """Where the event stands, with its neighbours there."""
        return places(self.object)

    def hangs_on(self):
        """Also the outlines of its dossiers, those that are not public yet among them: their titles and its neighbours
        there stand here."""
        names = super().hangs_on()
        return names and [*names, *names_for(OUTLINE, *self.object.dossier_keys)]

    def jsonld(self, context):
        code = self.object.country_id
        return [jsonld.event(self.object, country_name(code) if code else "")]
