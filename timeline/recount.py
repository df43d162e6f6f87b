"""What follows from live rows and is kept beside them, made anew for all: after an upgrade, or a bulk write."""

from django.db import connection
from django.db.models import OuterRef, Subquery, Value

from publishing.models import Tally
from publishing.models.tallies import ALL
from taskforces.models import Dossier
from taskforces.models.dossier_facets import facet_rows as dossier_facets
from timeline.models.dossier_events import count_events_of_all, recount_events
from timeline.models.entry_facets import facet_rows as entry_facets
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier, EntryOrganisation, EntryTopic
from timeline.ordering import sort_key

BATCH = 2000


def recount_all():
    """Keys of the order, and what is counted. Nobody publishes meanwhile."""
    _write_keys()
    for links in (EntryDossier, EntryOrganisation, EntryTopic):
        entry = Entry.objects.filter(pk=OuterRef("entry"))
        links.objects.update(sort_key=Subquery(entry.values("sort_key")))
    count_all()


def count_all():
    """Counts of events at dossiers, and tallies of lists, of rows whose keys are right. Nobody publishes meanwhile."""
    counted = count_events_of_all(Entry.objects)
    for keys in _batches(Dossier.objects.values_list("pk")):
        recount_events([key for (key,) in keys], counted)
    Tally.objects.recount("event", [(ALL, Entry.objects.values_list(Value(""))), *entry_facets(Entry.objects)])
    Tally.objects.recount(
        "taskforce", [(ALL, Dossier.objects.values_list(Value(""))), *dossier_facets(Dossier.objects)]
    )


def _write_keys():
    """Write the keys of entries, many at once: the ORM would spell each one out."""
    table, adapt = connection.ops.quote_name(Entry._meta.db_table), Entry._meta.pk.get_db_prep_value
    rows = Entry.objects.values_list("pk", "sort_date", "position", "sort_title")
    for batch in _batches(rows):
        keys = [(sort_key(*order), adapt(key, connection)) for key, *order in batch]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET sort_key = %s WHERE id = %s", keys)


def _batches(rows):
    """The rows, so many at once, by their keys; they may be written meanwhile."""
    rows = rows.order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])
