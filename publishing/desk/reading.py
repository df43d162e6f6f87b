"""What the form of an item reads before it is shown, by questions that are made once in each process."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.forms.models import _get_foreign_key

from editing.known_rows import for_choices
from editing.open_forms.models import OpenForm
from publishing import near_rows
from publishing.desk.standing import with_signs
from publishing.models import Address, Edition
from publishing.models.attaching import attach
from publishing.models.prepared import ANOTHER, ID, TEXT, Prepared


class FormReading:
    """Mixed into the admin of publishable items, whose rows are the same for everybody who may see them."""

    def get_object(self, request, object_id, from_field=None):
        """The item, with what its form tells of it; as Django reads it where the form is not only shown."""
        url_name = getattr(request.resolver_match, "url_name", "")
        if request.method != "GET" or from_field or not url_name.endswith("_change"):
            return super().get_object(request, object_id, from_field)
        try:
            key = self.opts.pk.to_python(object_id)
        except ValidationError:
            return None
        return next(iter(self._with_several(self._item_question.ask(key))), None)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """What rows are made with; of a form that is only shown, with these rows."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        is_shown = request.method == "GET" and not obj._state.adding
        if is_shown and inline.has_view_or_change_permission(request, obj):
            options["rows"] = self._rows(request, inline, obj.pk)
        return options

    def open_forms(self, item):
        """The forms of an item that people have open, or left without saving."""
        return OPEN_FORMS.ask(self.opts.label_lower, item) if item else []

    @cached_property
    def _item_question(self):
        rows = with_signs(self.model._default_manager.select_related(*self._named("many_to_one")))
        return Prepared(lambda key: rows.filter(pk=key), ID)

    @cached_property
    def _several_questions(self):
        """The questions for what an item names several of: {field: Prepared}."""
        return {name: _several(self.opts.get_field(name)) for name in self._named("many_to_many")}

    def _with_several(self, items):
        self.model.read_names(items)
        for item in items:
            attach(
                item, **{name: (each.rows.model, each.ask(item.pk)) for name, each in self._several_questions.items()}
            )
        return items

    def _named(self, relation):
        fields = map(self.opts.get_field, self.autocomplete_fields)
        return [field.name for field in fields if getattr(field, relation)]

    def _rows(self, request, inline, key):
        """The rows of one kind that belong to an item, with what is shown of them."""
        kept = vars(self).setdefault("_rows_questions", {})
        if type(inline) not in kept:
            owner = _get_foreign_key(self.model, inline.model, inline.fk_name).name
            every = inline.get_queryset(request)
            rows = every.prefetch_related(None)
            kept[type(inline)] = Prepared(lambda key: rows.filter(**{owner: key}), ID), every._prefetch_related_lookups
        question, lookups = kept[type(inline)]
        rows = question.ask(key)
        for lookup in lookups:
            near_rows.read_along(rows, lookup)
        return rows


def public_address(item):
    """Where readers find an item; "" where they do not."""
    return next((f"/{path}/" for path in ADDRESS.ask(item.kind, item.pk)), "") if item.live_digest else ""


def editions(item):
    """What was published of an item, newest first, without the words of it."""
    return EDITIONS.ask(item.kind, item.pk) if item.edition_number else []


OPEN_FORMS = Prepared(OpenForm.objects.around_with_signs, TEXT, ANOTHER)
ADDRESS = Prepared(
    lambda kind, key: Address.objects.of(kind, key).filter(current=True).values_list("path", flat=True), TEXT, ID
)
EDITIONS = Prepared(lambda kind, key: Edition.objects.of(kind, key).defer("snapshot"), TEXT, ID)


def _several(field):
    rows, owner = for_choices(field.related_model._default_manager.all()), field.related_query_name()
    return Prepared(lambda key: rows.filter(**{owner: key}), ID)
