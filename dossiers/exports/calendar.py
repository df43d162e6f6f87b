"""What a calendar says of an event: those whose days are known. A month or a year is no day, so it is left out."""

from django.utils.translation import gettext as _

from dossiers.formats.ical import Event
from dossiers.formats.jsonld import address, description
from taskforces.models.reference import country_name
from text import dates
from timeline.models.live import Entry

# So many events, newest first, are looked at for one calendar.
MOST = 1000


def load(keys):
    """The entries of these ids, in their order, with all that a calendar says of them: two questions."""
    rows = Entry.objects.for_cards().in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def events(rows, host):
    """Those of some entries whose days are known, as events of a calendar. `host` makes their ids the site's own."""
    return [_event(row, host) for row in rows if dates.is_exact(row.date)]


def _event(row, host):
    return Event(
        uid=f"{row.pk}@{host}",
        stamp=row.updated_at,
        number=row.edition_number,
        first=row.date_lower,
        last=row.date_upper,
        title=row.heading,
        description=_described(row),
        url=address(row.get_absolute_url()),
        place=", ".join(filter(None, [row.place, country_name(row.country_id) if row.country_id else ""])),
        categories=[row.type.name] if row.type else [],
    )


def _described(row):
    """Its first words, and who published or hosted it."""
    by = ", ".join(map(str, row.organisation_links.all()))
    words = description(row.summary, row.body) if row.title else ""  # its summary is its title then
    return "\n".join(filter(None, [words, _("Organisations: %(names)s") % {"names": by} if by else ""]))
