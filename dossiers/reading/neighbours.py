"""Where an event stands: for each of its dossiers, the event that came after it and the one before."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Window, prefetch_related_objects
from django.db.models.functions import FirstValue, Lag, Lead

from taskforces.models.live import Dossier
from timeline.models.live import Entry, EntryDossier, EntryOrganisation

# The timeline's order, as EntryQuerySet.newest_first has it, seen from the link.
NEWEST_FIRST = (
    F("entry__sort_date").desc(nulls_last=True),
    F("entry__position").asc(),
    F("entry__sort_title").asc(),
    F("entry").asc(),
)


@dataclass(frozen=True)
class Place:
    """One dossier in which an event stands, its neighbours there (or None), and the results it shows there."""

    dossier: Dossier
    newer: Entry | None
    older: Entry | None
    results: list


def standing(entry):
    """The places of an entry, by title of the dossier. Also fetches the organisations of the entry itself."""
    dossiers = list(Dossier.objects.filter(pk__in=_keys(entry)).order_by("title", "pk").defer("folded", "background"))
    links = {link["dossier"]: link for link in _links(entry, dossiers)} if dossiers else {}
    near = {key for link in links.values() for key in (link["newer"], link["older"]) if key}
    entries = Entry.objects.select_related("type").defer("folded", "body").in_bulk(near) if near else {}
    by = Prefetch("organisation_links", EntryOrganisation.objects.select_related("organisation"))
    prefetch_related_objects([entry, *entries.values()], by)
    # Withdrawn or taken out of a dossier between two questions: it stands there no more.
    here = [dossier for dossier in dossiers if dossier.pk in links]
    return [_place(entry, dossier, links[dossier.pk], entries) for dossier in here]


def _keys(entry):
    return EntryDossier.objects.filter(entry=entry).values("dossier")


def _links(entry, dossiers):
    """For each dossier the ids of the neighbours; the database looks to both sides along the timeline."""
    along = {"partition_by": "dossier", "order_by": NEWEST_FIRST}
    links = EntryDossier.objects.filter(dossier__in=[dossier.pk for dossier in dossiers]).annotate(
        newer=Window(Lag("entry_id"), **along),
        older=Window(Lead("entry_id"), **along),
        # A plain condition would leave this entry alone before anybody looks around; one on a window comes after.
        here=Window(FirstValue("entry_id"), partition_by=["dossier", "entry_id"]),
    )
    return links.filter(here=entry.pk).values("dossier", "newer", "older")


def _place(entry, dossier, link, entries):
    results = [result for result in dossier.results if result["id"] in entry.results]
    return Place(dossier, entries.get(link["newer"]), entries.get(link["older"]), results)
