"""Filters of the desk's lists whose questions are made once in each process."""

from functools import cache, partial

from django.contrib.admin.utils import get_model_from_relation

from editing import filters
from editing.autocomplete import choice_text
from publishing.models.prepared import Prepared


class ChoiceFilter(filters.ChoiceFilter):
    """Narrows a list by a row that it names."""

    def field_choices(self, field, request, model_admin):
        """The rows that are named, one more than are shown."""
        rows = _question(get_model_from_relation(field), model_admin.model, self.field_path).ask()
        return [(row.pk, choice_text(row)) for row in rows]


@cache
def _question(named, model, path):
    return Prepared(partial(filters.named_rows, named, model, path))
