"""Searching rows by their folded words: those with whole words first, then those in which words begin so."""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Case, Q, Value, When

from text.folding import question_words

# Of a question so many words are looked for.
MOST_WORDS = 30


class SearchQuerySet(models.QuerySet):
    """Rows with a FoldedField `folded`. A subclass says in `searched` in which other rows' words it is found, too."""

    searched = ("folded",)
    question: list[str] | None = None

    def for_choices(self):
        """With what a box to choose one from shows of each."""
        return self

    def search(self, text):
        """Those in which every word of `text` begins a word, with their `search_rank`; none where `text` has no word.

        The rank is 0 where all stand as whole words, else 1.
        """
        question = question_words(text)[:MOST_WORDS]
        if not question:
            return self.none().annotate(search_rank=Value(1))
        rank = Case(When(self._holding(question, "words"), then=Value(0)), default=Value(1))
        rows = self.filter(self._holding(question, "beginnings")).annotate(search_rank=rank)
        rows.question = question
        return rows

    def best_first(self):
        """After `search`: by rank, and within a rank in the order of before."""
        return self.order_by("search_rank", *(self.query.order_by or self.model._meta.ordering))

    def first_keys(self, most):
        """The keys of so many rows, in order. After `best_first` no more are ranked, however many have the words."""
        rank, *order = self.query.order_by or [""]
        if rank != "search_rank" or not self.question:
            return list(self.values_list("pk", flat=True)[:most])
        rows = self.order_by(*order).values_list("pk", flat=True)
        whole = list(rows.filter(self._holding(self.question, "words"))[:most])
        others = rows[:most] if len(whole) < most else ()
        return list(dict.fromkeys([*whole, *others]))[:most]

    def _clone(self):
        clone = super()._clone()
        clone.question = self.question
        return clone

    def _holding(self, question, lookup):
        """The condition that all words of a question stand so in a row, or in another one that it is found by.

        Each of these is asked by its own index; "or" in one condition would have every row read.
        """
        if len(self.searched) == 1:
            return Q(**{f"{self.searched[0]}__{lookup}": question})
        return reduce(and_, (Q(pk__in=self._holding_one(word, lookup)) for word in question))

    def _holding_one(self, word, lookup):
        rows = self.model._base_manager.order_by()
        first, *others = (rows.filter(**{f"{path}__{lookup}": [word]}).values("pk") for path in self.searched)
        return first.union(*others)
