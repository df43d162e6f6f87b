"""`{% load drawing %}`: what stands in pages of the desk by hundreds, drawn without a template each."""

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers, result_hidden_fields

from editing.drawing.fieldsets import draw_fieldset
from editing.drawing.filters import draw_filter
from editing.drawing.results import draw_rows
from editing.drawing.rows import draw_panel

register = template.Library()


@register.simple_tag
def fieldset(part, level, prefix, id_prefix, id_suffix):
    """A part of a form with its fields; the id of its heading is made of the last three, as Django does."""
    return draw_fieldset(part, level, f"{prefix}-{id_prefix}-{id_suffix}-heading")


@register.simple_tag
def panel(rows):
    """The rows of one kind in a form, with their heading."""
    return draw_panel(rows)


@register.simple_tag
def filter_links(title, choices):
    """What a list may be narrowed by."""
    return draw_filter(title, choices)


@register.inclusion_tag("admin/change_list_results.html")
def result_table(changelist):
    """The table of a list."""
    headers = list(result_headers(changelist))
    return {
        "result_hidden_fields": list(result_hidden_fields(changelist)),
        "result_headers": headers,
        "num_sorted_fields": sum(header["sortable"] and header["sorted"] for header in headers),
        "results": draw_rows(changelist),
    }
