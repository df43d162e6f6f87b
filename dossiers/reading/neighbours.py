"""Where an event stands: for each of its dossiers, the event that came after it and the one before."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, UUIDField, prefetch_related_objects
from django.db.models.functions import Coalesce

from dossiers.reading import timeline as timelines
from publishing.models.prepared import ID, TEXT, Prepared
from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier, EntryOrganisation
from timeline.ordering import LINK, NO_DAY


@dataclass(frozen=True)
class Place:
    """One dossier in which an event stands, its neighbours there (or None), the results it shows there, and how many
    events stand before it."""

    dossier: Dossier
    newer: Entry | None
    older: Entry | None
    results: list
    number_before: int = 0

    @property
    def objectives(self):
        """The objectives that these results answer, by their number: [(number, text)]."""
        answered = {key for result in self.results for key in result["objectives"]}
        numbered = enumerate(self.dossier.objectives, 1)
        return [(number, objective["text"]) for number, objective in numbered if objective["id"] in answered]

    @property
    def page(self):
        """The address of the page of the timeline on which the event stands."""
        number = self.number_before // timelines.EVENTS_ON_A_PAGE + 1
        return self.dossier.get_absolute_url() + (f"?page={number}" if number > 1 else "")


def places(entry, *, with_neighbours=True):
    """The places of an entry, written or not, by title of the dossier. Also fetches the organisations of the entry.

    What has no date stands nowhere in time: nothing is newer or older.
    """
    has_neighbours = bool(entry.sort_date and with_neighbours)
    if has_neighbours and not entry._state.adding:
        dossiers = WRITTEN.ask(entry.pk, entry.sort_key)
    else:
        dossiers = list(_dossiers(entry.pk, entry.sort_key, entry.dossier_keys, has_neighbours=has_neighbours))
    keys = {getattr(dossier, side, None) for dossier in dossiers for side in ("newer", "older")} - {None}
    entries = Entry.objects.select_related("type").defer("body").in_bulk(keys) if keys else {}
    by = Prefetch("organisation_links", EntryOrganisation.objects.select_related("organisation"))
    prefetch_related_objects([entry, *entries.values()], by)
    return [_place(entry, dossier, entries) for dossier in dossiers]


def _dossiers(pk, key, dossier_keys, *, has_neighbours=True):
    """These dossiers, with the ids of the events next to the one of this id and sort key, and how many stand before."""
    near = {side: _nearest(pk, key, older=side == "older") for side in ("newer", "older") if has_neighbours}
    dossiers = Dossier.objects.filter(pk__in=dossier_keys).defer("background")
    return dossiers.annotate(**near, number_before=_number_before(pk, key))


def _of_written(pk, key):
    """The same of an entry that was written."""
    return _dossiers(pk, key, EntryDossier.objects.filter(entry=pk).values("dossier"))


WRITTEN = Prepared(_of_written, ID, TEXT)


def shown_of_places(entry):
    """Where a written, dated entry stands, as plain values in their order: of each place the id of the dossier, the ids
    of the newer and the older event ("" for none), and the page of the timeline."""
    return [
        [str(pk), *(str(side or "") for side in sides), number // timelines.EVENTS_ON_A_PAGE]
        for pk, *sides, number in SHOWN.ask(entry.pk, entry.sort_key)
    ]


def _shown(pk, key):
    return _of_written(pk, key).values_list("pk", "newer", "older", "number_before")


SHOWN = Prepared(_shown, ID, TEXT)


def _nearest(pk, key, *, older):
    """For a query of dossiers: the id of the event next to this one on each timeline; null at its end."""
    dated = _beside(pk, key, older=older).filter(sort_key__lt=NO_DAY)
    order = LINK if older else [f"-{name}" for name in LINK]
    return Subquery(dated.order_by(*order).values("entry")[:1], output_field=UUIDField())


def _beside(pk, key, *, older):
    """For a query of dossiers: what stands on one side of an entry. The day is said twice, once for the index."""
    links = EntryDossier.objects.filter(dossier=OuterRef("pk"))
    if older:
        return links.filter(Q(sort_key__gt=key) | Q(entry__gt=pk), sort_key__gte=key)
    return links.filter(Q(sort_key__lt=key) | Q(entry__lt=pk), sort_key__lte=key)


def _number_before(pk, key):
    """For a query of dossiers: how many events stand before this one."""
    counted = _beside(pk, key, older=False).order_by().values("dossier").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _place(entry, dossier, entries):
    results = [result for result in dossier.results if result["id"] in entry.results]
    newer, older = (entries.get(getattr(dossier, side, None)) for side in ("newer", "older"))
    return Place(dossier, newer, older, results, dossier.number_before)
