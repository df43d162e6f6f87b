"""What shows a row, so what is to be drawn anew when that one changes: queries of ids, by index."""

from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet, TextField, Value

from editing.models import ANY
from publishing.generation import MOST
from publishing.models import Text
from publishing.models.prepared import KEYS, Prepared
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation, DossierRelation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation, EntryTopic
from timeline.models.outlines import EVERY_OUTLINE, SOME, WORDS, outlines, ties_and_dates

# By kind of reference row, what names it: the live row itself, or one of its links.
ENTRIES = {
    "eventtype": (Entry, "pk", "type"),
    "topic": (EntryTopic, "entry", "topic"),
    "country": (Entry, "pk", "country"),
    "organisation": (EntryOrganisation, "entry", "organisation"),
    "picture": (Entry, "pk", "picture"),
    "document": (EntryDocument, "entry", "document"),
}
DOSSIERS = {
    "country": (DossierCountry, "dossier", "country"),
    "organisation": (DossierOrganisation, "dossier", "organisation"),
    "picture": (Dossier, "pk", "cover"),
    "document": (DossierDocument, "dossier", "document"),
}
# Texts that stand on the page of every dossier; the others have pages of their own.
ON_DOSSIERS = {Text.Key.WHAT_ARE_TASKFORCES, Text.Key.TIMELINE_INTRODUCTION}
# The kinds of pages of one row.
PAGES = ("event", "taskforce", "organisation")
# Where words are explained: any text may have them.
EXPLAINING = {("glossary", ANY), ("event", ANY), ("taskforce", ANY)} | EVERY_OUTLINE
# The pages of all rows.
EVERY_PAGE = {(page, ANY) for page in PAGES} | EVERY_OUTLINE


class Shown(NamedTuple):
    """The ids of entries and of dossiers, as queries that nobody has asked yet. Some may not be live."""

    entries: QuerySet
    dossiers: QuerySet


def shown_by(kind, keys):
    """What shows these rows of a kind; ANY among the keys stands for every row.

    A reference row is shown by the entries and dossiers that name it, and by the dossiers of these entries; an entry by
    its dossiers; a dossier by its entries, and by dossiers that it is related to. What stands beside an entry on its
    page (the one before, the next one) changes with its dossiers.
    """
    return Shown(*(_union([_ids(*part) for part in parts(kind, keys)]) for parts in (_entries, _dossiers)))


def pages_showing(kind, keys):
    """The pages that are others once these rows change: {(kind of page, id)}, ANY for all of a kind. One query.

    The page of an event hangs on the outlines of its dossiers, too: it is not named for a change of these, nor of its
    neighbours.
    """
    if kind == "term":
        return EXPLAINING
    if ANY in keys:
        return EVERY_PAGE
    found = PAGES_OF[kind].ask([UUID(str(key)) for key in keys]) if kind in PAGES_OF else list(_pages(kind, keys))
    if len(found) > MOST:
        return EVERY_PAGE
    return {*found} | _outlines(kind, keys, found) | ({("organisation", ANY)} if _is_reference(kind) else set())


def _outlines(kind, keys, found):
    """The outlines that are others then, and ties, dates and words of dossiers."""
    events = [SOME, *keys] if kind == "event" else [SOME] if _is_reference(kind) else []
    own = keys if kind == "taskforce" else []
    dossiers = [*own, *(key for page, key in found if page == "taskforce")]
    shown = outlines([*events, *(key for page, key in found if page != "organisation")])
    return shown | ties_and_dates(dossiers) | {(WORDS, key) for key in own}


def _pages(kind, keys):
    """The pages that show these rows, each as often as it does, and no more than tell that there are too many."""
    parts = {"taskforce": _dossiers(kind, keys), "organisation": _organisations(kind, keys)}
    if _is_reference(kind):
        parts = {"event": _entries(kind, keys)} | parts
    return _union([_labelled(page, *part) for page in parts for part in parts[page]], all=True)[: MOST + 1]


def _is_reference(kind):
    return kind not in ("event", "taskforce", "text")


# What each publication asks.
PAGES_OF = {kind: Prepared(partial(_pages, kind), KEYS) for kind in ("event", "taskforce")}


def _entries(kind, keys):
    """The parts, each a table and a column of it, in which the entries are found that show rows."""
    if ANY in keys:
        return [(Entry.objects.all(), "pk")]
    match kind:
        case "event":
            return [(_having(Entry, "pk", keys), "pk")]
        case "taskforce":
            return [(_having(EntryDossier, "dossier", keys), "entry")]
    return _naming(ENTRIES, kind, keys)


def _dossiers(kind, keys):
    """The same for dossiers."""
    if ANY in keys or (kind == "text" and ON_DOSSIERS & {*keys}):
        return [(Dossier.objects.all(), "pk")]
    if kind == "taskforce":
        return _related(keys)
    entries = [_ids(*part) for part in _entries(kind, keys)]
    timelines = [(EntryDossier.objects.filter(entry__in=ids).distinct(), "dossier") for ids in entries]
    return _naming(DOSSIERS, kind, keys) + timelines


def _related(keys):
    """These dossiers, those that come before or after them, and those on whose timelines the same events stand."""
    shared = _having(EntryDossier, "dossier", keys).values("entry")
    return [
        (_having(Dossier, "pk", keys), "pk"),
        (_having(DossierRelation, "dossier", keys), "other"),
        (_having(DossierRelation, "other", keys), "dossier"),
        (EntryDossier.objects.filter(entry__in=shared).distinct(), "dossier"),
    ]


def _organisations(kind, keys):
    """The organisations that events or dossiers name, and those that asked for the dossiers of these events."""
    if kind == "taskforce":
        return [(_having(DossierOrganisation, "dossier", keys), "organisation")]
    if kind != "event":
        return []
    return [
        (_having(EntryOrganisation, "entry", keys), "organisation"),
        *_organisations("taskforce", _ids(_having(EntryDossier, "entry", keys), "dossier")),
    ]


def _naming(links, kind, keys):
    if kind not in links:
        return []
    model, column, named = links[kind]
    return [(_having(model, named, keys), column)]


def _having(model, column, keys):
    """The rows in which a column has one of these values, or one of those that a query gives."""
    return model.objects.filter(**{f"{column}__{'in' if isinstance(keys, QuerySet) else 'among'}": keys})


def _ids(rows, column):
    return rows.order_by().values_list(column, flat=True)


def _labelled(page, rows, column):
    return rows.order_by().values_list(Value(page, TextField()), column)


def _union(queries, **options):
    first, *others = queries or [Entry.objects.none().values_list("pk")]
    return first.union(*others, **options) if others else first
