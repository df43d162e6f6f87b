"""`{% load parts %}`: parts of pages that are drawn each for itself (`dossiers.parts`)."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context, part):
    """A part where it stands on its page: a mark, where the page is drawn to be kept."""
    if isinstance(part, str):
        return part
    with context.push(**part.context()):
        return context.template.engine.get_template(part.template).render(context)
