"""What is exported of an organisation. Knows organisations, and nothing of how they are asked for or written."""

from dossiers.exports.parts import country, identifiers
from dossiers.formats.jsonld import address
from dossiers.reading.organisations import public, with_counts

KIND = "organisations"
REGISTERS = ("ror", "wikidata")
# The columns of a table, each with its path in `record`.
COLUMNS = {
    "id": "id",
    "url": "url",
    "name": "name",
    "other_names": "other_names",
    "kind": "kind",
    "country_codes": "countries.code",
    "countries": "countries.name",
    "website": "website",
    **{name: name for name in REGISTERS},
    "taskforces": "taskforces",
    "events": "events",
}


def load(keys):
    """The organisations of these ids, in their order, with all that `record` says of them: two questions."""
    rows = with_counts(public()).defer("folded").prefetch_related("countries").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def record(row):
    """All that the public reads of an organisation, as plain values: how many taskforces it asked for, and how many
    events it published or hosted.
    """
    return {
        "type": "organisation",
        "id": str(row.pk),
        "url": address(row.get_absolute_url()),
        "name": row.name,
        "other_names": row.other_names.splitlines(),
        "kind": row.kind or None,
        "countries": [country(each.pk) for each in row.countries.all()],
        "website": row.website or None,
        **identifiers(row, *REGISTERS),
        "taskforces": row.dossier_count,
        "events": row.event_count,
    }
