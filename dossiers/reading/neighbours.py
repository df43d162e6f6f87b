"""Where an event stands: for each of its dossiers, the event that came after it and the one before."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, Subquery, UUIDField, prefetch_related_objects

from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier, EntryOrganisation
from timeline.ordering import LIVE, live_order


@dataclass(frozen=True)
class Place:
    """One dossier in which an event stands, its neighbours there (or None), and the results it shows there."""

    dossier: Dossier
    newer: Entry | None
    older: Entry | None
    results: list


def places(entry):
    """The places of an entry, written or not, by title of the dossier. Also fetches the organisations of the entry.

    What has no date stands nowhere in time: nothing is newer or older.
    """
    near = {"newer": _nearest(entry, older=False), "older": _nearest(entry, older=True)} if entry.sort_date else {}
    dossiers = Dossier.objects.filter(pk__in=_keys(entry)).defer("folded", "background")
    dossiers = list(dossiers.annotate(**near))
    keys = {getattr(dossier, side) for dossier in dossiers for side in near} - {None}
    entries = Entry.objects.select_related("type").defer("folded", "body").in_bulk(keys) if keys else {}
    by = Prefetch("organisation_links", EntryOrganisation.objects.select_related("organisation"))
    prefetch_related_objects([entry, *entries.values()], by)
    return [_place(entry, dossier, entries) for dossier in dossiers]


def _keys(entry):
    return [link.dossier for link in entry.dossier_links.all()]


def _nearest(entry, *, older):
    """For a query of dossiers: the id of the event next to this one on each timeline; null at its end."""
    dated = EntryDossier.objects.filter(dossier=OuterRef("pk"), entry__sort_date__isnull=False)
    return Subquery(
        dated.filter(_beyond(entry, older))
        .order_by(*live_order("entry__", oldest_first=not older))
        .values("entry")[:1],
        output_field=UUIDField(),
    )


def _beyond(entry, older):
    """What stands on one side of an entry: it differs in one column of the order, and not in those before it."""
    side, ties = Q(), Q()
    for name, falls in LIVE.items():
        value = getattr(entry, name)
        side |= ties & Q(**{f"entry__{name}__{'lt' if falls == older else 'gt'}": value})
        ties &= Q(**{f"entry__{name}": value})
    return side


def _place(entry, dossier, entries):
    results = [result for result in dossier.results if result["id"] in entry.results]
    newer, older = (entries.get(getattr(dossier, side, None)) for side in ("newer", "older"))
    return Place(dossier, newer, older, results)
