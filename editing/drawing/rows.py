"""The rows of one kind in a form. An empty one is drawn once in each process for each class of rows: these are kept
for all who have the same rights (`editing/kept_classes.py`).
"""

from django.contrib.admin.helpers import InlineAdminForm
from django.contrib.admin.utils import flatten_fieldsets
from django.forms import ModelChoiceField
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from editing.drawing.attributes import escape
from editing.drawing.fieldsets import draw_fieldset
from editing.known_rows import KnowingOne, KnowingSeveral

# What stands in the names of an empty row; and in what is remembered of it, for its place and the key of its owner.
PREFIX, PLACE, COUNT, OWNER = "__prefix__", "\x00", "\x01", "\x02"


def draw_panel_rows(panel):
    """The rows that are there, those that can be filled in, and the one that a script copies for another."""
    formset = panel.formset
    saved = zip(formset.initial_forms, formset.get_queryset(), strict=False)
    drawn = [_row(panel, number, number, _saved(panel, form, row, number)) for number, (form, row) in enumerate(saved)]
    for number, form in enumerate(formset.extra_forms, len(drawn)):
        is_empty = not (form.is_bound or formset.initial_extra)
        inner = _empty(panel, number, number) if is_empty else _inner(panel, form, None, panel.readonly_fields, number)
        drawn.append(_row(panel, number, number, inner))
    if panel.has_add_permission:
        number = len(drawn)
        drawn.append(_row(panel, number, "empty", _empty(panel, PREFIX, number), " empty-form last-related"))
    return mark_safe("".join(drawn))


def _row(panel, number, key, inner, classes=""):
    if number < panel.formset.initial_form_count():
        classes = " has_original"
    return f'<div class="inline-related{classes}" id="{panel.formset.prefix}-{key}">{inner}</div>'


def _saved(panel, form, row, number):
    every = () if panel.has_change_permission else flatten_fieldsets(panel.fieldsets)
    return _inner(panel, form, row, [*panel.readonly_fields, *every], number)


def _empty(panel, number, place):
    """What stands in an empty row with this number and place; drawn anew only where the key of its owner is unclear."""
    formset = panel.formset
    kept = vars(type(formset)).get("drawn_empty")
    if kept is None:
        kept = type(formset).drawn_empty = {}
    key = (get_language(), formset.prefix, panel.has_change_permission, panel.has_delete_permission)
    owner = f'value="{escape(formset.instance.pk)}"'
    if key not in kept:
        form = formset.empty_form
        drawn = _inner(panel, form, None, panel.readonly_fields, PLACE)
        if drawn.count(owner) != 1 or any(map(_lists_rows, form.fields.values())):
            return _filled(drawn, number, place, "")
        kept[key] = drawn.replace(owner, OWNER)
    return _filled(kept[key], number, place, owner)


def _lists_rows(field):
    """Whether a field shows rows to choose from, which may be others next time; a box to find them in shows none."""
    is_box = field.widget.is_hidden or isinstance(field, KnowingOne | KnowingSeveral)
    return isinstance(field, ModelChoiceField) and not is_box


def _filled(drawn, number, place, owner):
    marks = {PREFIX: number, PLACE: place, COUNT: place + 1, OWNER: owner}
    for mark, words in marks.items():
        drawn = drawn.replace(mark, str(words))
    return drawn


def _inner(panel, form, row, read_only, place):
    """What stands in a row: its name, its fields, and what is sent with it."""
    formset, options = panel.formset, panel.opts
    drawn = InlineAdminForm(formset, form, panel.fieldsets, panel.prepopulated_fields, row, read_only, options)
    number = COUNT if place == PLACE else place + 1
    deletes = row is not None and formset.can_delete and panel.has_delete_permission
    box = drawn.deletion_field() if deletes else None
    delete = f' <span class="delete">{box.field} {box.label_tag()}</span>' if box else ""
    name = f'<b>{escape(capfirst(options.verbose_name))}</b> <span class="inline_label">#{number}</span>'
    errors = form.non_field_errors() if form.errors else ""
    parts = [draw_fieldset(part, 4, f"{formset.prefix}-{place}-{count}-heading") for count, part in enumerate(drawn)]
    key = drawn.pk_field().field if drawn.needs_explicit_pk_field() else ""
    owner = drawn.fk_field()
    return f"<h3>{name}{delete}</h3>{errors}{''.join(parts)}{key}{owner and owner.field}"
