"""What is exported of an event. Knows entries, and nothing of how they are asked for or written."""

from django.db.models import Prefetch

from dossiers.exports.parts import EDITION, country, date, date_columns, document, edition, label, named, organisations
from dossiers.formats.jsonld import address
from dossiers.reading.relations import attach_dossiers, attach_results
from text.richtext import plain
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryTopic

KIND = "events"
# The columns of a table, each with its path in `record`.
COLUMNS = {
    "id": "id",
    "url": "url",
    "title": "title",
    "language": "language",
    "type": "kind.name",
    "topics": "topics.name",
    **date_columns("date"),
    "place": "place",
    "country_code": "country.code",
    "country": "country.name",
    "attendance": "attendance",
    "organisations": "organisations.name",
    "taskforces": "taskforces.title",
    "taskforce_ids": "taskforces.id",
    "results": "results.text",
    "result_ids": "results.id",
    "summary": "summary",
    "story": "story.text",
    "link": "link.url",
    "video": "video.url",
    "documents": "documents.url",
    **EDITION,
}


def load(keys):
    """The entries of these ids, in their order, with all that `record` says of them: six questions."""
    topics = Prefetch("topic_links", EntryTopic.objects.select_related("topic"))
    documents = Prefetch("document_links", EntryDocument.objects.select_related("document"))
    rows = Entry.objects.for_cards().prefetch_related(topics, documents).in_bulk(keys)
    return attach_results(attach_dossiers(rows[key] for key in keys if key in rows))


def record(row):
    """All that the public reads of an event, as plain values."""
    return {
        "type": "event",
        "id": str(row.pk),
        "url": address(row.get_absolute_url()),
        "title": row.heading,
        "language": row.language,
        "kind": label(row.type),
        "topics": [label(link.topic) for link in row.topic_links.all()],
        "date": date(row.date),
        "place": row.place or None,
        "country": country(row.country_id),
        "attendance": row.mode or None,
        "organisations": organisations(row.organisation_links.all()),
        "taskforces": [named(dossier, "title", dossier.title) for dossier in row.dossiers],
        "results": [_result(dossier, result) for dossier, result in row.shown_results],
        "summary": row.summary or None,
        "story": {"html": row.body, "text": plain(row.body)} if row.body else None,
        "link": {"url": row.link["address"], "label": row.link["label"]} if row.link else None,
        "video": _video(row.film),
        "documents": [document(link.document) for link in row.document_links.all()],
        "edition": edition(row),
    }


def _result(dossier, result):
    """A result that an event shows: so evidence leads to a taskforce's objectives, and these to their evidence."""
    return {name: result[name] for name in ("id", "text", "objectives")} | {"taskforce": str(dossier.pk)}


def _video(film):
    if not film:
        return None
    return {"url": film["address"], "language": film["language"], "subtitles": film["subtitles"]}
