"""`{% load timelines %}`: the life line of a dossier, and how exactly a date is known."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from dossiers.drawings.lifeline import inputs, lifeline
from dossiers.keeping import kept_while_same
from text import dates

register = template.Library()


@register.simple_tag(name="lifeline")
def draw(dossier, entries, day=None, is_public=False):
    """The drawing of a dossier's life with all its entries, as it looks on a day (today); nothing when nothing is
    known. What `is_public` is kept until something else is to be drawn."""
    day = day or timezone.localdate()

    def drawn():
        return render_to_string("dossiers/_lifeline.html", {"life": lifeline(dossier, entries, day)})

    return kept_while_same("life line", dossier.pk, inputs(dossier, entries, day), drawn) if is_public else drawn()


@register.filter
def precision_classes(edtf):
    """What kind of date it is, as words for the stylesheet: "day", "month about", "year range", "day range open"."""
    if not edtf:
        return ""
    upper = dates.bounds(edtf)[1]
    kinds = {"about": dates.is_about(edtf), "range": dates.is_range(edtf), "open": not upper}
    return " ".join([dates.precision(edtf), *(kind for kind, applies in kinds.items() if applies)])
