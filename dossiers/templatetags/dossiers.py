"""`{% load dossiers %}`: what the public pages say about rows, without asking the database."""

import json

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from dossiers.reading import videos
from taskforces.models.reference import country_name
from text import dates
from text.folding import fold
from text.languages import language_name
from text.richtext import excerpt

register = template.Library()

# What would end the script element early, or be read as another.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
LENGTHS = {
    "day": ngettext_lazy("%(number)d day", "%(number)d days", "number"),
    "month": ngettext_lazy("up to %(number)d month", "up to %(number)d months", "number"),
    "year": ngettext_lazy("up to %(number)d year", "up to %(number)d years", "number"),
}

register.filter("country", country_name)
register.filter("language", language_name)


@register.filter
def lang(row):
    """` lang="fr"` for an element that holds a row's own words; "" where they are in the language of the page."""
    page, language = get_language() or "en", row.language
    return "" if language.split("-")[0] == page.split("-")[0] else format_html(' lang="{}"', language)


@register.filter
def by_name(links):
    """Links to countries in the order of what the reader calls these."""
    return sorted(links, key=lambda link: fold(country_name(link.country_id)))


@register.filter
def video_player(address):
    """Where the video at an address is shown: host and player."""
    return videos.video_player(address)


@register.filter
def duration(edtf):
    """How long a range lasts: "2 days", "up to 8 years", "open end"; "" for a single date."""
    lower, upper = dates.bounds(edtf)
    if lower and not upper:
        return _("open end")
    number, unit = dates.duration(edtf) or (0, "")
    return LENGTHS[unit] % {"number": number} if unit else ""


@register.filter
def lead(entry, length=200):
    """The first words about an event: its summary, else its story cut at a word."""
    return entry.summary or excerpt(entry.body, length)


@register.filter
def edition(row):
    """Which edition of a dossier or an event this is: "Edition 3, updated on 4 May 2026"."""
    day = dates.written(timezone.localdate(row.updated_at).isoformat())
    return _("Edition %(number)d, updated on %(day)s") % {"number": row.edition_number, "day": day}


@register.simple_tag
def jsonld(data):
    """Facts for machines in a script element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
