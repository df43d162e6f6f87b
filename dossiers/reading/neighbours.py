"""Where an event stands: for each of its dossiers, the event that came after it and the one before."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, Subquery, UUIDField, prefetch_related_objects

from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier, EntryOrganisation
from timeline.ordering import LINK, NO_DAY


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
    if entry._state.adding:
        return [link.dossier for link in entry.dossier_links.all()]
    return EntryDossier.objects.filter(entry=entry).values("dossier")


def _nearest(entry, *, older):
    """For a query of dossiers: the id of the event next to this one on each timeline; null at its end."""
    dated = EntryDossier.objects.filter(dossier=OuterRef("pk"), sort_key__lt=NO_DAY)
    if older:
        beyond = Q(sort_key__gt=entry.sort_key) | Q(entry__gt=entry.pk)
        near = dated.filter(beyond, sort_key__gte=entry.sort_key).order_by(*LINK)
    else:
        beyond = Q(sort_key__lt=entry.sort_key) | Q(entry__lt=entry.pk)
        near = dated.filter(beyond, sort_key__lte=entry.sort_key).order_by("-sort_key", "-entry")
    return Subquery(near.values("entry")[:1], output_field=UUIDField())


def _place(entry, dossier, entries):
    results = [result for result in dossier.results if result["id"] in entry.results]
    newer, older = (entries.get(getattr(dossier, side, None)) for side in ("newer", "older"))
    return Place(dossier, newer, older, results)
