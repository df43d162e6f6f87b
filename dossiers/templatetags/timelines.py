"""`{% load timelines %}`: the life line of a dossier, and how exactly a date is known."""

from django import template
from django.utils import timezone

from dossiers.drawings.lifeline import lifeline
from text import dates

register = template.Library()


@register.inclusion_tag("dossiers/_lifeline.html", name="lifeline")
def draw(dossier, entries, day=None):
    """The drawing of a dossier's life with all its entries, as it looks on a day (today); nothing when nothing is
    known."""
    return {"life": lifeline(dossier, entries, day or timezone.localdate())}


@register.filter
def precision_classes(edtf):
    """What kind of date it is, as words for the stylesheet: "day", "month about", "year range", "day range open"."""
    if not edtf:
        return ""
    upper = dates.bounds(edtf)[1]
    kinds = {"about": dates.is_about(edtf), "range": dates.is_range(edtf), "open": not upper}
    return " ".join([dates.precision(edtf), *(kind for kind, applies in kinds.items() if applies)])
