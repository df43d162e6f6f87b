"""A form with its rows as plain data: as it stands in the database, and as somebody typed it.

A state is {prefix: {key: {field: value}}}, a formset's rows in their order. The item's own words stand under "" and "".
A new row, which has no key yet, is known by "+" and its place among what was sent.
"""

from dataclasses import dataclass, field

from django import forms
from django.forms.models import InlineForeignKeyField

from editing.merge.values import shown_value, typed_value

OWN = ""  # the prefix of the item's own form, and the key of its only row
LAST = 10_000  # the place of a row without a number


@dataclass
class Typed:
    """What was sent: the rows that stay, those that were taken out, and where each stands among what was sent.

    `numbers` are those that were typed to put the rows in order.
    """

    state: dict
    removed: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)

    def sort(self, prefix):
        """Put the rows of a formset in the order of their numbers."""
        rows, place = self.state[prefix], (self.numbers[prefix], self.places[prefix])
        self.state[prefix] = dict(sorted(rows.items(), key=lambda row: [each[row[0]] for each in place]))


def fields_of(form, formset=None):
    """The fields of a form or row that hold words: {name: field}. Not how it is published, nor a file."""
    if formset:
        no_words = {formset.fk.name, formset.model._meta.pk.name, "DELETE", "number"}
    else:
        no_words = {*form.NO_WORDS, *form.CHANGES_ELSEWHERE}
    return {
        name: field
        for name, field in form.fields.items()
        if name not in no_words and not isinstance(field, (forms.FileField, InlineForeignKeyField))
    }


def shown_row(form, formset=None):
    """The values of a form that nobody touched. What it may not change is none of its words."""
    fields = [(name, field) for name, field in fields_of(form, formset).items() if not field.disabled]
    return {name: shown_value(field, form.get_initial_for_field(field, name)) for name, field in fields}


def current_state(form, formsets):
    """What a form and its formsets show, of which nothing was sent."""
    rows = {
        formset.prefix: {str(row.instance.pk): shown_row(row, formset) for row in formset.initial_forms}
        for formset in formsets
    }
    return {OWN: {OWN: shown_row(form)}, **rows}


def typed_state(form, formsets, data):
    """What was sent of a form and its formsets, themselves without data."""
    own = {name: typed_value(field, data, name) for name, field in fields_of(form).items() if not field.disabled}
    typed = Typed({OWN: {OWN: own}})
    for formset in formsets:
        _type_rows(typed, formset, data)
    return typed


def sent_rows(formset, data):
    """How many rows were sent, never more than are looked at; None where that was not said."""
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "")
    return min(int(total), formset.absolute_max) if _is_number(total) else None


def _type_rows(typed, formset, data):
    prefix, pk, blank = formset.prefix, formset.model._meta.pk.name, formset.empty_form
    fields, empty = fields_of(blank, formset), shown_row(blank, formset)
    for part in (typed.state, typed.removed, typed.places, typed.numbers):
        part[prefix] = {}
    for place in range(sent_rows(formset, data) or 0):
        name = f"{prefix}-{place}"
        key = data.get(f"{name}-{pk}") or f"+{place}"
        row = {each: typed_value(field, data, f"{name}-{each}") for each, field in fields.items()}
        if key not in typed.places[prefix] and (row != empty or not key.startswith("+")):
            _type_row(typed, prefix, key, row, place, data)
    typed.sort(prefix)


def _type_row(typed, prefix, key, row, place, data):
    number = data.get(f"{prefix}-{place}-number", "").strip()
    goes = forms.CheckboxInput().value_from_datadict(data, {}, f"{prefix}-{place}-DELETE")
    (typed.removed if goes else typed.state)[prefix][key] = row
    typed.places[prefix][key] = place
    typed.numbers[prefix][key] = int(number) if _is_number(number) else LAST


def _is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 6
