"""The rows of one kind in a form. An empty one is drawn once in each process for each class of rows: these are kept
for all who have the same rights (`editing/kept_classes.py`).
"""

from functools import cache

from django.contrib.admin.helpers import InlineAdminForm
from django.contrib.admin.utils import flatten_fieldsets
from django.forms import ModelChoiceField
from django.forms.formsets import INITIAL_FORM_COUNT, MAX_NUM_FORM_COUNT, MIN_NUM_FORM_COUNT, TOTAL_FORM_COUNT
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from editing.drawing.attributes import attributes, escape
from editing.drawing.fields import draw_field, draw_label
from editing.drawing.fieldsets import draw_fieldset
from editing.known_rows import KnowingOne, KnowingSeveral

# What stands in the names of an empty row; and in what is remembered of it, for its place and the key of its owner.
PREFIX, PLACE, COUNT, OWNER = "__prefix__", "\x00", "\x01", "\x02"


def draw_panel(panel):
    """The rows of one kind, with their heading and what is sent with them."""
    formset, options, prefix = panel.formset, panel.opts, escape(panel.formset.prefix)
    heading = f'<h2 id="{prefix}-heading" class="inline-heading">{escape(capfirst(options.verbose_name_plural))}</h2>'
    description = f'<div class="description">{escape(options.description)}</div>' if options.description else ""
    errors = formset.non_form_errors() if formset.is_bound else ""
    inner = f"{description}{_counts(formset)}{errors}{draw_panel_rows(panel)}"
    folded = panel.is_collapsible
    inner = f"<details><summary>{heading}</summary>{inner}</details>" if folded else f"{heading}{inner}"
    told = _for_script(panel) + _words(get_language())
    return mark_safe(
        f'<div class="js-inline-admin-formset inline-group rows" id="{prefix}-group" data-inline-type="stacked"{told}>'
        f'<fieldset class="module{" collapse" if folded else ""}" aria-labelledby="{prefix}-heading">{inner}</fieldset>'
        "</div>"
    )


def _counts(formset):
    """How many rows there are, and may be."""
    if formset.is_bound:
        return str(formset.management_form)
    counts = {
        TOTAL_FORM_COUNT: formset.total_form_count(),
        INITIAL_FORM_COUNT: formset.initial_form_count(),
        MIN_NUM_FORM_COUNT: formset.min_num,
        MAX_NUM_FORM_COUNT: formset.max_num,
    }
    names = [(escape(f"{formset.prefix}-{name}"), number) for name, number in counts.items()]
    return "".join([f'<input type="hidden" name="{name}" value="{n}" id="id_{name}">' for name, n in names])


@cache
def _words(_language):
    """What a script says of rows that are put in order."""
    words = {"up": gettext("Move up"), "down": gettext("Move down"), "drag": gettext("Drag to move")}
    return attributes({f"data-{name}": text for name, text in words.items()})


def _for_script(panel):
    """What Django's script for rows is told, as one attribute."""
    key = (get_language(), panel.formset.prefix)
    kept = vars(type(panel.opts)).get("told_script")
    if kept is None:
        kept = type(panel.opts).told_script = {}
    if key not in kept:
        kept[key] = attributes({"data-inline-formset": panel.inline_formset_data()})
    return kept[key]


def draw_panel_rows(panel):
    """The rows that are there, those that can be filled in, and the one that a script copies for another."""
    formset = panel.formset
    saved = zip(formset.initial_forms, formset.get_queryset(), strict=False)
    drawn = [_row(panel, number, number, _saved(panel, form, row, number)) for number, (form, row) in enumerate(saved)]
    filled = formset.filled_forms
    for number in range(len(drawn), formset.total_form_count()):
        is_filled = number < len(filled)
        inner = _inner(panel, filled[number], None, panel.readonly_fields, number) if is_filled else None
        drawn.append(_row(panel, number, number, inner or _empty(panel, number, number)))
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
    delete = f' <span class="delete">{draw_field(box.field)} {draw_label(box)}</span>' if box else ""
    name = f'<b>{escape(capfirst(options.verbose_name))}</b> <span class="inline_label">#{number}</span>'
    errors = form.non_field_errors() if form.errors else ""
    parts = [draw_fieldset(part, 4, f"{formset.prefix}-{place}-{count}-heading") for count, part in enumerate(drawn)]
    hidden = [drawn.pk_field()] if drawn.needs_explicit_pk_field() else []
    hidden = "".join([draw_field(each.field) for each in (*hidden, drawn.fk_field()) if each])
    return f"<h3>{name}{delete}</h3>{errors}{''.join(parts)}{hidden}"
