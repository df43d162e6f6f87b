"""The timeline of a dossier: its events by year, all of them or those of some types. Asks the database nothing."""

from collections import Counter
from functools import cached_property
from itertools import accumulate, groupby

from django import forms
from django.core.paginator import Paginator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dossiers.lists.facets import Choice
from dossiers.lists.fields import MultipleValueField, SingleValueField
from dossiers.reading.quiet import mark_silence
from text.folding import fold

ANCHOR = "#the_timeline"
# So many events stand on one page of a timeline; of a longer one, the others have addresses of their own.
EVENTS_ON_A_PAGE = 200
# The length in pixels of the fullest year on the ruler.
LONGEST = 32


def by_year(entries):
    """Entries in their order, by the year they stand under: [(year, [entries])]; None for those without a date."""
    years = groupby(entries, lambda entry: entry.sort_date and entry.sort_date.year)
    return [(year, list(group)) for year, group in years]


class Timeline:
    """What one reader asked of one timeline. `entries` are all of the dossier's, newest first; `kept` parameters stay
    in every address.

    Raises InvalidPage for a page that there is not.
    """

    def __init__(self, entries, parameters, path, **kept):
        self.entries, self.path, self.kept = list(entries), path, kept
        self.types = Counter(entry.type for entry in self.entries if entry.type and entry.type.slug)
        self.parameters = parameters
        # Nearly always nothing is asked: then no form is made.
        self.is_good = not parameters or self.form.is_valid()
        asked = self.form.cleaned_data if parameters else {}
        self.chosen, self.oldest_first = asked.get("type", []), asked.get("order") == "oldest"
        self.page = Paginator(self.shown, EVENTS_ON_A_PAGE).page(parameters.get("page") or 1)

    @cached_property
    def form(self):
        """What was asked, and what was wrong with it."""
        return _form(_slugs(self.types), self.parameters)

    @cached_property
    def shown(self):
        """The entries asked for, in the order asked for; none when the question makes no sense."""
        if not self.is_good:
            return []
        entries = [
            entry for entry in self.entries if not self.chosen or (entry.type and entry.type.slug in self.chosen)
        ]
        return reversed_timeline(entries) if self.oldest_first else entries

    @cached_property
    def years(self):
        if not self.chosen:
            mark_silence(self.shown, self.oldest_first)
        return by_year(self.page)

    @cached_property
    def ruler(self):
        """How full each year is: [(year, or None for no date; number of events; length in pixels; the address of the
        page where it begins, when that is another one)]."""
        years = [(year, len(entries)) for year, entries in by_year(self.shown)]
        most, starts = (
            max((number for _year, number in years), default=1),
            accumulate((n for _y, n in years), initial=0),
        )
        return [
            (year, number, round(LONGEST * number / most) or 1, self._page_with(start))
            for (year, number), start in zip(years, starts, strict=False)
        ]

    def _page_with(self, index):
        """The address of the page on which the event with this index stands; "" for this page."""
        number = index // EVENTS_ON_A_PAGE + 1
        return "" if number == self.page.number else self.address("", page=number)

    @property
    def on_life_line(self):
        """The entries that are drawn on the life line: all, or of a long timeline those of this page."""
        return self.entries if len(self.entries) <= EVENTS_ON_A_PAGE else list(self.page)

    def page_of(self, place):
        """The address of the page on which a place of the dossier stands, of those that its life line leads to: "" for
        this one; for an event that was not asked for, the whole timeline."""
        return self.address("", type=[]) if place in self._left_out else ""

    @cached_property
    def _left_out(self):
        """The places of the events that are on the life line and not on this page."""
        return {entry.slug for entry in self.on_life_line} - {entry.slug for entry in self.page}

    @property
    def turns(self):
        """The addresses of the pages before and after this one, "" for none."""
        page = self.page
        numbers = page.has_previous() and page.number - 1, page.has_next() and page.number + 1
        return [self.address(page=number) if number else "" for number in numbers]

    @cached_property
    def choices(self):
        """The types on this timeline, each with the address that adds or removes it: [(Choice, address)]."""
        kinds = sorted(self.types, key=lambda kind: (kind.position, fold(kind.name)))
        return [(self._choice(kind), self.address(type=self._toggled(kind.slug))) for kind in kinds]

    @property
    def all_types(self):
        return self.address(type=[])

    @property
    def other_order(self):
        return self.address(order="newest" if self.oldest_first else "oldest")

    @property
    def words(self):
        """What was asked, in words: ["Tools", "oldest first"]; empty where all is shown as usual."""
        types = [choice.label for choice, _address in self.choices if choice.chosen]
        return [*types, str(_("oldest first"))] if self.oldest_first else types

    def address(self, place=ANCHOR, **instead):
        """The address of this timeline with something else asked, types in one order; the usual is not written."""
        parameters = {"type": self.chosen, "order": "oldest" if self.oldest_first else "newest"} | instead
        parameters["type"] = sorted(parameters["type"])
        unusual = {name: value for name, value in parameters.items() if value and value not in ("newest", 1)}
        unusual = self.kept | unusual
        return f"{self.path}?{urlencode(unusual, doseq=True)}{place}" if unusual else f"{self.path}{place}"

    def _choice(self, kind):
        return Choice(kind.slug, kind.name, self.types[kind], kind.slug in self.chosen)

    def _toggled(self, slug):
        return [other for other in self.chosen if other != slug] if slug in self.chosen else [*self.chosen, slug]


def reversed_timeline(entries):
    """Oldest first; what has no date still stands last."""
    dated = [entry for entry in entries if entry.sort_date]
    undated = [entry for entry in entries if not entry.sort_date]
    return dated[::-1] + undated[::-1]


def _slugs(types):
    """The addresses by which types are asked for, also those of before: {address: today's}."""
    former = {slug: kind.slug for kind in types for slug in kind.former_slugs.split()}
    return former | {kind.slug: kind.slug for kind in types}


def _form(slugs, parameters):
    orders = [("newest", _("Newest first")), ("oldest", _("Oldest first"))]
    fields = {
        "type": MultipleValueField(
            known=slugs.__contains__, canonical=lambda slug: slugs.get(slug, slug), required=False
        ),
        "order": SingleValueField(choices=orders, required=False),
    }
    return type("TimelineForm", (forms.Form,), fields)(parameters)
