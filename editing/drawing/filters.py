"""What a list may be narrowed by: links to choose from, of which a list has thirty."""

from django.utils.encoding import iri_to_uri
from django.utils.formats import localize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from editing.drawing.attributes import escape

NOTHING = ("", "-", None)


def draw_filter(title, choices):
    """A filter with the links to its choices, as Django's filters give them."""
    name = escape(title)
    heading = gettext(" By %(filter_title)s ") % {"filter_title": name}
    links = "".join([_link(choice) for choice in choices])
    return mark_safe(f'<details data-filter-title="{name}" open><summary>{heading}</summary><ul>{links}</ul></details>')


def _link(choice):
    words, chosen = choice["display"], ' class="selected"' if choice.get("selected") else ""
    words = gettext("not stated") if words in NOTHING else localize(words)
    return f'<li{chosen}><a href="{escape(iri_to_uri(choice["query_string"]))}">{escape(words)}</a></li>'
