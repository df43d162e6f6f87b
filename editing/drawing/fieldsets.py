"""The parts of a form of the desk with their fields: the HTML of `admin/includes/fieldset.html`."""

from django.contrib.admin.helpers import AdminReadonlyField
from django.utils.safestring import mark_safe

from editing.drawing.attributes import escape
from editing.drawing.fields import draw_field, draw_label


def draw_fieldset(fieldset, level, heading):
    """A part of a form, whose heading is of this level and has this id."""
    lines = "".join(map(_line, fieldset))
    description = f'<div class="description">{fieldset.description}</div>' if fieldset.description else ""
    if not fieldset.name:
        return mark_safe(f'<fieldset class="module aligned {escape(fieldset.classes)}">{description}{lines}</fieldset>')
    name = f'<h{level} id="{heading}" class="fieldset-heading">{escape(fieldset.name)}</h{level}>'
    inner = f"{name}{description}{lines}"
    if fieldset.is_collapsible:
        inner = f"<details><summary>{name}</summary>{description}{lines}</details>"
    classes = escape(fieldset.classes)
    return mark_safe(f'<fieldset class="module aligned {classes}" aria-labelledby="{heading}">{inner}</fieldset>')


def _line(line):
    """The fields that stand side by side."""
    fields, is_hidden = list(line), "" if line.has_visible_field else " hidden"
    names = "".join(f" field-{_name(field)}" for field in fields if _name(field))
    if len(fields) == 1:
        errors = line.errors() if line.form.errors else ""
        is_wrong = " errors" if errors else ""
        return f'<div class="form-row{is_wrong}{is_hidden}{names}">{errors}{_field(fields[0])}</div>'
    inner = "".join(map(_one_of_several, fields))
    return f'<div class="form-row{is_hidden}{names}"><div class="flex-container form-multiline">{inner}</div></div>'


def _one_of_several(field):
    errors = "" if field.is_readonly or not field.field.form.errors else field.errors()
    is_wrong, name = " errors" if errors else "", _name(field)
    named, is_hidden = f" field-{name}" if name else "", " hidden" if _of(field, "is_hidden") else ""
    return _field(field, f" fieldBox{named}{is_wrong}{is_hidden}", errors)


def _field(field, classes="", errors=""):
    """One field with its label and what is said of it."""
    if field.is_checkbox:
        drawn, classes = f"{draw_field(field.field)}{draw_label(field)}", f"{classes} checkbox-row"
    elif field.is_readonly:
        drawn = f'{field.label_tag()}<div class="readonly">{field.contents()}</div>'
    else:
        drawn = f"{draw_label(field)}{draw_field(field.field)}"
    return f'<div>{errors}<div class="flex-container{classes}">{drawn}</div>{_help(field)}</div>'


def _help(field):
    text = _of(field, "help_text")
    if not text:
        return ""
    is_hidden, place = " hidden" if _of(field, "is_hidden") else "", _of(field, "id_for_label")
    key = f' id="{place}_helptext"' if place else ""
    return f'<div class="help{is_hidden}"{key}><div>{text}</div></div>'


def _name(field):
    return _of(field, "name")


def _of(field, name):
    """What is known of a field: of one that is only read, Django keeps it in a dictionary."""
    return field.field.get(name, "") if isinstance(field, AdminReadonlyField) else getattr(field.field, name)
