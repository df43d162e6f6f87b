"""Where kept words differ from what is saved, field by field, as people call and read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField

from editing.autocomplete import is_valid_key
from editing.open_forms.marks import short_marked_words
from text.richtext import plain


@dataclass
class Difference:
    """One field: what it is called, what is saved there, and what was typed, both in runs of words (see marks)."""

    label: str
    saved: list[tuple[str, bool]]
    typed: list[tuple[str, bool]]


def differences(form, formsets) -> list[Difference]:
    """Every field in which a form with kept words, or a row of it, differs from what is saved."""
    return [*_of_form("", form), *(found for formset in formsets for found in _of_formset(formset))]


def _of_formset(formset) -> Iterator[Difference]:
    name = capfirst(formset.model._meta.verbose_name)
    for number, row in enumerate(formset.forms, 1):
        if formset.can_delete and row["DELETE"].data:
            yield Difference(f"{name} {number}", [(str(row.instance), True)], [(_("taken out"), False)])
        elif row.has_changed():
            yield from _of_form(f"{name} {number}, ", row)


def _of_form(row: str, form) -> Iterator[Difference]:
    for bound in form.visible_fields():
        # A row that nobody saved has no place among the others yet.
        is_word = bound.name != "DELETE" and not (bound.name == "number" and form.instance._state.adding)
        if is_word and bound._has_changed():
            saved, typed = _shown(bound.field, bound.initial), _shown(bound.field, bound.data)
            if saved != typed or isinstance(bound.field, ProseEditorFormField):  # only line breaks are no difference
                yield Difference(capfirst(f"{row}{bound.label}"), *_sides(saved, typed))


def _sides(saved: str, typed: str):
    if saved == typed:
        return [(saved, False)], [(_("the same words, formatted otherwise"), False)]
    return short_marked_words(saved, typed)


def _shown(field, value) -> str:
    """The value of a field in words, whether it is saved or as a form sends it."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value in field.empty_values:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_rows(field, value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value, value))
    if isinstance(field, ProseEditorFormField):
        return " ".join(plain(str(value)).split())
    return "\n".join(str(field.prepare_value(value)).splitlines())


def _rows(field, value) -> list[str]:
    keys = [getattr(each, "pk", each) for each in (value if isinstance(value, (list, tuple)) else [value])]
    rows = field.queryset.filter(pk__in=[key for key in keys if is_valid_key(field.queryset.model, key)])
    return [field.label_from_instance(row) for row in rows]


def _flat(choices):
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label
