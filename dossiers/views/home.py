from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from dossiers.drawings.map import Map
from dossiers.formats import jsonld
from dossiers.lists.filtersets import DossierFilterSet
from dossiers.pieces import CARD, ENTRY, are_kept
from dossiers.reading.latest import latest_and_coming
from dossiers.views.alternates import feeds_of_everything
from dossiers.views.page import Page, last_change, texts
from publishing.models.prepared import Prepared
from taskforces.models.live import Dossier
from timeline.models.live import Entry

ONGOING, LATEST, COMING = 6, 5, 3


@lru_cache(2)
def _questions(today, _are_kept):
    """Those for the dossiers and for the events of a day."""
    ongoing = Dossier.objects.latest_ongoing(ONGOING).newest_first()
    entries = Entry.objects.latest_and_coming(today, LATEST, COMING).newest_first()
    return Prepared(lambda: CARD.rows(ongoing)[:ONGOING]), Prepared(lambda: ENTRY.rows(entries))


class Home(Page, TemplateView):
    """What taskforces are, where they are, the ongoing ones, what happened last and what comes next."""

    template_name = "dossiers/home.html"

    def alternates(self):
        """Feeds of everything."""
        return feeds_of_everything()

    def get_context_data(self, **context):
        context |= {"title": _("What taskforces do, and what comes of it"), **texts("what-are-taskforces")}
        if text := context.get("what_are_taskforces"):
            context["description"] = jsonld.description("", text.body)
        context["ways_in"] = DossierFilterSet({}, queryset=Dossier.objects.all()).choices
        context["map"] = Map.of(context["ways_in"]["country"])
        today = timezone.localdate()
        dossiers, entries = (question.ask() for question in _questions(today, are_kept()))
        CARD.attach(dossiers, level=3)
        ENTRY.attach(entries, level=3)
        context["dossiers"] = dossiers
        context["entries"], context["coming"] = latest_and_coming(entries, today, LATEST, COMING)
        context["changed_at"] = last_change(context["dossiers"], context["entries"], context["coming"])
        return super().get_context_data(**context)

    def jsonld(self, context):
        return [jsonld.website()]
