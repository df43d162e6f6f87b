"""`{% load dossiers %}`: what the public pages say about rows, without asking the database."""

import json

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from dossiers.formats.citations import apa
from dossiers.reading import videos
from dossiers.reading.citing import citation, files, permanent_address
from dossiers.reading.coming import due_day
from dossiers.reading.status_line import silence, standing
from taskforces.models.reference import country_name, country_url
from text import dates
from text.folding import fold
from text.identifiers import identifiers_of
from text.languages import language_name
from text.richtext import excerpt, plain

register = template.Library()

# What would end the script element early, or be read as another.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
LENGTHS = {
    "day": ngettext_lazy("%(number)d day", "%(number)d days", "number"),
    "month": ngettext_lazy("up to %(number)d month", "up to %(number)d months", "number"),
    "year": ngettext_lazy("up to %(number)d year", "up to %(number)d years", "number"),
}

register.filter("country", country_name)
register.filter("country_url", country_url)
register.filter("identifiers", identifiers_of)
register.filter("language", language_name)


@register.filter
def lang(row):
    """` lang="fr"` for an element that holds a row's own words; "" where they are in the language of the page."""
    page = get_language() or "en"
    language = getattr(row, "language", "") or page
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
    """The first words about an event under its heading: its summary, else its story cut at a word."""
    return entry.summary if entry.title and entry.summary else excerpt(entry.body, length)


@register.filter
def brings(entry):
    """What opening an event brings that its timeline does not tell: ["full story", "2 documents", "film"]."""
    number = entry.document_count or 0
    kinds = {
        _("full story"): entry.body and lead(entry) != plain(entry.body),
        ngettext("%(number)d document", "%(number)d documents", number) % {"number": number}: number,
        _("film"): entry.film,
        _("link"): entry.link,
    }
    return [words for words, holds in kinds.items() if holds]


@register.filter("standing")
def stands(dossier):
    """How a dossier stands and since when: "Ongoing since May 2020"; "" where neither is known."""
    return capfirst(standing(dossier, timezone.localdate()))


@register.filter("silence")
def silent(dossier):
    """ "nothing reported since December 2021" of a dossier `with_events`; "" where that cannot be said."""
    return silence(dossier, [dossier.latest_date, dossier.coming_date], timezone.localdate())


@register.filter
def overdue(result):
    """Whether the day of an expected result has passed."""
    due = due_day({"state": result.state, "date": result.date})
    return bool(due and due < timezone.localdate())


@register.filter
def local_day(moment):
    """The day of a moment where the site is, as dates are written in the record."""
    return timezone.localdate(moment).isoformat()


@register.filter
def edition(row):
    """Which edition of a dossier or an event this is: "Edition 3, updated on 4 May 2026"."""
    day = dates.written(timezone.localdate(row.updated_at).isoformat())
    return _("Edition %(number)d, updated on %(day)s") % {"number": row.edition_number, "day": day}


@register.inclusion_tag("dossiers/_cite.html")
def cite(row, edition=None):
    """How a page is cited; of an `edition`, also how to check what it says."""
    context = {"row": row, "edition": edition, "sentence": apa(citation(row)), "files": files(row, edition)}
    return context | {"site_url": settings.SITE_URL, "permanent": permanent_address(row, edition and edition.number)}


@register.simple_tag
def explained(html, glossary, language):
    """Clean HTML in which the first word of each term of a glossary leads to its explanation."""
    return mark_safe(glossary.marked(html, language)) if glossary else html


@register.simple_tag
def jsonld(data):
    """Facts for machines in a script element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
