"""The page of an archive: a dossier with the whole story of each event, drawn of the same parts as on the site."""

import re
from html import unescape
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string

from dossiers.formats.citations import apa
from dossiers.reading.citing import citation
from dossiers.reading.relations import EARLIER
from dossiers.reading.results import ledger
from dossiers.reading.sources import sources

# Where the events belong in the page.
EVENTS = "<!-- events -->"
# A link or picture at a path of the site, as Django's templates and nh3 write it.
LINK = re.compile(r'(<(?:a|img)(?: [\w-]+="[^"]*")*?) (href|src)="(/[^"#]*)(#[^"]*)?"')


class ArchivePage:
    """The page of a dossier. `places` says where in the archive is what stands at a path of the site."""

    template, name = "archive", "index.html"

    def __init__(self, dossier):
        self.dossier, self.places, self.showing = dossier, {dossier.get_absolute_url(): self.name}, []

    def meet(self, row):
        """Get to know an event that will stand on the page, before the page is written."""
        self.places[row.get_absolute_url()] = f"{self.name}#{row.slug}"
        if row.results:
            self.showing.append(row)

    def pieces(self, rows, left_out):
        """The page as text, event by event; it ends with what is not in the archive."""
        before, _events, after = self.drawn(self.template, **self.context(), left_out=left_out).partition(EVENTS)
        yield before
        for year, entries in groupby(rows, lambda row: row.sort_date and row.sort_date.year):
            yield self.drawn("_archived_year", year=year)
            for entry in entries:
                yield self.drawn("_archived_event", entry=entry, image=self.image(entry.picture))
        yield after

    def context(self):
        """What the page says around the events."""
        dossier = self.dossier
        return {
            "dossier": dossier,
            "image": self.image(dossier.cover),
            "ledger": ledger(dossier.objectives, dossier.results, self.showing),
            "earlier": [(EARLIER[kind], other) for kind, other in dossier.earlier_dossiers if kind in EARLIER],
            "sources": sources(dossier),
            "sentence": apa(citation(dossier)),
            "site_name": settings.SITE_NAME,
            "publisher": settings.PUBLISHER,
            "site_url": settings.SITE_URL,
        }

    def image(self, picture):
        """Where a picture is inside; None for none."""
        paths = (picture.rendition_url(width) for width in picture.widths) if picture else ()
        return next(filter(None, map(self.places.get, paths)), None)

    def drawn(self, template, **context):
        """A template, whose links lead to what is in the archive, and to the site for what is not."""
        return LINK.sub(self._led, render_to_string(f"dossiers/{template}.html", {"is_archive": True} | context))

    def _led(self, link):
        tag, name, path, place = link.groups(default="")
        inside = self.places.get(unescape(path))
        if inside is None:
            return f'{tag} {name}="{settings.SITE_URL}{path}{place}"'
        return f'{tag} {name}="{inside if "#" in inside else inside + place}"'
