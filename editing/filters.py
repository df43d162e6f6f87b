"""Filters of the desk's lists that stay short, however many rows there are to choose from."""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_model_from_relation
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.db.models import Count, Exists, OuterRef

from editing.autocomplete import AutocompleteOne, ChoiceOne, choice_text, for_choices, is_valid_key

# So many choices are links; of more, one is found by typing.
MOST = 20


class ChoiceFilter(admin.RelatedFieldListFilter):
    """Narrows a list by a row that it names: by links to the rows that are named, or by a box to find one in."""

    template = "admin/editing/choice_filter.html"
    box = None

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        if len(self.lookup_choices) > MOST:
            own = (*self.expected_parameters(), PAGE_VAR, ERROR_FLAG)
            self.others = [(name, each) for name, values in request.GET.lists() if name not in own for each in values]
            chosen = self._chosen(get_model_from_relation(field))
            self.lookup_choices = [(row.pk, choice_text(row)) for row in chosen]
            self.box = box(self.lookup_kwarg, field, model_admin.admin_site, self.title, chosen)

    def field_choices(self, field, request, model_admin):
        """The rows that are named, one more than are shown."""
        rows = named_rows(get_model_from_relation(field), model_admin.model, self.field_path)
        return [(row.pk, choice_text(row)) for row in rows]

    def has_output(self):
        """Whether there is anything to choose."""
        return bool(self.box) or super().has_output()

    def _chosen(self, rows):
        keys = self.lookup_val or []
        if not all(is_valid_key(rows, key) for key in keys):
            raise IncorrectLookupParameters
        return list(for_choices(rows._default_manager.filter(pk__in=keys)))


def named_rows(named, model, path):
    """The rows that rows of a model name, one more than are shown: as much of each as it is called by."""
    field = model._meta.get_field(path)
    # Of several, the rows between are asked alone: PostgreSQL would read all rows that name any.
    naming, name = (field.remote_field.through, field.m2m_reverse_field_name()) if field.many_to_many else (model, path)
    rows = for_choices(named._default_manager.filter(Exists(naming._base_manager.filter(**{name: OuterRef("pk")}))))
    return rows.only(*named.choice_columns)[: MOST + 1] if hasattr(named, "choice_columns") else rows[: MOST + 1]


def box(name, field, admin_site, label, chosen):
    """A form with one box in which a row is found by typing."""
    found = ChoiceOne(field.remote_field.model._default_manager.all(), widget=AutocompleteOne(field, admin_site))
    found.label, found.widget.attrs["id"] = label, f"filter_{field.name}"
    form = type("ChoiceForm", (forms.Form,), {name: found})
    return form(initial={name: chosen[0].pk if chosen else None}, use_required_attribute=False)[name]


class ShortFilters:
    """Mixed into an admin whose list has such filters: brings the scripts of the boxes."""

    def changelist_view(self, request, extra_context=None):
        """The list."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        for each in (getattr(each, "box", None) for each in getattr(context.get("cl"), "filter_specs", ())):
            if each:
                context["media"] += each.form.media
        return response


class MostUsedFilter(admin.AllValuesFieldListFilter):
    """Narrows a list by one of the words that stand most often in a column."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        counted = model._base_manager.exclude(**{field_path: ""}).order_by().values_list(field_path)
        used = counted.annotate(number=Count("pk")).order_by("-number", field_path)[:MOST]
        chosen = [value for value in self.lookup_val or [] if value]
        words = {*chosen, *(value for value, _number in used)}
        self.lookup_choices = sorted(words, key=lambda word: (word.casefold(), word))
