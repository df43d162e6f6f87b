"""The value of one field of a form: as the form shows it, and merged with what somebody else made of it."""

from django import forms
from django.core.exceptions import ValidationError
from django_prose_editor.fields import ProseEditorFormField

from text import richtext
from text.blocks import merge_blocks
from text.cleaning import clean_lines
from text.merging import merge_elements, merge_lines, merge_whole


def shown_value(field, initial):
    """What a form sends for a field that nobody touches: a text, a list of texts, or whether a box is ticked."""
    widget, value = getattr(field.widget, "widget", field.widget), field.prepare_value(initial)
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    value = widget.format_value(value)
    if getattr(widget, "allow_multiple_selected", False):
        return [str(each) for each in value or ()]
    return _tidy(field, value[0] if isinstance(value, list) else value)


def typed_value(field, data, name):
    """What was sent for a field, written as the form shows it; what cannot be read stays as it was typed."""
    value = field.widget.value_from_datadict(data, {}, name)
    if isinstance(value, (list, bool)):
        return value
    text = _tidy(field, value)
    if isinstance(field, forms.ModelChoiceField):  # a key: reading the row would ask the database
        return text
    try:
        return shown_value(field, field.to_python(text))
    except ValidationError:
        return text


def sent_values(value):
    """What a browser sends for a value: a list of texts."""
    if isinstance(value, bool):
        return ["on"] if value else []
    return value if isinstance(value, list) else [value]


def merged_value(field, base, mine, theirs):
    """A value that two may have changed: with my words where both changed the same, and with theirs.

    `base` is what both began with, None where nobody knows.
    """
    if type(mine) is not type(theirs):  # numbers that cannot be read: told at their field
        return mine, mine
    if isinstance(mine, list):
        return merge_elements(base if isinstance(base, list) else [], mine, theirs)
    if isinstance(mine, str) and mine.split() == theirs.split():  # spaces are no words
        return theirs, theirs
    return (mine, theirs) if base is None else _merge(field)(base, mine, theirs)


def is_rich(field):
    """Whether a field holds rich text."""
    return isinstance(field, ProseEditorFormField)


def same(mine, theirs):
    """Whether two values of one field say the same."""
    return sorted(mine) == sorted(theirs) if isinstance(mine, list) and isinstance(theirs, list) else mine == theirs


def _merge(field):
    if is_rich(field):
        return merge_blocks
    return merge_lines if isinstance(field.widget, forms.Textarea) else merge_whole


def _tidy(field, text):
    text = clean_lines(str(text if text is not None else "")).strip()
    return richtext.clean(text) if is_rich(field) else text
