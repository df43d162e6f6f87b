"""Lists of the desk are searched by folded words and sorted by folded text: without accents, in any alphabet."""

from itertools import chain

from django.contrib.admin import ShowFacets
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import Case, Value, When

from editing.lists import BoundedChangeList, BoundedPaginator
from text.fields import SortField
from text.folding import FORMS, question_words, rank, search_text


class FoldedChangeList(BoundedChangeList):
    """A list in which a column of titles or names is sorted by its folded text, where the model keeps that."""

    def get_ordering_field(self, field_name):
        """The field that a column is sorted by."""
        sort_fields = {
            field.sources[0]: field.name for field in self.lookup_opts.fields if isinstance(field, SortField)
        }
        field = super().get_ordering_field(field_name)
        return sort_fields.get(field, field)


class FoldedSearch:
    """The admin of a model with a `SearchQuerySet`: searched by folded words, sorted by folded text."""

    search_fields = ("folded",)
    # Counting a million rows takes longer than showing fifty of them.
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        """How its list is sorted."""
        return FoldedChangeList

    def get_search_results(self, request, queryset, search_term):
        """The rows that hold every word of the term, the best match first unless a column was chosen to sort by."""
        if not search_term:
            return queryset, False
        rows = queryset.search(search_term)
        return rows if ORDER_VAR in request.GET else rows.best_first(), False


class FoldedWhenSearched:
    """The admin of a small table without folded words: what its `search_fields` say is folded at each search."""

    def get_search_results(self, request, queryset, search_term):
        """The rows in which every word of the term stands, in any of the fields; the best match first."""
        if not search_term:
            return queryset, False
        question = question_words(search_term)
        texts = queryset.values_list("pk", *self.search_fields)
        ranks = {key: rank(search_text(" ".join(words)), question) for key, *words in texts} if question else {}
        keys = [[key for key in ranks if ranks[key] == number] for number in range(len(FORMS))]
        ranked = Case(*(When(pk__in=part, then=Value(number)) for number, part in enumerate(keys)), default=Value(9))
        return queryset.filter(pk__in=[*chain(*keys)]).order_by(ranked, *queryset.query.order_by), False
