"""How a picture and a document are drawn, for readers and at the desk. Takes objects; asks the database nothing."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("library/_picture.html")
def picture(picture, sizes="100vw", alt=None, eager=False):
    """Draw a picture in all its widths: `{% picture event.picture sizes="(min-width: 60rem) 20rem, 100vw" %}`.

    `alt=""` where the words beside it say the same; `eager=True` for the one that is seen first.
    """
    return {
        "picture": picture,
        "sizes": sizes,
        "alt": getattr(picture, "alt", "") if alt is None else alt,
        "eager": eager,
    }


@register.inclusion_tag("library/_document.html")
def document(document):
    """Draw a document: a link where readers may open it, else that it exists and whom to ask."""
    return {"document": document, "described": facts(document)}


@register.filter
def facts(document) -> str:
    """Kind, size and language, as far as they are known: "PDF, 1.2 MB, in Dutch"."""
    language = _("in %(language)s") % {"language": document.language_name} if document.language else ""
    size = filesizeformat(document.size) if document.size else ""
    return ", ".join(part for part in (document.get_kind_display(), size, language) if part)


@register.filter
def verbose_name(row) -> str:
    """What a row is called by people: "event"."""
    return str(row._meta.verbose_name)


@register.filter
def desk_address(row) -> str:
    """Where staff edit a row; empty when they do not."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
