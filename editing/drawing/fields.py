"""A field of a form and its label: as Django draws them, by one function where Django asks several for each."""

from django.forms import CheckboxInput, Textarea, Widget
from django.forms.widgets import Input
from django.utils.translation import gettext

from editing.drawing.attributes import attributes, escape
from editing.drawing.renderer import DRAWN


def draw_field(bound):
    """A field of a form, "bound" as Django calls it; one that is drawn in a way of its own is left to that."""
    widget = bound.field.widget
    kind = type(widget)
    if not _is_plain(kind) or "render" in vars(widget) or bound.field.show_hidden_initial or bound.field.localize:
        return str(bound)
    attrs, value = widget.attrs | bound.build_widget_attrs({}, widget), bound.value()
    if "id" not in attrs and (key := bound.auto_id):
        attrs["id"] = key
    if kind is CheckboxInput and widget.check_test(value):
        attrs["checked"] = True
    context = {"name": bound.html_name, "value": widget.format_value(value), "attrs": attrs}
    return DRAWN[kind.template_name](widget=context | {"type": getattr(widget, "input_type", "")})


PLAIN: dict[type, bool] = {}


def _is_plain(kind):
    """Whether fields of this kind are Django's: with its context, of a template that is drawn here."""
    if kind not in PLAIN:
        own = kind.get_context in (Widget.get_context, Input.get_context) and issubclass(kind, Input | Textarea)
        is_drawn = kind.render is Widget.render and kind.template_name in DRAWN
        PLAIN[kind] = (own or kind is CheckboxInput) and is_drawn
    return PLAIN[kind]


def draw_label(field):
    """The label of a field of the admin's forms (an `AdminField`)."""
    bound, form = field.field, field.field.form
    if hasattr(form, "required_css_class") or bound.field.label_suffix is not None:
        return field.label_tag()
    words, suffix = escape(bound.label), "" if field.is_checkbox else form.label_suffix
    if suffix and words and (words[-1].isalnum() or words[-1] not in gettext(":?.!")):
        words += escape(suffix)
    key = bound.field.widget.attrs.get("id") or bound.auto_id
    if not key:
        return words
    signs = (
        field.is_checkbox and "vCheckboxLabel",
        bound.field.required and "required",
        not field.is_first and "inline",
    )
    classes = " ".join(filter(None, signs))
    target = bound.field.widget.id_for_label(key)
    attrs = ({"class": classes} if classes else {}) | ({"for": target} if target else {})
    return f"<label{attributes(attrs)}>{words}</label>"
