"""`{% load timelines %}`: how exactly a date is known."""

from django import template

from text import dates

register = template.Library()


@register.filter
def precision_classes(edtf):
    """What kind of date it is, as words for the stylesheet: "day", "month about", "year range", "day range open"."""
    if not edtf:
        return ""
    upper = dates.bounds(edtf)[1]
    kinds = {"about": dates.is_about(edtf), "range": dates.is_range(edtf), "open": not upper}
    return " ".join([dates.precision(edtf), *(kind for kind, applies in kinds.items() if applies)])
