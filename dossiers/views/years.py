from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from dossiers.reading.years import Year, by_dossier, events_by_year, known_years
from dossiers.views.page import Page

# So much of each part stands on the page: with all of it, a year fits on four sheets of paper.
LISTED = 25
EVENTS = 80


class YearList(Page, TemplateView):
    """The years of which something is known."""

    template_name = "dossiers/year_list.html"
    title = gettext_lazy("Years")
    description = gettext_lazy("Year by year: taskforces that began and ended, results, events.")

    def get_context_data(self, **context):
        events = events_by_year()
        context["years"] = [(year, events.get(year, 0)) for year in known_years()]
        return super().get_context_data(**context)


class YearPage(Page, TemplateView):
    """What one year brought: begun, finished, achieved, happened, by country. Made to be printed."""

    template_name = "dossiers/year.html"
    trail = ((gettext_lazy("Years"), reverse_lazy("years")),)

    def get_context_data(self, year, **context):
        year, years = int(year), known_years()
        if year not in years:
            raise Http404
        self.year = Year(year)
        context |= {"year": year, "parts": self.parts(), "countries": self.year.by_country()}
        context["previous"] = next((each for each in years if each < year), None)
        context["following"] = next((each for each in reversed(years) if each > year), None)
        keys = list(self.year.events().values_list("pk", flat=True)[:EVENTS])
        context["groups"], context["event_count"] = by_dossier(keys), self.year.event_count()
        context["events_left"] = context["event_count"] - len(keys)
        context["title"] = _("The year %(year)d") % {"year": year}
        context["description"] = _("%(year)d: taskforces that began and ended, results, events, by country.") % {
            "year": year
        }
        return super().get_context_data(**context)

    def parts(self):
        """What began, ended and was achieved: {name: (rows, whether there are more)}."""
        named = {"begun": self.year.begun(), "finished": self.year.finished()}
        questions = {name: rows.with_countries().defer("background") for name, rows in named.items()}
        questions["achieved"] = self.year.achieved()
        rows = {name: list(question[: LISTED + 1]) for name, question in questions.items()}
        return {name: (each[:LISTED], len(each) > LISTED) for name, each in rows.items()}
