from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from dossiers.drawings.map import Map
from dossiers.formats import jsonld
from dossiers.keeping import are_kept
from dossiers.lists.counted import counts_of_all
from dossiers.lists.filtersets import DossierFilterSet
from dossiers.pieces import CARD, ENTRY
from dossiers.reading.latest import latest_and_coming
from dossiers.sheets import Wanted, keys_of_pieces
from dossiers.views.alternates import feeds_of_everything
from dossiers.views.page import Page, last_change, last_day, texts
from dossiers.views.sheets import SheetPage
from publishing.generation import names_for
from publishing.models.prepared import Prepared
from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.outlines import DATES, OUTLINE, SOME

ONGOING, LATEST, COMING = 6, 5, 3
TEXT = "what-are-taskforces"


def _rows(today):
    """The dossiers and the events of a day, as questions that nobody has asked yet."""
    ongoing = Dossier.objects.latest_ongoing(ONGOING).newest_first()
    return ongoing, Entry.objects.latest_and_coming(today, LATEST, COMING).newest_first()


@lru_cache(2)
def _questions(today, _are_kept):
    """The questions for them."""
    ongoing, entries = _rows(today)
    return Prepared(lambda: CARD.rows(ongoing)[:ONGOING]), Prepared(lambda: ENTRY.rows(entries))


@lru_cache(2)
def _keys(today):
    """The questions for their ids in order, and when they changed last."""
    ongoing, entries = (rows.values_list("pk", "updated_at") for rows in _rows(today))
    return Prepared(lambda: ongoing[:ONGOING]), Prepared(lambda: entries)


class Home(SheetPage, Page, TemplateView):
    """What taskforces are, where they are, the ongoing ones, what happened last and what comes next."""

    template_name = "dossiers/home.html"
    entries = None

    def alternates(self):
        """Feeds of everything."""
        return feeds_of_everything()

    def hangs_on(self):
        """The dates of all dossiers, all outlines, and the words of the events that are shown."""
        keys = keys_of_pieces(self.sheet, ENTRY) if self.entries is None else [entry.pk for entry in self.entries]
        some = [*names_for(DATES, SOME), *names_for(OUTLINE, SOME)]
        return [*some, *names_for("event", *keys), *names_for("text", TEXT)]

    def wanted(self):
        """The page, where nothing is asked of it."""
        if self.request.GET:
            return None
        rows = [row for question in _keys(timezone.localdate()) for row in question.ask()]
        keys, day = [str(key) for key, _moment in rows], last_day(moment for _key, moment in rows)
        values = counts_of_all(DossierFilterSet, Dossier).ask(), keys, day
        return Wanted(("home",), values, names=tuple(names_for("text", TEXT)))

    def get_context_data(self, **context):
        context |= {"title": _("What taskforces do, and what comes of it"), **texts(TEXT)}
        if text := context.get("what_are_taskforces"):
            context["description"] = jsonld.description("", text.body)
        context["ways_in"] = DossierFilterSet({}, queryset=Dossier.objects.all()).choices
        context["map"] = Map.of(context["ways_in"]["country"])
        today = timezone.localdate()
        dossiers, entries = (question.ask() for question in _questions(today, are_kept()))
        self.attach(CARD, dossiers, level=3)
        self.attach(ENTRY, entries, level=3)
        self.entries, context["dossiers"] = entries, dossiers
        context["entries"], context["coming"] = latest_and_coming(entries, today, LATEST, COMING)
        context["changed_at"] = last_change(context["dossiers"], context["entries"], context["coming"])
        return super().get_context_data(**context)

    def jsonld(self, context):
        return [jsonld.website()]
