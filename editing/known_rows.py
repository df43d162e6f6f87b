"""Rows that a form names and that were read already: whoever shows or chooses them does not ask for them once more."""

from django import forms
from django.core.exceptions import ValidationError

NUL = "\x00"


def is_valid_key(model, key):
    """Whether a key that somebody sends can be that of a row of this model."""
    field = model._meta.pk
    try:
        field.run_validators(field.to_python(key))
    except ValidationError:
        return False
    return NUL not in str(key)


def for_choices(rows):
    """Rows with what a box to choose from shows of each."""
    return rows.for_choices() if hasattr(rows, "for_choices") else rows


class KnowingOne(forms.ModelChoiceField):
    """A reference to one row; `known` are rows that were read already, by their keys as text."""

    known: dict = {}

    def to_python(self, value):
        """The row."""
        return self.known.get(value) if isinstance(value, str) and value in self.known else super().to_python(value)


class KnowingSeveral(forms.ModelMultipleChoiceField):
    """References to several rows, of which some may be `known`."""

    known: dict = {}

    def _check_values(self, value):
        """The rows; asked for where one is not known."""
        keys = list(dict.fromkeys(value)) if all(isinstance(key, str) for key in value) else [None]
        return [self.known[key] for key in keys] if {*keys} <= self.known.keys() else super()._check_values(value)


def know(form):
    """Tell the fields of a form which rows are at hand: those that its row was read with."""
    row, fields = form.instance, _fields(form)
    read = getattr(row, "_prefetched_objects_cache", {})
    for name, field in fields.items():
        rows = read.get(name, ()) if isinstance(field, KnowingSeveral) else [row._state.fields_cache.get(name)]
        field.known = {str(each.pk): each for each in rows if each is not None}


def read_together(forms_of_rows):
    """Read what forms name, of all of them at once: a question for each model, none for what is known."""
    asked: dict = {}
    places = [(form, name, field) for form in forms_of_rows for name, field in _fields(form).items()]
    for form, name, field in places:
        _queryset, keys = asked.setdefault(field.queryset.model, (field.queryset, set()))
        keys |= _keys(form[name].value(), field) - field.known.keys()
    read = {
        model: {str(row.pk): row for row in rows.filter(pk__in=keys)} for model, (rows, keys) in asked.items() if keys
    }
    for _form, _name, field in places:
        field.known = field.known | read.get(field.queryset.model, {})


def _fields(form):
    return {name: field for name, field in form.fields.items() if isinstance(field, KnowingOne | KnowingSeveral)}


def _keys(value, field):
    """The keys of rows in the value of a field."""
    values = value if isinstance(value, list | tuple | set) else [value]
    keys = {str(field.prepare_value(each)) for each in values if each not in field.empty_values}
    return {key for key in keys if is_valid_key(field.queryset.model, key)}
