from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from dossiers.drawings.lanes import Lanes
from dossiers.reading.comparing import FEWEST, MOST, asked_for, offered
from dossiers.reading.relations import days_of_events
from dossiers.reading.results import ledger
from dossiers.views.page import Page, last_change


class ComparePage(Page, TemplateView):
    """Two to four dossiers side by side: facts, objectives and results, and their lives in time."""

    template_name = "dossiers/compare.html"
    description = gettext_lazy("Two to four taskforces side by side: facts, objectives and results, and time.")
    trail = ((gettext_lazy("Taskforces"), reverse_lazy("dossiers")),)

    @cached_property
    def asked(self):
        return asked_for(self.request.GET.getlist("with"), timezone.localdate())

    def get_context_data(self, **context):
        dossiers, today = self.asked.dossiers, timezone.localdate()
        context |= {"dossiers": dossiers, "sentences": self.sentences(), "canonical": self.address()}
        if len(dossiers) < MOST:
            context["offered"] = offered(dossiers)
        if len(dossiers) >= FEWEST:
            context["ledgers"] = [(dossier, ledger(dossier.objectives, dossier.results)) for dossier in dossiers]
            context["spans"] = Lanes(dossiers, days_of_events([dossier.pk for dossier in dossiers]), today)
        context["changed_at"] = last_change(dossiers)
        return super().get_context_data(**context)

    def address(self):
        """The short address of what is shown, whatever the order."""
        slugs = sorted(dossier.slug for dossier in self.asked.dossiers)
        return f"{self.request.path}?{urlencode({'with': slugs}, doseq=True)}" if slugs else self.request.path

    def name(self, context):
        titles = [dossier.title for dossier in self.asked.dossiers]
        return _("Compared: %(titles)s") % {"titles": " · ".join(titles)} if titles else _("Compare taskforces")

    def is_only_a_view(self, context):
        return bool(self.request.GET)

    def sentences(self):
        """What is to be said of what was asked."""
        asked, number = self.asked, len(self.asked.dossiers)
        said = [_("“%(slug)s” was named twice; it stands here once.") % {"slug": slug} for slug in asked.repeated]
        said += [_("“%(slug)s” was withdrawn.") % {"slug": slug} for slug in asked.withdrawn]
        said += [_("No taskforce is published as “%(slug)s”.") % {"slug": slug} for slug in asked.unknown]
        if asked.left_out:
            words = ngettext(
                "At most four can be compared: %(number)d is left out.",
                "At most four can be compared: %(number)d are left out.",
                asked.left_out,
            )
            said.append(words % {"number": asked.left_out})
        if number < FEWEST:
            said.append(_("Choose one to three more.") if number else _("Choose two to four taskforces."))
        return said
