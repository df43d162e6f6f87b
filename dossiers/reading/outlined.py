"""Events as the page of a dossier tells of them outside of their own places: plain values, of which a long timeline has
a thousand. Made of an answer of the database they cost a tenth of live rows."""

from functools import cached_property
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from publishing.models.prepared import ID, Prepared
from text.dates import bounds
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK

# Texts and numbers: to make ids, days and lists of a thousand rows takes as long as to read them.
COLUMNS = ("evidence", "results", "slug", "language", "own_heading", "date")
TYPE = ("name", "slug", "icon", "position", "former_slugs")


class Kind(NamedTuple):
    """The type of an event."""

    name: str
    slug: str
    icon: str
    position: int
    former_slugs: str

    def __str__(self):
        return self.name


class OutlinedEntry:
    """An event; it is called, and found, as its live row is."""

    piece = ""
    has_own_heading = Entry.has_own_heading
    brings_evidence, get_absolute_url = Entry.brings_evidence, Entry.get_absolute_url

    def __init__(self, row, kind):
        self.key, self.evidence, results, self.slug, self.language, self.own_heading, self.date = row[:7]
        self.type, self.results = kind, results.split()

    @cached_property
    def sort_date(self):
        """The day by which it stands where it does; None without a date."""
        lower, upper = bounds(self.date)
        return lower or upper

    @property
    def date_upper(self):
        """The last day that its date can mean."""
        return bounds(self.date)[1]

    @cached_property
    def pk(self):
        """Its id, as text."""
        key = self.key
        return key if "-" in key else "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))

    @cached_property
    def heading(self):
        """The same as of its live row, unless a page leaves a place for it."""
        return self.own_heading or self.derived_heading

    @cached_property
    def derived_heading(self):
        """What it is called without words of its own; comes with its piece, where it has one."""
        return next((row.derived_heading for row in Entry.objects.for_cards().filter(pk=self.pk)), self.slug)


def outlined(key):
    """The events of the dossier with this id, newest first."""
    kinds = {None: None}
    return [OutlinedEntry(row, _kind(kinds, row[7:])) for row in ROWS.ask(key)]


def _rows(key):
    kind = (f"type__{name}" for name in TYPE)
    rows = EntryDossier.objects.filter(dossier=key).order_by(*LINK)
    return rows.values_list(Cast("entry", CharField()), *COLUMNS, *kind)


ROWS = Prepared(_rows, ID)


def _kind(kinds, values):
    """One for all that have it; None for an event without a type."""
    if values[1] not in kinds:
        kinds[values[1]] = Kind(*values)
    return kinds[values[1]]
