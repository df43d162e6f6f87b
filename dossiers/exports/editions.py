"""What is exported of an edition: what the page of editions shows of it, and what it says."""

from django.urls import reverse

from dossiers.formats.jsonld import address
from publishing.models import Edition


def load(keys):
    """The editions of these ids, in their order, without what they say: one question."""
    rows = Edition.objects.defer("snapshot").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def record(row):
    """An edition in the list of all: who published it is nobody's business. A withdrawal is only told."""
    return {
        "type": "edition",
        "of": str(row.key),
        "number": row.number,
        "url": None if row.is_withdrawal else address(reverse("permanent_edition", args=[row.key, row.number])),
        "day": row.day.isoformat(),
        "note": row.note or None,
        "minor": row.minor,
        "withdrawn": row.reason or None,
        "digest": row.digest or None,
    }


def whole(row):
    """The same with what stood there, as it was published; ids are those of other records."""
    snapshot = row.snapshot or {"schema": None, "body": None}
    return record(row) | {"schema": snapshot["schema"], "body": snapshot["body"]}
