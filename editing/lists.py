"""Lists of the desk that cost the same however many rows there are: counted only so far, and sorted by an index."""

from contextlib import suppress

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from editing.date_links import DateLinks

# Nobody turns more pages than this many rows fill: whoever looks for others narrows the list.
COUNTED = 10_000


class BoundedPaginator(Paginator):
    """Pages of the first rows of a list; `is_cut` says whether there are more than those."""

    @cached_property
    def _keys(self):
        """The keys of what a search found, best first: it is looked for once, however it is counted and shown."""
        return self.object_list.first_keys(COUNTED + 1)

    @cached_property
    def _is_search(self):
        return hasattr(self.object_list, "query") and "search_rank" in self.object_list.query.annotations

    @cached_property
    def _counted(self):
        rows = self.object_list
        if self._is_search:
            return len(self._keys)
        # Of their keys alone: what a list tells beside its rows is read for those that it shows.
        return rows.order_by().values("pk")[: COUNTED + 1].count() if hasattr(rows, "order_by") else len(rows)

    @cached_property
    def count(self):
        """How many rows are on pages."""
        return min(self._counted, COUNTED)

    @property
    def is_cut(self):
        """Whether there are more rows than can be turned to."""
        return self._counted > COUNTED

    def page(self, number):
        """A page of rows."""
        if not self._is_search:
            return super().page(number)
        number = self.validate_number(number)
        keys = self._keys[(number - 1) * self.per_page : number * self.per_page]
        return self._get_page(self.object_list.of_keys(keys), number, self)


class BoundedChangeList(DateLinks, ChangeList):
    """A list that is narrowed and sorted by the database's indexes."""

    def get_filters(self, request):
        """What the list is narrowed by. Rows that are joined to one other row each cannot come twice."""
        specs, has_filters, remaining, may_repeat, has_active_filters = super().get_filters(request)
        joined = [name for name in self.filter_params if lookup_spawns_duplicates(self.lookup_opts, name)]
        may_repeat = may_repeat and not all(name.endswith("__exact") for name in joined)
        return specs, has_filters, remaining, may_repeat, has_active_filters

    def get_ordering_field(self, field_name):
        """The field that a column is sorted by; none where the admin offers no link for that, whoever asks for it."""
        is_offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if is_offered else None

    def get_ordering(self, request, queryset):
        """How the list is sorted: by the column that was clicked last, since no index holds it with another one.

        Django's links name the columns of before behind that one. By one that offers no order it is sorted as usual.
        """
        column = self.params.pop(ORDER_VAR, "").partition(".")[0]
        if self._offers_order(column):
            self.params[ORDER_VAR] = column
        return super().get_ordering(request, queryset)

    def _offers_order(self, column):
        """Whether the list can be sorted by a column, as its links name it: "-4" is the fourth, turned round."""
        with suppress(ValueError, IndexError):
            return bool(self.get_ordering_field(self.list_display[abs(int(column))]))
        return False

    def get_results(self, request):
        """The rows of the page. Where all fit on one, they are taken as they were found, too.

        How many there are besides is not counted; of a list that nothing narrows, there are none.
        """
        super().get_results(request)
        if not self.query and not self.get_filters_params():
            self.full_result_count = self.result_count
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list
