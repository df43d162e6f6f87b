"""Searching rows by their folded words: whole words first, then beginnings of words, then pieces of words."""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Case, Q, Value, When

from text.folding import BEGINNING, PIECE, WHOLE, question_words


class SearchQuerySet(models.QuerySet):
    """Rows with a FoldedField `folded`. A subclass says in `matches` where else their words stand."""

    def matches(self, word_part):
        """The condition that a piece of a word stands in a row. A space in it is an end of a word."""
        return Q(folded__contains=word_part)

    def for_choices(self):
        """With what a box to choose one from shows of each."""
        return self

    def search(self, text):
        """Those in which every word of `text` stands, with their `search_rank`; none where `text` has no word.

        The rank is 0 where all stand as whole words, 1 where all begin a word, else 2.
        """
        question = question_words(text)
        if not question:
            return self.none().annotate(search_rank=Value(2))
        rank = Case(
            When(self._matches_all(question, WHOLE), then=Value(0)),
            When(self._matches_all(question, BEGINNING), then=Value(1)),
            default=Value(2),
        )
        return self.filter(self._matches_all(question, PIECE)).annotate(search_rank=rank)

    def best_first(self):
        """After `search`: by rank, and within a rank in the order of before."""
        return self.order_by("search_rank", *(self.query.order_by or self.model._meta.ordering))

    def _matches_all(self, question, form):
        return reduce(and_, (self.matches(form.format(word)) for word in question))
