"""How many rows a list has, and how many stand behind each choice: what is known of all, and counted among few."""

from functools import cache

from django.db.models import Sum, Value
from django.utils import timezone
from django.utils.functional import cached_property

from dossiers.lists.asked_again import asked_again
from dossiers.lists.counts import COUNTED, bounded, by_group, keys_of, tally, together
from publishing.models import Live, Tally
from publishing.models.prepared import Prepared, Several, Stored
from publishing.models.tallies import ALL


class Counted:
    """Mixed into a faceted filterset. Asks twice at most: how much is left of all rows, and what stands behind what."""

    @property
    def kind(self):
        """The kind of the rows, if it is one of which lists are tallied."""
        return self.queryset.model.schema.kind if issubclass(self.queryset.model, Live) else ""

    def narrowing(self, without=""):
        """The parameters that leave rows out."""
        return [name for name in self.selected if name != without and name not in self.usual and name != "find"]

    @cached_property
    def left(self):
        """The keys of the rows asked for (""), and of those without one of the groups, as far as they are counted:
        {group: [key]}."""
        asked = ["", *(name for name in self.facets if name in self.selected)] if self.narrowing() else []
        narrowed = [name for name in asked if self.narrowing(name)]
        if self.has_words:
            return self.found_keys(narrowed)

        def build():
            return together([keys_of(name, bounded(self.narrowed(name))) for name in narrowed])

        question = asked_again(("left", *self.asked), build) if narrowed else None
        found = dict(question.ask()) if question else {}
        return {name: Stored(found.get(name) or ()) for name in narrowed}

    @property
    def asked(self):
        """All that questions to this list are made of, but for words: a key. All lists of a class are of the same rows,
        but for the style guide's, which is of none."""
        selected = tuple(sorted((name, repr(value)) for name, value in self.selected.items() if name != "q"))
        return type(self), self.queryset.query.is_empty(), timezone.localdate(), selected

    @cached_property
    def counts(self):
        """The counts of all rows asked for and of all groups, in one query. Where nothing is narrowed, all filtersets
        of a class ask the same."""
        is_whole = self.kind and not self.narrowing() and "find" not in self.selected
        return by_group(counts_of_all(type(self), self.queryset.model).ask() if is_whole else self._counted_anew())

    def _counted_anew(self):
        tallied = tuple(name for name in self.facets if self._is_tallied(name))
        samples = {name: Several() for name in self.left}
        key = ("counts", *self.asked, tallied, tuple(samples))
        question = asked_again(key, lambda *_samples: self._counts(samples), *samples.values())
        return question.ask(*self.left.values()) if question else []

    def _counts(self, samples=None):
        """The question; `samples` stand for the keys that are left."""
        return together([*self._all(), *(part for name in self.facets for part in self._counted(name, samples))])

    def _all(self):
        if self.kind:
            yield tally("all", Tally.objects.filter(kind=self.kind, facet=ALL), Value(""), number=Sum("times"))
        else:
            yield tally("all", self.queryset, Value(""))

    @property
    def number(self):
        """How many rows are asked for; 0 when a value is no good. Of many, one more than are counted."""
        if self.errors:
            return 0
        if self.narrowing() and self._size("") > COUNTED:
            return self._exact or self._size("")
        return self._size("") if self.narrowing() else sum(row.number for row in self.counts.get("all", ()))

    @property
    def is_more(self):
        """Whether there are more rows than `number`."""
        return bool(self.narrowing()) and self._size("") > COUNTED and not self._exact

    @property
    def _exact(self):
        """How many rows have the only value that is asked for."""
        values = [(name, value) for name in self.narrowing() for value in self.selected[name]]
        if len(values) != 1 or values[0][0] not in self.facets:
            return 0
        ((name, value),) = values
        return next((choice.number for choice in self.choices[name] if choice.value == value), 0)

    def _size(self, name):
        return len(self.left.get(name, ()))

    def _is_tallied(self, name):
        """Whether the choices of a group are those of all rows."""
        return bool(self.kind) and (not self.narrowing(name) or self._is_too_large(name))

    def _is_too_large(self, name):
        return self._size(name if name in self.selected else "") > COUNTED

    def _counted(self, name, samples):
        facet, chosen, words = self.facets[name], self.selected.get(name, ()), self._find(name)
        if self._is_tallied(name):
            yield from facet.tallied(name, self.kind, words)
        else:
            # Among few they are counted by their keys: those may have been long to find.
            few = samples[name if name in self.selected else ""] if self.narrowing(name) else None
            rows = self.queryset.model.objects.filter(pk__among=few) if few else self.queryset
            yield from facet.counted(name, rows, words)
        if chosen:
            yield from facet.named(name, self.kind, chosen)

    def _find(self, name):
        """Words by which choices of a group are looked for."""
        return self.selected.get("find", "") if self.facets[name].most else ""


@cache
def counts_of_all(filterset_class, model):
    """What is asked of a list that nothing narrows."""
    return Prepared(lambda: filterset_class({}, queryset=model.objects.all())._counts())
