"""How a list is narrowed: what was asked, what is left, and what can be chosen next."""

from dataclasses import replace

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from dossiers.lists.counted import Counted
from dossiers.lists.counts import bounded
from dossiers.lists.fields import WordsFilter, printable, unknown_choice
from dossiers.lists.groups import Group
from dossiers.lists.short_address import ShortAddress
from dossiers.lists.words import FoundByWords
from publishing.models.prepared import Stored


class FacetedFilterSet(Counted, FoundByWords, ShortAddress, FilterSet):
    """Several values of one group mean "or", several groups mean "and". A subclass names its `facets`, by group."""

    facets = {}
    # What need not be written into an address, by parameter.
    usual = {}

    q = WordsFilter(label=_("Words"), max_length=100, method="keep")

    def rows(self):
        """The rows asked for, in order; none when a value is no good."""
        return self.queryset.none() if self.errors else self.in_order(self.narrowed())

    def narrowed(self, without=""):
        """The rows that all groups but one let through."""
        rows = self.queryset
        if self.has_words and without != "q":
            rows = rows.filter(pk__among=Stored(self.found[without]))
        for name in self.selected:
            if name != without:
                rows = self.filters[name].filter(rows, self.selected[name])
        return rows

    def in_order(self, rows):
        """The rows in the order asked for."""
        return rows

    def keys(self):
        """The keys of the rows in order, for slices."""
        return self.rows().values_list("pk", flat=True)

    def keep(self, rows, _name, _value):
        """An order, a view, and words keep all rows: words are looked for by the index, see `found`."""
        return rows

    @property
    def words(self):
        """What was typed, good or not, to be shown again."""
        return printable(self.form["q"].value() or "")[:200]

    @cached_property
    def selected(self):
        """What was asked for and can be meant, by group; empty groups are absent."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def errors(self):
        """What is wrong with the question, by group. A chosen name that nothing has is known from the counts."""
        sent = self.selected  # before a group with an error loses what was given
        for name, values in self._unknown(sent).items():
            self.form.add_error(name, unknown_choice(values[0]))
        return self.form.errors

    def _unknown(self, sent):
        """The chosen names that nothing has, by group; a group without one is absent."""
        unknown = {
            name: facet.unknown(self.counts.get(name, ()), sent.get(name, ())) for name, facet in self.facets.items()
        }
        return {name: values for name, values in unknown.items() if values}

    @cached_property
    def choices(self):
        """What each group offers: {group: [Choice]}. Among very many rows nobody counts."""
        choices = {
            name: facet.choices(self.counts.get(name, ()), self.selected.get(name, ()))
            for name, facet in self.facets.items()
        }
        for name in choices:
            if self.narrowing(name) and self._is_too_large(name):
                choices[name] = [replace(choice, number=None) for choice in choices[name]]
        return choices

    @cached_property
    def chosen(self):
        """The choices made: {group: [Choice]}; a group without one is absent."""
        chosen = {name: [choice for choice in choices if choice.chosen] for name, choices in self.choices.items()}
        return {name: choices for name, choices in chosen.items() if choices}

    @cached_property
    def labels(self):
        """What the chosen values are called: {group: [label]}."""
        return {name: [choice.label for choice in choices] for name, choices in self.chosen.items()}

    @property
    def groups(self):
        """The groups as the form shows them; one that offers no choice is left out."""
        return list(filter(None, (Group.of(self, name, choices) for name, choices in self.choices.items())))

    @property
    def values(self):
        """All that the form shows beside its words, as a key; None where it shows something else that was typed, or an
        error."""
        if self.errors or self.selected.get("find"):
            return None
        choices = [(name, choice) for name, choices in self.choices.items() for choice in choices]
        selected = sorted((name, value) for name, value in self.selected.items() if name != "q")
        return repr((type(self), self.has_words, self.usual, selected, choices))

    @property
    def ordering(self):
        """The field that asks for another order; None where the order is not seen."""
        return None

    @property
    def found_elsewhere(self):
        """How many rows of other lists have the same words: [(name of the list, number)], without 0."""
        return [(name, number) for name, number in self.numbers_elsewhere.items() if number]

    @property
    def ways_out(self):
        """What would be found without one of the groups, where nothing is found with all: [(labels, query, number)]."""
        labels = self.labels | ({"q": [f"“{self.selected['q']}”"]} if "q" in self.selected else {})
        ways = [
            (names, self.address("", **{name: ""}), bounded(self.narrowed(without=name)).count())
            for name, names in labels.items()
        ]
        return [way for way in ways if way[-1]]

    @property
    def is_one_choice(self):
        """Whether all that was asked is one value of one group, or nothing."""
        chosen = [value for name in self.facets for value in self.selected.get(name, ())]
        return len(chosen) <= 1 and not self.selected.keys() - self.facets.keys() and not self.errors

    @property
    def display_options(self):
        """How the list is ordered and looked at, in words, where that is not the usual: ["order: oldest first"]."""
        unusual = {
            name: self.selected[name]
            for name in self.usual
            if self.selected.get(name, "") not in ("", self.usual[name])
        }
        labels = {name: dict(self.form.fields[name].choices)[value] for name, value in unusual.items()}
        return [f"{self.form[name].label}: {label}".lower() for name, label in labels.items()]
