"""What is exported of a dossier. Knows dossiers, and nothing of how they are asked for or written."""

from django.db.models import Prefetch
from django.utils import timezone

from dossiers.exports import cited
from dossiers.exports.parts import (
    EDITION,
    country,
    date,
    date_columns,
    document,
    edition,
    identifiers,
    named,
    organisations,
)
from dossiers.formats.jsonld import address
from dossiers.reading.relations import attach_earlier
from dossiers.reading.sources import sources
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierDocument
from text.richtext import plain
from timeline.models.dossier_events import with_events

KIND = "taskforces"
REGISTERS = ("wikidata", "cordis")
# The columns of a table, each with its path in `record`, or what makes it of one.
COLUMNS = {
    "id": "id",
    "url": "url",
    "title": "title",
    "language": "language",
    "status": "status",
    "country_codes": "countries.code",
    "countries": "countries.name",
    "region": "region",
    "requested_by": "requested_by.name",
    **date_columns("start"),
    **date_columns("end"),
    "summary": "summary",
    "background": cited.background,
    "objectives": cited.statements("objectives"),
    "results": cited.statements("results"),
    "continues": "continues.title",
    "builds_on": "builds_on.title",
    "sources": cited.notes,
    "documents": "documents.url",
    **{name: name for name in REGISTERS},
    "events": "events",
    "latest_event": "latest_event.edtf",
    "next_event": "next_event.edtf",
    **EDITION,
}


def load(keys):
    """The dossiers of these ids, in their order, with all that `record` says of them: five questions."""
    documents = Prefetch("document_links", DossierDocument.objects.select_related("document"))
    dossiers = with_events(Dossier.objects.for_cards(), timezone.localdate()).prefetch_related(documents)
    rows = dossiers.in_bulk(keys)
    return attach_earlier([rows[key] for key in keys if key in rows])


def record(row):
    """All that the public reads of a dossier beside its events, as plain values."""
    return {
        "type": "taskforce",
        "id": str(row.pk),
        "url": address(row.get_absolute_url()),
        "title": row.title,
        "language": row.language,
        "status": row.status or None,
        "countries": [country(link.country_id) for link in row.country_links.all()],
        "region": row.region or None,
        "requested_by": organisations(row.organisation_links.all()),
        "start": date(row.start),
        "end": date(row.end),
        "summary": row.summary or None,
        "background": {"html": row.background, "text": plain(row.background)} if row.background else None,
        "objectives": [_statement(row, each) for each in row.objectives],
        "results": [_result(row, each) for each in row.results],
        "sources": [_source(each) for each in sources(row)],
        "continues": _earlier(row, "continues"),
        "builds_on": _earlier(row, "builds_on"),
        "documents": [document(each) for each in row.documents],
        **identifiers(row, *REGISTERS),
        "events": row.event_count,
        "latest_event": date(row.latest_date),
        "next_event": date(row.coming_date),
        "edition": edition(row),
    }


def _statement(row, each):
    sources = [row.sources[number - 1]["id"] for number in each.get("sources", ())]
    return {"id": each["id"], "text": each["text"], "sources": sources}


def _result(row, each):
    return _statement(row, each) | {
        "state": each["state"],
        "date": date(each["date"]),
        "objectives": each["objectives"],
    }


def _source(source):
    return {
        "id": source.id,
        "number": source.number,
        "title": source.title,
        "url": source.address or None,
        "seen": source.seen or None,
        "archived": source.archived or None,
        "document": source.document and document(source.document),
    }


def _earlier(row, kind):
    return [named(other, "title", other.title) for relation, other in row.earlier_dossiers if relation == kind]
