"""`{% load events %}`: the events in the panel of a taskforce's form."""

from django import template
from django.urls import reverse

from dossier_site.events_drawing import EventDrawer

register = template.Library()


@register.simple_tag(takes_context=True)
def event_rows(context, rows):
    """Rows of the panel as items of a list."""
    next_page = reverse("admin:taskforces_taskforce_change", args=[context["original"].pk])
    return EventDrawer(context["buttons"], next_page).draw(rows)
