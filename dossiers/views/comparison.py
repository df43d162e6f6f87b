"""Two editions of a dossier or an event, compared field by field."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from dossiers.reading.comparison import changes_between
from dossiers.views.editions import DossierEditions, EventEditions
from dossiers.views.page import Page
from dossiers.views.past import NothingStoodPage
from publishing.models import Edition


class Comparison(Page, TemplateView):
    """What changed from one edition to another. A subclass names `listed`, the page of all editions."""

    template_name = "dossiers/comparison.html"
    listed = None

    @cached_property
    def row(self):
        """The item, as readers have it."""
        return get_object_or_404(self.listed.rows, slug=self.kwargs["slug"])

    @property
    def trail(self):
        """The way here."""
        above = (*self.listed.above, (self.row.heading, self.row.get_absolute_url()))
        return (*above, (_("Editions"), self.row.get_editions_url()))

    def get(self, request, *args, **kwargs):
        """The comparison, the earlier edition first; of one edition with itself there is none, so it is shown."""
        before, after = sorted((kwargs["before"], kwargs["after"]))
        self.before, self.after = self.edition(before), self.edition(after)
        if before == after:
            return HttpResponseRedirect(self.row.get_edition_url(before))
        if before != kwargs["before"]:
            return HttpResponseRedirect(self.row.get_comparison_url(before, after))
        for edition in (self.before, self.after):
            if edition.is_withdrawal:
                words = _("Edition %(number)d is a withdrawal: it says nothing that could be compared.")
                return NothingStoodPage.as_view()(request, row=self.row, sentence=words % {"number": edition.number})
        return super().get(request, *args, **kwargs)

    def edition(self, number):
        """The edition of a number; 404 where there is none."""
        if number not in self.editions:
            raise Http404
        return self.editions[number]

    @cached_property
    def editions(self):
        """The two that were asked for, by number."""
        numbers = {self.kwargs[name] for name in ("before", "after") if self.kwargs[name] <= self.row.edition_number}
        editions = Edition.objects.of(self.row.schema.kind, self.row.pk).filter(number__in=numbers)
        return {edition.number: edition for edition in editions}

    def get_context_data(self, **context):
        numbers = {"title": self.row.heading, "before": self.before.number, "after": self.after.number}
        context["title"] = _("%(title)s: editions %(before)d and %(after)d compared") % numbers
        context["changes"] = changes_between(type(self.row), self.before, self.after)
        sides = [(edition, self.row.get_edition_url(edition.number)) for edition in (self.before, self.after)]
        return super().get_context_data(**context, row=self.row, sides=sides, changed_at=self.row.updated_at)

    def is_only_a_view(self, context):
        return True


class DossierComparison(Comparison):
    """Two editions of a dossier."""

    listed = DossierEditions


class EventComparison(Comparison):
    """Two editions of an event."""

    listed = EventEditions
