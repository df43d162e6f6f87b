"""Searching rows by their folded words: those with whole words first, then those in which words begin so."""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Case, Q, TextField, Value, When
from django.db.models.functions import Cast

from text.questions import terms


class SearchQuerySet(models.QuerySet):
    """Rows with a FoldedField `folded`. A subclass says in `searched` in which other rows' words it is found, too."""

    searched = ("folded",)
    terms = ()
    among = None  # the rows in which these were looked for

    def for_choices(self):
        """With what a box to choose one from shows of each."""
        return self

    def search(self, text):
        """Those in which every term of `text` is found, with their `search_rank`; none where `text` has no word.

        The rank is 0 where all stand as whole words, else 1.
        """
        asked = terms(text)
        rows = self.filter(self._holding(term.lookup for term in asked)) if asked else self.none()
        rows.terms, rows.among = asked, self
        is_whole = [When(rows._whole, then=Value(0))] if asked else []
        return rows.annotate(search_rank=Case(*is_whole, default=Value(1)))

    def best_first(self):
        """After `search`: by rank, and within a rank in the order of before."""
        return self.order_by("search_rank", *(self.query.order_by or self.model._meta.ordering))

    def first_keys(self, most):
        """The keys of so many rows, in order, as text: nearly all of them are only counted. After `best_first` no more
        are ranked, however many have the words.
        """
        key = Cast("pk", TextField())
        rank, *order = self.query.order_by or [""]
        if rank != "search_rank" or not self.terms:
            return list(self.values_list(key, flat=True)[:most])
        # Whoever has them whole has them: SQLite would look for both, one after the other.
        whole = list(self.among.filter(self._whole).order_by(*order).values_list(key, flat=True)[:most])
        others = self.order_by(*order).values_list(key, flat=True)[:most] if len(whole) < most else ()
        return list(dict.fromkeys([*whole, *others]))[:most]

    def of_keys(self, keys):
        """Those of these keys, which were found, in the order of the keys: no word is looked for once more."""
        rows = self.among.filter(pk__in=keys)
        rows.query.select_related = self.query.select_related
        return rows.order_by(Case(*(When(pk=key, then=Value(place)) for place, key in enumerate(keys))))

    def _clone(self):
        clone = super()._clone()
        clone.terms, clone.among = self.terms, self.among
        return clone

    def _filter_or_exclude(self, negate, args, kwargs):
        """What narrows the rows that were found narrows those in which they were looked for."""
        clone = super()._filter_or_exclude(negate, args, kwargs)
        if self.among is not None:
            clone.among = self.among._filter_or_exclude(negate, args, kwargs)
        return clone

    @property
    def _whole(self):
        """The condition that all words, and all phrases, stand as they were asked for."""
        words = (("words", term.words) for term in self.terms if not term.is_phrase)
        return self._holding((*words, *(term.lookup for term in self.terms if term.is_phrase)))

    def _holding(self, lookups):
        """The condition that each of these is found in a row, or in another one that it is found by."""
        return reduce(and_, (self._found(lookup, asked) for lookup, asked in lookups))

    def _found(self, lookup, asked):
        """Each table is asked by its own index; "or" in one condition would have every row read."""
        if len(self.searched) == 1:
            return Q(**{f"{self.searched[0]}__{lookup}": asked})
        rows = self.model._base_manager.order_by().values("pk")
        first, *others = (rows.filter(**{f"{path}__{lookup}": asked}) for path in self.searched)
        return Q(pk__in=first.union(*others))
