from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.drawings.journeys import Journeys
from dossiers.drawings.lineage import Lineage
from dossiers.drawings.map import Map
from dossiers.drawings.spans import Spans
from dossiers.lists.questions import DossierQuestion
from dossiers.pieces import CARD
from dossiers.reading.relations import days_of_events, ties
from dossiers.views.alternates import OF_LISTS
from dossiers.views.filtered import FilteredList
from publishing.generation import names_for
from taskforces.models.live import Dossier
from timeline.models.outlines import DATES, SOME


class DossierList(FilteredList):
    """The dossiers that a reader asked for, as cards, as a table, or as a picture."""

    template_name = "dossiers/dossier_list.html"
    title = _("Taskforces")
    description = _("What taskforces for STEM education in Europe set out to do, how they stand and what came of them.")
    question_class = DossierQuestion
    model_of_sheets, shown_beside = Dossier, ("slug", "title")
    suffixes = OF_LISTS
    context_object_name = "dossiers"
    WHOLE = 200  # rows of a picture, which says more when it is not cut

    def hangs_on(self):
        """What events are called is not shown; words that are searched may stand in them."""
        return super().hangs_on() if "q" in self.request.GET else names_for(DATES, SOME)

    def get_paginate_by(self, queryset):
        return self.WHOLE if self.filterset.is_picture else self.paginate_by

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        return context | self.view_context(self.filterset.view_chosen, context["object_list"])

    def view_context(self, view, dossiers):
        """What a view shows besides the rows."""
        keys = [dossier.pk for dossier in dossiers]
        match view:
            case "timeline":
                countries = self.filterset.selected.get("country", ())
                return {"spans": Spans(dossiers, days_of_events(keys), timezone.localdate(), countries)}
            case "lineage":
                tied = list(ties(keys))
                return {"lineage": Lineage(dossiers, tied), "journeys": Journeys(dossiers, tied)}
            case "cards":
                self.attach(CARD, dossiers, level=2)
                choices = self.filterset.choices["country"]
                is_counted = all(choice.number is not None for choice in choices)
                return {"map": Map.of(choices, address=self.in_country)} if is_counted else {}
        return {}

    def in_country(self, code):
        """The address of this list in another country."""
        return self.filterset.address(self.request.path, country=[code])
