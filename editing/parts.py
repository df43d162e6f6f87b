"""The parts of a form: what is seldom needed is folded, until it holds something or something is wrong in it."""

from django.contrib.admin.utils import flatten
from django.core.validators import EMPTY_VALUES
from django.utils.text import capfirst

FOLDED = "collapse"
# What the site fills in by itself is no reason to unfold.
SELF_MADE = ("slug",)


def form_parts(context):
    """The fieldsets of a form as a list; those that hold something are drawn unfolded, and so are such inlines.

    `place` is the id of what a link to a folded part leads to: browsers unfold what they are sent into.
    """
    parts = list(context["adminform"])
    for part in parts:
        names = (name for name in flatten(part.fields) if name not in part.readonly_fields)
        fields = [name for name in names if name in part.form.fields]
        part.place = part.form[fields[0]].id_for_label if fields else ""
        part.is_collapsible = part.is_collapsible and not _is_needed(part.form, fields)
    for inline in context["inline_admin_formsets"]:
        inline.is_collapsible = inline.is_collapsible and not _has_rows(inline.formset)
    return parts


def _is_needed(form, fields):
    """Whether a part holds something; what may only be read is shown in any case."""
    return not fields or any(_holds(form, name) for name in fields if name not in SELF_MADE)


def _holds(form, name):
    value = form[name].value()
    return value not in EMPTY_VALUES and str(value) != str(form.fields[name].initial)


def _has_rows(formset):
    return formset.initial_form_count() > 0 or any(form.has_changed() for form in formset.filled_forms)


def outline(parts, panels):
    """What the parts of a form are called, and the ids of their places, in their order: links lead to all but the
    first. Those of inlines stand where these are drawn.
    """
    names = []
    for number, part in enumerate(parts, 1):
        own = [(part.place, str(part.name))] if part.name and part.place and number > 1 else []
        names += own + _panel_names(panel for panel in panels if panel.opts.after_part == number)
    return tuple(names + _panel_names(panel for panel in panels if not panel.opts.after_part))


def _panel_names(panels):
    return [(f"{panel.formset.prefix}-group", str(capfirst(panel.opts.verbose_name_plural))) for panel in panels]
