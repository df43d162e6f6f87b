from collections import defaultdict

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dossiers import errors
from dossiers.drawings import qr
from dossiers.drawings.journeys import Journeys
from dossiers.drawings.lifeline import lifeline
from dossiers.drawings.lineage import Lineage
from dossiers.drawings.map import Map
from dossiers.drawings.spans import Spans
from dossiers.lists.counts import ChoiceCount
from dossiers.lists.filtersets import DossierFilterSet
from dossiers.reading.neighbours import Place
from dossiers.reading.results import ledger
from dossiers.reading.sources import sources
from dossiers.reading.status_line import status_line
from dossiers.reading.timeline import Timeline
from dossiers.styleguide import samples
from dossiers.styleguide.hostile import hostile_dossiers, hostile_entries
from dossiers.views.page import Page
from library.models import Picture
from taskforces.models.live import Dossier

COUNTS = {"FR": 1, "DK": 2, "NO": 5, "MT": 9, "EU": 1}
COLOURS = ("ink", "soft", "blue", "gold", "green", "amber", "red", "edge", "line", "wash", "sheet", "paper")
SHOWN = (400, 403, 404, 410, 500, 503)


class StyleGuide(Page, TemplateView):
    """Every component in every state, from the partials that readers get, with rows that are made up."""

    template_name = "dossiers/styleguide.html"
    title = _("Components")
    trail = ((_("Components"), "/design/"),)

    def dispatch(self, request, *args, **kwargs):
        if not settings.SHOW_DESIGN:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context):
        picture = Picture.objects.order_by("pk").first()
        if self.request.GET.get("state") == "hostile":
            dossiers, entries = hostile_dossiers(), hostile_entries(picture)
        else:
            dossiers, entries = samples.dossiers(), samples.entries(picture)
        context |= {
            "colours": COLOURS,
            "dossiers": dossiers,
            "dossier": dossiers[0],
            "picture": picture,
            "entry": entries[0],
            "place": Place(dossiers[0], entries[1], entries[2], dossiers[0].results[:1]),
            "status_line": status_line(dossiers[0], [entry.date for entry in entries], samples.TODAY),
            "life": lifeline(dossiers[0], entries, samples.TODAY),
            "timeline": Timeline(entries, self.request.GET, self.request.path),
            "ledger": ledger(dossiers[0].objectives, dossiers[0].results, entries),
            "documents": samples.documents(),
            "sources": sources(dossiers[0]),
            "marked": samples.marked(dossiers[0]),
            "pages": [(page, page.paginator) for page in map(Paginator(range(60), 20).page, (1, 2, 3))],
            "code": qr.code(settings.SITE_URL),
            "error_pages": SHOWN,
        }
        return super().get_context_data(**context | charts(dossiers) | narrowed(self.request.GET.get("state")))


def charts(dossiers):
    """Dossiers as pictures."""
    first, second, third, fourth, _bare = (dossier.pk for dossier in dossiers)
    ties = [("builds_on", first, fourth, 0), ("continues", second, third, 0), ("shared", first, third, 2)]
    days = {first: [(samples.TODAY, samples.TODAY)]}
    return {
        "map": Map(COUNTS, {"DK"}),
        "spans": Spans(dossiers, days, samples.TODAY),
        "lineage": Lineage(dossiers, ties),
        "journeys": Journeys(dossiers, ties),
    }


def narrowed(state):
    """The filters of a list, with some chosen; in the state "mistakes", with messages beside the fields."""
    query = "country=QQ&year=soon&sort=x&q=" + "a" * 101 if state == "mistakes" else "country=FR&status=ongoing&q=pact"
    filterset = DossierFilterSet(QueryDict(query), queryset=Dossier.objects.none())
    # What the search and the database would have found.
    filterset.found = defaultdict(list)
    filterset.counts = {
        "country": [ChoiceCount(code, "", 0, number) for code, number in COUNTS.items()],
        "status": [
            ChoiceCount("ongoing", "", 0, 3),
            ChoiceCount("finalised", "", 0, 1),
            ChoiceCount("not-stated", "", 0, 1),
        ],
        "organisation": [
            ChoiceCount("alerteducation", "AlertEducation", 0, 2),
            ChoiceCount("locarn", "Institut de Locarn", 0, 1),
        ],
    }
    return {"filterset": filterset, "sentence": filterset.sentence(3), "unfiltered": None}


def error_page(request, status):
    """What a reader gets when something is not as asked."""
    if not settings.SHOW_DESIGN or status not in SHOWN:
        raise Http404
    return errors.page(request, status, withdrawal=samples.withdrawal())
