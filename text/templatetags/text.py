"""`{% load text %}`: rich text and imprecise dates, as readers see them."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from text import dates, headings, notes, richtext

register = template.Library()

SOURCE_LINK = re.compile(rf'(<a(?: [^<>]*)?) href="#{notes.SOURCE}([0-9]+)"')


@register.filter
def rich(value: str | None, level: int = 3) -> SafeString:
    """Rich text, cleaned once more on its way out. Its headings begin at `level`, to fit the page around them."""
    # A wide table scrolls, which must be possible by keyboard; the arrow at the end of a note gets a name, as has the
    # number of a source.
    text = headings.at_level(value or "", int(level)).replace("<table", '<table tabindex="0"')
    text = text.replace('<a href="#ref_', format_html('<a aria-label="{}" href="#ref_', _("Back to the text")))
    return mark_safe(SOURCE_LINK.sub(_named_link, text))


def _named_link(link):
    name = format_html(' aria-label="{}"', source_name(link[2]))
    return f"{link[1]}{name}{link[0].removeprefix(link[1])}"


@register.filter
def source_name(number: int | str) -> str:
    """What the link to a source is called: "Source 1"."""
    return _("Source %(number)s") % {"number": number}


@register.filter
def excerpt(value: str | None, length: int = 200) -> str:
    """The first words of rich text as plain text, at most `length` characters."""
    return richtext.excerpt(value or "", int(length))


register.filter("month_of", dates.month_of)


@register.filter
def imprecise(edtf: str | None) -> str:
    """An imprecise date in the reader's language; "" for none. What is no date is shown as it is stored."""
    try:
        return dates.written(edtf or "")
    except dates.Unreadable:
        return edtf


@register.simple_tag
def time(edtf: str | None, in_year: bool = False) -> str | SafeString:
    """The date in a `<time>` element, or as plain words where HTML has no machine form for it (ranges, "about").

    `in_year`: it stands under the name of its year, which is not said again.
    """
    words = dates.written_in_year(edtf) if edtf and in_year else imprecise(edtf)
    try:
        value = dates.machine(edtf or "")
    except dates.Unreadable:
        return words
    return format_html('<time datetime="{}">{}</time>', value, words) if value else words
