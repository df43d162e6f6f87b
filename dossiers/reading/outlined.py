"""Events as the page of a dossier tells of them outside of their own places: plain values, of which a long timeline has
a thousand. Made of an answer of the database they cost a tenth of live rows."""

import json
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Q, TextField, When
from django.db.models.functions import Cast

from publishing.models.prepared import ID, Prepared
from text.dates import bounds
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK

# Texts and numbers: to make ids, days and lists of a thousand rows takes as long as to read them.
COLUMNS = ("slug", "language", "title", "summary", "date")
TYPE = ("name", "slug", "icon", "position", "former_slugs")
EVIDENCE = Q(entry__has_film=True) | Q(entry__document_count__gt=0) | Q(entry__link__isnull=False)
NO_RESULTS = "[]"


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
    heading, has_own_heading = Entry.heading, Entry.has_own_heading
    get_absolute_url = Entry.get_absolute_url

    def __init__(self, row, kind):
        self.type = kind
        self.key, evidence, results, self.slug, self.language, self.title, self.summary, self.date = row[:8]
        self.brings_evidence = bool(evidence)
        self.results = json.loads(results) if results != NO_RESULTS else []
        lower, self.date_upper = bounds(self.date)
        self.sort_date = lower or self.date_upper

    @cached_property
    def pk(self):
        """Its id."""
        return UUID(self.key)

    @cached_property
    def derived_heading(self):
        """What it is called without words of its own; comes with its piece, where it has one."""
        return next((row.derived_heading for row in Entry.objects.for_cards().filter(pk=self.pk)), self.slug)


def outlined(key):
    """The events of the dossier with this id, newest first."""
    kinds = {None: None}
    return [OutlinedEntry(row, _kind(kinds, row[8:])) for row in ROWS.ask(key)]


def _rows(key):
    columns = (f"entry__{name}" for name in COLUMNS)
    kind = (f"entry__type__{name}" for name in TYPE)
    rows = EntryDossier.objects.filter(dossier=key).order_by(*LINK)
    # The links hold the order; of the entries, an index would be read or their rows sorted.
    return rows.values_list(
        Cast("entry", CharField()),
        Case(When(EVIDENCE, then=1), default=0),
        Cast("entry__results", TextField()),
        *columns,
        *kind,
    )


ROWS = Prepared(_rows, ID)


def _kind(kinds, values):
    """One for all that have it; None for an event without a type."""
    if values[1] not in kinds:
        kinds[values[1]] = Kind(*values)
    return kinds[values[1]]
