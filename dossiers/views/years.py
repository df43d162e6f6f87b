from django.http import Http404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from dossiers.reading.years import Year, by_dossier, events_by_year, known_years, told_apart
from dossiers.views.page import Page

# So much of each part stands on the page: with all of it, a year fits on four sheets of paper.
LISTED = 25
EVENTS = 80


class YearList(Page, TemplateView):
    """The years of which something is known."""

    template_name = "dossiers/year_list.html"
    title = gettext_lazy("Years")
    description = gettext_lazy("Year by year: taskforces that begin and end, results, events.")

    def get_context_data(self, **context):
        events = events_by_year()
        context["years"] = [(year, events.get(year, 0)) for year in known_years()]
        return super().get_context_data(**context)


class YearPage(Page, TemplateView):
    """One year: what began, ended, was achieved and happened, what is to come, and by country. Made to be printed."""

    template_name = "dossiers/year.html"
    trail = ((gettext_lazy("Years"), reverse_lazy("years")),)

    def get_context_data(self, year, **context):
        year, years = int(year), known_years()
        if year not in years:
            raise Http404
        self.year = Year(year, timezone.localdate())
        context |= {"year": year, "taskforces": self.taskforces(), "achieved": cut(self.year.achieved())}
        context |= self.countries() | self.events()
        context["previous"] = next((each for each in years if each < year), None)
        context["following"] = next((each for each in reversed(years) if each > year), None)
        context["title"] = _("The year %(year)d") % {"year": year}
        context["description"] = _("%(year)d: taskforces that begin and end, results, events, by country.") % {
            "year": year
        }
        return super().get_context_data(**context)

    def taskforces(self):
        """What begins and ends: [([(heading, rows)], whether there are more)]."""
        parts = []
        for question, names in (
            (self.year.beginning(), (_("Begun"), _("To begin"))),
            (self.year.ending(), (_("Finished"), _("To end"))),
        ):
            rows, has_more = cut(question.with_countries().defer("background"))
            parts.append((told_apart(rows, *names), has_more))
        return parts

    def events(self):
        """Its events by name and taskforce, how many of them are listed, and how many there are."""
        keys = list(self.year.events().values_list("pk", flat=True)[:EVENTS])
        parts = told_apart(self.year.entries(keys), _("Happened"), _("Coming up"))
        events = [(name, len(entries), by_dossier(entries)) for name, entries in parts]
        return {"events": events, "listed": len(keys), "event_count": self.year.event_count()}

    def countries(self):
        """Its numbers by country, and whether something is to begin or to end."""
        countries = self.year.by_country()
        return {"countries": countries, "has_ahead": any(each.to_begin or each.to_end for each in countries)}


def cut(question):
    """As many rows as stand on the page, and whether there are more."""
    rows = list(question[: LISTED + 1])
    return rows[:LISTED], len(rows) > LISTED
