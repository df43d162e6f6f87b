from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from dossiers.drawings.map import Map
from dossiers.formats import jsonld
from dossiers.lists.filtersets import DossierFilterSet
from dossiers.pieces import CARD, ENTRY
from dossiers.reading.latest import latest_and_coming
from dossiers.views.alternates import feeds_of_everything
from dossiers.views.page import Page, last_change, texts
from taskforces.models.live import Dossier
from timeline.models.live import Entry

ONGOING, LATEST, COMING = 6, 5, 3


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
        ongoing = Dossier.objects.latest_ongoing(ONGOING).newest_first()
        context["dossiers"] = CARD.attach(CARD.rows(ongoing)[:ONGOING], level=3)
        entries = ENTRY.of(Entry.objects.latest_and_coming(today, LATEST, COMING).newest_first(), level=3)
        context["entries"], context["coming"] = latest_and_coming(entries, today, LATEST, COMING)
        context["changed_at"] = last_change(context["dossiers"], context["entries"], context["coming"])
        return super().get_context_data(**context)

    def jsonld(self, context):
        return [jsonld.website()]
