"""A dossier in somebody else's site: a page that may be framed, how to frame it, and oEmbed (oembed.com)."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import DetailView

from dossiers.formats import jsonld
from dossiers.reading.status_line import standing
from dossiers.reading.timeline import by_year
from dossiers.views.page import Page
from publishing.generation import names_for
from taskforces.models.live import Dossier
from timeline.models.live import Entry

# What may be shown, with how many of the newest events.
SHOWN = {"box": 3, "timeline": 30}
WIDTH, HEIGHT = 640, 560


class DossierPart(Page, DetailView):
    """A page about one dossier that says little itself: search engines shall keep the dossier."""

    queryset = Dossier.objects.defer("background")
    context_object_name = "dossier"

    def hangs_on(self):
        return names_for("taskforce", self.object.pk)

    def is_only_a_view(self, context):
        return True


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class EmbeddedDossier(DossierPart):
    """The facts of a dossier and its newest events, small enough for a frame in another site."""

    template_name = "dossiers/embedded.html"

    def get_queryset(self):
        return super().get_queryset().for_cards()

    def get_context_data(self, **context):
        shown = self.request.GET.get("show", "box")
        number = SHOWN.get(shown, SHOWN["box"])
        entries = list(Entry.objects.of([self.object.pk]).for_cards().newest_first()[:number])
        context |= {"title": self.object.title, "canonical": self.object.get_absolute_url()}
        context |= {"years": by_year(entries), "left": self.object.event_count - len(entries)}
        context["is_timeline"] = shown == "timeline"
        context["standing"] = standing(self.object, timezone.localdate())
        return super().get_context_data(**context)


@method_decorator(csp_update({"frame-src": [SELF]}), name="dispatch")
class SharePage(DossierPart):
    """How to pass a dossier on: its address, a letter, and the lines that show it in another site."""

    template_name = "dossiers/share.html"

    @property
    def trail(self):
        return ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")), (self.object, self.object.get_absolute_url()))

    def get_context_data(self, **context):
        context["title"] = _("%(title)s: share it or show it in your site") % {"title": self.object.title}
        context["address"] = jsonld.address(self.object.get_absolute_url())
        context["frames"] = [(name, embedded(self.object, name), frame(self.object, name)) for name in SHOWN]
        return super().get_context_data(**context)


def embedded(dossier, shown="box"):
    """The address of what is framed."""
    return reverse("embedded", args=[dossier.slug], query={} if shown == "box" else {"show": shown})


def frame(dossier, shown="box", width=WIDTH, height=HEIGHT):
    """The HTML that shows a dossier in another site."""
    context = {"dossier": dossier, "address": jsonld.address(embedded(dossier, shown))}
    return render_to_string("dossiers/_frame.html", context | {"width": width, "height": height}).strip()
