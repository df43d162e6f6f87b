"""Which entries and dossiers show a row: what is to be drawn anew when it changes. Queries of ids, by index."""

from typing import NamedTuple

from django.db.models import QuerySet

from editing.models import ANY
from publishing.models import Text
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation, DossierRelation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation, EntryTopic

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
    if ANY in keys:
        return Shown(_ids(Entry), _ids(Dossier))
    match kind:
        case "event":
            return Shown(_ids(Entry, pk__in=keys), _ids(EntryDossier, "dossier", entry__in=keys))
        case "taskforce":
            return Shown(_ids(EntryDossier, "entry", dossier__in=keys), _related(keys))
        case "text":
            return Shown(_ids(Entry).none(), _ids(Dossier) if ON_DOSSIERS & {*keys} else _ids(Dossier).none())
    entries = _naming(ENTRIES, kind, keys)
    timelines = _ids(EntryDossier, "dossier", entry__in=entries)
    return Shown(entries, _naming(DOSSIERS, kind, keys).union(timelines) if kind in DOSSIERS else timelines)


def _ids(model, column="pk", **condition):
    return model.objects.filter(**condition).order_by().values_list(column, flat=True)


def _naming(links, kind, keys):
    model, column, named = links[kind]
    return _ids(model, column, **{f"{named}__in": keys})


def _related(keys):
    """These dossiers, those that come before or after them, and those on whose timelines the same events stand."""
    shared = _ids(EntryDossier, "entry", dossier__in=keys)
    return _ids(Dossier, pk__in=keys).union(
        _ids(DossierRelation, "other", dossier__in=keys),
        _ids(DossierRelation, "dossier", other__in=keys),
        _ids(EntryDossier, "dossier", entry__in=shared),
    )
