"""How a list is narrowed: what was asked, what is left, and what can be chosen next."""

from django.db.models import Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from dossiers.lists.counts import count, tally
from dossiers.lists.fields import WordsFilter, printable, unknown_choice
from dossiers.lists.groups import Group
from dossiers.lists.short_address import ShortAddress


class FacetedFilterSet(ShortAddress, FilterSet):
    """Several values of one group mean "or", several groups mean "and". A subclass names its `facets`, by group."""

    facets = {}
    # The rows of other lists that have the same words, by name of the list; only counted.
    elsewhere = {}
    # What need not be written into an address, by parameter.
    usual = {}

    q = WordsFilter(label=_("Words"), max_length=100, method="by_words")

    def rows(self):
        """The rows asked for, in order; none when a value is no good."""
        return self.queryset.none() if self.errors else self.in_order(self.narrowed())

    def narrowed(self, without=""):
        """The rows that all groups but one let through."""
        rows = self.queryset
        for name in self.selected:
            if name != without:
                rows = self.filters[name].filter(rows, self.selected[name])
        return rows

    def in_order(self, rows):
        """The rows in the order asked for."""
        return rows

    def by_words(self, rows, _name, words):
        return rows.search(words)

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
    def counts(self):
        """The counts of all rows asked for, of all groups and of what is found elsewhere, in one query."""
        elsewhere = [tally("elsewhere", rows, Value(name)) for name, rows in self.elsewhere.items()]
        whole = tally("found", self.narrowed(), Value(""))
        return count([whole, *(part for name in self.facets for part in self._counted(name)), *elsewhere])

    @property
    def number(self):
        """How many rows are asked for; 0 when a value is no good."""
        return 0 if self.errors else sum(row.number for row in self.counts.get("found", ()))

    def _counted(self, name):
        chosen = self.selected.get(name, ())
        return self.facets[name].counted(name, self.narrowed(without=name), chosen, self.queryset)

    @cached_property
    def choices(self):
        """What each group offers: {group: [Choice]}."""
        return {
            name: facet.choices(self.counts.get(name, ()), self.selected.get(name, ()))
            for name, facet in self.facets.items()
        }

    @property
    def chosen(self):
        """The choices made: {group: [Choice]}; a group without one is absent."""
        chosen = {name: [choice for choice in choices if choice.chosen] for name, choices in self.choices.items()}
        return {name: choices for name, choices in chosen.items() if choices}

    @property
    def labels(self):
        """What the chosen values are called: {group: [label]}."""
        return {name: [choice.label for choice in choices] for name, choices in self.chosen.items()}

    @property
    def groups(self):
        """The groups as the form shows them; one that offers no choice is left out."""
        groups = [Group(self.form[name], choices) for name, choices in self.choices.items()]
        return [group for group in groups if len(group.choices) > 1 or group.field.errors or group.field.value()]

    @property
    def found_elsewhere(self):
        """How many rows of other lists have the same words: [(name of the list, number)], without 0."""
        return [(row.value, row.number) for row in self.counts.get("elsewhere", ()) if row.number]

    @property
    def ways_out(self):
        """What would be found without one of the groups, where nothing is found with all: [(labels, query, number)]."""
        labels = self.labels | ({"q": [f"“{self.selected['q']}”"]} if "q" in self.selected else {})
        ways = [
            (names, self.address("", **{name: ""}), self.narrowed(without=name).count())
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
