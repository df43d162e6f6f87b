"""Draws what stands in forms by hundreds without a template each: fields, boxes, labels, no errors at all.

It is the same HTML as that of Django's templates, which draw everything else.
"""

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from editing.drawing.attributes import attributes, escape
from editing.drawing.related import draw_related


class FormRenderer(TemplatesSetting):
    """Django's renderer with templates of the site, but for the smallest parts."""

    def render(self, template_name, context, request=None):
        """The HTML of a part of a form."""
        if draw := DRAWN.get(template_name):
            return mark_safe(draw(**context))
        if template_name in ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def draw_input(widget, **context):
    """A field of one line, a box to tick, or a hidden field."""
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def draw_textarea(widget, **context):
    """A field of several lines."""
    value = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def draw_select(widget, **context):
    """A box to choose from."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{attributes(widget["attrs"])}>{groups}</select>'


def _group(name, options):
    drawn = "".join(map(_option, options))
    return f'<optgroup label="{escape(name)}">{drawn}</optgroup>' if name else drawn


def _option(option):
    return f'<option value="{escape(option["value"])}"{attributes(option["attrs"])}>{escape(option["label"])}</option>'


def draw_label(label, tag, attrs, use_tag, **context):
    """The label of a field."""
    return f"<{tag}{attributes(attrs)}>{escape(label)}</{tag}>" if use_tag else escape(label)


INPUTS = ("text", "number", "email", "url", "password", "hidden", "checkbox", "date")
DRAWN = {
    **{f"django/forms/widgets/{name}.html": draw_input for name in INPUTS},
    "django/forms/widgets/textarea.html": draw_textarea,
    "django/forms/widgets/select.html": draw_select,
    "django/forms/label.html": draw_label,
    "admin/widgets/related_widget_wrapper.html": draw_related,
}
ERRORS = ("django/forms/errors/list/default.html", "django/forms/errors/list/ul.html")
