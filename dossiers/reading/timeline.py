"""The timeline of a dossier: its events by year, all of them or those of some types. Asks the database nothing."""

from collections import Counter
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dossiers.lists.facets import Choice
from dossiers.lists.fields import MultipleValueField, SingleValueField
from text.dates import months_between
from text.folding import fold

ANCHOR = "#the_timeline"
# The length in pixels of the fullest year on the ruler.
LONGEST = 32
# So many months without an event are a break in the timeline.
LONG_SILENCE = 12


def by_year(entries):
    """Entries in their order, by the year they stand under: [(year, [entries])]; None for those without a date."""
    years = groupby(entries, lambda entry: entry.sort_date and entry.sort_date.year)
    return [(year, list(group)) for year, group in years]


def with_previewed(entries, previewed, dossier):
    """A dossier's timeline as it would be, newest first: `previewed` stand in the place of what they replace."""
    keys = {entry.pk for entry in previewed}
    standing = [entry for entry in previewed if dossier.pk in {link.dossier for link in entry.dossier_links.all()}]
    return sorted([*standing, *(entry for entry in entries if entry.pk not in keys)], key=lambda entry: entry.in_order)


class Timeline:
    """What one reader asked of one timeline. `entries` are all of the dossier's, newest first."""

    def __init__(self, entries, parameters, path):
        self.entries, self.path = list(entries), path
        self.types = Counter(entry.type for entry in self.entries if entry.type)
        self.form = _form(_slugs(self.types), parameters)
        self.is_good = self.form.is_valid()
        self.chosen = self.form.cleaned_data.get("type", [])
        self.oldest_first = self.form.cleaned_data.get("order") == "oldest"

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
        return by_year(self.shown)

    @property
    def ruler(self):
        """How full each year is: [(year, number of events, length in pixels)]; None for those without a date."""
        numbers = [(year, len(entries)) for year, entries in self.years]
        most = max((number for _year, number in numbers), default=1)
        return [(year, number, round(LONGEST * number / most) or 1) for year, number in numbers]

    @property
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

    def address(self, **instead):
        """The address of this timeline with something else asked, types in one order; the usual is not written."""
        parameters = {"type": self.chosen, "order": "oldest" if self.oldest_first else "newest"} | instead
        parameters["type"] = sorted(parameters["type"])
        unusual = {name: value for name, value in parameters.items() if value and value != "newest"}
        return f"{self.path}?{urlencode(unusual, doseq=True)}{ANCHOR}" if unusual else f"{self.path}{ANCHOR}"

    def _choice(self, kind):
        return Choice(kind.slug, kind.name, self.types[kind], kind.slug in self.chosen)

    def _toggled(self, slug):
        return [other for other in self.chosen if other != slug] if slug in self.chosen else [*self.chosen, slug]


def mark_silence(entries, oldest_first=False):
    """Give `quiet_months` to the entries that stand below a year or more without an event: how many whole months.

    `entries` are all of a timeline in their order. What lasts fills the time until it ends.
    """
    dated = [entry for entry in entries if entry.sort_date]
    reach = date.min
    for older, newer in pairwise(dated if oldest_first else dated[::-1]):
        reach = max(reach, older.date_upper or date.max)
        months = months_between(reach, newer.sort_date)
        (newer if oldest_first else older).quiet_months = months if months >= LONG_SILENCE else 0


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
